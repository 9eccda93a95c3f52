/* pty: a program on a terminal, driven by a test. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "pty_private.h"

/* What the parent of the program tells. */
struct news {
    pid_t pid;  /* of the program; told once, first */
    int status; /* of waitpid */
};

void *pty_checked(void *p) {
    if (!p) {
        perror("pty");
        abort();
    }
    return p;
}

static int checked_fd(int fd) {
    if (fd < 0) {
        perror("pty");
        abort();
    }
    return fd;
}

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Starting. */

static void set_environment(const struct pty_options *o) {
    unsetenv("LINES");
    unsetenv("COLUMNS");
    unsetenv("NO_COLOR");
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("TERM", o->term ? o->term : "xterm-256color", 1);
    if (o->term && !*o->term) {
        unsetenv("TERM");
    }
    for (const char *const *entry = o->environment; entry && *entry; entry++) {
        const char *equals = strchr(*entry, '=');
        char name[64];
        snprintf(name, sizeof name, "%.*s", equals ? (int)(equals - *entry) : 63, *entry);
        if (equals) {
            setenv(name, equals + 1, 1);
        } else {
            unsetenv(name);
        }
    }
}

static void become_program(const struct pty_options *o, const char *const arguments[], int slave) {
    sigset_t none;
    setpgid(0, 0);
    tcsetpgrp(slave, getpid()); /* SIGTTOU is still ignored */
    for (int number = 1; number < NSIG; number++) {
        signal(number, SIG_DFL);
    }
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int fd = 0; fd <= 2; fd++) {
        dup2(slave, fd);
    }
    set_environment(o);
    execv(arguments[0], (char *const *)(uintptr_t)arguments);
    perror(arguments[0]);
    _exit(127);
}

/* Leads the session and has the program as its foreground job; tells whenever it stops, goes on or ends. */
static void be_parent(const struct pty_options *o, const char *const arguments[], const char *path, int out) {
    static const int ignored[] = {SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE, SIGTERM};
    setsid();
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++) {
        signal(ignored[i], SIG_IGN);
    }
    int slave = open(path, O_RDWR | O_CLOEXEC); /* becomes the controlling terminal */
    pid_t pid = slave < 0 ? -1 : fork();
    if (pid == 0) {
        become_program(o, arguments, slave);
    }
    struct news news = {pid, 0};
    while (write(out, &news, sizeof news) == (ssize_t)sizeof news && pid > 0) {
        pid_t who = waitpid(pid, &news.status, WUNTRACED | WCONTINUED);
        if (who < 0 && errno != EINTR) {
            break;
        }
        if (who > 0 && (WIFEXITED(news.status) || WIFSIGNALED(news.status))) {
            pid = -1;
        }
    }
    _exit(0);
}

static int on_property(VTermProp property, VTermValue *value, void *user) {
    struct pty *p = user;
    switch (property) {
    case VTERM_PROP_ALTSCREEN:
        p->alternate = value->boolean;
        break;
    case VTERM_PROP_CURSORVISIBLE:
        p->cursor_visible = value->boolean;
        break;
    case VTERM_PROP_MOUSE:
        p->mouse = value->number != VTERM_PROP_MOUSE_NONE;
        break;
    default:
        break;
    }
    return 1;
}

static void on_answer(const char *bytes, size_t n, void *user) {
    pty_send(user, bytes, n);
}

static void start_screen(struct pty *p) {
    static const VTermScreenCallbacks callbacks = {.settermprop = on_property};
    p->cursor_visible = true;
    p->vterm = pty_checked(vterm_new(p->rows, p->columns));
    vterm_set_utf8(p->vterm, 1);
    vterm_output_set_callback(p->vterm, on_answer, p);
    p->screen = vterm_obtain_screen(p->vterm);
    vterm_screen_set_callbacks(p->screen, &callbacks, p);
    vterm_screen_enable_altscreen(p->screen, 1);
    vterm_screen_reset(p->screen, 1);
}

static void take_news(struct pty *p) {
    struct news news;
    ssize_t n = read(p->news, &news, sizeof news);
    if (n == (ssize_t)sizeof news && !p->program) {
        p->program = news.pid;
        return;
    }
    p->stopped = n > 0 && WIFSTOPPED(news.status);
    if (n <= 0 || WIFEXITED(news.status) || WIFSIGNALED(news.status)) {
        p->ended = true;
        p->status = n > 0 ? news.status : -1;
        close(p->news);
        p->news = -1;
    }
}

struct pty *pty_start(const struct pty_options *o, const char *const arguments[]) {
    struct pty *p = pty_checked(calloc(1, sizeof *p));
    int news[2];
    p->rows = o->rows ? o->rows : 24;
    p->columns = o->columns ? o->columns : 80;
    p->master = checked_fd(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    checked_fd(grantpt(p->master));
    checked_fd(unlockpt(p->master));
    const char *path = pty_checked(ptsname(p->master));
    p->slave = checked_fd(open(path, O_RDWR | O_NOCTTY | O_CLOEXEC));
    checked_fd(fcntl(p->master, F_SETFL, O_NONBLOCK));
    checked_fd(pipe2(news, O_CLOEXEC));
    checked_fd(ioctl(p->master, TIOCSWINSZ, &(struct winsize){(unsigned short)p->rows, (unsigned short)p->columns, 0, 0}));
    checked_fd(tcgetattr(p->slave, &p->found));
    p->parent = fork();
    if (p->parent == 0) {
        close(p->master);
        be_parent(o, arguments, path, news[1]);
    }
    checked_fd(p->parent);
    close(news[1]);
    p->news = news[0];
    start_screen(p);
    take_news(p);
    return p;
}

void pty_end(struct pty *p) {
    if (!p->ended && p->program > 0) {
        kill(p->program, SIGKILL);
    }
    while (waitpid(p->parent, NULL, 0) < 0 && errno == EINTR) {
    }
    if (p->master >= 0) {
        close(p->master);
    }
    if (p->news >= 0) {
        close(p->news);
    }
    close(p->slave);
    vterm_free(p->vterm);
    free(p->output);
    free(p->text);
    free(p);
}

/* Taking in. */

static void keep_output(struct pty *p, const char *bytes, size_t n) {
    if (p->output_bytes + n > p->output_capacity) {
        p->output_capacity = (p->output_bytes + n) * 2;
        p->output = pty_checked(realloc(p->output, p->output_capacity));
    }
    memcpy(p->output + p->output_bytes, bytes, n);
    p->output_bytes += n;
}

static void take_output(struct pty *p) {
    char bytes[65536];
    ssize_t n = read(p->master, bytes, sizeof bytes);
    if (n > 0) {
        keep_output(p, bytes, (size_t)n);
        vterm_input_write(p->vterm, bytes, (size_t)n);
    }
}

/* Takes in what comes within `milliseconds`, at most once; returns whether something came. */
static bool pump(struct pty *p, int milliseconds) {
    struct pollfd files[] = {{p->master, POLLIN, 0}, {p->news, POLLIN, 0}};
    if (poll(files, 2, milliseconds) <= 0) {
        return false;
    }
    if (files[0].revents & POLLIN) {
        take_output(p);
    }
    if (files[1].revents) {
        take_news(p);
    }
    return (files[0].revents & POLLIN) || files[1].revents;
}

static void complain(struct pty *p, const char *what, const char *of) {
    fprintf(stderr, "pty: waited in vain for %s %s; %s; the screen:\n%s", what, of,
            p->ended     ? "the program has ended"
            : p->stopped ? "it is stopped"
                         : "the program runs",
            pty_screen(p));
}

static bool shows(struct pty *p, const void *text) {
    return pty_has_text(p, text);
}

static bool shows_not(struct pty *p, const void *text) {
    return !pty_has_text(p, text);
}

static bool has_stopped(struct pty *p, const void *unused) {
    (void)unused;
    return p->stopped;
}

static bool has_ended(struct pty *p, const void *unused) {
    (void)unused;
    return p->ended;
}

static bool wait_until(struct pty *p, bool (*is_so)(struct pty *p, const void *context), const void *context) {
    int64_t deadline = now_ms() + PTY_PATIENCE;
    while (pump(p, 0)) {
    }
    while (!is_so(p, context)) {
        int64_t left = deadline - now_ms();
        if (left <= 0) {
            return false;
        }
        pump(p, left < 100 ? (int)left : 100);
    }
    return true;
}

bool pty_wait_text(struct pty *p, const char *text) {
    bool is_so = wait_until(p, shows, text);
    if (!is_so) {
        complain(p, "the text", text);
    }
    return is_so;
}

bool pty_wait_no_text(struct pty *p, const char *text) {
    bool is_so = wait_until(p, shows_not, text);
    if (!is_so) {
        complain(p, "the end of the text", text);
    }
    return is_so;
}

bool pty_wait_quiet(struct pty *p, int milliseconds) {
    int64_t deadline = now_ms() + PTY_PATIENCE;
    while (pump(p, milliseconds)) {
        if (now_ms() > deadline) {
            complain(p, "quiet", "");
            return false;
        }
    }
    return true;
}

/* Doing things to it. */

void pty_send(struct pty *p, const char *bytes, size_t n) {
    int64_t deadline = now_ms() + PTY_PATIENCE;
    while (n && now_ms() < deadline) {
        ssize_t done = write(p->master, bytes, n);
        if (done > 0) {
            bytes += done;
            n -= (size_t)done;
        } else if (errno != EAGAIN && errno != EINTR) {
            return;
        } else {
            pump(p, 10); /* it may wait for us to read */
        }
    }
}

void pty_type(struct pty *p, const char *keys) {
    pty_send(p, keys, strlen(keys));
}

void pty_resize(struct pty *p, int rows, int columns) {
    p->rows = rows;
    p->columns = columns;
    vterm_set_size(p->vterm, rows, columns);
    ioctl(p->master, TIOCSWINSZ, &(struct winsize){(unsigned short)rows, (unsigned short)columns, 0, 0});
}

void pty_signal(struct pty *p, int number) {
    if (!p->ended && p->program > 0) {
        kill(p->program, number);
    }
}

void pty_hang_up(struct pty *p) {
    close(p->master);
    p->master = -1;
}

bool pty_wait_stopped(struct pty *p) {
    bool is_so = wait_until(p, has_stopped, NULL);
    if (!is_so) {
        complain(p, "a stop", "");
    }
    return is_so;
}

void pty_continue(struct pty *p) {
    p->stopped = false;
    kill(-p->program, SIGCONT);
}

int pty_wait_exit(struct pty *p) {
    if (!wait_until(p, has_ended, NULL)) {
        complain(p, "the end", "");
        return -1;
    }
    while (p->master >= 0 && pump(p, 0)) {
    }
    return p->status;
}

static bool same_modes(const struct termios *a, const struct termios *b) {
    return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag && a->c_cflag == b->c_cflag && a->c_lflag == b->c_lflag &&
           !memcmp(a->c_cc, b->c_cc, sizeof a->c_cc);
}

bool pty_restored(struct pty *p) {
    struct termios now = {0};
    struct pty_modes modes = pty_modes(p);
    bool same = !tcgetattr(p->slave, &now) && same_modes(&now, &p->found);
    bool restored = same && !modes.alternate && !modes.mouse && !modes.paste && modes.cursor_visible;
    if (!restored) {
        fprintf(stderr, "pty: not as before: modes %s, alternate screen %d, mouse %d, paste %d, cursor visible %d\n",
                same ? "same" : "changed", modes.alternate, modes.mouse, modes.paste, modes.cursor_visible);
    }
    return restored;
}

void pty_disturb(struct pty *p, bool disturbed) {
    struct termios modes = p->found;
    if (disturbed) {
        modes.c_lflag ^= ECHO | ICANON;
        modes.c_iflag ^= IXON | ICRNL;
    }
    tcsetattr(p->slave, TCSANOW, &modes);
}

const char *pty_output(struct pty *p, size_t *n) {
    *n = p->output_bytes;
    return p->output;
}
