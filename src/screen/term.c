/* term: takes over the terminal and always restores it. */
#include <errno.h>
#include <ncursesw/curses.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "term_private.h"
#include "term_type.h"

enum { ROWS_MAX = 512, COLUMNS_MAX = 2048, COPY_MAX = 100000 };

/* die() must restore the terminal but knows none; besides signal flags, the only state at file scope. */
static struct terminal *the_terminal;

static void set_modes(void) {
    struct termios modes;
    cbreak();
    noecho();
    nonl();
    if (!tcgetattr(STDIN_FILENO, &modes)) {
        modes.c_iflag &= ~(tcflag_t)(IXON | ISTRIP | INLCR | IGNCR | ICRNL);
        modes.c_lflag &= ~(tcflag_t)IEXTEN;
        modes.c_cc[VSUSP] = modes.c_cc[VQUIT] = _POSIX_VDISABLE;
        tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
    }
    def_prog_mode();
}

/* Bracketed paste and mouse reports: not done by curses, or only if it also reads the keys. */
static void set_reports(struct terminal *t, bool on) {
    const char *paste = on ? "\033[?2004h" : "\033[?2004l";
    const char *mouse = !t->mouse ? "" : on ? "\033[?1000h\033[?1006h" : "\033[?1006l\033[?1000l";
    term_emit(t, paste, strlen(paste));
    term_emit(t, mouse, strlen(mouse));
}

static int clip(int value, int most, int otherwise) {
    return value < 1 ? otherwise : value > most ? most : value;
}

void term_find_size(struct terminal *t) {
    struct winsize size = {0};
    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    t->rows = clip(size.ws_row, ROWS_MAX, clip(LINES, ROWS_MAX, 24));
    t->columns = clip(size.ws_col, COLUMNS_MAX, clip(COLS, COLUMNS_MAX, 80));
    resize_term(t->rows, t->columns);
    t->painter.redraw = true;
}

static void give_back_dying(void *context) {
    (void)context;
    if (the_terminal && the_terminal->owner == getpid()) {
        term_leave(the_terminal);
    }
}

static bool reports_mouse(void) {
    const char *report = tigetstr("kmous");
    return report && report != (const char *)-1;
}

/* terminfo's strings that curses sends on resuming: they would reset the user's palette. */
static void keep_colors(void) {
    char *reset = tigetstr("oc");
    if (reset && reset != (char *)-1) {
        *reset = '\0';
    }
}

static void begin(struct terminal *t, const struct term_options *options) {
    t->owner = getpid();
    t->mouse = !options->no_mouse && reports_mouse();
    keep_colors();
    set_modes();
    keypad(stdscr, TRUE);
    typeahead(-1); /* a flood of keys must not hold up what they do */
    painter_init(&t->painter, options);
    term_find_size(t);
    set_reports(t, true);
    term_ask(t, options->no_color);
    the_terminal = t;
    die_hook(give_back_dying, NULL);
}

static int check_streams(struct err *e) {
    if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)) {
        return 0;
    }
    return err_set(e, "standard %s is not a terminal, which the reader needs; see `courant --help` for commands that do not",
                   isatty(STDIN_FILENO) ? "output" : "input");
}

/* For the moment in which curses looks, its description of the terminal is one with true colours. */
static SCREEN *start_curses(bool no_color) {
    struct buf description = {0};
    const char *given = getenv("TERMINFO");
    char *before = given ? xstrdup(given) : NULL;
    if (!no_color && term_type_direct(getenv("TERM"), STDOUT_FILENO, &description)) {
        setenv("TERMINFO", buf_cstr(&description), 1);
    }
    SCREEN *curses = newterm(NULL, stdout, stdin);
    if (description.n && before) {
        setenv("TERMINFO", before, 1);
    } else if (description.n) {
        unsetenv("TERMINFO");
    }
    free(before);
    buf_release(&description);
    return curses;
}

struct terminal *term_open(const struct term_options *options, struct err *e) {
    if (check_streams(e) || term_type_check(getenv("TERM"), STDOUT_FILENO, e)) {
        return NULL;
    }
    struct terminal *t = xcalloc(1, sizeof *t);
    t->painter.utf8 = painter_locale();
    signals_find(&t->signals);
    signals_catch(&t->signals); /* before curses looks: it puts its own where there are none, and loses stops while it draws */
    t->curses = start_curses(options->no_color);
    if (!t->curses) {
        err_set(e, "cannot use the terminal: %s", strerror(errno));
        signals_restore(&t->signals);
        free(t);
        return NULL;
    }
    begin(t, options);
    return t;
}

void term_close(struct terminal *t) {
    if (!t) {
        return;
    }
    term_leave(t);
    the_terminal = NULL;
    die_hook(NULL, NULL);
    delscreen(t->curses);
    signals_restore(&t->signals);
    painter_release(&t->painter);
    buf_release(&t->typed.pasted);
    free(t);
}

void term_set_theme(struct terminal *t, const struct theme *theme) {
    painter_set_theme(&t->painter, theme);
}

void term_size(const struct terminal *t, int *rows, int *columns) {
    *rows = t->rows;
    *columns = t->columns;
}

void term_show(struct terminal *t, const struct screen *s) {
    if (!t->left && !t->gone) {
        painter_show(&t->painter, s, t->rows, t->columns);
    }
}

void term_redraw(struct terminal *t) {
    t->painter.redraw = true;
}

void term_leave(struct terminal *t) {
    if (t->left) {
        return;
    }
    t->left = true;
    term_await_reply(t);
    t->typed.in = IN_KEYS;
    set_reports(t, false);
    endwin();
    painter_restore_cursor(&t->painter);
    signals_leave(&t->signals);
}

void term_return(struct terminal *t) {
    if (!t->left) {
        return;
    }
    t->left = false;
    signals_catch(&t->signals);
    set_reports(t, true);
    reset_prog_mode();
    term_find_size(t);
    term_show(t, &t->painter.drawn);
}

void term_suspend(struct terminal *t) {
    if (signals_may_stop(&t->signals)) {
        term_leave(t);
        signals_stop();
        term_return(t);
    }
}

static void add_base64(struct buf *out, struct str s) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < s.n; i += 3) {
        uint32_t bits = 0;
        for (size_t k = 0; k < 3; k++) {
            bits = bits << 8 | (i + k < s.n ? (unsigned char)s.p[i + k] : 0);
        }
        for (size_t k = 0; k < 4; k++) {
            buf_putc(out, i + k <= s.n ? digits[bits >> (18 - 6 * k) & 63] : '=');
        }
    }
}

bool term_copy(struct terminal *t, struct str text) {
    struct buf out = {0};
    const char *type = getenv("TERM");
    if (t->left || (type && !strcmp(type, "linux"))) { /* the console has no clipboard and would show the bytes */
        return false;
    }
    size_t n = text.n < COPY_MAX ? text.n : COPY_MAX;
    while (n < text.n && n && ((unsigned char)text.p[n] & 0xC0) == 0x80) {
        n--;
    }
    buf_puts(&out, "\033]52;c;");
    add_base64(&out, str_slice(text, 0, n));
    buf_putc(&out, '\a');
    term_emit(t, out.p, out.n);
    buf_release(&out);
    return true;
}
