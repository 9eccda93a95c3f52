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

static void move(struct ui *ui, enum motion_kind kind, long by) {
    struct view *v = ui_view(ui);
    if (v->ops->move) {
        v->ops->move(v, ui, (struct motion){kind, by});
    }
}

static long times(int count) {
    return count ? count : 1;
}

static void down(struct ui *ui, int count) {
    move(ui, MOTION_ROWS, times(count));
}

static void up(struct ui *ui, int count) {
    move(ui, MOTION_ROWS, -times(count));
}

static void page_down(struct ui *ui, int count) {
    move(ui, MOTION_PAGES, times(count));
}

/* Where there are values to choose, a blank chooses: as in any form. */
static void space(struct ui *ui, int count) {
    struct view *v = ui_view(ui);
    if (v->ops->choose) {
        v->ops->choose(v, ui, false);
    } else {
        page_down(ui, count);
    }
}

static void page_up(struct ui *ui, int count) {
    move(ui, MOTION_PAGES, -times(count));
}

static void half_page_down(struct ui *ui, int count) {
    move(ui, MOTION_HALF_PAGES, times(count));
}

static void half_page_up(struct ui *ui, int count) {
    move(ui, MOTION_HALF_PAGES, -times(count));
}

static void first(struct ui *ui, int count) {
    move(ui, MOTION_FIRST, count);
}

static void last(struct ui *ui, int count) {
    move(ui, MOTION_LAST, count);
}

/* ---- walking ---- */

static void open_selected(struct ui *ui, int count) {
    struct view *v = ui_view(ui);
    (void)count;
    if (v->ops->open) {
        v->ops->open(v, ui);
    } else {
        nothing_here(ui, "there is nothing to open");
    }
}

static void back(struct ui *ui, int count) {
    (void)count;
    ui_back(ui);
}

static void forward(struct ui *ui, int count) {
    (void)count;
    ui_forward(ui);
}

static void quit_view(struct ui *ui, int count) {
    (void)count;
    if (ui->current) {
        ui_back(ui);
    } else {
        ui->quit = true;
    }
}

static void quit(struct ui *ui, int count) {
    (void)count;
    ui->quit = true;
}

static void step(struct ui *ui, int by) {
    struct view *v = ui_view(ui);
    int64_t article;
    if (!v->ops->step) {
        nothing_here(ui, "there is no next article");
    } else if (!v->ops->step(v, ui, by, &article)) {
        ui_say(ui, by > 0 ? "this is the last article of the list" : "this is the first article of the list");
    }
}

static void next_article(struct ui *ui, int count) {
    step(ui, (int)times(count));
}

static void previous_article(struct ui *ui, int count) {
    step(ui, -(int)times(count));
}

static void next(struct ui *ui, int by) {
    struct view *v = ui_view(ui);
    if (v->ops->next) {
        v->ops->next(v, ui, by);
    } else {
        nothing_here(ui, "there is nothing to go on to");
    }
}

static void next_match(struct ui *ui, int count) {
    (void)count;
    next(ui, 1);
}

static void previous_match(struct ui *ui, int count) {
    (void)count;
    next(ui, -1);
}

static void link(struct ui *ui, int by) {
    struct view *v = ui_view(ui);
    if (v->ops->link) {
        v->ops->link(v, ui, by);
    } else {
        nothing_here(ui, "there are no links");
    }
}

static void next_link(struct ui *ui, int count) {
    (void)count;
    link(ui, 1);
}

static void previous_link(struct ui *ui, int count) {
    (void)count;
    link(ui, -1);
}

/* ---- searching ---- */

static void search(struct ui *ui, int count) {
    struct view *v = ui_view(ui);
    (void)count;
    if (v->ops->search) {
        v->ops->search(v, ui);
    } else {
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

static void filter(struct ui *ui, int count) {
    struct view *v = ui_view(ui);
    (void)count;
    if (v->ops->filter) {
        struct prompt *p = &ui->prompt;
        buf_reset(&p->old_text);
        buf_add_str(&p->old_text, v->ops->filter_text(v));
        p->old_place = v->ops->place(v);
        ui_prompt(ui, "filter: ", buf_str(&p->old_text), v->ops->filters_by_query ? &query_ops : &filter_ops);
    } else {
        nothing_here(ui, "there is no list to filter");
    }
}

/* Ends what the view shows on top of itself: a find, a link in focus, a filter. */
static void escape(struct ui *ui, int count) {
    struct view *v = ui_view(ui);
    (void)count;
    if (ui_stop_marking(ui) || (v->ops->escape && v->ops->escape(v, ui)) || command_forget(ui)) {
        return;
    }
    if (v->ops->filter && v->ops->filter_text(v).n) {
        v->ops->filter(v, ui, STR_NONE);
        v->ops->go(v, ui, v->unfiltered);
    }
}

/* ---- out of the program ---- */

bool article_with_source(struct ui *ui, int64_t id, const char *done, struct arena *arena, struct article *a) {
    struct err e;
    if (cache_article(ui->cache, id, arena, a, &e) < 0) {
        ui_fail_err(ui, &e);
        return false;
    }
    if (!a->source_url.n) {
        ui_say(ui, "this article names no source that could be %s", done);
    }
    return a->source_url.n > 0;
}

bool term_with_page(struct ui *ui, int64_t id, struct arena *arena, struct term *t) {
    struct err e;
    if (cache_term(ui->cache, id, arena, t, &e) < 0) {
        ui_fail_err(ui, &e);
        return false;
    }
    if (!t->url.n) {
        ui_say(ui, "the content files name no page of '%.*s'", (int)t->label.n, t->label.p);
    }
    return t->url.n > 0;
}

static void open_url_of(struct ui *ui, int64_t id) {
    struct arena arena = {0};
    struct article a;
    if (article_with_source(ui, id, "opened", &arena, &a)) {
        ui_open_url(ui, a.source_url);
    }
    arena_release(&arena);
}

/* The page of a topic or offering on the publisher's own site. */
static void open_term(struct ui *ui, int64_t id) {
    struct arena arena = {0};
    struct term t;
    if (term_with_page(ui, id, &arena, &t)) {
        ui_open_place(ui, t.url);
    }
    arena_release(&arena);
}

static void open_source(struct ui *ui, int count) {
    struct view *v = ui_view(ui);
    int64_t article = v->ops->article ? v->ops->article(v) : 0, term = v->ops->term ? v->ops->term(v) : 0;
    if (count && v->ops->open_number) {
        v->ops->open_number(v, ui, count);
    } else if (v->ops->url && v->ops->url(v).n) {
        view_follow_out(ui, v->ops->url(v));
    } else if (article && ui->cache) {
        open_url_of(ui, article);
    } else if (term && ui->cache) {
        open_term(ui, term);
    } else {
        nothing_here(ui, "there is nothing to open");
    }
}

static void links(struct ui *ui, int count) {
    struct view *v = ui_view(ui);
    int64_t article = v->ops->article ? v->ops->article(v) : 0;
    (void)count;
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

static void edit(struct ui *ui, int count) {
    struct view *v = ui_view(ui);
    int64_t article = v->ops->article ? v->ops->article(v) : 0;
    struct file_place place = {0};
    struct arena arena = {0};
    struct err e;
    if (v->ops->file && v->ops->file(v, &place)) {
        edit_file(ui, &place);
    } else if (!article || !ui->cache) {
        nothing_here(ui, "there is no content file to edit");
    } else if (cache_place(ui->cache, article, &arena, &place.root, &place.path, &e) < 0) {
        ui_fail_err(ui, &e);
    } else {
        place.line = count;
        edit_file(ui, &place);
    }
    arena_release(&arena);
}

/* ---- the program itself ---- */

static void problems(struct ui *ui, int count) {
    (void)count;
    push_once(ui, "problems", view_problems);
}

static void changes(struct ui *ui, int count) {
    (void)count;
    push_once(ui, "changes", view_changes);
}

static void reindex(struct ui *ui, int count) {
    struct err e;
    (void)count;
    if (ui->host.reindex(ui->host.context, &e) < 0) {
        ui_fail_err(ui, &e);
    }
}

static void redraw(struct ui *ui, int count) {
    (void)count;
    ui->host.redraw(ui->host.context);
}

static void suspend(struct ui *ui, int count) {
    (void)count;
    ui->host.suspend(ui->host.context);
}

static void zoom(struct ui *ui, int count) {
    (void)count;
    ui->zoomed = !ui->zoomed;
    ui_say(ui, ui->zoomed ? "one pane" : "panes side by side where there is room");
}

static void help(struct ui *ui, int count) {
    (void)count;
    push_once(ui, "help", view_help);
}

#define LIST_COMMAND(id, name, alias, plural, title, label, shown, key, reader, searched)                                      \
    {plural, key, "Pages", plural " of this page, or all", command_##id},

const struct command commands[] = {
    {"down", "j Down", "Moving", "down; with a number before, that many", down},
    {"up", "k Up", "Moving", "up", up},
    {"page-down", "PgDn ^F", "Moving", "a page down", page_down},
    {"space", "Space", "Moving", "a page down; among facets, choose the value", space},
    {"page-up", "b PgUp ^B", "Moving", "a page up", page_up},
    {"half-page-down", "^D", "Moving", "half a page down", half_page_down},
    {"half-page-up", "^U", "Moving", "half a page up", half_page_up},
    {"first", "g Home", "Moving", "to the first; with a number before, to that one", first},
    {"last", "G End", "Moving", "to the last", last},

    {"open", "Enter l Right", "Walking", "open what is selected; in a text, follow the link in focus", open_selected},
    {"back", "h Left Backspace [", "Walking", "back to where you were", back},
    {"forward", "]", "Walking", "forward again", forward},
    {"next-article", "J", "Walking", "the next article of the list, without leaving the reader", next_article},
    {"previous-article", "K", "Walking", "the article before", previous_article},
    {"next", "n", "Walking", "the next match in a text; the next unread article in a list", next_match},
    {"previous", "N", "Walking", "the match or unread article before", previous_match},
    {"next-link", "Tab", "Walking", "the next link of a text", next_link},
    {"previous-link", "S-Tab", "Walking", "the link before", previous_link},

    /* clang-format off */
    TAXONOMIES(LIST_COMMAND)
    /* clang-format on */
    {"related", "r", "Pages", "related articles, each with what they share", command_related},
    {"everything", "L", "Pages", "all articles, newest first", command_everything},
    {"saved", "'", "Pages", "saved queries: unread, starred, the queue, drafts, your own", command_saved},
    {"compare", "=", "Pages", "compare this topic, offering or source with another, where = is pressed again", command_compare},
    {"problems", "P", "Pages", "what is wrong in the content files", problems},
    {"changes", "C", "Pages", "what the last index run found new, changed, moved or withdrawn", changes},

    {"search", "/", "Searching", "search everything as you type, Tab completes; in the reader, find in the text", search},
    {"filter", "F", "Searching", "narrow this list as you type, Tab completes; Esc goes back to what it was", filter},
    {"facets", "f", "Searching", "what this list is about, to choose from; there, show the articles", command_facets},
    {"exclude", "x", "Searching", "among facets, leave out what has this value", command_exclude},
    {"timeline", "T", "Searching", "articles of this list per month, and what is written of more than before",
     command_timeline},
    {"save", "w", "Searching", "save what this list shows as a query of a name; ' has it then", command_save},
    {"delete", "d", "Searching", "delete a saved query; asks first", command_delete},
    {"escape", "Esc", "Searching", "end the find, or show the whole list again, as it was; among facets, choose nothing",
     escape},

    {"open-source", "o", "Out", "open the source, or a term's page, in a browser; with a number before, that link",
     open_source},
    {"links", "u", "Out", "the links of the article", links},
    {"copy-url", "y", "Out", "copy the address of the source, or of the page on the site", command_copy},
    {"copy-title", "Y", "Out", "copy title and address", command_copy_title},

    {"edit", "E", "Out", "edit the content file, at the line of the problem; it is indexed again afterwards", edit},

    {"toggle-read", "m", "Marks", "mark read, or unread again", command_read},
    {"star", "*", "Marks", "star, or take the star away", command_star},
    {"queue", "e", "Marks", "put into the reading queue, or take out of it", command_queue},
    {"all-read", "A", "Marks", "mark all articles of this list read; asks first", command_read_all},
    {"undo", "z", "Marks", "undo the last change of marks, and the one before", command_undo},
    {"redo", "Z", "Marks", "do again what was undone", command_redo},

    {"reindex", "R", "Program", "index what changed, now", reindex},
    {"zoom", "+", "Program", "one pane, or side by side", zoom},
    {"redraw", "^L", "Program", "draw the screen anew", redraw},
    {"suspend", "^Z", "Program", "suspend; fg comes back", suspend},
    {"help", "?", "Program", "this list of keys", help},
    {"quit-view", "q", "Program", "back; on the first page, quit", quit_view},
    {"quit", "Q", "Program", "quit", quit},
};
const size_t command_count = LENGTH(commands);
