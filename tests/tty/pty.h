/* pty: runs a program on a terminal of its own, for tests: what it shows is read through libvterm, what is typed is sent.
 *
 * The program is the foreground job of a small shell-like parent, so that it can be stopped and continued. Nothing here waits
 * longer than PTY_PATIENCE; a wait that fails prints the screen to standard error and returns false. */
#ifndef COURANT_PTY_H
#define COURANT_PTY_H

#include <stdbool.h>
#include <stddef.h>

enum { PTY_PATIENCE = 60000 }; /* milliseconds; a busy machine takes its time */

struct pty;

struct pty_options {
    int rows, columns;              /* 0: 24 and 80 */
    const char *term;               /* TERM; NULL: xterm-256color; "": none */
    const char *const *environment; /* "NAME=VALUE" to set, "NAME" to take out; NULL-terminated; NULL: nothing. LC_ALL is
                                       C.UTF-8 and LINES, COLUMNS and NO_COLOR are out unless said otherwise here. */
};

struct pty *pty_start(const struct pty_options *options, const char *const arguments[]); /* ends the test program on failure */
void pty_end(struct pty *p);                                                             /* kills what still runs */

void pty_type(struct pty *p, const char *keys);
void pty_send(struct pty *p, const char *bytes, size_t n);

/* Everything below that waits takes in what the program shows meanwhile. */
bool pty_wait_text(struct pty *p, const char *text); /* until a row holds it */
bool pty_wait_no_text(struct pty *p, const char *text);
bool pty_wait_quiet(struct pty *p, int milliseconds); /* until nothing came for so long */

bool pty_has_text(struct pty *p, const char *text);
bool pty_find(struct pty *p, const char *text, int *row, int *column);
const char *pty_row(struct pty *p, int row); /* without blanks at its end; valid until the next call */
const char *pty_screen(struct pty *p);       /* all rows, a line each; valid until the next call */

struct pty_cell {
    char text[32];         /* UTF-8; "" for a blank and for the right half of a wide character */
    int columns;           /* 1 or 2 */
    int color, background; /* 0 to 255; -1: the terminal's own */
    bool bold, italic, underline, reverse;
};
struct pty_cell pty_cell(struct pty *p, int row, int column);

struct pty_modes {
    int cursor_row, cursor_column;
    bool cursor_visible;
    bool alternate; /* the alternate screen */
    bool mouse;
    bool paste;
};
struct pty_modes pty_modes(struct pty *p);

void pty_resize(struct pty *p, int rows, int columns);
void pty_signal(struct pty *p, int number); /* to the program alone */
void pty_hang_up(struct pty *p);            /* the terminal vanishes */

bool pty_wait_stopped(struct pty *p);
void pty_continue(struct pty *p); /* the whole job */

/* The status as of waitpid, or -1 when it does not end. */
int pty_wait_exit(struct pty *p);

/* Is the terminal as it was before the program started: its modes, and nothing left of alternate screen, hidden cursor, mouse
 * and paste? What differs goes to standard error. */
bool pty_restored(struct pty *p);
/* Changes the terminal's modes as another program would; the next call puts them back. */
void pty_disturb(struct pty *p, bool disturbed);

const char *pty_output(struct pty *p, size_t *n); /* every byte so far */

#endif
