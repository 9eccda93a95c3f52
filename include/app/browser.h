/* browser: starts a web browser on one address. No content byte ever reaches a shell: execvp, and the address is one argument.
 */
#ifndef COURANT_BROWSER_H
#define COURANT_BROWSER_H

#include "err.h"
#include "spawn.h"

/* One way of opening an address. */
struct browser_command {
    char **arguments;    /* NULL-terminated, for execvp; arguments[0] is the program */
    bool needs_terminal; /* a browser such as w3m or lynx: the screen must be given to it */
};

/* The ways to try, in order: each part of $BROWSER (parted by colons, split at blanks, `%s` is the address, "%%" a percent
 * sign; without
 * `%s` the address is the last argument); without BROWSER xdg-open (when DISPLAY or WAYLAND_DISPLAY is set), open (macOS),
 * www-browser, w3m, lynx, links. Pure but for the environment, which the caller passes. */
size_t browser_commands(const char *browser_variable, bool has_display, struct str url, struct browser_command **commands);
void browser_commands_free(struct browser_command *commands, size_t count);

/* Checks url and makes it canonical (url_canonical), then tries each command until one starts: one that needs the terminal
 * between leave() and back() of the screen, others detached. Says in `started` which program it was. One in the terminal that
 * fails at once is an error; of a detached one that cannot be known yet: *watch is a descriptor that becomes readable when it
 * is, at the latest after a second, and -1 when there is nothing to wait for. watch may be NULL. */
int browser_open(struct str url, const struct spawn_screen *screen, char started[64], int *watch, struct err *e);
int browser_ended(int watch, const char *started, struct err *e); /* waits for it and closes it; -1: the browser failed */

#endif
