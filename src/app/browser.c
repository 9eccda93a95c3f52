/* browser: which programs open an address, and starting one of them. */
#include "browser.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

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
    const char *name = path_name(str_from(program)).p;
    for (size_t i = 0; i < ARRAY_SIZE(terminal_browsers); i++) {
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

/* No words: arguments stays NULL. */
static struct browser_command make_command(struct str part, struct str url) {
    struct spawn_arguments words = {0};
    struct buf word = {0};
    bool has_url = false;
    while (part.n) {
        struct str next = spawn_cut(&part, " \t\n");
        if (next.n) {
            buf_reset(&word);
            has_url |= expand(next, url, &word);
            spawn_add(&words, buf_cstr(&word));
        }
    }
    if (words.n) {
        buf_reset(&word);
        buf_add_str(&word, url);
        if (!has_url) {
            spawn_add(&words, buf_cstr(&word));
        }
        spawn_add(&words, NULL);
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
        add_command(&all, make_command(spawn_cut(&rest, ":"), url));
    }
    for (size_t i = 0; i < ARRAY_SIZE(defaults) && !str_trim(str_from(browser_variable)).n; i++) {
        if (has_display || !defaults[i].needs_display) {
            add_command(&all, make_command(str_from(defaults[i].program), url));
        }
    }
    *commands = all.p;
    return all.n;
}

void browser_commands_free(struct browser_command *commands, size_t count) {
    for (size_t i = 0; i < count; i++) {
        spawn_free(commands[i].arguments);
    }
    free(commands);
}

static bool has_display(void) {
    const char *x = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");
    return (x && *x) || (wayland && *wayland);
}

struct attempt {
    const struct spawn_screen *screen;
    bool left; /* the screen */
    int early; /* how one in the terminal ended, if at once */
    int *watch;
    struct buf tried; /* what could not be started, and why */
};

static bool try_command(struct attempt *a, const struct browser_command *command) {
    if (command->needs_terminal && !a->left && a->screen && a->screen->leave) {
        a->screen->leave(a->screen->context);
        a->left = true;
    }
    int why = command->needs_terminal ? spawn_on_terminal(command->arguments, &a->early)
                                      : spawn_detached(command->arguments, a->watch);
    if (why) {
        buf_printf(&a->tried, "%s'%s': %s", a->tried.n ? ", " : "", command->arguments[0], strerror(why));
    }
    return !why;
}

static int ended_at_once(const char *program, int status, struct err *e) {
    struct buf how = {0};
    if (WIFSIGNALED(status)) {
        buf_printf(&how, "was killed at once by signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
    } else {
        buf_printf(&how, "exited at once with status %d", WEXITSTATUS(status));
    }
    err_set(e, "the browser '%s' %s: set BROWSER to another, for example BROWSER=firefox", program, buf_cstr(&how));
    buf_release(&how);
    return -1;
}

int browser_ended(int watch, const char *started, struct err *e) {
    int status = spawn_watched(watch);
    return status ? ended_at_once(started, status, e) : 0;
}

int browser_open(struct str url, const struct spawn_screen *screen, char started[64], int *watch, struct err *e) {
    struct buf canonical = {0};
    if (url_canonical(url, &canonical, e) < 0) {
        buf_release(&canonical);
        return -1;
    }
    struct browser_command *commands;
    struct attempt a = {.screen = screen, .watch = watch};
    if (watch) {
        *watch = -1;
    }
    size_t count = browser_commands(getenv("BROWSER"), has_display(), buf_str(&canonical), &commands), i = 0;
    buf_release(&canonical);
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
    return i == count ? -1 : a.early ? ended_at_once(started, a.early, e) : 0;
}
