/* browser: which programs open an address, and starting one of them. */
#include "browser.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "buf.h"
#include "url.h"

/* By the name of the program without its folder. */
static const char *const terminal_browsers[] = {
    "w3m", "lynx", "links", "links2", "elinks", "www-browser", "browsh", "carbonyl", "chawan", "cha",
};

static const struct {
    const char *program;
    bool needs_display;
} defaults[] = {
    {"xdg-open", true},
#ifdef __APPLE__
    {"open", false},
#endif
    {"www-browser", false}, {"w3m", false}, {"lynx", false}, {"links", false},
};

static bool needs_terminal(const char *program) {
    const char *slash = strrchr(program, '/');
    const char *name = slash ? slash + 1 : program;
    for (size_t i = 0; i < LENGTH(terminal_browsers); i++) {
        if (!strcmp(name, terminal_browsers[i])) {
            return true;
        }
    }
    return false;
}

/* One word of $BROWSER with the address put in; returns whether it was. */
static bool expand(struct str word, struct str url, struct buf *out) {
    bool has_url = false;
    for (size_t i = 0; i < word.n; i++) {
        char next = i + 1 < word.n ? word.p[i + 1] : '\0';
        if (word.p[i] != '%' || (next != 's' && next != '%')) {
            buf_putc(out, word.p[i]);
            continue;
        }
        i++;
        if (next == 's') {
            buf_add_str(out, url);
            has_url = true;
        } else {
            buf_putc(out, '%');
        }
    }
    return has_url;
}

struct words {
    char **p;
    size_t n, capacity;
};

static void add_word(struct words *words, const char *word) {
    words->p = grow(words->p, words->n, &words->capacity, sizeof *words->p);
    words->p[words->n++] = word ? xstrdup(word) : NULL;
}

static struct str cut_until(struct str *rest, const char *ends) {
    size_t n = 0;
    while (n < rest->n && !strchr(ends, rest->p[n])) {
        n++;
    }
    struct str part = str_slice(*rest, 0, n);
    *rest = str_slice(*rest, n + 1, rest->n);
    return part;
}

/* No words: arguments stays NULL. */
static struct browser_command make_command(struct str part, struct str url) {
    struct words words = {0};
    struct buf word = {0};
    bool has_url = false;
    while (part.n) {
        struct str next = cut_until(&part, " \t\n");
        if (next.n) {
            buf_reset(&word);
            has_url |= expand(next, url, &word);
            add_word(&words, buf_cstr(&word));
        }
    }
    if (words.n) {
        buf_reset(&word);
        buf_add_str(&word, url);
        if (!has_url) {
            add_word(&words, buf_cstr(&word));
        }
        add_word(&words, NULL);
    }
    buf_release(&word);
    return (struct browser_command){words.p, words.n && needs_terminal(words.p[0])};
}

struct commands {
    struct browser_command *p;
    size_t n, capacity;
};

static void add_command(struct commands *commands, struct browser_command command) {
    if (command.arguments) {
        commands->p = grow(commands->p, commands->n, &commands->capacity, sizeof *commands->p);
        commands->p[commands->n++] = command;
    }
}

size_t browser_commands(const char *browser_variable, bool has_display, struct str url, struct browser_command **commands) {
    struct commands all = {0};
    struct str rest = str_from(browser_variable);
    while (rest.n) {
        add_command(&all, make_command(cut_until(&rest, ":"), url));
    }
    for (size_t i = 0; i < LENGTH(defaults) && !str_trim(str_from(browser_variable)).n; i++) {
        if (has_display || !defaults[i].needs_display) {
            add_command(&all, make_command(str_from(defaults[i].program), url));
        }
    }
    *commands = all.p;
    return all.n;
}

void browser_commands_free(struct browser_command *commands, size_t count) {
    for (size_t i = 0; i < count; i++) {
        for (char **argument = commands[i].arguments; *argument; argument++) {
            free(*argument);
        }
        free(commands[i].arguments);
    }
    free(commands);
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
static void become(const struct browser_command *command, int report) NORETURN;
static void become(const struct browser_command *command, int report) {
    sigset_t none;
    for (int number = 1; number < NSIG; number++) {
        signal(number, SIG_DFL);
    }
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    close_on_exec_all();
    execvp(command->arguments[0], command->arguments);
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

/* Returns 0 or the errno of what failed. */
static int start(const struct browser_command *command) {
    int report[2];
    if (pipe2(report, O_CLOEXEC)) {
        return errno;
    }
    pid_t pid = fork();
    int why = pid < 0 ? errno : 0;
    if (!pid) {
        if (!command->needs_terminal) {
            detach(report[1]);
        }
        become(command, report[1]);
    }
    close(report[1]);
    if (pid > 0) {
        why = read_report(report[0]);
        wait_for_child(pid);
    }
    close(report[0]);
    return why;
}

/* Like system(): ^C while a browser has the terminal is for the browser. */
static int start_on_terminal(const struct browser_command *command) {
    struct sigaction ignore = {.sa_handler = SIG_IGN}, interrupt, quit;
    sigaction(SIGINT, &ignore, &interrupt);
    sigaction(SIGQUIT, &ignore, &quit);
    int why = start(command);
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGQUIT, &quit, NULL);
    return why;
}

static bool has_display(void) {
    const char *x = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");
    return (x && *x) || (wayland && *wayland);
}

struct attempt {
    const struct browser_screen *screen;
    bool left;        /* the screen */
    struct buf tried; /* what could not be started, and why */
};

static bool try_command(struct attempt *a, const struct browser_command *command) {
    if (command->needs_terminal && !a->left && a->screen && a->screen->leave) {
        a->screen->leave(a->screen->context);
        a->left = true;
    }
    int why = command->needs_terminal ? start_on_terminal(command) : start(command);
    if (why) {
        buf_printf(&a->tried, "%s'%s': %s", a->tried.n ? ", " : "", command->arguments[0], strerror(why));
    }
    return !why;
}

int browser_open(struct str url, const struct browser_screen *screen, char started[64], struct err *e) {
    if (url_check(url, e)) {
        return -1;
    }
    struct browser_command *commands;
    struct attempt a = {.screen = screen};
    size_t count = browser_commands(getenv("BROWSER"), has_display(), url, &commands), i = 0;
    while (i < count && !try_command(&a, &commands[i])) {
        i++;
    }
    if (a.left && screen->back) {
        screen->back(screen->context);
    }
    if (i < count) {
        snprintf(started, 64, "%s", commands[i].arguments[0]);
    } else {
        err_set(e, "cannot start a browser: set BROWSER, for example BROWSER=firefox (tried %s)",
                a.tried.n ? buf_cstr(&a.tried) : "nothing: BROWSER names no program");
    }
    buf_release(&a.tried);
    browser_commands_free(commands, count);
    return i < count ? 0 : -1;
}
