/* term_reply: asks the terminal about its background and what it can do, and takes in what it replies. */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "term_private.h"

#define ASK_BACKGROUND "\033]11;?\033\\"
#define ASK_SYNCHRONIZED "\033[?2026$p"

/* Nothing waits for a reply but giving back a terminal just taken, so that no reply is typed into the shell. */
enum { REPLY_TIME = 50 };

/* By the beginning of TERM: those that take an OSC for one, even where they do not know it. The others may show it. */
static const char *const understand[] = {
    "xterm", "tmux",  "screen", "rxvt",    "alacritty", "foot",  "kitty",  "ghostty", "wezterm", "konsole",
    "vte",   "gnome", "st-",    "contour", "mintty",    "iterm", "mlterm", "rio",     "putty",
};

static bool may_ask(void) {
    const char *type = getenv("TERM"), *program = getenv("TERM_PROGRAM");
    if (!type || (program && !strcmp(program, "Apple_Terminal"))) { /* it would show the end of the second question */
        return false;
    }
    for (size_t i = 0; i < ARRAY_SIZE(understand); i++) {
        if (str_starts(str_from(type), understand[i])) {
            return true;
        }
    }
    return false;
}

/* "15;0", as rxvt and Konsole have it: the colours of text and background. A guess until the terminal replies. */
static enum backdrop guess(void) {
    const char *value = getenv("COLORFGBG"), *last = value ? strrchr(value, ';') : NULL;
    int32_t color;
    if (!last || !theme_color(str_from(last + 1), &color) || color < 0) {
        return BACKDROP_UNKNOWN;
    }
    return color == 7 || color > 8 ? BACKDROP_LIGHT : BACKDROP_DARK;
}

static bool follows(const struct terminal *t) {
    enum theme_kind kind = t->painter.theme.kind;
    return t->painter.palette != PALETTE_PLAIN && (kind == THEME_AUTO || kind == THEME_HIGH_CONTRAST);
}

void term_ask(struct terminal *t, bool no_color) {
    if (no_color) {
        return;
    }
    if (follows(t)) {
        painter_set_backdrop(&t->painter, guess());
    }
    if (may_ask()) {
        t->asked = true;
        t->asked_at = monotonic_ms();
        term_emit(t, ASK_BACKGROUND ASK_SYNCHRONIZED, strlen(ASK_BACKGROUND ASK_SYNCHRONIZED));
    }
}

void term_take_reply(struct terminal *t) {
    const struct reply *reply = &t->typed.reply;
    if (reply->kind == REPLY_SYNCHRONIZED) {
        t->asked = false; /* the second, and last */
        t->painter.synchronizes = reply->value;
    } else if (follows(t)) {
        painter_set_backdrop(&t->painter, theme_backdrop(reply->value));
    }
}

void term_await_reply(struct terminal *t) {
    while (t->asked && !t->gone) {
        int64_t left = t->asked_at + REPLY_TIME - monotonic_ms();
        if (left <= 0 || poll(&(struct pollfd){STDIN_FILENO, POLLIN, 0}, 1, (int)left) <= 0) {
            t->asked = false;
            return;
        }
        char bytes[256];
        ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);
        t->asked = n > 0 && !memchr(bytes, 'y', (size_t)n);
    }
}
