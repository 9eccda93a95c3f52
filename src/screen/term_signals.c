/* term_signals: signal handlers. They only set flags, which the wait for a key checks. */
#include <unistd.h>

#include "term_private.h"

static volatile sig_atomic_t end_asked, interrupted, resized, stop_asked, continued;

/* Every signal that would kill the program ends it cleanly instead, also the last three, which are not used here. */
static const int signals[SIGNALS] = {SIGTERM, SIGHUP,  SIGINT,  SIGQUIT, SIGWINCH, SIGTSTP,
                                     SIGCONT, SIGPIPE, SIGALRM, SIGUSR1, SIGUSR2};

static void on_signal(int number, siginfo_t *info, void *context) {
    (void)context;
    switch (number) {
    case SIGINT:
    case SIGQUIT:
        interrupted = 1;
        break;
    case SIGWINCH:
        resized = 1;
        break;
    case SIGTSTP:
        stop_asked = 1;
        break;
    case SIGCONT:
        stop_asked = 0; /* the stop came too late */
        continued = 1;
        break;
    case SIGPIPE: /* of our own write, which reports the error itself */
        end_asked |= info->si_pid != getpid();
        break;
    default:
        end_asked = 1;
        break;
    }
}

void signals_find(struct signals *s) {
    for (size_t i = 0; i < SIGNALS; i++) {
        sigaction(signals[i], NULL, &s->found[i]);
    }
}

static const struct sigaction *found(const struct signals *s, int number) {
    size_t i = 0;
    while (signals[i] != number) {
        i++;
    }
    return &s->found[i];
}

/* A shell without job control ignores SIGTSTP: a stop would be for good. */
bool signals_may_stop(const struct signals *s) {
    return found(s, SIGTSTP)->sa_handler != SIG_IGN;
}

/* Ignored signals get a handler too, because programs we start reset handlers to the default but inherit SIG_IGN. No
 * SA_RESTART: a signal must end the wait for a key. */
void signals_catch(struct signals *s) {
    struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO};
    interrupted = resized = stop_asked = continued = 0; /* a ^C until now was meant for the other program */
    for (size_t i = 0; i < SIGNALS; i++) {
        if (signals[i] != SIGTSTP || signals_may_stop(s)) {
            sigaction(signals[i], &action, NULL);
        }
    }
}

void signals_leave(const struct signals *s) {
    continued = 0;
    sigaction(SIGTSTP, found(s, SIGTSTP), NULL);
}

void signals_restore(const struct signals *s) {
    for (size_t i = 0; i < SIGNALS; i++) {
        sigaction(signals[i], &s->found[i], NULL);
    }
    end_asked = 0;
}

/* Stops the whole process group, as ^Z does. SIGTSTP, not SIGSTOP: it has no effect when no shell could continue us. */
void signals_stop(void) {
    sigset_t open, before;
    sigemptyset(&open);
    sigaddset(&open, SIGTSTP);
    sigaddset(&open, SIGCONT);
    sigprocmask(SIG_UNBLOCK, &open, &before);
    if (!continued) { /* if SIGCONT has already come, no other would follow */
        kill(0, SIGTSTP);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
}

bool signals_wait(void) {
    return end_asked || interrupted || resized || stop_asked || continued;
}

enum signals_ask signals_next(void) {
    if (end_asked || interrupted) {
        return SIGNALS_END;
    }
    enum signals_ask ask = stop_asked  ? SIGNALS_STOP
                           : continued ? SIGNALS_CONTINUED
                           : resized   ? SIGNALS_RESIZED
                                       : SIGNALS_NOTHING;
    stop_asked = continued = 0;
    resized = 0;
    return ask;
}

void signals_block(sigset_t *before) {
    sigset_t ours;
    sigemptyset(&ours);
    for (size_t i = 0; i < SIGNALS; i++) {
        sigaddset(&ours, signals[i]);
    }
    sigprocmask(SIG_BLOCK, &ours, before);
}
