/* term_direct: true colours through curses. A terminal's usual description knows 256 numbers at most; curses only sends RGB
 * values to one that is described as direct. Such descriptions are seldom installed, so where COLORTERM says that the terminal
 * has true colours, curses is given a copy of its description with other colours in it: compiled, as term(5) defines it. */
#include <ncursesw/curses.h>
#include <ncursesw/term.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "term_type.h"

enum { MAGIC_32_BITS = 01036, DIRECT_COLORS = 1 << 24, DIRECT_PAIRS = 1 << 15, ABSENT = -1 };

#define RGB "%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d"

static const struct {
    const char *name, *value; /* value NULL: it has none */
} direct[] = {
    {"setaf", "\033[%?%p1%{8}%<%t3%p1%d%e38;2;" RGB "%;m"},
    {"setab", "\033[%?%p1%{8}%<%t4%p1%d%e48;2;" RGB "%;m"},
    {"oc", NULL},
    {"initc", NULL},
    {"initp", NULL},
};

static void add_short(struct buf *out, int value) {
    buf_putc(out, (char)(value & 0xFF));
    buf_putc(out, (char)(value >> 8 & 0xFF));
}

static void add_int(struct buf *out, int value) {
    add_short(out, value);
    add_short(out, value >> 16);
}

static void align(struct buf *out) {
    if (out->n & 1) {
        buf_putc(out, '\0');
    }
}

static size_t count_of(NCURSES_CONST char *const *names) {
    size_t n = 0;
    while (names[n]) {
        n++;
    }
    return n;
}

static int number_of(const char *name) {
    return !strcmp(name, "colors") ? DIRECT_COLORS : !strcmp(name, "pairs") ? DIRECT_PAIRS : tigetnum(name);
}

static const char *string_of(const char *name) {
    for (size_t i = 0; i < ARRAY_SIZE(direct); i++) {
        if (!strcmp(name, direct[i].name)) {
            return direct[i].value;
        }
    }
    const char *value = tigetstr(name);
    return value == (const char *)-1 ? NULL : value;
}

static void add_strings(struct buf *offsets, struct buf *table) {
    for (size_t i = 0; strnames[i]; i++) {
        const char *value = string_of(strnames[i]);
        add_short(offsets, value ? (int)table->n : ABSENT);
        if (value) {
            buf_add(table, value, strlen(value) + 1);
        }
    }
}

/* The one flag that is not of the standard. */
static void add_extension(struct buf *out) {
    static const int sizes[] = {1, 0, 0, 1, sizeof "RGB"};
    for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
        add_short(out, sizes[i]);
    }
    buf_putc(out, 1);
    align(out);
    add_short(out, 0);
    buf_add(out, "RGB", sizeof "RGB");
}

static void compile(const char *type, struct buf *out) {
    struct buf offsets = {0}, table = {0};
    add_strings(&offsets, &table);
    const int sizes[] = {MAGIC_32_BITS,           (int)strlen(type) + 1,   (int)count_of(boolnames),
                         (int)count_of(numnames), (int)count_of(strnames), (int)table.n};
    for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
        add_short(out, sizes[i]);
    }
    buf_add(out, type, strlen(type) + 1);
    for (size_t i = 0; boolnames[i]; i++) {
        buf_putc(out, strcmp(boolnames[i], "ccc") && tigetflag(boolnames[i]) > 0);
    }
    align(out);
    for (size_t i = 0; numnames[i]; i++) {
        add_int(out, number_of(numnames[i]));
    }
    buf_add_str(out, buf_str(&offsets));
    buf_add_str(out, buf_str(&table));
    align(out);
    add_extension(out);
    buf_release(&offsets);
    buf_release(&table);
}

/* GNU screen takes COLORTERM from the terminal around it, and knows no true colours. */
static bool is_wanted(const char *type) {
    const char *depth = getenv("COLORTERM");
    bool screen = !strncmp(type, "screen", 6) && !getenv("TMUX");
    return depth && (!strcmp(depth, "truecolor") || !strcmp(depth, "24bit")) && !screen;
}

static bool can(int fd, const char *type) {
    int found = 0;
    return setupterm(type, fd, &found) != ERR && tigetnum("colors") >= 8 && tigetnum("colors") <= 256;
}

bool term_type_direct(const char *type, int fd, struct buf *description) {
    struct buf compiled = {0};
    if (!is_wanted(type)) {
        return false;
    }
    bool good = can(fd, type);
    if (good) {
        compile(type, &compiled);
    }
    if (cur_term) {
        del_curterm(cur_term);
    }
    buf_puts(description, good ? "hex:" : "");
    for (size_t i = 0; i < compiled.n; i++) {
        buf_printf(description, "%02X", (unsigned char)compiled.p[i]);
    }
    buf_release(&compiled);
    return good;
}
