/* reader: the text of one article. */
#include "reader.h"

#include <stdlib.h>

#include "url.h"

static void release(struct view *v) {
    struct reader *r = (struct reader *)v;
    reader_keep_position(r);
    slot_cancel(&r->slot);
    slot_cancel(&r->marks_slot);
    reader_forget_lead(r);
    reader_forget_notes(r);
    buf_release(&r->fault);
    buf_release(&r->heading);
    rendered_article_release(&r->rendered);
    buf_release(&r->find);
    matcher_release(&r->matcher);
    free(r);
}

static void say_status(const struct reader *r, struct buf *out) {
    if (r->selection.on) {
        reader_say_selection(r, out);
    } else if (r->focus) {
        reader_say_lead(r, out);
    } else if (reader_heading_line(r) >= 0) {
        reader_say_heading(r, out);
    } else if (r->at_match) {
        buf_printf(out, "match %zu of %zu%s%s", r->match_at + 1, r->rendered.found.count, r->find.n ? " for " : "",
                   buf_cstr(&r->find));
    } else if (r->find.n) {
        buf_printf(out, "no matches for %s", buf_cstr(&r->find));
    } else if (r->rendered.article.source_url.n) {
        buf_puts(out, "o opens ");
        url_describe(r->rendered.article.source_url, out);
    }
}

static void leave(struct view *v) {
    reader_keep_position((struct reader *)v);
}

static void describe(struct view *v, struct description *d) {
    const struct reader *r = (struct reader *)v;
    bool starred = r->marks & 1u << MARK_STARRED, queued = r->marks & 1u << MARK_QUEUED;
    long last = reader_last_top(r);
    buf_add_str(&d->title, r->rendered.article.title);
    if (r->news) {
        buf_printf(&d->summary, "%s%s", r->news, starred || queued ? " · " : "");
    }
    buf_printf(&d->summary, "%s%s%s", starred ? "★ starred" : "", starred && queued ? " · " : "", queued ? "▸ queued" : "");
    say_status(r, &d->left);
    if (last) {
        buf_printf(&d->right, "%ld%%", r->top * 100 / last);
    } else {
        buf_puts(&d->right, "all");
    }
}

/* The cursor is on the line of the focused link, the heading or the match that was gone to, else on the first line. */
static void place_cursor(const struct reader *r, const struct grid *column) {
    const struct page *p = &r->rendered.page;
    long heading = reader_heading_line(r);
    const struct selection *s = &r->selection;
    long line = s->on          ? (long)page_line_of(p, s->moves_start ? s->from : s->to - 1)
                : r->focus     ? reader_line_of_link(p, r->focus)
                : heading >= 0 ? heading
                : r->at_match  ? (long)page_line_of(p, r->rendered.found.matches[r->match_at].offset)
                               : r->top;
    bool seen = line >= r->top && line < r->top + r->rows;
    grid_cursor(column, seen ? (int)(line - r->top) : 0, seen && r->focus ? reader_column_of_link(p, line, r->focus) : 0);
}

static void paint(struct view *v, struct ui *ui, const struct grid *g, bool focused) {
    struct reader *r = (struct reader *)v;
    if (!r->rendered.id) {
        paint_empty(g, r->fault.n ? buf_str(&r->fault) : STR("Loading…"));
        return;
    }
    struct grid column = text_column(ui, g);
    reader_lay_out(r, ui, column.columns);
    r->rows = g->rows;
    r->text_from = column.column;
    reader_scroll_to(r, r->top);
    page_paint(&r->rendered.page, &column, (size_t)r->top, r->focus, r->rendered.found.matches, r->rendered.found.count);
    reader_paint_passages(r, &column);
    if (r->labels) {
        reader_paint_labels(r, &column, buf_str(&ui->prompt.text));
    }
    if (focused) {
        place_cursor(r, &column);
    }
}

static void move(struct view *v, struct ui *ui, struct motion m) {
    struct reader *r = (struct reader *)v;
    (void)ui;
    struct list l = {.count = reader_last_top(r) + 1, .selected = r->top, .rows = r->rows > 2 ? r->rows - 1 : 1};
    reader_scroll_to(r, list_target(&l, m));
    r->focus = 0;
    r->at_heading = 0;
}

static void open(struct reader *r, struct ui *ui) {
    if (r->focus) {
        follow_link(ui, r->rendered.doc.links[r->focus - 1].url, r->rendered.id);
    } else {
        move(&r->view, ui, (struct motion){MOTION_PAGES, 1});
    }
}

/* The first click on a link focuses it, the second opens it. */
static void point(struct view *v, struct ui *ui, int row) {
    struct reader *r = (struct reader *)v;
    uint32_t link = reader_link_at(&r->rendered.page, r->top + row, ui->click_column - r->text_from);
    if (!link) {
        r->focus = 0;
    } else if (link == r->focus) {
        open(r, ui);
    } else {
        reader_focus(r, ui, link);
    }
}

static void subject(struct view *v, struct subject *s) {
    const struct reader *r = (struct reader *)v;
    const struct article *a = &r->rendered.article;
    *s = (struct subject){.article = r->rendered.id,
                          .marks = r->marks,
                          .shows_marks = true,
                          .key = a->key,
                          .title = a->title,
                          .day = a->date.day};
}

/* Shows another article, from the heading that was asked for, else from where it was left. */
static void take_another(struct reader *r, struct ui *ui, int64_t position) {
    r->top = 0;
    r->begin_at = reader_heading(&r->rendered.doc, buf_str(&r->heading));
    buf_reset(&r->heading);
    reader_begin_at_position(r, ui, position);
    r->focus = 0;
    r->at_heading = 0;
    reader_find_all(r);
    ui_mark_read(ui, &r->rendered.article);
    r->marks |= ui->has_marks ? 1u << MARK_READ : 0;
}

/* Shows the same article again, at the same position. */
static void take_again(struct reader *r, const struct ui *ui, uint32_t offset, int columns) {
    bool at_top = r->top == 0;
    r->focus = r->focus <= r->rendered.doc.link_count ? r->focus : 0;
    r->at_heading = 0;
    reader_find_all(r);
    if (columns) {
        struct layout_options options = text_layout(ui, columns);
        rendered_article_layout(&r->rendered, &options);
        r->top = at_top ? 0 : (long)page_line_of(&r->rendered.page, offset);
    }
}

static void fail(struct reader *r, struct ui *ui, const struct request *request) {
    if (!r->rendered.id) {
        buf_reset(&r->fault);
        buf_puts(&r->fault, request->error.text);
        ui_error_from(ui, &request->error);
    } else if (r->is_renewed && request->error.code == ERR_MISSING) {
        r->news = "removed";
        r->is_gone = true;
        ui_info(ui, "This article is no longer in the archive");
    } else {
        ui_error_from_request(ui, request);
    } /* what was read stays */
}

static uint64_t edition_of(const struct article_request *answer) {
    return str_hash(answer->article.title) * 31 + str_hash(answer->doc.text);
}

static void see_edition(struct reader *r, struct ui *ui, uint64_t edition) {
    bool has_changed = r->is_renewed && edition != r->edition;
    if (has_changed) {
        ui_info(ui, "This article has changed");
    }
    if (has_changed || !r->is_renewed || r->is_gone) {
        r->news = has_changed ? "changed" : NULL;
    }
    r->is_gone = false;
    r->edition = edition;
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
    uint32_t offset = reader_offset_at_top(r);
    int columns = r->rendered.page.columns;
    int64_t position = answer->position;
    if (!r->is_renewed) {
        reader_keep_position(r);
    }
    r->marks = answer->marks;
    see_edition(r, ui, edition_of(answer));
    reader_forget_lead(r);
    rendered_article_take(&r->rendered, answer);
    reader_end_selection(r);
    if (r->is_renewed) {
        take_again(r, ui, offset, columns);
        reader_find_passages(r, ui);
    } else {
        reader_forget_notes(r);
        r->lost_told = false;
        reader_ask_notes(r, ui); /* first: later it would wait until the mark is on disk */
        take_another(r, ui, position);
    }
}

static bool ask(struct reader *r, struct ui *ui, int64_t id, struct str key) {
    r->is_renewed = key.n;
    r->cache_generation = ui->cache_generation;
    ui_send(ui, &r->slot, &request_article(id, key, RELATED_SHOWN)->request);
    return ui_wait(ui, &r->slot);
}

/* Shows the next article of the list this one was opened from. */
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

/* The next page. The end of the text is told before the next key of this kind leaves it. */
static void read_on(struct reader *r, struct ui *ui, int pages) {
    struct view *list = ui_parent(ui);
    bool leads_on = list && list->ops->step, told = r->end_told && r->end_told + 1 == ui->keys;
    int64_t id;
    if (r->top < reader_last_top(r)) {
        move(&r->view, ui, (struct motion){MOTION_PAGES, pages});
    } else if (!leads_on) {
        ui_info(ui, "End of the text (h goes back)");
    } else if (!told) {
        ui_info(ui, "End of the text; Space again goes on to the next article");
        r->end_told = ui->keys;
    } else if (!step(&r->view, ui, 1, &id)) {
        ui_info(ui, "This is the last article of the list");
    }
}

/* Shows the next unread article of that list. */
static void next_unread(struct reader *r, struct ui *ui, int by) {
    struct view *list = ui_parent(ui);
    struct subject s = {0};
    if (!list || !list->ops->step) {
        ui_info(ui, "No search yet: / finds in the text");
        return;
    }
    ui_refresh(ui, list);
    view_act(list, ui, ACTION_NEXT, by);
    list->ops->subject(list, &s);
    if (s.article && s.article != r->rendered.id) {
        ask(r, ui, s.article, STR_NONE);
    }
}

/* The same page in the next language, by its code: behind the last one comes the first. */
static void next_language(struct reader *r, struct ui *ui) {
    const struct article *a = &r->rendered.article;
    const struct translation *next = NULL;
    for (size_t i = 0; i < a->translation_count && !next; i++) {
        next = str_compare(a->translations[i].language, a->language) > 0 ? &a->translations[i] : NULL;
    }
    if (a->translation_count) {
        ask(r, ui, (next ? next : a->translations)->article, STR_NONE);
    } else {
        ui_info(ui, "This article is in no other language");
    }
}

static void unfold(struct reader *r, struct ui *ui) {
    rendered_article_unfold(&r->rendered, !r->rendered.unfolded);
    reader_end_selection(r);
    reader_find_passages(r, ui);
    reader_find_all(r);
    r->top = 0;
    r->focus = 0;
    r->at_heading = 0;
}

/* Links and headings of the text. */
static bool go_in_text(struct reader *r, struct ui *ui, enum action action, int n) {
    switch (action) {
    case ACTION_NEXT_LINK:
        reader_next_link(r, ui, n);
        return true;
    case ACTION_LABEL_LINKS:
        reader_label_links(r, ui);
        return true;
    case ACTION_OPEN_NUMBER:
        reader_open_number(r, ui, n);
        return true;
    case ACTION_CONTENTS:
        ui_push(ui, reader_contents(r));
        return true;
    case ACTION_NEXT_HEADING:
        reader_next_heading(r, ui, n);
        return true;
    case ACTION_GO_TO_HEADING:
        reader_go_to_heading(r, n);
        return true;
    default:
        return false;
    }
}

static bool act(struct view *v, struct ui *ui, enum action action, int n) {
    struct reader *r = (struct reader *)v;
    switch (action) {
    case ACTION_OPEN:
        open(r, ui);
        return true;
    case ACTION_ESCAPE:
        return reader_end_selection(r) || reader_end_find(r);
    case ACTION_SELECT:
        reader_select(r, ui);
        return true;
    case ACTION_NOTE:
        return reader_keep_selection(r, ui, n);
    case ACTION_SEARCH:
        reader_search(r, ui);
        return true;
    case ACTION_NEXT:
        if (!reader_next_match(r, ui, n)) {
            next_unread(r, ui, n);
        }
        return true;
    case ACTION_READ_ON:
        read_on(r, ui, n);
        return true;
    case ACTION_LANGUAGE:
        next_language(r, ui);
        return true;
    case ACTION_UNFOLD:
        unfold(r, ui);
        return true;
    default:
        return go_in_text(r, ui, action, n);
    }
}

static void take_marks(void *owner, void *context, struct request *request) {
    struct reader *r = owner;
    if (request->has_failed) {
        ui_error_from_request(context, request);
    } else {
        r->marks = ((struct marks_request *)request)->bits[0];
    }
    request_free(request);
}

/* If more than marks changed, the cache was replaced or the file was edited: shows the article again, found by its key. */
static void refresh(struct view *v, struct ui *ui) {
    struct reader *r = (struct reader *)v;
    if (!r->rendered.id) {
        return;
    }
    if (r->cache_generation != ui->cache_generation) {
        ask(r, ui, 0, r->rendered.article.key);
    } else if (ui->has_marks) {
        ui_send(ui, &r->marks_slot, &request_marks(&r->rendered.article.key, 1)->request);
        ui_wait(ui, &r->marks_slot);
        reader_ask_notes(r, ui);
    }
}

static bool key(struct view *v, struct ui *ui, int key) {
    return reader_select_key((struct reader *)v, ui, key);
}

static const struct view_ops ops = {
    .name = "reader",
    .hints = "space page  open-source browser  next-link link  search find  next-article next  unfold more  back back  "
             "offerings offerings  topics topics",
    .release = release,
    .leave = leave,
    .describe = describe,
    .paint = paint,
    .move = move,
    .point = point,
    .act = act,
    .key = key,
    .step = step,
    .subject = subject,
    .refresh = refresh,
};

struct view *view_reader(struct ui *ui, int64_t id, struct str heading) {
    struct reader *r = xcalloc(1, sizeof *r);
    buf_add_str(&r->heading, heading);
    r->view.ops = &ops;
    r->slot = (struct slot){.answered = take, .owner = r};
    r->lead_slot = (struct slot){.answered = reader_take_lead, .owner = r};
    r->notes_slot = (struct slot){.answered = reader_take_notes, .owner = r};
    r->marks_slot = (struct slot){.answered = take_marks, .owner = r};
    if (ask(r, ui, id, STR_NONE) && !r->rendered.id) {
        view_free(&r->view);
        return NULL;
    }
    reader_find_words_of(r, ui->history_count ? ui_view(ui) : NULL);
    return &r->view;
}
