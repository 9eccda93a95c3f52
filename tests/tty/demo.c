/* A small program on term and grid alone: shows what is hard to draw and names the keys typed. For test_term.c.
 *
 * demo [--ascii] [--no-color] [--theme=NAME] [--wake=FIFO] [--tick=MILLISECONDS]
 * q ends, ^L draws anew, ^Z stops, ^Y copies, ^T shifts, ^E gives the terminal to another program, ^X dies. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "term.h"
#include "text.h"

enum { KEYS_SHOWN = 2000 };

struct demo {
    struct terminal *term;
    struct screen screen;
    struct buf keys;
    int wake;
    int tick;
    int ticks;
    int shift;       /* of the clusters, to the right */
    const char *end; /* why it ended */
};

/* Each is drawn before a bar, which must stand where the grid put it. */
static const struct {
    const char *text;
    int columns;
} clusters[] = {
    {"日本", 4},
    {"e\xCC\x81", 1},                                                                /* e and an acute */
    {"\xCC\x81", 1},                                                                 /* an acute on nothing */
    {"\xF0\x9F\x91\x8D", 2},                                                         /* thumbs up */
    {"\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD", 2},                                         /* of a skin colour */
    {"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", 2}, /* a family */
    {"\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA", 2},                                         /* a flag */
    {"\xE2\x9D\xA4\xEF\xB8\x8F", 2},                                                 /* heart, as emoji */
    {"1\xEF\xB8\x8F\xE2\x83\xA3", 2},                                                /* keycap */
    {"\xF0\x9F\xAB\xA8", 2},                                                         /* shaking face, of Unicode 15 */
    {"\xF0\x9F\xAA\xBF", 2},                                                         /* goose, of Unicode 15 */
    {"\xE0\xA4\x95\xE0\xA5\x80", 2},                                                 /* a syllable with a spacing mark */
    {"\xE4\xB7\x80", 1},                                                             /* hexagram: the C library says 2 */
    {"\xEE\x80\x80", 1},                                                             /* for private use */
    {"\xF3\xB0\x80\x80", 1},                                                         /* the same, beyond */
    {"\xC2\xA0", 1},                                                                 /* a space that does not break */
    {"─│•…", 4},
    {"\xE2\x80\x9Cna\xC3\xAFve\xE2\x80\x9D", 7},
};

static const char *const look_names[LOOK_COUNT] = {
    [LOOK_TEXT] = "text",   [LOOK_DIM] = "dim",       [LOOK_TITLE] = "title",      [LOOK_HEADING] = "heading",
    [LOOK_LABEL] = "label", [LOOK_LINK] = "link",     [LOOK_CODE] = "code",        [LOOK_QUOTE] = "quote",
    [LOOK_RULE] = "rule",   [LOOK_MARK] = "mark",     [LOOK_BREADCRUMB] = "crumb", [LOOK_STATUS] = "status",
    [LOOK_HINT] = "hint",   [LOOK_PROMPT] = "prompt", [LOOK_ERROR] = "error",      [LOOK_WARNING] = "warning",
};

static void paint_clusters(const struct grid *g, int row, int shift) {
    for (size_t i = 0; i < ARRAY_SIZE(clusters); i++) {
        int column = (int)(i % 9) * 8 + shift;
        int at = row + (int)(i / 9);
        struct str text = str_from(clusters[i].text);
        grid_put(g, at, column, text, LOOK_TEXT);
        grid_put(g, at, column + clusters[i].columns, STR("|"), LOOK_TEXT);
    }
}

static void paint_looks(const struct grid *g, int row) {
    for (int i = 0; i < LOOK_COUNT; i++) {
        grid_put(g, row + i / 8, i % 8 * 9, str_from(look_names[i]), (style_t)i);
        grid_put(g, row + 2 + i / 8, i % 8 * 9, str_from(look_names[i]), (style_t)(i | STYLE_STRONG));
    }
    grid_put(g, row + 4, 0, STR("em"), LOOK_TEXT | STYLE_EM);
    grid_put(g, row + 4, 9, STR("under"), LOOK_TEXT | STYLE_UNDERLINE);
    grid_put(g, row + 4, 18, STR("strike"), LOOK_TEXT | STYLE_STRIKE);
    grid_put(g, row + 4, 27, STR("match"), LOOK_TEXT | STYLE_MATCH);
    grid_put(g, row + 4, 36, STR("selmatch"), LOOK_TEXT | STYLE_MATCH | STYLE_SELECTED);
    grid_fill(g, row + 5, 0, 1, g->columns, LOOK_TEXT | STYLE_SELECTED);
    grid_put(g, row + 5, 0, STR("selected"), LOOK_TEXT | STYLE_SELECTED);
    grid_put(g, row + 5, 10, STR("unread"), LOOK_TITLE | STYLE_SELECTED);
    grid_put(g, row + 6, 0, STR("passive"), LOOK_TEXT | STYLE_PASSIVE);
}

static void paint(struct demo *d) {
    struct grid g = grid_all(&d->screen);
    screen_clear(&d->screen);
    grid_fill(&g, 0, 0, 1, g.columns, LOOK_STATUS);
    grid_printf(&g, 0, 1, LOOK_STATUS, "size %dx%d ticks %d", g.rows, g.columns, d->ticks);
    paint_clusters(&g, 1, d->shift);
    paint_looks(&g, 4);
    grid_hline(&g, 12, 0, g.columns);
    size_t shown = d->keys.n < (size_t)g.columns ? 0 : d->keys.n - (size_t)g.columns;
    grid_put(&g, 13, 0, str_slice(buf_str(&d->keys), shown, d->keys.n), LOOK_TEXT);
    grid_put(&g, g.rows - 1, g.columns - 1, STR("$"), LOOK_TEXT);
    if (g.rows > 13) {
        grid_cursor(&g, 13, 2);
    }
}

static void leave(struct demo *d) {
    char c;
    term_leave(d->term);
    printf("outside\n");
    fflush(stdout);
    while (read(STDIN_FILENO, &c, 1) == 1 && c != '\n') {
    }
    term_return(d->term);
}

static void note(struct demo *d, int key) {
    if (d->keys.n > KEYS_SHOWN) {
        buf_reset(&d->keys);
    }
    if (key == KEY_PASTE) {
        struct str text = term_pasted(d->term);
        buf_printf(&d->keys, "paste of %zu:", text.n);
        text_quote(&d->keys, str_slice(text, 0, 40));
        buf_putc(&d->keys, ' ');
        return;
    }
    key_print(key, &d->keys);
    if (key == KEY_MOUSE_PRESS) {
        int row, column;
        term_mouse(d->term, &row, &column);
        buf_printf(&d->keys, "@%d,%d", row, column);
    }
    buf_putc(&d->keys, ' ');
}

static void nothing(struct demo *d) {
    char bytes[64];
    ssize_t n = d->wake >= 0 ? read(d->wake, bytes, sizeof bytes) : -1;
    if (n > 0) {
        buf_puts(&d->keys, "<wake> ");
    } else {
        d->ticks++;
    }
}

static void act(struct demo *d, int key) {
    switch (key) {
    case 'q':
        d->end = "quit";
        break;
    case KEY_HANGUP:
        d->end = "hangup";
        break;
    case KEY_NOTHING:
        nothing(d);
        break;
    case KEY_CTRL('l'):
        term_redraw(d->term);
        break;
    case KEY_CTRL('z'):
        term_suspend(d->term);
        break;
    case KEY_CTRL('x'):
        die("the demo was asked to die");
    case KEY_CTRL('e'):
        leave(d);
        break;
    case KEY_CTRL('t'):
        d->shift = (d->shift + 1) % 4;
        break;
    case KEY_CTRL('y'):
        term_copy(d->term, STR("https://example.org/a"));
        break;
    case KEY_RESIZED:
        buf_puts(&d->keys, "<resized> ");
        break;
    default:
        note(d, key);
    }
}

static void run(struct demo *d) {
    while (!d->end) {
        int rows, columns;
        term_size(d->term, &rows, &columns);
        if (rows != d->screen.rows || columns != d->screen.columns) {
            screen_resize(&d->screen, rows, columns);
        }
        paint(d);
        term_show(d->term, &d->screen);
        act(d, term_key(d->term, &d->wake, 1, d->tick));
    }
}

int main(int count, char **arguments) {
    struct demo d = {.wake = -1, .tick = -1};
    struct theme theme;
    struct term_options options = {.theme = &theme};
    struct err e;
    theme_init(&theme, THEME_AUTO);
    for (int i = 1; i < count; i++) {
        options.ascii |= !strcmp(arguments[i], "--ascii");
        options.no_color |= !strcmp(arguments[i], "--no-color");
        if (!strncmp(arguments[i], "--theme=", 8) && !theme_is_kind(str_from(arguments[i] + 8), &theme.kind)) {
            die("no such theme");
        }
        if (!strncmp(arguments[i], "--wake=", 7)) {
            d.wake = open(arguments[i] + 7, O_RDWR | O_NONBLOCK | O_CLOEXEC);
        }
        if (!strncmp(arguments[i], "--tick=", 7)) {
            d.tick = atoi(arguments[i] + 7);
        }
    }
    d.term = term_open(&options, &e);
    if (!d.term) {
        die("%s", e.text);
    }
    screen_init(&d.screen);
    run(&d);
    term_close(d.term);
    screen_release(&d.screen);
    buf_release(&d.keys);
    printf("ended by %s\n", d.end);
    return STATUS_OK;
}
