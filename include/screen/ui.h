/* ui: the engine: a history of views, a prompt, a status line, keys to commands. It owns the one loop step that every screen
 * shares: paint, take a key, act. It draws into a screen of cells and knows no terminal: what only the outside can do it asks
 * of its host.
 *
 * A screen is a `struct view_ops` and a struct that begins with `struct view`. Moving, searching, prompting, going back are the
 * engine's. */
#ifndef COURANT_UI_H
#define COURANT_UI_H

#include "backend.h"
#include "cache.h"
#include "grid.h"
#include "keymap.h"
#include "list.h"
#include "marks.h"
#include "query.h"
#include "requests.h"

struct ui;
struct view;

/* A position in a list, for returning to exactly that row. */
struct list_position {
    int64_t id;        /* of what is selected; 0: none */
    long row, height;  /* its row, and its distance from the top of the window */
    long first_number; /* of a list fetched in parts: number of rows before; -1: unknown */
};

/* A line of a content file. */
struct file_pos {
    struct str root, path; /* path: relative to root */
    int line;              /* 0: none */
};

/* What is selected or being read; keys such as o, y, * and E act on it. All zero: nothing. */
struct subject {
    int64_t article;         /* 0: none */
    unsigned marks;          /* of the article, as shown: 1 << enum mark */
    bool shows_marks;        /* false: marks are not shown here */
    struct str key, title;   /* of the article; key empty: not known here, nor is */
    int32_t day;             /* its day */
    int64_t term;            /* 0: none */
    struct str url;          /* an address that is no article's */
    int64_t from;            /* the article that has this link; 0: none */
    struct file_pos file;    /* a content file, with or without an article; path empty: none */
    const struct note *note; /* one of its notes or passages; NULL: none */
};

/* How a view describes itself in the breadcrumb and the status line. */
struct description {
    struct buf title;       /* its part of the breadcrumb */
    struct buf summary;     /* at the right of the breadcrumb */
    struct buf number;      /* "12 of 3,412": which row is selected */
    struct buf left, right; /* in the status line */
};

/* The list of articles that a view shows, or counts. */
struct listing {
    const struct query *query; /* NULL: none at present */
    int64_t count;             /* as far as known */
    bool exact;                /* false: there are more */
    int64_t from, to;          /* the first and last of the selected rows, */
    int64_t selected;          /* and how many they are; 0: no rows are selected, -1: not known yet */
};

/* What a key asks of a view. n is as said below, else 0. */
enum action {
    ACTION_OPEN,          /* Enter */
    ACTION_ESCAPE,        /* Esc: ends a state of the view */
    ACTION_SEARCH,        /* /, if the view searches itself */
    ACTION_NEXT,          /* the next match or unread article; n: 1 or -1 */
    ACTION_NEXT_LINK,     /* the next link or section; n: 1 or -1 */
    ACTION_LANGUAGE,      /* shows the article in its next language */
    ACTION_LABEL_LINKS,   /* shows letters on the links that are seen, to follow one */
    ACTION_CONTENTS,      /* lists the headings of the text */
    ACTION_NEXT_HEADING,  /* the next heading; n: how many, negative: before */
    ACTION_GO_TO_HEADING, /* n: index of its block in the document */
    ACTION_OPEN_NUMBER,   /* opens link n in the browser */
    ACTION_CHOOSE,        /* chooses the selected value */
    ACTION_EXCLUDE,       /* excludes articles with the selected value */
    ACTION_SHOW,          /* opens the articles that match the choices */
    ACTION_DELETE,        /* deletes the selected thing, if the user made it; asks first */
    ACTION_READ_ON,       /* Space: the next page, after the end the next article */
    ACTION_SELECT,        /* begins or ends a selection of rows or lines */
    ACTION_NOTE,          /* keeps what is selected of a text as a passage; n: 1 in an editor */
    ACTION_UNFOLD,        /* shows all of the head, or folds it again */
    ACTION_SCROLL,        /* scrolls the preview by n lines */
    ACTION_SCROLL_LIST,   /* scrolls the window on the rows; what is selected stays */
    ACTION_COUNT,
};

/* NULL functions: the view does not support this. */
struct view_ops {
    const char *name;      /* for help: "reader" */
    const char *hints;     /* for the hint line: names of commands and what they do here: "open read  search search" */
    bool filters_by_query; /* `filter` takes a query */
    bool search_is_filter; /* `search` filters this list */
    bool is_list;          /* a list: if there is room, stays visible at the left of what was opened from it */

    void (*release)(struct view *v); /* frees v */
    void (*leave)(struct view *v);   /* another view is gone to, v stays in the history */
    void (*describe)(struct view *v, struct description *d);
    void (*paint)(struct view *v, struct ui *ui, const struct grid *g, bool focused);
    void (*preview)(struct view *v, struct ui *ui, const struct grid *g); /* previews the selected row */
    void (*move)(struct view *v, struct ui *ui, struct motion m);
    void (*point)(struct view *v, struct ui *ui, int row);                 /* a click; row: in what paint drew */
    bool (*act)(struct view *v, struct ui *ui, enum action action, int n); /* false: not supported */
    /* A key, before it is looked up as a command, while the view is in a state of its own. False: it means nothing there. */
    bool (*key)(struct view *v, struct ui *ui, int key);
    bool (*step)(struct view *v, struct ui *ui, int by, int64_t *article); /* for the reader: the next article of the list */
    void (*subject)(struct view *v, struct subject *s);                    /* s is all zero on entry */
    void (*listing)(struct view *v, struct listing *l);                    /* so is l */
    void (*filter)(struct view *v, struct ui *ui, struct str text);        /* shows only what matches; sets v->filter */
    struct list_position (*position)(struct view *v);
    void (*go)(struct view *v, struct ui *ui, struct list_position position);
    void (*refresh)(struct view *v, struct ui *ui); /* after a change of cache or marks: fetch again, keep the position */
};

struct view {
    const struct view_ops *ops;
    unsigned generation;             /* ui->generation at the last refresh */
    bool stale;                      /* what it shows is outdated; kept until new rows arrive */
    bool left;                       /* another list was opened instead */
    struct buf filter;               /* the filter; empty: none */
    struct list_position unfiltered; /* the position before it was set */
};

/* Screens that any other screen may open, and that open each other. They are called through this table so that no two view
 * files depend on each other. Each returns NULL, with a message, if there is nothing to show. */
struct destinations {
    struct view *(*reader)(struct ui *ui, int64_t article, struct str heading); /* heading: to begin at; empty: at its top */
    struct view *(*term_page)(struct ui *ui, int64_t term);
};

enum run_way {
    RUN_ON_TERMINAL, /* it gets the terminal until it ends */
    RUN_SHOWN,       /* the same, and what it wrote stays until Enter is pressed */
    RUN_DETACHED,    /* it does not, and is not waited for */
};

/* What the engine needs from outside. */
struct ui_host {
    void *context;
    int (*open_url)(void *context, struct str url, char started[64], struct err *e);
    int (*copy)(void *context, struct str text, struct buf *done, struct err *e); /* done: gets what was done with it */
    void (*redraw)(void *context);
    void (*suspend)(void *context);
    int (*reindex)(void *context, struct err *e);
    int (*edit)(void *context, const char *path, int line, struct err *e); /* opens an editor, then re-indexes */
    int (*edit_text)(void *context, struct buf *text, struct err *e);      /* in an editor */
    int (*run)(void *context, char *const *argv, enum run_way way, struct err *e);
    int64_t (*now)(void *context); /* seconds since 1970, for marks */
};

struct prompt_ops {
    void (*changed)(struct ui *ui, struct str text); /* after each key */
    void (*accept)(struct ui *ui, struct str text);
    void (*cancel)(struct ui *ui);
    /* Tab: the completions at the cursor; NULL: Tab moves in the list. */
    void (*complete)(struct ui *ui, struct str text, size_t cursor, struct arena *arena, struct candidates *out);
    /* Enter: whether the text can be accepted. If not, says why, and the prompt stays. NULL: always. */
    bool (*is_good)(struct ui *ui, struct str text);
    /* Whether the up arrow is at the first row and should recall past searches. NULL: never. */
    bool (*at_top)(struct ui *ui);
    bool keeps_lines; /* the arrow keys recall what ui_remember_line was given */
};

/* Recalling past searches with the arrow keys. */
struct recall {
    struct slot slot;
    struct searches_request *known; /* NULL: not requested since the last search */
    bool is_wanted;                 /* an arrow key waits for the answer */
    size_t at;                      /* which is shown, 1 the latest; 0: what was typed */
    struct buf typed;
};

struct prompt {
    const struct prompt_ops *ops; /* NULL: no prompt */
    void (*yes)(struct ui *ui);   /* of a yes/no question; NULL: a line of text */
    struct buf label;
    struct buf text;
    struct buf subject;          /* of a question: what it is about, if that must be kept */
    size_t cursor;               /* byte offset */
    size_t fault_from, fault_to; /* marks what is wrong in text; equal: nothing */
    struct arena arena;          /* of the candidates */
    struct candidates candidates;
    bool completing; /* a candidate, or their common beginning, is in the text */
    size_t chosen;   /* index of the candidate; candidates.count: the common beginning */
    struct recall recall;
    size_t line_at;      /* which of the lines is shown, from the latest; 0: what is typed */
    struct buf old_text; /* restored on cancel */
    struct list_position old_position;
};

/* What lists beside a text take of the width, in percent. */
enum { PANE_LEAST = 10, PANE_MOST = 80, PANE_OUTER = 20, PANE_INNER = 40 };

enum { HISTORY_MAX = 64, HINTS_MAX = 16, MEASURE_DEFAULT = 72 };

/* A hint as painted: columns [from, to) of the hint line. */
struct hint {
    int from, to;
    const struct command *command;
};

/* Where a view was painted. */
struct pane {
    struct grid area;
    size_t at;    /* index of the view in the history */
    bool preview; /* a preview of what is selected in that view */
};

struct ui {
    struct screen screen;
    struct backend *backend;
    bool has_cache, has_marks; /* as last reported by the backend */
    struct buf notice;         /* what was repaired when the marks were opened */
    struct slot archive_slot;
    struct archive_request *archive; /* see ui_archive */
    struct slot command_slot;        /* of the last command that sent a request, */
    int command_argument;            /* and its argument, given back with the answer */
    struct ui_host host;
    const struct named_query *queries; /* of the configuration */
    size_t query_count;
    const char *base_url; /* of the publisher's site; NULL: not set */
    const struct destinations *destinations;
    struct keymap keymap;
    int typed[KEYS_MAX]; /* the beginning of a sequence of keys */
    size_t typed_count;
    const struct action_step *step; /* what runs */
    struct buf lines;               /* what ui_remember_line was given, a line each */
    struct {
        struct buf words; /* each ends with a zero byte */
        enum run_way way;
    } program; /* that waits for the article */
    struct view *history[HISTORY_MAX];
    size_t history_count, current;
    struct view *forward_saved[HISTORY_MAX]; /* forward history, kept while a search may still be cancelled */
    size_t forward_saved_count;
    struct {
        enum taxonomy taxonomy;
        struct buf key, label;
    } compare_with;                         /* the first of two terms to compare; key empty: none */
    struct undo_work *undo;                 /* see ui_marks.h */
    struct pending_change *pending_changes; /* in progress, see ui_change.c */
    struct buf note;                        /* being written: packed, see ui_notes.c */
    struct prompt prompt;
    struct buf message;
    bool message_is_error;
    int count;       /* the count being typed; 0: none */
    int times;       /* the count given to the running command; 0: none */
    unsigned keys;   /* number of keys so far: tells work started by an earlier key */
    bool zoomed;     /* one pane only */
    bool hides_read; /* lists of articles leave out what is read */
    bool ascii;
    int measure;     /* columns of a text, where there is room */
    bool even_lines; /* see struct layout_options */
    bool accessible; /* for those who hear the screen: one pane, rows are sentences, nothing is drawn that cannot be read */
    bool quit;
    bool damaged;              /* the cache is damaged and must be rebuilt */
    unsigned generation;       /* incremented when the cache or the marks change, */
    unsigned list_generation;  /* when the cache or many marks do: lists must be fetched again, */
    unsigned cache_generation; /* when the cache does */
    struct buf activity;       /* "indexing 1,234 of 4,044", shown at the right of the status line; empty: nothing is running */
    int click_row, click_column;
    bool is_double_click;         /* the click follows another at the same place at once */
    bool click_opened;            /* the one before opened something */
    int outer_share, inner_share; /* of the width, in percent: the list that led to the one beside the text, and that one */
    struct pane panes[3];         /* as last painted */
    size_t pane_count;
    struct hint hints[HINTS_MAX]; /* the same */
    size_t hint_count;
    int crumbs[HISTORY_MAX]; /* per view: the column after its part of the breadcrumb; 0: not shown */
};

void ui_init(struct ui *ui, const struct destinations *destinations, const struct command *commands, size_t count);
void ui_release(struct ui *ui);

void ui_paint(struct ui *ui, int rows, int columns);
void ui_key(struct ui *ui, int key);
void ui_run(struct ui *ui, const struct action_step *step);
void ui_paste(struct ui *ui,
              struct str text); /* raw: goes into the prompt as one change; without a prompt, a message says it is ignored */
bool ui_work(struct ui *ui);    /* takes what has come from the backend; true: call again after painting */

void ui_push(struct ui *ui, struct view *v);             /* goes to v; owns it; what was ahead in history is forgotten */
void ui_push_tentatively(struct ui *ui, struct view *v); /* ui_drop then brings back what was ahead */
void ui_back(struct ui *ui);
void ui_forward(struct ui *ui);
void ui_drop(struct ui *ui); /* back, and the view that was left is gone for good */
struct view *ui_view(struct ui *ui);
struct view *ui_parent(struct ui *ui);       /* the view before it; NULL at the root */
struct subject ui_subject(struct ui *ui);    /* of the view */
struct listing view_listing(struct view *v); /* all zero: it has none */
bool view_act(struct view *v, struct ui *ui, enum action action, int n);
void view_title(struct view *v, struct buf *out);
void view_free(struct view *v); /* one that was not pushed */

/* A one-line message, shown until the next key. */
void ui_info(struct ui *ui, const char *format, ...) PRINTF_LIKE(2, 3);
void ui_error(struct ui *ui, const char *format, ...) PRINTF_LIKE(2, 3);
void ui_error_from(struct ui *ui, const struct err *e);

void ui_prompt(struct ui *ui, const char *label, struct str text, const struct prompt_ops *ops);
void ui_accept(struct ui *ui);                               /* what is typed, as Enter would */
void ui_prompt_fault(struct ui *ui, size_t from, size_t to); /* marks a part of what is typed, until it changes */
void ui_remember_line(struct ui *ui, struct str text);
void ui_remember_search(struct ui *ui, struct str text);
/* Any key but y: no. */
void ui_ask(struct ui *ui, void (*yes)(struct ui *ui), const char *format, ...) PRINTF_LIKE(3, 4);
void ui_changed(struct ui *ui);       /* the cache or the marks changed: every view fetches anew when it is next seen */
void ui_lists_changed(struct ui *ui); /* the same, when it was many marks */
void ui_see_cache(struct ui *ui);     /* the cache may have changed: looks at it */
void ui_refresh(struct ui *ui, struct view *v); /* now, if they changed since it last did */
/* Asks the backend from a view's slot, whose `answered` is called with the view and the ui. */
void ui_send(struct ui *ui, struct slot *slot, struct request *r);
/* Waits a moment for the answer, so that it shows with the key that asked for it. False: it is still under way. */
bool ui_wait(struct ui *ui, struct slot *slot);
/* For a command: `answered` gets the ui as its owner, a moment later or when it has come, unless one has gone to another view
 * by then. */
void ui_command(struct ui *ui, void (*answered)(void *owner, void *context, struct request *r), int argument,
                struct request *r);
/* What is in the cache, asked for when it is first wanted. NULL: it is not known yet, or there is no cache. */
const struct archive_request *ui_archive(struct ui *ui);
void ui_error_from_request(struct ui *ui, const struct request *r); /* shows why, except that there is no cache yet */
bool ui_is_answer(struct ui *ui, struct request *r); /* false: it failed; the error was shown and the request freed */
/* Asks for a change, in its own right: none takes the place of another, and no view waits for it. `done` is called with the
 * answer, which may have failed, and does not own it. Waits a moment as well. */
typedef void change_done(struct ui *ui, struct request *r);
void ui_change(struct ui *ui, struct request *r, change_done *done);
/* What the backend noticed by itself; the first time, this waits until it has opened what there is. True: there was some. */
bool ui_take_news(struct ui *ui);

void ui_mark_read(struct ui *ui, const struct article *a); /* since it was opened: nothing that is undone */

/* Each change of marks is kept for undo. Each function shows a message saying what it did. */
/* Toggles the mark as it is shown, even if another program has changed it since; where marks are not shown, toggles the stored
 * one. */
void ui_mark(struct ui *ui, const struct subject *of, enum mark mark);
/* In parts, while nothing else is asked. of: how many articles are meant; if not exact, at least that many. */
void ui_mark_all(struct ui *ui, const struct marking *marking, int64_t of, bool exact);
/* Moves the article by so many rows within the reading queue. */
void ui_move_queued(struct ui *ui, struct str key, long by);
/* Asks for the text of a note, in a prompt or in an editor, and stores it; an empty one is deleted, see marks_set_note. note:
 * as it is now. */
void ui_write_note(struct ui *ui, const struct note *note, bool in_editor);
void ui_delete_note(struct ui *ui, const struct note *note); /* asks first */
bool ui_stop_marking(struct ui *ui);                         /* what was marked stays; false: nothing is being marked */
void ui_undo(struct ui *ui);
void ui_redo(struct ui *ui);

void ui_open_url(struct ui *ui, struct str url);
/* Appends the full URL of a permalink; false, with a message, if base_url is not set. */
bool ui_permalink_url(struct ui *ui, struct str position, struct buf *url);
void ui_open_permalink(struct ui *ui,
                       struct str position); /* on the publisher's site: appended to base_url, which may not be set */

#endif
