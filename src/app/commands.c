/* commands: one row and one function for each key command. */
#include <string.h>

#include "commands_private.h"
#include "query.h"
#include "text.h"
#include "view.h"

void nothing_here(struct ui *ui, const char *what) {
    ui_say(ui, "%s here; ? for help", what);
}

void push_view(struct ui *ui, struct view *v) {
    if (v) {
        ui_push(ui, v);
    }
}

void push_once(struct ui *ui, const char *name, struct view *(*make)(struct ui *ui)) {
    if (!strcmp(ui_view(ui)->ops->name, name)) {
        ui_say(ui, "this is it");
    } else {
        push_view(ui, make(ui));
    }
}

/* ---- moving ---- */

static int times(int count) {
    return count ? count : 1;
}

static void move(struct ui *ui, enum motion_kind kind, long by) {
    struct view *v = ui_view(ui);
    if (v->ops->move) {
        v->ops->move(v, ui, (struct motion){kind, by});
    }
}

static void rows(struct ui *ui, int count, int by) {
    move(ui, MOTION_ROWS, (long)times(count) * by);
}

static void pages(struct ui *ui, int count, int by) {
    move(ui, MOTION_PAGES, (long)times(count) * by);
}

static void half_pages(struct ui *ui, int count, int by) {
    move(ui, MOTION_HALF_PAGES, (long)times(count) * by);
}

static void to_end(struct ui *ui, int count, int kind) {
    move(ui, (enum motion_kind)kind, count);
}

/* Where there are values to choose, a blank chooses: as in any form. */
static void space(struct ui *ui, int count, int by) {
    if (!view_act(ui_view(ui), ui, ACTION_CHOOSE, 0)) {
        pages(ui, count, by);
    }
}

/* ---- walking ---- */

static void act(struct ui *ui, int count, int action) {
    static const char *const nothing[ACTION_COUNT] = {
        [ACTION_OPEN] = "there is nothing to open",
        [ACTION_EXCLUDE] = "there is nothing to leave out",
        [ACTION_DELETE] = "there is nothing to delete",
    };
    (void)count;
    if (!view_act(ui_view(ui), ui, (enum action)action, 0)) {
        nothing_here(ui, nothing[action]);
    }
}

static void next(struct ui *ui, int count, int by) {
    (void)count;
    if (!view_act(ui_view(ui), ui, ACTION_NEXT, by)) {
        nothing_here(ui, "there is nothing to go on to");
    }
}

static void next_link(struct ui *ui, int count, int by) {
    (void)count;
    if (!view_act(ui_view(ui), ui, ACTION_NEXT_LINK, by)) {
        nothing_here(ui, "there are no links");
    }
}

static void step(struct ui *ui, int count, int by) {
    struct view *v = ui_view(ui);
    int64_t article;
    if (!v->ops->step) {
        nothing_here(ui, "there is no next article");
    } else if (!v->ops->step(v, ui, times(count) * by, &article)) {
        ui_say(ui, by > 0 ? "this is the last article of the list" : "this is the first article of the list");
    }
}

static void walk_history(struct ui *ui, int count, int by) {
    (void)count;
    if (by < 0) {
        ui_back(ui);
    } else {
        ui_forward(ui);
    }
}

static void quit(struct ui *ui, int count, int at_once) {
    (void)count;
    if (ui->current && !at_once) {
        ui_back(ui);
    } else {
        ui->quit = true;
    }
}

/* ---- searching ---- */

static void search(struct ui *ui, int count, int argument) {
    (void)count;
    (void)argument;
    if (!view_act(ui_view(ui), ui, ACTION_SEARCH, 0)) {
        ui_push_tentatively(ui, view_search(ui));
    }
}

static void filter_typed(struct ui *ui, struct str text) {
    struct view *v = ui_view(ui);
    v->ops->filter(v, ui, text);
}

static void filter_accepted(struct ui *ui, struct str text) {
    (void)text;
    if (!ui->prompt.old_text.n) {
        ui_view(ui)->unfiltered = ui->prompt.old_place;
    }
}

static void filter_cancelled(struct ui *ui) {
    struct view *v = ui_view(ui);
    filter_typed(ui, buf_str(&ui->prompt.old_text));
    v->ops->go(v, ui, ui->prompt.old_place);
}

static const struct prompt_ops filter_ops = {.changed = filter_typed, .accept = filter_accepted, .cancel = filter_cancelled};

static const struct prompt_ops query_ops = {.changed = filter_typed,
                                            .accept = filter_accepted,
                                            .cancel = filter_cancelled,
                                            .complete = view_complete_query,
                                            .is_good = view_query_is_good};

static void filter(struct ui *ui, int count, int argument) {
    struct view *v = ui_view(ui);
    (void)count;
    (void)argument;
    if (v->ops->filter) {
        struct prompt *p = &ui->prompt;
        buf_reset(&p->old_text);
        buf_add_str(&p->old_text, buf_str(&v->filter));
        p->old_place = v->ops->place(v);
        ui_prompt(ui, "filter: ", buf_str(&p->old_text), v->ops->filters_by_query ? &query_ops : &filter_ops);
    } else {
        nothing_here(ui, "there is no list to filter");
    }
}

/* Ends what the view shows on top of itself: a find, a link in focus, a filter. */
static void escape(struct ui *ui, int count, int argument) {
    struct view *v = ui_view(ui);
    (void)count;
    (void)argument;
    if (ui_stop_marking(ui) || view_act(v, ui, ACTION_ESCAPE, 0) || command_forget(ui)) {
        return;
    }
    if (v->filter.n) {
        v->ops->filter(v, ui, STR_NONE);
        v->ops->go(v, ui, v->unfiltered);
    }
}

/* ---- out of the program ---- */

bool has_failed(struct ui *ui, const struct request *request) {
    if (request->has_failed) {
        ui_fail_err(ui, &request->error);
    }
    return request->has_failed;
}

bool has_source(struct ui *ui, const struct article *a, const char *done) {
    if (!a->source_url.n) {
        ui_say(ui, "this article names no source that could be %s", done);
    }
    return a->source_url.n > 0;
}

bool has_page(struct ui *ui, const struct term *t) {
    if (!t->url.n) {
        ui_say(ui, "the content files name no page of '%.*s'", (int)t->label.n, t->label.p);
    }
    return t->url.n > 0;
}

static void open_article(void *owner, void *context, struct request *request) {
    const struct article *a = &((struct article_request *)request)->article;
    struct ui *ui = context;
    (void)owner;
    if (!has_failed(ui, request) && has_source(ui, a, "opened")) {
        ui_open_url(ui, a->source_url);
    }
    request_free(request);
}

/* The page of a topic or offering on the publisher's own site. */
static void open_term(void *owner, void *context, struct request *request) {
    const struct term *t = &((struct term_request *)request)->term;
    struct ui *ui = context;
    (void)owner;
    if (!has_failed(ui, request) && has_page(ui, t)) {
        ui_open_place(ui, t->url);
    }
    request_free(request);
}

static void open_source(struct ui *ui, int count, int argument) {
    struct subject s = ui_subject(ui);
    (void)argument;
    if (count && view_act(ui_view(ui), ui, ACTION_OPEN_NUMBER, count)) {
        return;
    }
    if (s.url.n) {
        view_follow_out(ui, s.url);
    } else if (s.article) {
        ui_command(ui, open_article, 0, &request_record(s.article, STR_NONE)->request);
    } else if (s.term) {
        ui_command(ui, open_term, 0, &request_term(s.term, 0, STR_NONE)->request);
    } else {
        nothing_here(ui, "there is nothing to open");
    }
}

static void links(struct ui *ui, int count, int argument) {
    int64_t article = ui_subject(ui).article;
    (void)count;
    (void)argument;
    if (article) {
        push_view(ui, view_links(ui, article));
    } else {
        nothing_here(ui, "there are no links");
    }
}

static void edit_file(struct ui *ui, const struct file_place *place) {
    struct buf path = {0};
    struct err e;
    buf_add_str(&path, place->root);
    buf_putc(&path, '/');
    buf_add_str(&path, place->path);
    if (ui->host.edit(ui->host.context, buf_cstr(&path), place->line, &e) < 0) {
        ui_fail(ui, "%s", e.text);
    }
    buf_release(&path);
}

static void edit_article(void *owner, void *context, struct request *request) {
    const struct article_request *answer = (struct article_request *)request;
    struct ui *ui = context;
    (void)owner;
    if (!has_failed(ui, request)) {
        edit_file(ui, &(struct file_place){answer->root, answer->path, ui->command_argument});
    }
    request_free(request);
}

static void edit(struct ui *ui, int count, int argument) {
    struct subject s = ui_subject(ui);
    (void)argument;
    if (s.file.path.n) {
        edit_file(ui, &s.file);
    } else if (s.article) {
        ui_command(ui, edit_article, count, &request_record(s.article, STR_NONE)->request);
    } else {
        nothing_here(ui, "there is no content file to edit");
    }
}

/* ---- the program itself ---- */

static void problems(struct ui *ui, int count, int argument) {
    (void)count;
    (void)argument;
    push_once(ui, "problems", view_problems);
}

static void changes(struct ui *ui, int count, int argument) {
    (void)count;
    (void)argument;
    push_once(ui, "changes", view_changes);
}

static void reindex(struct ui *ui, int count, int argument) {
    struct err e;
    (void)count;
    (void)argument;
    if (ui->host.reindex(ui->host.context, &e) < 0) {
        ui_fail_err(ui, &e);
    }
}

static void redraw(struct ui *ui, int count, int argument) {
    (void)count;
    (void)argument;
    ui->host.redraw(ui->host.context);
}

static void suspend(struct ui *ui, int count, int argument) {
    (void)count;
    (void)argument;
    ui->host.suspend(ui->host.context);
}

static void zoom(struct ui *ui, int count, int argument) {
    (void)count;
    (void)argument;
    ui->zoomed = !ui->zoomed;
    ui_say(ui, ui->zoomed ? "one pane" : "panes side by side where there is room");
}

static void help(struct ui *ui, int count, int argument) {
    (void)count;
    (void)argument;
    push_once(ui, "help", view_help);
}

#define LIST_COMMAND(id, name, alias, plural, title, label, shown, key, reader, searched)                                      \
    {plural, key, "Pages", plural " of this page, or all", command_terms, TAX_##id},

const struct command commands[] = {
    {"down", "j Down", "Moving", "down; with a number before, that many", rows, 1},
    {"up", "k Up", "Moving", "up", rows, -1},
    {"page-down", "PgDn ^F", "Moving", "a page down", pages, 1},
    {"space", "Space", "Moving", "a page down; among facets, choose the value", space, 1},
    {"page-up", "b PgUp ^B", "Moving", "a page up", pages, -1},
    {"half-page-down", "^D", "Moving", "half a page down", half_pages, 1},
    {"half-page-up", "^U", "Moving", "half a page up", half_pages, -1},
    {"first", "g Home", "Moving", "to the first; with a number before, to that one", to_end, MOTION_FIRST},
    {"last", "G End", "Moving", "to the last", to_end, MOTION_LAST},

    {"open", "Enter l Right", "Walking", "open what is selected; in a text, follow the link in focus", act, ACTION_OPEN},
    {"back", "h Left Backspace [", "Walking", "back to where you were", walk_history, -1},
    {"forward", "]", "Walking", "forward again", walk_history, 1},
    {"next-article", "J", "Walking", "the next article of the list, without leaving the reader", step, 1},
    {"previous-article", "K", "Walking", "the article before", step, -1},
    {"next", "n", "Walking", "the next match in a text; the next unread article in a list", next, 1},
    {"previous", "N", "Walking", "the match or unread article before", next, -1},
    {"next-link", "Tab", "Walking", "the next link of a text", next_link, 1},
    {"previous-link", "S-Tab", "Walking", "the link before", next_link, -1},

    /* clang-format off */
    TAXONOMIES(LIST_COMMAND)
    /* clang-format on */
    {"related", "r", "Pages", "related articles, each with what they share", command_related, 0},
    {"everything", "L", "Pages", "all articles, newest first", command_everything, 0},
    {"saved", "'", "Pages", "saved queries: unread, starred, the queue, drafts, your own", command_saved, 0},
    {"compare", "=", "Pages", "compare this topic, offering or source with another, where = is pressed again", command_compare,
     0},
    {"problems", "P", "Pages", "what is wrong in the content files", problems, 0},
    {"changes", "C", "Pages", "what the last index run found new, changed, moved or withdrawn", changes, 0},

    {"search", "/", "Searching", "search everything as you type, Tab completes; in the reader, find in the text", search, 0},
    {"filter", "F", "Searching", "narrow this list as you type, Tab completes; Esc goes back to what it was", filter, 0},
    {"facets", "f", "Searching", "what this list is about, to choose from; there, show the articles", command_facets, 0},
    {"exclude", "x", "Searching", "among facets, leave out what has this value", act, ACTION_EXCLUDE},
    {"timeline", "T", "Searching", "articles of this list per month, and what is written of more than before", command_timeline,
     0},
    {"save", "w", "Searching", "save what this list shows as a query of a name; ' has it then", command_save, 0},
    {"delete", "d", "Searching", "delete a saved query; asks first", act, ACTION_DELETE},
    {"escape", "Esc", "Searching", "end the find, or show the whole list again, as it was; among facets, choose nothing",
     escape, 0},

    {"open-source", "o", "Out", "open the source, or a term's page, in a browser; with a number before, that link", open_source,
     0},
    {"links", "u", "Out", "the links of the article", links, 0},
    {"copy-url", "y", "Out", "copy the address of the source, or of the page on the site", command_copy, 0},
    {"copy-title", "Y", "Out", "copy title and address", command_copy, 1},

    {"edit", "E", "Out", "edit the content file, at the line of the problem; it is indexed again afterwards", edit, 0},

    {"toggle-read", "m", "Marks", "mark read, or unread again", command_mark, MARK_READ},
    {"star", "*", "Marks", "star, or take the star away", command_mark, MARK_STARRED},
    {"queue", "e", "Marks", "put into the reading queue, or take out of it", command_mark, MARK_QUEUED},
    {"all-read", "A", "Marks", "mark all articles of this list read; asks first", command_read_all, 0},
    {"undo", "z", "Marks", "undo the last change of marks, and the one before", command_undo, 1},
    {"redo", "Z", "Marks", "do again what was undone", command_undo, 0},

    {"reindex", "R", "Program", "index what changed, now", reindex, 0},
    {"zoom", "+", "Program", "one pane, or side by side", zoom, 0},
    {"redraw", "^L", "Program", "draw the screen anew", redraw, 0},
    {"suspend", "^Z", "Program", "suspend; fg comes back", suspend, 0},
    {"help", "?", "Program", "this list of keys", help, 0},
    {"quit-view", "q", "Program", "back; on the first page, quit", quit, 0},
    {"quit", "Q", "Program", "quit", quit, 1},
};
const size_t command_count = ARRAY_SIZE(commands);
