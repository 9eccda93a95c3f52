/* spawn: starts other programs, without a shell. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "spawn_private.h"

void spawn_add(struct spawn_arguments *words, const char *word) {
    words->p = grow(words->p, words->n, &words->capacity, sizeof *words->p);
    words->p[words->n++] = word ? xstrdup(word) : NULL;
}

void spawn_free(char **arguments) {
    for (char **argument = arguments; argument && *argument; argument++) {
        free(*argument);
    }
    free(arguments);
}

struct str spawn_cut(struct str *rest, const char *ends) {
    size_t n = 0;
    while (n < rest->n && !strchr(ends, rest->p[n])) {
        n++;
    }
    struct str part = str_slice(*rest, 0, n);
    *rest = str_slice(*rest, n + 1, rest->n);
    return part;
}

/* Closes all descriptors from `first` on, at once or on exec. */
static void close_from(int first, bool on_exec) {
    enum { CLOSE_LIMIT = 65536 }; /* limit for closing one by one on an old system */
#ifdef CLOSE_RANGE_CLOEXEC
    if (!close_range((unsigned)first, ~0U, on_exec ? CLOSE_RANGE_CLOEXEC : 0)) {
        return;
    }
#endif
    unsigned long most = (unsigned long)sysconf(_SC_OPEN_MAX); /* -1: no limit */
    for (int fd = first; fd < (int)(most < CLOSE_LIMIT ? most : CLOSE_LIMIT); fd++) {
        if (on_exec) {
            fcntl(fd, F_SETFD, FD_CLOEXEC);
        } else {
            close(fd);
        }
    }
}

void spawn_exit_with_errno(int report) {
    int why = errno;
    ssize_t written = write(report, &why, sizeof why);
    (void)written;
    _exit(127);
}

void spawn_exec(char *const *arguments, int report) {
    sigset_t none;
    for (int number = 1; number < NSIG; number++) {
        signal(number, SIG_DFL);
    }
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    close_from(3, true);
    execvp(arguments[0], arguments);
    spawn_exit_with_errno(report);
}

/* Runs in a process of its own, so that the reader need not wait. If the program fails, writes its status to the pipe; the end
 * of this process closes the pipe. SIGCHLD is blocked. */
static void watch_program(pid_t program, int ended) NORETURN;
static void watch_program(pid_t program, int ended) {
    int64_t deadline = monotonic_ms() + SPAWN_WATCH_MS, left;
    int status = 0;
    sigset_t child;
    dup2(ended, 3);
    close_from(4, false);
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    while (waitpid(program, &status, WNOHANG) == 0 && (left = deadline - monotonic_ms()) > 0) {
        sigtimedwait(&child, NULL, &(struct timespec){left / 1000, left % 1000 * 1000000});
    }
    if (status) {
        ssize_t written = write(3, &status, sizeof status);
        (void)written;
    }
    _exit(0);
}

/* Returns only in the process that will become the program. */
static void start_watcher(int report, int ended) {
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    signal(SIGCHLD, SIG_DFL);
    sigprocmask(SIG_BLOCK, &child, NULL);
    pid_t program = fork();
    if (program < 0) {
        spawn_exit_with_errno(report);
    }
    if (program > 0) {
        watch_program(program, ended);
    }
}

static void detach(int report, int ended) {
    int nowhere = open("/dev/null", O_RDWR);
    pid_t second = setsid() < 0 ? -1 : fork();
    if (nowhere < 0 || second < 0) {
        spawn_exit_with_errno(report);
    }
    if (second > 0) {
        _exit(0);
    }
    for (int fd = 0; fd <= 2; fd++) {
        dup2(nowhere, fd);
    }
    if (ended >= 0) {
        start_watcher(report, ended);
    }
}

int spawn_wait(pid_t pid) {
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

int spawn_report(int fd) {
    int why = 0;
    ssize_t n;
    do {
        n = read(fd, &why, sizeof why);
    } while (n < 0 && errno == EINTR);
    return n == sizeof why ? why : 0;
}

/* ended: the pipe of a detached program's watcher, -1: none; status: of the child that is waited for. */
static int start(char *const *arguments, bool on_terminal, int ended, int *status) {
    int report[2];
    if (pipe2(report, O_CLOEXEC)) {
        return errno;
    }
    pid_t pid = fork();
    int why = pid < 0 ? errno : 0;
    if (!pid) {
        if (!on_terminal) {
            detach(report[1], ended);
        }
        spawn_exec(arguments, report[1]);
    }
    close(report[1]);
    if (pid > 0) {
        why = spawn_report(report[0]);
        *status = spawn_wait(pid);
    }
    close(report[0]);
    return why;
}

int spawn_detached(char *const *arguments, int *watch) {
    int ended[2] = {-1, -1}, status;
    if (watch && pipe2(ended, O_CLOEXEC)) {
        return errno;
    }
    int why = start(arguments, false, ended[1], &status);
    if (watch) {
        close(ended[1]);
        *watch = why ? -1 : ended[0];
    }
    if (watch && why) {
        close(ended[0]);
    }
    return why;
}

static void exec_reading(char *const *arguments, char **environment, int output, int errors, int report) NORETURN;
static void exec_reading(char *const *arguments, char **environment, int output, int errors, int report) {
    int nowhere = open("/dev/null", O_RDWR);
    if (nowhere < 0 || dup2(nowhere, 0) < 0 || dup2(output, 1) < 0 || dup2(errors < 0 ? nowhere : errors, 2) < 0) {
        spawn_exit_with_errno(report);
    }
    environ = environment;
    spawn_exec(arguments, report);
}

int spawn_reading(char *const *arguments, char **environment, bool errors_too, int *output, pid_t *pid) {
    int report[2], out[2];
    if (pipe2(report, O_CLOEXEC)) {
        return errno;
    }
    int why = pipe2(out, O_CLOEXEC) ? errno : 0;
    *pid = why ? -1 : fork();
    if (*pid == 0) {
        exec_reading(arguments, environment, out[1], errors_too ? out[1] : -1, report[1]);
    }
    bool has_pipe = !why;
    why = has_pipe && *pid < 0 ? errno : why;
    close(report[1]);
    if (has_pipe) {
        close(out[1]);
    }
    if (*pid > 0 && (why = spawn_report(report[0]))) {
        spawn_wait(*pid);
    }
    if (has_pipe && why) {
        close(out[0]);
    } else if (has_pipe) {
        *output = out[0];
    }
    close(report[0]);
    return why;
}

int spawn_watched(int watch) {
    int status = spawn_report(watch);
    close(watch);
    return status;
}

/* False: it was killed, and with it its process group. */
static bool wait_or_kill(pid_t pid, int milliseconds, int *status) {
    enum { PAUSE_MAX = 20000000 };
    int64_t deadline = monotonic_ms() + milliseconds;
    long pause = 100000;
    while (waitpid(pid, status, WNOHANG) == 0) {
        if (monotonic_ms() >= deadline) {
            kill(-pid, SIGKILL);
            *status = spawn_wait(pid);
            return false;
        }
        nanosleep(&(struct timespec){0, pause}, NULL);
        pause = pause * 2 < PAUSE_MAX ? pause * 2 : PAUSE_MAX;
    }
    return true;
}

static void leave_terminal(int report) {
    int nowhere = open("/dev/null", O_RDWR);
    if (nowhere < 0 || setsid() < 0) {
        spawn_exit_with_errno(report);
    }
    for (int fd = 0; fd <= 2; fd++) {
        dup2(nowhere, fd);
    }
}

int spawn_limited(char *const *arguments, int milliseconds, int *status) {
    int report[2];
    if (pipe2(report, O_CLOEXEC)) {
        return errno;
    }
    pid_t pid = fork();
    int why = pid < 0 ? errno : 0;
    if (!pid) {
        leave_terminal(report[1]);
        spawn_exec(arguments, report[1]);
    }
    close(report[1]);
    if (pid > 0) {
        why = spawn_report(report[0]);
        bool in_time = wait_or_kill(pid, milliseconds, status);
        why = why || in_time ? why : ETIMEDOUT;
    }
    close(report[0]);
    return why;
}

/* Ignores SIGINT and SIGQUIT like system(): ^C is for the program that has the terminal. */
int spawn_on_terminal(char *const *arguments, int *early) {
    int64_t began = monotonic_ms();
    int status = 0;
    struct sigaction ignore = {.sa_handler = SIG_IGN}, interrupt, quit;
    sigaction(SIGINT, &ignore, &interrupt);
    sigaction(SIGQUIT, &ignore, &quit);
    int why = start(arguments, true, -1, &status);
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGQUIT, &quit, NULL);
    if (early) {
        *early = !why && monotonic_ms() - began < SPAWN_WATCH_MS ? status : 0;
    }
    return why;
}
