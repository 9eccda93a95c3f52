/* term: the terminal. The only code that speaks ncurses: shows a screen of cells, reads keys, gives the terminal back.
 *
 * There is one terminal, so there is one struct; signal handlers only set flags. */
#ifndef COURANT_TERM_H
#define COURANT_TERM_H

#include "err.h"
#include "grid.h"
#include "key.h"
#include "theme.h"

struct terminal;

/* Links as the terminal's own, which it opens by itself. Auto: where it is known to have them. */
enum hyperlinks { HYPERLINKS_AUTO, HYPERLINKS_ON, HYPERLINKS_OFF };

struct term_options {
    bool ascii;    /* box drawing and bullets drawn with ASCII */
    bool no_color; /* NO_COLOR or asked for */
    bool no_mouse;
    enum hyperlinks hyperlinks;
    const struct theme *theme; /* NULL: THEME_AUTO, which follows the terminal's background */
};

/* Takes the terminal. Fails, with nothing changed, when standard input or output is no terminal or TERM cannot move a cursor.
 */
struct terminal *term_open(const struct term_options *options, struct err *e);
void term_close(struct terminal *t); /* gives it back as it was found; NULL is fine */

void term_set_theme(struct terminal *t, const struct theme *theme); /* from the next term_show on */
void term_size(const struct terminal *t, int *rows, int *columns);

/* Draws what differs from the last time. */
void term_show(struct terminal *t, const struct screen *s);
void term_redraw(struct terminal *t); /* everything is drawn again at the next term_show (^L) */

/* Waits for a key, at most `milliseconds` (-1: for ever), or until one of the `wakers` (at
 * most WAKERS_MAX descriptors; -1: none) is readable. A bracketed paste
 * is one key, KEY_PASTE. What the terminal replies is none. Ends with KEY_RESIZED after a change of size, KEY_HANGUP when the
 * terminal is gone or SIGTERM, SIGHUP or SIGINT came: the program then ends in order. */
enum { WAKERS_MAX = 8 };
int term_key(struct terminal *t, const int *wakers, size_t count, int milliseconds);
struct str term_pasted(const struct terminal *t); /* the text of the last KEY_PASTE, as it came, until the next */
void term_mouse(const struct terminal *t, int *row, int *column); /* of the last KEY_MOUSE_PRESS */
bool term_is_double_click(const struct terminal *t);              /* it follows one at the same place at once */

void term_suspend(struct terminal *t); /* ^Z: gives the terminal back, stops the process, takes it again on return */
void term_leave(struct terminal *t);   /* hands it to another program... */
void term_return(struct terminal *t);  /* ...and takes it back */

/* Sends text to the terminal's clipboard (OSC 52). */
bool term_copy(struct terminal *t, struct str text); /* false: this terminal has none */

#endif
