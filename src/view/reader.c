/* reader: one article, set for reading: scroll, find in the text, walk its links. */
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "url.h"
#include "view_private.h"

struct reader {
    struct view view;
    struct slot slot, marks_slot;
    struct sheet sheet;
    unsigned cache_generation; /* of the ui when the sheet was asked for */
    bool is_renewed;           /* what is asked for is the article that is shown, from another cache */
    struct buf fault;          /* why there is no article to show */
    unsigned marks;            /* 1 << enum mark */
    long top, rows;            /* first line shown, lines of the window */
    long top_before;           /* where find began */
    uint32_t focus;            /* 1 + index of the link that Enter follows; 0 none */
    struct matcher matcher; /* what is shown as found: what was typed here, else the words of the list this was opened from */
    struct buf find;        /* what was typed */
    bool at_match;          /* one of the matches is the current one: */
    size_t match_at;
};

static void release(struct view *v) {
    struct reader *r = (struct reader *)v;
    slot_cancel(&r->slot);
    slot_cancel(&r->marks_slot);
    buf_release(&r->fault);
    sheet_release(&r->sheet);
    buf_release(&r->find);
    matcher_release(&r->matcher);
    free(r);
}

static long last_top(const struct reader *r) {
    long last = (long)r->sheet.page.line_count - r->rows;
    return last > 0 ? last : 0;
}

static void scroll_to(struct reader *r, long top) {
    r->top = top > last_top(r) ? last_top(r) : top;
    r->top = r->top < 0 ? 0 : r->top;
}

static void say_status(const struct reader *r, struct buf *out) {
    if (r->focus) {
        struct str url = r->sheet.doc.links[r->focus - 1].url;
        int64_t term;
        if (!link_is_term(url, &term) && !link_is_article(url, &term)) {
            buf_puts(out, link_is_place(url) ? "" : "Enter opens ");
            url_describe(url, out);
        }
    } else if (r->at_match) {
        buf_printf(out, "match %zu of %zu%s%s", r->match_at + 1, r->sheet.found.count, r->find.n ? " for " : "",
                   buf_cstr(&r->find));
    } else if (r->find.n) {
        buf_printf(out, "no matches for %s", buf_cstr(&r->find));
    } else if (r->sheet.article.source_url.n) {
        buf_puts(out, "o opens ");
        url_describe(r->sheet.article.source_url, out);
    }
}

static void describe(struct view *v, struct description *d) {
    const struct reader *r = (struct reader *)v;
    bool starred = r->marks & 1u << MARK_STARRED, queued = r->marks & 1u << MARK_QUEUED;
    long last = last_top(r);
    buf_add_str(&d->title, r->sheet.article.title);
    buf_printf(&d->summary, "%s%s%s", starred ? "★ starred" : "", starred && queued ? " · " : "", queued ? "▸ queued" : "");
    say_status(r, &d->left);
    if (last) {
        buf_printf(&d->right, "%ld%%", r->top * 100 / last);
    } else {
        buf_puts(&d->right, "all");
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
    long line = r->focus      ? line_of_link(p, r->focus)
                : r->at_match ? (long)page_line_of(p, r->sheet.found.matches[r->match_at].offset)
                              : r->top;
    bool seen = line >= r->top && line < r->top + r->rows;
    grid_cursor(column, seen ? (int)(line - r->top) : 0, 0);
}

static void paint(struct view *v, struct ui *ui, const struct grid *g, bool focused) {
    struct reader *r = (struct reader *)v;
    if (!r->sheet.id) {
        paint_empty(g, r->fault.n ? buf_str(&r->fault) : STR("Loading…"));
        return;
    }
    struct grid column = text_column(g);
    lay_out(r, column.columns, ui->ascii);
    r->rows = g->rows;
    scroll_to(r, r->top);
    page_paint(&r->sheet.page, &column, (size_t)r->top, r->focus, r->sheet.found.matches, r->sheet.found.count);
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
static void next_link(struct reader *r, struct ui *ui, int by) {
    uint32_t count = (uint32_t)r->sheet.doc.link_count, link = r->focus;
    if (!count) {
        ui_say(ui, "No links in this text");
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

static void open(struct reader *r, struct ui *ui) {
    if (r->focus) {
        follow_link(ui, r->sheet.doc.links[r->focus - 1].url);
    } else {
        move(&r->view, ui, (struct motion){MOTION_PAGES, 1});
    }
}

static void open_number(const struct reader *r, struct ui *ui, int number) {
    uint32_t link = layout_link_at(&r->sheet.doc, (uint32_t)number);
    if (link) {
        view_follow_out(ui, r->sheet.doc.links[link - 1].url);
    } else {
        ui_fail(ui, "No link %d in this text", number);
    }
}

static void find_all(struct reader *r) {
    sheet_find(&r->sheet, &r->matcher);
    r->at_match = false;
    r->match_at = 0;
}

static void go_to_match(struct reader *r, size_t at) {
    struct matches *found = &r->sheet.found;
    for (size_t i = 0; i < found->count; i++) {
        found->matches[i].current = i == at;
    }
    r->match_at = at;
    r->at_match = true;
    show_line(r, (long)page_line_of(&r->sheet.page, found->matches[at].offset));
}

/* The first one that is not above the window, else the last. */
static size_t match_from_top(const struct reader *r) {
    const struct matches *found = &r->sheet.found;
    uint32_t from = (size_t)r->top < r->sheet.page.line_count ? r->sheet.page.lines[r->top].offset : 0;
    size_t at = 0;
    while (at + 1 < found->count && found->matches[at].offset < from) {
        at++;
    }
    return at;
}

static void find(struct reader *r, struct str text) {
    buf_reset(&r->find);
    buf_add_str(&r->find, text);
    matcher_of_text(&r->matcher, text);
    r->focus = 0;
    find_all(r);
    if (r->sheet.found.count) {
        go_to_match(r, match_from_top(r));
    }
}

/* What a list was searched for is found in its articles. */
static void find_words_of(struct reader *r, struct view *list) {
    const struct query *q = list ? view_listing(list).query : NULL;
    buf_reset(&r->find);
    if (q) {
        matcher_of_query(&r->matcher, q);
    } else {
        matcher_release(&r->matcher);
    }
    find_all(r);
}

static void find_typed(struct ui *ui, struct str text) {
    find((struct reader *)ui_view(ui), text);
}

static void find_accepted(struct ui *ui, struct str text) {
    if (text.n && !((struct reader *)ui_view(ui))->at_match) {
        ui_fail(ui, "No matches for '%.*s'", (int)text.n, text.p);
    }
}

static void find_cancelled(struct ui *ui) {
    struct reader *r = (struct reader *)ui_view(ui);
    find_words_of(r, ui_parent(ui));
    scroll_to(r, r->top_before);
}

static const struct prompt_ops find_ops = {.changed = find_typed, .accept = find_accepted, .cancel = find_cancelled};

static void search(struct reader *r, struct ui *ui) {
    r->top_before = r->top;
    ui_prompt(ui, "Find: ", STR_NONE, &find_ops);
}

/* The mouse on a line: its first link, then, when that is in focus, where it leads. */
static void point(struct view *v, struct ui *ui, int row) {
    struct reader *r = (struct reader *)v;
    long line = r->top + row;
    uint32_t link = line < (long)r->sheet.page.line_count ? link_from(&r->sheet.page, line) : 0;
    if (!link || line_of_link(&r->sheet.page, link) != line) {
        r->focus = 0;
    } else if (link == r->focus) {
        open(r, ui);
    } else {
        r->focus = link;
    }
}

static bool escape(struct reader *r) {
    bool had = r->find.n || r->focus || r->sheet.found.count;
    find(r, STR_NONE);
    return had;
}

static void subject(struct view *v, struct subject *s) {
    const struct reader *r = (struct reader *)v;
    const struct article *a = &r->sheet.article;
    *s = (struct subject){
        .article = r->sheet.id, .marks = r->marks, .shows_marks = true, .key = a->key, .title = a->title, .day = a->date.day};
}

/* Another article: from its top. */
static void take_another(struct reader *r, struct ui *ui) {
    r->top = 0;
    r->focus = 0;
    find_all(r);
    ui_mark_read(ui, &r->sheet.article);
    r->marks |= ui->has_marks ? 1u << MARK_READ : 0;
}

/* The same one: at the same place. */
static void take_again(struct reader *r, uint32_t offset, int columns, bool ascii) {
    bool at_top = r->top == 0;
    r->focus = r->focus <= r->sheet.doc.link_count ? r->focus : 0;
    find_all(r);
    if (columns) {
        sheet_layout(&r->sheet, columns, ascii);
        r->top = at_top ? 0 : (long)page_line_of(&r->sheet.page, offset);
    }
}

static uint32_t offset_at_top(const struct reader *r) {
    const struct page *p = &r->sheet.page;
    return r->top > 0 && (size_t)r->top < p->line_count ? p->lines[r->top].offset : 0;
}

static void fail(struct reader *r, struct ui *ui, const struct request *request) {
    if (!r->sheet.id) {
        buf_reset(&r->fault);
        buf_puts(&r->fault, request->error.text);
        ui_fail_err(ui, &request->error);
    } else if (r->is_renewed && request->error.code == ERR_MISSING) {
        ui_say(ui, "This article is no longer in the archive");
    } else {
        ui_fail_request(ui, request);
    } /* what was read stays */
}

static void take(void *owner, void *context, struct request *request) {
    struct reader *r = owner;
    struct ui *ui = context;
    struct article_request *answer = (struct article_request *)request;
    if (request->has_failed) {
        fail(r, ui, request);
        request_free(request);
        return;
    }
    uint32_t offset = offset_at_top(r);
    int columns = r->sheet.page.columns;
    r->marks = answer->marks;
    sheet_take(&r->sheet, answer);
    if (r->is_renewed) {
        take_again(r, offset, columns, ui->ascii);
    } else {
        take_another(r, ui);
    }
}

static bool ask(struct reader *r, struct ui *ui, int64_t id, struct str key) {
    r->is_renewed = key.n;
    r->cache_generation = ui->cache_generation;
    ui_send(ui, &r->slot, &request_article(id, key, RELATED_SHOWN)->request);
    return ui_wait(ui, &r->slot);
}

/* The next article of the list that this one was opened from, without leaving the reader. */
static bool step(struct view *v, struct ui *ui, int by, int64_t *id) {
    struct reader *r = (struct reader *)v;
    struct view *list = ui_parent(ui);
    if (!list || !list->ops->step) {
        return false;
    }
    ui_refresh(ui, list);
    if (!list->ops->step(list, ui, by, id)) {
        return false;
    }
    ask(r, ui, *id, STR_NONE);
    return true;
}

/* Of the list that this article was opened from, without leaving the reader. */
static void next_unread(struct reader *r, struct ui *ui, int by) {
    struct view *list = ui_parent(ui);
    struct subject s = {0};
    if (!list || !list->ops->step) {
        ui_say(ui, "No search yet: / finds in the text");
        return;
    }
    ui_refresh(ui, list);
    view_act(list, ui, ACTION_NEXT, by);
    list->ops->subject(list, &s);
    if (s.article && s.article != r->sheet.id) {
        ask(r, ui, s.article, STR_NONE);
    }
}

static void next(struct reader *r, struct ui *ui, int by) {
    size_t count = r->sheet.found.count;
    if (!r->matcher.count) {
        next_unread(r, ui, by);
    } else if (!count) {
        ui_say(ui, "No matches in this text");
    } else if (!r->at_match) {
        go_to_match(r, match_from_top(r));
    } else {
        go_to_match(r, (r->match_at + (by > 0 ? 1 : count - 1)) % count);
    }
}

static bool act(struct view *v, struct ui *ui, enum action action, int n) {
    struct reader *r = (struct reader *)v;
    switch (action) {
    case ACTION_OPEN:
        open(r, ui);
        return true;
    case ACTION_ESCAPE:
        return escape(r);
    case ACTION_SEARCH:
        search(r, ui);
        return true;
    case ACTION_NEXT:
        next(r, ui, n);
        return true;
    case ACTION_NEXT_LINK:
        next_link(r, ui, n);
        return true;
    case ACTION_OPEN_NUMBER:
        open_number(r, ui, n);
        return true;
    default:
        return false;
    }
}

static void take_marks(void *owner, void *context, struct request *request) {
    struct reader *r = owner;
    if (request->has_failed) {
        ui_fail_request(context, request);
    } else {
        r->marks = ((struct marks_request *)request)->bits[0];
    }
    request_free(request);
}

/* When it was not marks alone that changed, the cache is another one, or the file has changed: the same article again, found by
 * its key. */
static void refresh(struct view *v, struct ui *ui) {
    struct reader *r = (struct reader *)v;
    if (!r->sheet.id) {
        return;
    }
    if (r->cache_generation != ui->cache_generation) {
        ask(r, ui, 0, r->sheet.article.key);
    } else if (ui->has_marks) {
        ui_send(ui, &r->marks_slot, &request_marks(&r->sheet.article.key, 1)->request);
        ui_wait(ui, &r->marks_slot);
    }
}

static const struct view_ops ops = {
    .name = "reader",
    .hints = "Space page  o browser  Tab link  / find  J next  ? help  h back  p offerings  t topics  K previous",
    .release = release,
    .describe = describe,
    .paint = paint,
    .move = move,
    .point = point,
    .act = act,
    .step = step,
    .subject = subject,
    .refresh = refresh,
};

struct view *view_reader(struct ui *ui, int64_t id) {
    struct reader *r = xcalloc(1, sizeof *r);
    r->view.ops = &ops;
    r->slot = (struct slot){.answered = take, .owner = r};
    r->marks_slot = (struct slot){.answered = take_marks, .owner = r};
    if (ask(r, ui, id, STR_NONE) && !r->sheet.id) {
        view_free(&r->view);
        return NULL;
    }
    find_words_of(r, ui->history_count ? ui_view(ui) : NULL);
    return &r->view;
}
