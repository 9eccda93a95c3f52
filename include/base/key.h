/* key: what a person typed, as one number: a Unicode code point, or one of these. */
#ifndef COURANT_KEY_H
#define COURANT_KEY_H

#include "buf.h"

enum key {
    KEY_CTRL_BASE = 0, /* ^A is 1 ... ^Z 26, as the terminal sends them; Tab 9, Enter 13 (10 is made 13), Escape 27 */
    KEY_TAB_ = 9,
    KEY_ENTER_ = 13,
    KEY_ESCAPE_ = 27,
    KEY_BASE = 0x200000, /* above every code point */
    KEY_NOTHING,         /* the wait ended without a key: time is up or something else is ready */
    KEY_HANGUP,          /* the terminal is gone, or a signal asks to end */
    KEY_RESIZED,
    KEY_PASTE, /* text was pasted: see term_pasted */
    KEY_UP_,
    KEY_DOWN_,
    KEY_LEFT_,
    KEY_RIGHT_,
    KEY_HOME_,
    KEY_END_,
    KEY_PAGE_UP_,
    KEY_PAGE_DOWN_,
    KEY_BACKSPACE_,
    KEY_DELETE_,
    KEY_SHIFT_TAB_,
    KEY_MOUSE_PRESS, /* where: struct term's mouse_row and mouse_column */
    KEY_WHEEL_UP,
    KEY_WHEEL_DOWN,
    KEY_UNKNOWN, /* an escape sequence without a meaning here */
};

enum { PASTE_MAX = 4 << 20 }; /* bytes; what is longer is not taken */

#define KEY_CTRL(letter) ((letter)&0x1f)

/* Appends "j", "^D", "Enter", "PgDn", "S-Tab", "Space": as help shows it and as a table or configuration names it; "that key"
 * when there is no name. (Not key_name: curses has one.) */
void key_print(int key, struct buf *out);
int key_parse(struct str name); /* KEY_UNKNOWN when there is no such key */

#endif
