/* commands: one row and one function for each key command. */
#include <string.h>

#include "commands_private.h"
#include "query.h"
#include "text.h"
#include "view.h"

void nothing_here(struct ui *ui, const char *what) {
    ui_say(ui, "%s here (? for help)", what);
}

void push_view(struct ui *ui, struct view *v) {
    if (v) {
        ui_push(ui, v);
    }
}

void push_once(struct ui *ui, const char *name, struct view *(*make)(struct ui *ui)) {
    if (!strcmp(ui_view(ui)->ops->name, name)) {
        ui_say(ui, "Already here");
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
        [ACTION_OPEN] = "Nothing to open",
        [ACTION_EXCLUDE] = "Nothing to exclude",
        [ACTION_DELETE] = "Nothing to delete",
    };
    (void)count;
    if (!view_act(ui_view(ui), ui, (enum action)action, 0)) {
        nothing_here(ui, nothing[action]);
    }
}

static void next(struct ui *ui, int count, int by) {
    (void)count;
    if (!view_act(ui_view(ui), ui, ACTION_NEXT, by)) {
        nothing_here(ui, "No next or previous match");
    }
}

static void next_link(struct ui *ui, int count, int by) {
    (void)count;
    if (!view_act(ui_view(ui), ui, ACTION_NEXT_LINK, by)) {
        nothing_here(ui, "No links");
    }
}

static void step(struct ui *ui, int count, int by) {
    struct view *v = ui_view(ui);
    int64_t article;
    if (!v->ops->step) {
        nothing_here(ui, "No next or previous article");
    } else if (!v->ops->step(v, ui, times(count) * by, &article)) {
        ui_say(ui, by > 0 ? "This is the last article of the list" : "This is the first article of the list");
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
        ui_prompt(ui, "Filter: ", buf_str(&p->old_text), v->ops->filters_by_query ? &query_ops : &filter_ops);
    } else {
        nothing_here(ui, "No list to filter");
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

bool has_source(struct ui *ui, const struct article *a) {
    if (!a->source_url.n) {
        ui_say(ui, "This article has no source link");
    }
    return a->source_url.n > 0;
}

bool has_page(struct ui *ui, const struct term *t) {
    if (!t->url.n) {
        ui_say(ui, "The content files name no page for '%.*s'", (int)t->label.n, t->label.p);
    }
    return t->url.n > 0;
}

static void open_article(void *owner, void *context, struct request *request) {
    const struct article *a = &((struct article_request *)request)->article;
    struct ui *ui = context;
    (void)owner;
    if (!has_failed(ui, request) && has_source(ui, a)) {
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
        nothing_here(ui, "Nothing to open");
    }
}

static void links(struct ui *ui, int count, int argument) {
    int64_t article = ui_subject(ui).article;
    (void)count;
    (void)argument;
    if (article) {
        push_view(ui, view_links(ui, article));
    } else {
        nothing_here(ui, "No links");
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
        nothing_here(ui, "No content file to edit");
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
    ui_say(ui, ui->zoomed ? "One pane" : "Panes side by side where they fit");
}

static void help(struct ui *ui, int count, int argument) {
    (void)count;
    (void)argument;
    push_once(ui, "help", view_help);
}

#define LIST_COMMAND(id, name, alias, plural, title, label, shown, key, reader, searched)                                      \
    {plural, key, "Pages", plural " of this page, or all", command_terms, TAX_##id},

const struct command commands[] = {
    {"down", "j Down", "Moving", "down (10j moves 10 rows)", rows, 1},
    {"up", "k Up", "Moving", "up", rows, -1},
    {"page-down", "PgDn ^F", "Moving", "page down", pages, 1},
    {"space", "Space", "Moving", "page down; among facets, choose the value", space, 1},
    {"page-up", "b PgUp ^B", "Moving", "page up", pages, -1},
    {"half-page-down", "^D", "Moving", "half a page down", half_pages, 1},
    {"half-page-up", "^U", "Moving", "half a page up", half_pages, -1},
    {"first", "g Home", "Moving", "first row (10g goes to row 10)", to_end, MOTION_FIRST},
    {"last", "G End", "Moving", "last row", to_end, MOTION_LAST},

    {"open", "Enter l Right", "Browsing", "open the selected row; in a text, follow the focused link", act, ACTION_OPEN},
    {"back", "h Left Backspace [", "Browsing", "go back", walk_history, -1},
    {"forward", "]", "Browsing", "go forward", walk_history, 1},
    {"next-article", "J", "Browsing", "next article of the list, without leaving the reader", step, 1},
    {"previous-article", "K", "Browsing", "previous article of the list", step, -1},
    {"next", "n", "Browsing", "next match in a text; next unread article in a list", next, 1},
    {"previous", "N", "Browsing", "previous match or unread article", next, -1},
    {"next-link", "Tab", "Browsing", "next link in a text", next_link, 1},
    {"previous-link", "S-Tab", "Browsing", "previous link", next_link, -1},

    /* clang-format off */
    TAXONOMIES(LIST_COMMAND)
    /* clang-format on */
    {"related", "r", "Pages", "related articles, with what they share", command_related, 0},
    {"everything", "L", "Pages", "all articles, newest first", command_everything, 0},
    {"saved", "'", "Pages", "saved queries: unread, starred, queued, drafts and your own", command_saved, 0},
    {"compare", "=", "Pages", "compare two topics, offerings or sources: press = on each", command_compare, 0},
    {"problems", "P", "Pages", "problems in the content files", problems, 0},
    {"changes", "C", "Pages", "what the last index run added, changed, moved or removed", changes, 0},

    {"search", "/", "Searching", "search everything as you type (Tab completes); in the reader, find in the text", search, 0},
    {"filter", "F", "Searching", "filter this list as you type (Tab completes); Esc shows the whole list again", filter, 0},
    {"facets", "f", "Searching", "break this list down by topic, source, year and more; f again shows the articles",
     command_facets, 0},
    {"exclude", "x", "Searching", "among facets, exclude articles with this value", act, ACTION_EXCLUDE},
    {"timeline", "T", "Searching", "articles of this list by month, and what is rising or falling", command_timeline, 0},
    {"save", "w", "Searching", "save this list as a named query; ' lists them", command_save, 0},
    {"delete", "d", "Searching", "delete a saved query (asks first)", act, ACTION_DELETE},
    {"escape", "Esc", "Searching", "end the find, or show the whole list again; among facets, clear all choices", escape, 0},

    {"open-source", "o", "Sources", "open the source, or a term's page, in the browser (3o opens link 3)", open_source, 0},
    {"links", "u", "Sources", "links in the article", links, 0},
    {"copy-url", "y", "Sources", "copy the address of the source, or of the page on the site", command_copy, 0},
    {"copy-title", "Y", "Sources", "copy the title and the address", command_copy, 1},

    {"edit", "E", "Sources", "edit the content file, at the line of the problem; it is reindexed afterwards", edit, 0},

    {"toggle-read", "m", "Marks", "mark read or unread", command_mark, MARK_READ},
    {"star", "*", "Marks", "star or unstar", command_mark, MARK_STARRED},
    {"queue", "e", "Marks", "add to or remove from the reading queue", command_mark, MARK_QUEUED},
    {"all-read", "A", "Marks", "mark the whole list read (asks first; Esc cancels)", command_read_all, 0},
    {"undo", "z", "Marks", "undo the last mark; again, the one before", command_undo, 1},
    {"redo", "Z", "Marks", "redo", command_undo, 0},

    {"reindex", "R", "Program", "index what has changed", reindex, 0},
    {"zoom", "+", "Program", "one pane, or side by side", zoom, 0},
    {"redraw", "^L", "Program", "redraw", redraw, 0},
    {"suspend", "^Z", "Program", "suspend (fg resumes)", suspend, 0},
    {"help", "?", "Program", "this list of keys", help, 0},
    {"quit-view", "q", "Program", "go back; on the first page, quit", quit, 0},
    {"quit", "Q", "Program", "quit", quit, 1},
};
const size_t command_count = LENGTH(commands);
