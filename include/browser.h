/* browser: starts a web browser on one address. No content byte ever reaches a shell: execvp, and the address is one argument.
 */
#ifndef COURANT_BROWSER_H
#define COURANT_BROWSER_H

#include "err.h"

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

/* Checks url (url_check), then tries each command until one starts. One that needs the terminal runs between leave() and
 * back() and is waited for; others are started detached (own session, standard streams on /dev/null, no descriptor above 2,
 * signals as default) and not waited for. Says in `started` which program it was. Leaves no zombie. */
struct browser_screen {
    void (*leave)(void *context);
    void (*back)(void *context);
    void *context; /* all NULL: a program without a screen */
};
int browser_open(struct str url, const struct browser_screen *screen, char started[64], struct err *e);

#endif
