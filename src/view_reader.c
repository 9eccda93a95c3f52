/* view_reader: one article, set for reading: scroll, find in the text, walk its links. */
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "view_private.h"

enum { MATCHES_MAX = 5000 };

struct reader {
    struct view view;
    struct sheet sheet;
    unsigned marks;            /* 1 << enum mark */
    unsigned cache_generation; /* of the ui when the sheet was loaded */
    long top, rows;            /* first line shown, lines of the window */
    long top_before;           /* where find began */
    uint32_t focus;            /* 1 + index of the link that Enter follows; 0 none */
    struct buf find;
    struct match *matches;
    size_t match_count, match_capacity, match_at;
};

static void release(struct view *v) {
    struct reader *r = (struct reader *)v;
    sheet_release(&r->sheet);
    buf_release(&r->find);
    free(r->matches);
    free(r);
}

static void title(struct view *v, struct buf *out) {
    buf_add_str(out, ((struct reader *)v)->sheet.article.title);
}

static void summary(struct view *v, struct buf *out) {
    unsigned marks = ((struct reader *)v)->marks;
    bool starred = marks & 1u << MARK_STARRED, queued = marks & 1u << MARK_QUEUED;
    buf_printf(out, "%s%s%s", starred ? "★ starred" : "", starred && queued ? " · " : "", queued ? "▸ in the queue" : "");
}

static long last_top(const struct reader *r) {
    long last = (long)r->sheet.page.line_count - r->rows;
    return last > 0 ? last : 0;
}

static void scroll_to(struct reader *r, long top) {
    r->top = top > last_top(r) ? last_top(r) : top;
    r->top = r->top < 0 ? 0 : r->top;
}

static void status(struct view *v, struct buf *left, struct buf *right) {
    struct reader *r = (struct reader *)v;
    if (r->focus) {
        struct str url = r->sheet.doc.links[r->focus - 1].url;
        int64_t term;
        if (!link_is_term(url, &term)) {
            buf_add_str(left, url);
        }
    } else if (r->find.n) {
        buf_printf(left, "%zu of %zu matches for %s", r->match_count ? r->match_at + 1 : 0, r->match_count, buf_cstr(&r->find));
    } else {
        buf_add_str(left, r->sheet.article.source_url);
    }
    long last = last_top(r);
    if (last) {
        buf_printf(right, "%ld%%", r->top * 100 / last);
    } else {
        buf_puts(right, "all");
    }
}

/* Another width: the line that was at the top stays there. */
static void lay_out(struct reader *r, int columns, bool ascii) {
    if (r->sheet.page.columns == columns) {
        return;
    }
    uint32_t offset = r->top > 0 && (size_t)r->top < r->sheet.page.line_count ? r->sheet.page.lines[r->top].offset : 0;
    bool at_top = r->top == 0;
    sheet_layout(&r->sheet, columns, ascii);
    r->top = at_top ? 0 : (long)page_line_of(&r->sheet.page, offset);
}

/* The line on which a link begins. */
static long line_of_link(const struct page *p, uint32_t link) {
    for (size_t i = 0; i < p->line_count; i++) {
        for (uint32_t j = 0; j < p->lines[i].run_count; j++) {
            if (p->runs[p->lines[i].first_run + j].link == link) {
                return (long)i;
            }
        }
    }
    return -1;
}

/* The cursor is where the next key acts: on the line of the link in focus or of the match, else at the top. */
static void place_cursor(const struct reader *r, const struct grid *column) {
    const struct page *p = &r->sheet.page;
    long line = r->focus         ? line_of_link(p, r->focus)
                : r->match_count ? (long)page_line_of(p, r->matches[r->match_at].offset)
                                 : r->top;
    bool seen = line >= r->top && line < r->top + r->rows;
    grid_cursor(column, seen ? (int)(line - r->top) : 0, 0);
}

static void paint(struct view *v, struct ui *ui, const struct grid *g, bool focused) {
    struct reader *r = (struct reader *)v;
    struct grid column = text_column(g);
    lay_out(r, column.columns, ui->ascii);
    r->rows = g->rows;
    scroll_to(r, r->top);
    page_paint(&r->sheet.page, &column, (size_t)r->top, r->focus, r->matches, r->match_count);
    if (focused) {
        place_cursor(r, &column);
    }
}

static void move(struct view *v, struct ui *ui, struct motion m) {
    struct reader *r = (struct reader *)v;
    (void)ui;
    struct list l = {.count = last_top(r) + 1, .selected = r->top, .rows = r->rows > 2 ? r->rows - 1 : 1};
    scroll_to(r, list_target(&l, m));
    r->focus = 0;
}

static void show_line(struct reader *r, long line) {
    if (line < r->top || line >= r->top + r->rows) {
        scroll_to(r, line - r->rows / 3);
    }
}

/* The first link on the lines from `line` on; 0 when there is none. */
static uint32_t link_from(const struct page *p, long line) {
    for (size_t i = (size_t)line; i < p->line_count; i++) {
        for (uint32_t j = 0; j < p->lines[i].run_count; j++) {
            if (p->runs[p->lines[i].first_run + j].link) {
                return p->runs[p->lines[i].first_run + j].link;
            }
        }
    }
    return 0;
}

/* From the link in focus, else from the top of the window; around the ends. */
static void next_link(struct view *v, struct ui *ui, int by) {
    struct reader *r = (struct reader *)v;
    uint32_t count = (uint32_t)r->sheet.doc.link_count, link = r->focus;
    if (!count) {
        ui_say(ui, "there is no link in this text");
        return;
    }
    if (!link) {
        uint32_t first = link_from(&r->sheet.page, r->top);
        link = by > 0 ? (first ? first : 1) : first > 1 ? first - 1 : count;
    } else {
        link = by > 0 ? link % count + 1 : link == 1 ? count : link - 1;
    }
    r->focus = link;
    long line = line_of_link(&r->sheet.page, link);
    if (line >= 0) {
        show_line(r, line);
    }
}

static void open(struct view *v, struct ui *ui) {
    struct reader *r = (struct reader *)v;
    if (r->focus) {
        follow_link(ui, r->sheet.doc.links[r->focus - 1].url);
    } else {
        move(v, ui, (struct motion){MOTION_PAGES, 1});
    }
}

static void open_number(struct view *v, struct ui *ui, int number) {
    struct reader *r = (struct reader *)v;
    uint32_t link = layout_link_at(&r->sheet.doc, (uint32_t)number);
    if (link) {
        follow_link_out(ui, r->sheet.doc.links[link - 1].url);
    } else {
        ui_fail(ui, "there is no link %d in this text", number);
    }
}

/* A match is found by its folded characters, one cluster at a time, so that case and accents do not count and its place is
 * exact. */
static size_t match_length(struct str text, size_t at, struct str folded, struct buf *scratch) {
    size_t taken = 0, i = at;
    while (i < text.n && taken < folded.n) {
        size_t n = text_cluster(str_slice(text, i, text.n)).bytes;
        struct str piece = str_slice(text, i, i + n);
        buf_reset(scratch);
        text_fold(scratch, piece);
        if (scratch->n > folded.n - taken || (scratch->n && memcmp(scratch->p, folded.p + taken, scratch->n))) {
            return 0;
        }
        taken += scratch->n;
        i += n;
    }
    return taken == folded.n ? i - at : 0;
}

static void find_all(struct reader *r) {
    struct buf folded = {0}, scratch = {0};
    struct str text = r->sheet.doc.text;
    text_fold(&folded, buf_str(&r->find));
    r->match_count = r->match_at = 0;
    for (size_t i = 0; folded.n && i < text.n && r->match_count < MATCHES_MAX;) {
        size_t n = match_length(text, i, buf_str(&folded), &scratch);
        if (n) {
            r->matches = grow(r->matches, r->match_count, &r->match_capacity, sizeof *r->matches);
            r->matches[r->match_count++] = (struct match){(uint32_t)i, (uint32_t)n, false};
        }
        i += n ? n : text_cluster(str_slice(text, i, text.n)).bytes;
    }
    buf_release(&folded);
    buf_release(&scratch);
}

static void show_match(struct reader *r) {
    if (r->match_count) {
        for (size_t i = 0; i < r->match_count; i++) {
            r->matches[i].current = i == r->match_at;
        }
        show_line(r, (long)page_line_of(&r->sheet.page, r->matches[r->match_at].offset));
    }
}

static void find(struct reader *r, struct str text) {
    uint32_t from = (size_t)r->top < r->sheet.page.line_count ? r->sheet.page.lines[r->top].offset : 0;
    buf_reset(&r->find);
    buf_add_str(&r->find, text);
    r->focus = 0;
    find_all(r);
    while (r->match_at + 1 < r->match_count && r->matches[r->match_at].offset < from) {
        r->match_at++;
    }
    show_match(r);
}

static void find_typed(struct ui *ui, struct str text) {
    find((struct reader *)ui_view(ui), text);
}

static void find_accepted(struct ui *ui, struct str text) {
    if (text.n && !((struct reader *)ui_view(ui))->match_count) {
        ui_fail(ui, "'%.*s' is not in the text", (int)text.n, text.p);
    }
}

static void find_cancelled(struct ui *ui) {
    struct reader *r = (struct reader *)ui_view(ui);
    find(r, STR_NONE);
    scroll_to(r, r->top_before);
}

static const struct prompt_ops find_ops = {.changed = find_typed, .accept = find_accepted, .cancel = find_cancelled};

static void search(struct view *v, struct ui *ui) {
    struct reader *r = (struct reader *)v;
    r->top_before = r->top;
    ui_prompt(ui, "find: ", STR_NONE, &find_ops);
}

/* The mouse on a line: its first link, then, when that is in focus, where it leads. */
static void point(struct view *v, struct ui *ui, int row) {
    struct reader *r = (struct reader *)v;
    long line = r->top + row;
    uint32_t link = line < (long)r->sheet.page.line_count ? link_from(&r->sheet.page, line) : 0;
    if (!link || line_of_link(&r->sheet.page, link) != line) {
        r->focus = 0;
    } else if (link == r->focus) {
        open(v, ui);
    } else {
        r->focus = link;
    }
}

static bool escape(struct view *v, struct ui *ui) {
    struct reader *r = (struct reader *)v;
    bool had = r->find.n || r->focus;
    (void)ui;
    r->focus = 0;
    buf_reset(&r->find);
    find_all(r);
    return had;
}

static int64_t article(struct view *v) {
    return ((struct reader *)v)->sheet.id;
}

static void load_marks(struct reader *r, struct ui *ui) {
    struct err e;
    r->marks = 0;
    if (ui->marks && marks_get(ui->marks, r->sheet.article.key, &r->marks, &e) < 0) {
        ui_fail(ui, "%s", e.text);
    }
}

static int load(struct reader *r, struct ui *ui, int64_t id) {
    struct err e;
    if (!ui->cache) {
        ui_fail(ui, "there is no cache yet");
        return -1;
    }
    if (sheet_load(&r->sheet, ui->cache, id, &e) < 0) {
        ui_fail_err(ui, &e);
        return -1;
    }
    r->cache_generation = ui->cache_generation;
    ui_mark_read(ui, r->sheet.article.key);
    load_marks(r, ui);
    return 0;
}

static bool show_article(struct reader *r, struct ui *ui, int64_t id) {
    if (load(r, ui, id) < 0) {
        return false;
    }
    r->top = 0;
    r->focus = 0;
    find_all(r);
    return true;
}

/* The next article of the list that this one was opened from, without leaving the reader. */
static bool step(struct view *v, struct ui *ui, int by, int64_t *id) {
    struct reader *r = (struct reader *)v;
    struct view *list = ui_parent(ui);
    if (!list || !list->ops->step) {
        return false;
    }
    ui_refresh(ui, list);
    return list->ops->step(list, ui, by, id) && show_article(r, ui, *id);
}

/* Of the list that this article was opened from, without leaving the reader. */
static void next_unread(struct reader *r, struct ui *ui, int by) {
    struct view *list = ui_parent(ui);
    if (!list || !list->ops->next || !list->ops->article) {
        ui_say(ui, "nothing is searched for; / finds in the text");
        return;
    }
    ui_refresh(ui, list);
    list->ops->next(list, ui, by);
    int64_t id = list->ops->article(list);
    if (id && id != r->sheet.id) {
        show_article(r, ui, id);
    }
}

static void next(struct view *v, struct ui *ui, int by) {
    struct reader *r = (struct reader *)v;
    if (!r->find.n) {
        next_unread(r, ui, by);
        return;
    }
    if (!r->match_count) {
        ui_say(ui, "nothing in the text matches");
        return;
    }
    r->match_at = by > 0 ? (r->match_at + 1) % r->match_count : (r->match_at ? r->match_at : r->match_count) - 1;
    show_match(r);
}

/* When it was not marks alone that changed, the cache is another one, or the file has changed: the same article again, found by
 * what its marks are kept under, at the same place. */
static void refresh(struct view *v, struct ui *ui) {
    struct reader *r = (struct reader *)v;
    const struct page *p = &r->sheet.page;
    uint32_t offset = r->top > 0 && (size_t)r->top < p->line_count ? p->lines[r->top].offset : 0;
    int columns = p->columns;
    bool at_top = r->top == 0;
    struct err e = {0};
    int64_t id;
    load_marks(r, ui);
    if (!ui->cache || r->cache_generation == ui->cache_generation) {
        return;
    }
    r->cache_generation = ui->cache_generation;
    if (cache_locate(ui->cache, r->sheet.article.key, &id, &e) < 0 || sheet_load(&r->sheet, ui->cache, id, &e) < 0) {
        if (e.code == ERR_MISSING) {
            ui_say(ui, "this article is no longer in the archive");
        }
        return; /* what was read stays */
    }
    r->focus = r->focus <= r->sheet.doc.link_count ? r->focus : 0;
    find_all(r);
    if (columns) {
        sheet_layout(&r->sheet, columns, ui->ascii);
        r->top = at_top ? 0 : (long)page_line_of(&r->sheet.page, offset);
    }
}

static const struct view_ops ops = {
    .name = "reader",
    .hints = "Space page  o browser  Tab link  / find  J next  ? help  h back  p offerings  t topics  K previous",
    .release = release,
    .title = title,
    .summary = summary,
    .status = status,
    .paint = paint,
    .move = move,
    .point = point,
    .escape = escape,
    .open = open,
    .search = search,
    .next = next,
    .link = next_link,
    .open_number = open_number,
    .step = step,
    .article = article,
    .refresh = refresh,
};

struct view *view_reader(struct ui *ui, int64_t id) {
    struct reader *r = xcalloc(1, sizeof *r);
    r->view.ops = &ops;
    if (load(r, ui, id) < 0) {
        release(&r->view);
        return NULL;
    }
    return &r->view;
}
