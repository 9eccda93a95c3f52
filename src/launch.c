/* launch: other programs, started without a shell. */
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

void launch_add(struct launch_words *words, const char *word) {
    words->p = grow(words->p, words->n, &words->capacity, sizeof *words->p);
    words->p[words->n++] = word ? xstrdup(word) : NULL;
}

void launch_free(char **arguments) {
    for (char **argument = arguments; argument && *argument; argument++) {
        free(*argument);
    }
    free(arguments);
}

struct str launch_cut(struct str *rest, const char *ends) {
    size_t n = 0;
    while (n < rest->n && !strchr(ends, rest->p[n])) {
        n++;
    }
    struct str part = str_slice(*rest, 0, n);
    *rest = str_slice(*rest, n + 1, rest->n);
    return part;
}

static void close_on_exec_all(void) {
#ifdef CLOSE_RANGE_CLOEXEC
    if (!close_range(3, ~0U, CLOSE_RANGE_CLOEXEC)) {
        return;
    }
#endif
    long most = sysconf(_SC_OPEN_MAX);
    for (int fd = 3; fd < (most > 0 && most < 65536 ? most : 65536); fd++) {
        fcntl(fd, F_SETFD, FD_CLOEXEC);
    }
}

/* In the child: becomes the program, or says through `report` why not. */
static void become(char *const *arguments, int report) NORETURN;
static void become(char *const *arguments, int report) {
    sigset_t none;
    for (int number = 1; number < NSIG; number++) {
        signal(number, SIG_DFL);
    }
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    close_on_exec_all();
    execvp(arguments[0], arguments);
    int why = errno;
    ssize_t told = write(report, &why, sizeof why);
    (void)told;
    _exit(127);
}

static void detach(int report) {
    int nowhere = open("/dev/null", O_RDWR);
    pid_t second = setsid() < 0 ? -1 : fork();
    if (nowhere < 0 || second < 0) {
        int why = errno;
        ssize_t told = write(report, &why, sizeof why);
        (void)told;
        _exit(127);
    }
    if (second > 0) {
        _exit(0);
    }
    for (int fd = 0; fd <= 2; fd++) {
        dup2(nowhere, fd);
    }
}

static void wait_for_child(pid_t pid) {
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
    }
}

/* What came through the pipe: nothing when the program was started, as the pipe is closed by that; else its errno. */
static int read_report(int fd) {
    int why = 0;
    ssize_t n;
    do {
        n = read(fd, &why, sizeof why);
    } while (n < 0 && errno == EINTR);
    return n == sizeof why ? why : 0;
}

static int start(char *const *arguments, bool on_terminal) {
    int report[2];
    if (pipe2(report, O_CLOEXEC)) {
        return errno;
    }
    pid_t pid = fork();
    int why = pid < 0 ? errno : 0;
    if (!pid) {
        if (!on_terminal) {
            detach(report[1]);
        }
        become(arguments, report[1]);
    }
    close(report[1]);
    if (pid > 0) {
        why = read_report(report[0]);
        wait_for_child(pid);
    }
    close(report[0]);
    return why;
}

int launch_detached(char *const *arguments) {
    return start(arguments, false);
}

/* Like system(): ^C while another program has the terminal is for that program. */
int launch_on_terminal(char *const *arguments) {
    struct sigaction ignore = {.sa_handler = SIG_IGN}, interrupt, quit;
    sigaction(SIGINT, &ignore, &interrupt);
    sigaction(SIGQUIT, &ignore, &quit);
    int why = start(arguments, true);
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGQUIT, &quit, NULL);
    return why;
}
