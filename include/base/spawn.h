/* spawn: starts another program with execvp and unmodified arguments, never through a shell. */
#ifndef COURANT_SPAWN_H
#define COURANT_SPAWN_H

#include <sys/types.h>

#include "base.h"

/* A growing argument list; spawn_add with NULL terminates it. */
struct spawn_arguments {
    char **p;
    size_t n, capacity;
};
void spawn_add(struct spawn_arguments *words, const char *word); /* copies the word */
void spawn_free(char **arguments); /* frees a NULL-terminated array and its strings; NULL is fine */

/* Removes from *rest the part before the first character of `ends`, and that character; returns the part. */
struct str spawn_cut(struct str *rest, const char *ends);

/* Callbacks around a program that uses the terminal: leave the screen to it, and come back; all NULL: there is none. */
struct spawn_screen {
    void (*leave)(void *context);
    void (*back)(void *context);
    void *context;
};

enum {
    SPAWN_WATCH_MS = 1000
}; /* milliseconds: a program that fails within this time counts as not started, even if exec succeeded */

/* Both return 0, or the errno that says why the program could not be started. It gets default signal handling and no descriptor
 * above 2. spawn_on_terminal waits for it; a detached program has its own session and /dev/null as standard streams, and is not
 * waited for. No zombie is left.
 *
 * early: its status as from waitpid if it ended within SPAWN_WATCH_MS, else 0. watch: a descriptor that becomes readable when
 * the program fails within SPAWN_WATCH_MS, or when that time is over; spawn_watched closes it. Both may be NULL. */
int spawn_on_terminal(char *const *arguments, int *early);
int spawn_detached(char *const *arguments, int *watch);

/* Starts a program to read what it prints: *output gets its standard output, and its standard error too if errors_too, else
 * that is discarded. Standard input is empty; environment, NULL-terminated, is all the environment that it gets. Returns 0, or
 * errno; the caller closes *output and waits for *pid. */
int spawn_reading(char *const *arguments, char **environment, bool errors_too, int *output, pid_t *pid);

/* Gives the program a text on its standard input, with nothing on its other streams, and waits for its end, but no longer than
 * `milliseconds`: it is then killed, and ETIMEDOUT returned. *status: as from waitpid. */
int spawn_feeding(char *const *arguments, struct str text, int milliseconds, int *status);
/* Runs a program without a terminal, in a session of its own, with /dev/null as standard streams, and waits for it. 0, with its
 * status as from waitpid; or an errno: it could not be started, or ETIMEDOUT: it took longer, and was killed with what it
 * started. */
int spawn_limited(char *const *arguments, int milliseconds, int *status);

int spawn_watched(int watch); /* waits until it is readable; returns the status as from waitpid; 0: success, or still running */

#endif
