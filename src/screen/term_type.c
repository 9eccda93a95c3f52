/* term_type: terminfo. A file of its own, because <term.h> takes `columns`, `tab`, `struct term` and hundreds of other words
 * for itself.
 */
#include "term_type.h"

#include <ncursesw/curses.h>
#include <ncursesw/term.h>

static int bad_type(struct err *e, const char *type, const char *reason) {
    return err_set(e, "terminal type '%s' %s: set TERM to what your terminal is, for example TERM=xterm-256color", type,
                   reason);
}

static bool lacks(const char *capability) {
    return !capability || !*capability;
}

static int check_found(const char *type, struct err *e) {
    if (lacks(cursor_address) || lacks(clear_screen)) {
        return bad_type(e, type, "cannot move the cursor");
    }
    if (magic_cookie_glitch > 0 || (lacks(enter_reverse_mode) && lacks(enter_standout_mode))) {
        return bad_type(e, type, "cannot highlight the selection");
    }
    return 0;
}

int term_type_check(const char *type, int fd, struct err *e) {
    int found = 0;
    if (lacks(type)) {
        return err_set(e, "TERM is not set: set it to what your terminal is, for example TERM=xterm-256color");
    }
    if (setupterm(type, fd, &found) == ERR) {
        return bad_type(e, type, found == 1 ? "prints on paper" : "is unknown");
    }
    int rc = check_found(type, e);
    del_curterm(cur_term);
    return rc;
}
