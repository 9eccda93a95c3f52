/* program: starts programs that the user has named. */
#include "program.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "buf.h"

static int say_status(const char *name, int status, struct err *e) {
    if (WIFSIGNALED(status)) {
        return err_set(e, "'%s' was killed by signal %d (%s)", name, WTERMSIG(status), strsignal(WTERMSIG(status)));
    }
    return WEXITSTATUS(status) ? err_set(e, "'%s' exited with status %d", name, WEXITSTATUS(status)) : 0;
}

static int say_not_started(const char *name, int why, struct err *e) {
    return err_set(e, "cannot start '%s': %s", name, strerror(why));
}

/* The terminal is as the shell has it: a line ends with Enter. */
static void wait_for_enter(void) {
    char c = '\0';
    fputs("\nPress Enter to go back to Courant", stdout);
    fflush(stdout);
    while (read(STDIN_FILENO, &c, 1) == 1 && c != '\n') {
    }
}

int program_run(char *const *argv, bool wait, const struct spawn_screen *screen, struct err *e) {
    int early;
    if (screen->leave) {
        screen->leave(screen->context);
    }
    int why = spawn_on_terminal(argv, &early);
    if (wait && !why) {
        wait_for_enter();
    }
    if (screen->back) {
        screen->back(screen->context);
    }
    return why ? say_not_started(argv[0], why, e) : say_status(argv[0], early, e);
}

int program_start(char *const *argv, int *watch, struct err *e) {
    int why = spawn_detached(argv, watch);
    return why ? say_not_started(argv[0], why, e) : 0;
}

int program_ended(int watch, const char *name, struct err *e) {
    return say_status(name, spawn_watched(watch), e);
}

int program_feed(const char *const *argv, struct str text, struct err *e) {
    enum { FEED_MS = 2000 };
    struct spawn_arguments words = {0};
    int status;
    for (size_t i = 0; argv[i]; i++) {
        spawn_add(&words, argv[i]);
    }
    spawn_add(&words, NULL);
    int why = spawn_feeding(words.p, text, FEED_MS, &status);
    spawn_free(words.p);
    return why ? say_not_started(argv[0], why, e) : say_status(argv[0], status, e);
}
