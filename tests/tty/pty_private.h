/* What the parts of pty share. */
#ifndef COURANT_PTY_PRIVATE_H
#define COURANT_PTY_PRIVATE_H

#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

#include "pty.h"

struct pty {
    int master, slave, news;
    pid_t parent, program;
    struct termios found;
    VTerm *vterm;
    VTermScreen *screen;
    int rows, columns;
    bool alternate, mouse, cursor_visible;
    bool stopped, ended, quiet;
    int status;
    char *output;
    size_t output_bytes, output_capacity;
    char *text; /* what pty_row and pty_screen gave last */
};

void *pty_checked(void *p); /* ends the test program when it is NULL */

#endif
