/* Shared by the files of term: the terminal itself, drawing, decoding keys. */
#ifndef COURANT_TERM_PRIVATE_H
#define COURANT_TERM_PRIVATE_H

#include <signal.h>
#include <sys/types.h>

#include "term.h"

/* A paint as curses has it. */
struct look_drawn {
    unsigned attributes; /* attr_t */
    short pair;
};

struct painter {
    bool utf8;  /* false: draw everything in ASCII */
    bool ascii; /* draw line-drawing characters in ASCII (--ascii) */
    enum palette palette;
    struct theme theme;
    enum backdrop backdrop;
    struct look_drawn looks[PAINT_COUNT];
    bool can_hide, hidden; /* the cursor */
    bool redraw;           /* what the terminal shows is unknown: draw everything */
    struct screen drawn;   /* what the terminal shows now */
    bool has_links;        /* the terminal opens links itself */
    bool synchronizes;     /* it can hold back what it shows until a frame is whole */
    bool *changed;         /* per row: what is shown now is drawn anew */
    struct buf unknown;    /* of struct screen_pos: cells curses cannot draw, drawn after it has */
};

struct screen_pos {
    int row, column;
};

void painter_init(struct painter *p, const struct term_options *options); /* after initscr */
void painter_set_backdrop(struct painter *p, enum backdrop backdrop);     /* if it is another, all is drawn again, */
void painter_set_theme(struct painter *p, const struct theme *theme);     /* as here */
void painter_release(struct painter *p);
void painter_cursor(struct painter *p, bool visible);
void painter_restore_cursor(struct painter *p);                                       /* after endwin */
void painter_links(struct painter *p, const struct screen *s, int rows, int columns); /* after curses has drawn */
bool links_are_known(enum hyperlinks wanted);
unsigned painter_attributes(const struct painter *p, style_t style, short *pair); /* attr_t, and the pair of colours */
void painter_put_cell(struct painter *p, const struct cell *cell, int row, int column, int columns);
void painter_put_raw(struct painter *p, const struct cell *cell, int row, int column, int columns); /* beside curses, at once */
void painter_show(struct painter *p, const struct screen *s, int rows, int columns);

/* Whether the locale named by the environment implies a UTF-8 terminal. Sets LC_CTYPE to match. */
bool painter_locale(void);

enum { SIGNALS = 11 };

struct signals {
    struct sigaction found[SIGNALS]; /* the handlers before ours */
};

enum signals_ask { SIGNALS_NOTHING, SIGNALS_END, SIGNALS_STOP, SIGNALS_CONTINUED, SIGNALS_RESIZED };

void signals_find(struct signals *s);
void signals_catch(struct signals *s);       /* when we take the terminal, or take it back */
void signals_leave(const struct signals *s); /* when another program gets the terminal */
void signals_restore(const struct signals *s);
bool signals_may_stop(const struct signals *s);
void signals_stop(void); /* stops the job; returns when it is continued */
bool signals_wait(void);
enum signals_ask signals_next(void);
void signals_block(sigset_t *before);

/* What the next bytes are part of. */
enum typed_in { IN_KEYS, IN_PASTE, IN_STRING };

/* What the terminal replied to what we asked. */
enum reply_kind { REPLY_NONE, REPLY_BACKGROUND, REPLY_SYNCHRONIZED };

struct reply {
    enum reply_kind kind;
    uint32_t value; /* the colour; whether it can */
};

enum { REPLY_BYTES = 64 };

/* One decoded key. The members after `column` are state kept between calls. */
struct typed {
    int key; /* KEY_NOTHING: the bytes were no key */
    int row, column;
    enum typed_in in;
    struct buf pasted;        /* of KEY_PASTE: unchanged, at most PASTE_MAX + 1 bytes */
    size_t string_bytes;      /* length of the string reply so far */
    bool is_command;          /* it is an OSC */
    char string[REPLY_BYTES]; /* how it begins */
    struct reply reply;       /* that has just ended, with KEY_NOTHING */
};

/* Returns how many bytes it used; 0: incomplete, wait for more (never if `complete`, when no more will come). */
size_t keys_decode(struct str bytes, bool complete, struct typed *out);
size_t keys_take_paste(struct str bytes, bool complete, struct typed *out);  /* inside a paste */
size_t keys_skip_string(struct str bytes, bool complete, struct typed *out); /* inside a string reply */

struct terminal {
    void *curses; /* the SCREEN of curses; void, since C would take the tag for our struct screen */
    struct painter painter;
    struct signals signals;
    pid_t owner; /* our process: a forked child must not touch the terminal when it exits */
    bool left;   /* another program has it, or it was restored */
    bool gone;   /* hung up */
    bool mouse;
    int rows, columns;
    struct typed typed;
    struct {
        int row, column;
        int64_t at;
        bool is_double;
    } click; /* the last one */
    char input[4096];
    size_t input_bytes;
    int64_t string_deadline; /* when to stop waiting for the end of a string reply */
    bool asked;              /* about its background and what it can, without a reply so far */
    int64_t asked_at;
    bool synchronizes; /* it can hold back what it shows until a frame is whole */
};

void term_find_size(struct terminal *t);
void term_emit(struct terminal *t, const char *p, size_t n);

void term_ask(struct terminal *t, bool no_color);
void term_take_reply(struct terminal *t);  /* the one decoded last; sets painter.redraw if it changes what is shown */
void term_await_reply(struct terminal *t); /* before another program reads; a few milliseconds at most */

#endif
