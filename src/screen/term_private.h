/* What the parts of term share: the terminal itself, how it is drawn, how typed bytes become keys. */
#ifndef COURANT_TERM_PRIVATE_H
#define COURANT_TERM_PRIVATE_H

#include <signal.h>
#include <sys/types.h>

#include "term.h"

/* How much a terminal can show. */
enum palette { PALETTE_PLAIN, PALETTE_8, PALETTE_256, PALETTE_COUNT };

struct painter {
    bool utf8;  /* the terminal reads UTF-8; else everything is drawn with ASCII */
    bool ascii; /* asked for: drawing characters are drawn with ASCII */
    enum palette palette;
    bool can_hide, hidden; /* the cursor */
    bool redraw;           /* nothing of what the terminal shows is known */
    struct screen drawn;   /* what the terminal shows */
    struct buf unknown;    /* struct screen_pos: cells that curses cannot draw, drawn after it */
};

void painter_init(struct painter *p, bool ascii, bool no_color); /* curses has begun */
void painter_release(struct painter *p);
void painter_cursor(struct painter *p, bool visible);
void painter_show(struct painter *p, const struct screen *s, int rows, int columns);

/* Does the person's locale, as the environment names it, have terminals that read UTF-8? Makes the C library's idea of
 * characters fit. */
bool painter_locale(void);

enum { SIGNALS = 11 };

struct signals {
    struct sigaction found[SIGNALS]; /* before the terminal was taken */
};

enum signals_ask { SIGNALS_NOTHING, SIGNALS_END, SIGNALS_STOP, SIGNALS_CONTINUED, SIGNALS_RESIZED };

void signals_find(struct signals *s);
void signals_catch(struct signals *s);       /* the terminal is taken, or taken again */
void signals_leave(const struct signals *s); /* another program has the terminal */
void signals_restore(const struct signals *s);
bool signals_may_stop(const struct signals *s);
void signals_stop(void); /* returns when the job is continued */
bool signals_wait(void);
enum signals_ask signals_next(void);
void signals_block(sigset_t *before);

/* What the next bytes belong to. */
enum typed_in { IN_KEYS, IN_PASTE, IN_STRING };

/* One key out of typed bytes; what is below `column` is kept from call to call. */
struct typed {
    int key; /* KEY_NOTHING: bytes that are no key */
    int row, column;
    enum typed_in in;
    struct buf pasted;   /* of KEY_PASTE: as it came, at most PASTE_MAX + 1 bytes */
    size_t string_bytes; /* of a string reply, so far */
};

/* Returns how many bytes it used; 0: they may be the start of more, wait (never when `complete`: no more comes). */
size_t keys_decode(struct str bytes, bool complete, struct typed *out);
size_t keys_take_paste(struct str bytes, bool complete, struct typed *out);  /* in a paste */
size_t keys_skip_string(struct str bytes, bool complete, struct typed *out); /* in a string reply */

struct terminal {
    void *curses; /* its SCREEN, which is not our struct screen, though C takes it for that */
    struct painter painter;
    struct signals signals;
    pid_t owner; /* a forked child must not touch the terminal when it dies */
    bool left;   /* given to another program, or given back */
    bool gone;   /* hung up */
    bool mouse;
    int rows, columns;
    struct typed typed;
    char input[4096];
    size_t input_bytes;
    int64_t string_deadline; /* in a string reply: when it is given up, whatever comes */
};

void term_find_size(struct terminal *t);

#endif
