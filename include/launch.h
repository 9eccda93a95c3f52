/* launch: starts another program: execvp with arguments as they are, never a shell. */
#ifndef COURANT_LAUNCH_H
#define COURANT_LAUNCH_H

#include "base.h"

/* Arguments that grow; a NULL ends them. */
struct launch_words {
    char **p;
    size_t n, capacity;
};
void launch_add(struct launch_words *words, const char *word); /* copies it */
void launch_free(char **arguments);                            /* NULL-terminated, and each of them; NULL is fine */

/* Cuts off *rest what stands before the first of `ends`, and that one. */
struct str launch_cut(struct str *rest, const char *ends);

/* The screen that a program in the terminal is to have for itself; all NULL: there is none. */
struct launch_screen {
    void (*leave)(void *context);
    void (*back)(void *context);
    void *context;
};

/* Both return 0, or the errno of why it could not be started. Signals are as default in the program, and it has no descriptor
 * above 2. On the terminal it is waited for; detached it has its own session and its standard streams on /dev/null, and is
 * not. No zombie is left. */
int launch_on_terminal(char *const *arguments);
int launch_detached(char *const *arguments);

#endif
