/* spawn_feed: a program that is given a text. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "spawn_private.h"

static void exec_fed(char *const *arguments, int input, int report) NORETURN;
static void exec_fed(char *const *arguments, int input, int report) {
    int nowhere = open("/dev/null", O_RDWR);
    if (nowhere < 0 || dup2(input, 0) < 0 || dup2(nowhere, 1) < 0 || dup2(nowhere, 2) < 0) {
        spawn_exit_with_errno(report);
    }
    spawn_exec(arguments, report);
}

/* A program that does not read all of it is no fault. */
static void feed(int to, struct str text, int64_t deadline) {
    while (text.n && monotonic_ms() < deadline) {
        ssize_t n = send(to, text.p, text.n, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n > 0) {
            text = str_slice(text, (size_t)n, text.n);
        } else if (n < 0 && errno == EAGAIN) {
            poll(&(struct pollfd){to, POLLOUT, 0}, 1, 50);
        } else if (n < 0 && errno != EINTR) {
            return;
        }
    }
}

static int wait_until(pid_t pid, int64_t deadline, int *status) {
    pid_t ended;
    while ((ended = waitpid(pid, status, WNOHANG)) == 0 && monotonic_ms() < deadline) {
        poll(NULL, 0, 2);
    }
    if (ended == 0) {
        kill(pid, SIGKILL);
        spawn_wait(pid);
        return ETIMEDOUT;
    }
    return 0;
}

int spawn_feeding(char *const *arguments, struct str text, int milliseconds, int *status) {
    int report[2], input[2];
    int64_t deadline = monotonic_ms() + milliseconds;
    *status = 0;
    if (pipe2(report, O_CLOEXEC)) {
        return errno;
    }
    int why = socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, input) ? errno : 0;
    pid_t pid = why ? -1 : fork();
    if (pid == 0) {
        exec_fed(arguments, input[1], report[1]);
    }
    why = !why && pid < 0 ? errno : why;
    close(report[1]);
    if (pid > 0) {
        close(input[1]);
        why = spawn_report(report[0]);
        feed(input[0], why ? STR_NONE : text, deadline);
        close(input[0]);
        why = why ? (spawn_wait(pid), why) : wait_until(pid, deadline, status);
    }
    close(report[0]);
    return why;
}
