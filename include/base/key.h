/* key: what was typed, as one number: a Unicode code point, or one of these. */
#ifndef COURANT_KEY_H
#define COURANT_KEY_H

#include "buf.h"

enum key {
    KEY_CTRL_BASE = 0, /* ^A is 1 ... ^Z is 26, as terminals send them; Tab 9, Enter 13 (10 becomes 13), Escape 27 */
    KEY_TAB_ = 9,
    KEY_ENTER_ = 13,
    KEY_ESCAPE_ = 27,
    KEY_BASE = 0x200000, /* above every code point */
    KEY_NOTHING,         /* no key: the wait timed out, or something else is ready */
    KEY_HANGUP,          /* the terminal is gone, or a signal asks us to quit */
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
    KEY_INSERT_,
    KEY_F1_,
    KEY_F12_ = KEY_F1_ + 11,
    KEY_MOUSE_PRESS, /* position: mouse_row and mouse_column of struct term */
    KEY_WHEEL_UP,
    KEY_WHEEL_DOWN,
    KEY_UNKNOWN, /* an unknown escape sequence */
};

/* Added to a key that is pressed with them. Alt goes with every key; the others with keys that are no characters: Ctrl and a
 * letter is a key of its own, and Shift and a letter another letter. */
enum { KEY_WITH_ALT = 1 << 22, KEY_WITH_CTRL = 1 << 23, KEY_WITH_SHIFT = 1 << 24 };

enum { PASTE_MAX = 4 << 20 }; /* bytes; longer pastes are dropped */

#define KEY_CTRL(letter) ((letter)&0x1f)

/* Appends "j", "^D", "Enter", "PgDn", "S-Tab", "Space", "Alt-x", "C-Left", "F5": the names used in help, tables and the
 * configuration; "that key" if it has no name. (Not key_name, which curses defines.) */
void key_print(int key, struct buf *out);
int key_parse(struct str name); /* KEY_UNKNOWN if there is no such key */

#endif
