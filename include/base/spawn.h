/* spawn: starts another program: execvp with arguments as they are, never a shell. */
#ifndef COURANT_SPAWN_H
#define COURANT_SPAWN_H

#include "base.h"

/* Arguments that grow; a NULL ends them. */
struct spawn_arguments {
    char **p;
    size_t n, capacity;
};
void spawn_add(struct spawn_arguments *words, const char *word); /* copies it */
void spawn_free(char **arguments);                               /* NULL-terminated, and each of them; NULL is fine */

/* Cuts off *rest what stands before the first of `ends`, and that one. */
struct str spawn_cut(struct str *rest, const char *ends);

/* The screen that a program in the terminal is to have for itself; all NULL: there is none. */
struct spawn_screen {
    void (*leave)(void *context);
    void (*back)(void *context);
    void *context;
};

enum { SPAWN_WATCH_MS = 1000 }; /* milliseconds: a program that fails within them failed to start, whatever exec said */

/* Both return 0, or the errno of why it could not be started. Signals are as default in the program, and it has no descriptor
 * above 2. On the terminal it is waited for; detached it has its own session and its standard streams on /dev/null, and is
 * not. No zombie is left.
 *
 * early: how it ended, as of waitpid, when that was within SPAWN_WATCH_MS, else 0. watch: a descriptor, to be closed by
 * spawn_watched, that becomes readable when the program fails within SPAWN_WATCH_MS, or they are over. Both may be NULL. */
int spawn_on_terminal(char *const *arguments, int *early);
int spawn_detached(char *const *arguments, int *watch);

int spawn_watched(int watch); /* waits until it is readable; how the program ended, as of waitpid; 0: well, or not yet */

#endif
