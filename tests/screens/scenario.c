/* scenario: plays a .keys file on the engine. */
#include "scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bindings.h"
#include "commands.h"
#include "text.h"
#include "view.h"

enum { KEPT_MAX = 8, QUERIES_MAX = 4, ROOTS_MAX = 4, WORK_MAX = 1000 };

struct kept {
    struct str name; /* in the keys file */
    struct buf screen;
};

struct scenario {
    struct config config; /* its keys */
    const struct fixture *fixture;
    struct ui ui;
    const char *cache_file;
    char *marks_file;
    struct marks *marks; /* as another program has them */
    struct arena arena;
    const char *roots[ROOTS_MAX];            /* of the cache, */
    size_t root_count;                       /* once they were looked up */
    struct named_query queries[QUERIES_MAX]; /* in the keys file */
    char *base_url;
    bool begun, browser_is_broken;
    bool at_home; /* begins on the home page, else on the topics */
    int rows, columns, line;
    struct buf opened, copied, asked; /* by the engine, since it was last expected */
    struct kept kept[KEPT_MAX];
    size_t kept_count;
    struct buf *screens, *faults;
};

static void fault(struct scenario *s, const char *format, ...) PRINTF_LIKE(2, 3);

static void fault(struct scenario *s, const char *format, ...) {
    va_list arguments;
    buf_printf(s->faults, "line %d: ", s->line);
    va_start(arguments, format);
    buf_vprintf(s->faults, format, arguments);
    va_end(arguments);
    buf_putc(s->faults, '\n');
}

/* ---- the outside ---- */

static int open_url(void *context, struct str url, char started[64], struct err *e) {
    struct scenario *s = context;
    if (s->browser_is_broken) {
        return err_set(e, "cannot start a browser: set BROWSER");
    }
    buf_puts(&s->opened, s->opened.n ? " " : "");
    buf_add_str(&s->opened, url);
    snprintf(started, 64, "lynx");
    return 0;
}

static int copy(void *context, struct str text, struct buf *done, struct err *e) {
    struct scenario *s = context;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\n') {
            buf_puts(&s->copied, "\\n");
        } else {
            buf_putc(&s->copied, text.p[i]);
        }
    }
    (void)e;
    buf_puts(done, "sent to the terminal's clipboard");
    return 0;
}

static void asked(void *context, const char *what) {
    buf_puts(&((struct scenario *)context)->asked, what);
}

static void redraw(void *context) {
    asked(context, "redraw");
}

static void suspend(void *context) {
    asked(context, "suspend");
}

static int reindex(void *context, struct err *e) {
    (void)e;
    asked(context, "reindex");
    return 0;
}

/* "edit news/broken.md:3": below the archive. */
static int edit(void *context, const char *path, int line, struct err *e) {
    struct scenario *s = context;
    const char *below = strstr(path, "/archive/");
    (void)e;
    buf_printf(&s->asked, "edit %s:%d", below ? below + strlen("/archive/") : path, line);
    return 0;
}

static int run_program(void *context, char *const *argv, enum run_way way, struct err *e) {
    static const char *const ways[] = {[RUN_ON_TERMINAL] = "run", [RUN_SHOWN] = "show", [RUN_DETACHED] = "start"};
    struct scenario *s = context;
    if (!strcmp(argv[0], "broken")) {
        return err_set(e, "cannot start 'broken': No such file or directory");
    }
    asked(s, ways[way]);
    for (; *argv; argv++) {
        const char *below = strstr(*argv, "/archive/");
        buf_printf(&s->asked, " %s", below ? below + strlen("/archive/") : *argv);
    }
    return 0;
}

/* The editor adds a line. */
static int edit_text(void *context, struct buf *text, struct err *e) {
    (void)e;
    asked(context, "edit a text");
    buf_puts(text, text->n ? "\nMore." : "Written in an editor.\n");
    return 0;
}

static int64_t now(void *context) {
    (void)context;
    return 1733011200; /* 1 December 2024 */
}

/* ---- beginning and end ---- */

static void paint(struct scenario *s) {
    ui_paint(&s->ui, s->rows, s->columns);
    int turns = 0;
    while (ui_work(&s->ui)) {
        if (++turns > WORK_MAX) {
            fault(s, "the engine has always something left to do");
            return;
        }
        ui_paint(&s->ui, s->rows, s->columns);
    }
}

static void open_marks(struct scenario *s) {
    struct buf path = {0};
    struct err e;
    buf_printf(&path, "%s/marks.db", s->fixture->folder);
    buf_putc(&path, '\0');
    s->marks_file = path.p;
    unlink(s->marks_file);
    struct buf copy = {0};
    buf_printf(&copy, "%s.1-day", s->marks_file);
    unlink(buf_cstr(&copy)); /* it would take the place of what is missing */
    buf_release(&copy);
    s->marks = marks_open(s->marks_file, &e);
    if (!s->marks) {
        die("%s", e.text);
    }
}

/* Marks are of the archive that the cache was read from. */
static void use_archive(struct scenario *s) {
    struct err e;
    struct str *roots = NULL;
    size_t count = 0;
    struct cache *c = cache_open(s->cache_file, CACHE_READ, &e);
    if ((c && cache_roots(c, &s->arena, &roots, &count, &e) < 0) || count > ROOTS_MAX) {
        die("no roots");
    }
    for (s->root_count = 0; s->root_count < count; s->root_count++) {
        s->roots[s->root_count] = roots[s->root_count].p;
    }
    cache_close(c);
    if (marks_use_archive(s->marks, NULL, s->roots, s->root_count, &e) < 0) {
        die("%s", e.text);
    }
}

/* The way of session_run, without its terminal. */
static void begin(struct scenario *s) {
    if (!s->begun) {
        use_archive(s);
        fixture_use(s->fixture, s->cache_file);
        struct backend_options options = {.cache_file = s->fixture->used,
                                          .marks_file = s->marks_file,
                                          .roots = s->roots,
                                          .root_count = s->root_count,
                                          .without_thread = true};
        s->ui.backend = backend_start(&options);
        ui_take_news(&s->ui);
        ui_push(&s->ui, s->at_home ? view_home(&s->ui) : view_terms_all(&s->ui, TAX_TOPIC));
        s->begun = true;
        paint(s);
    }
}

static void init(struct scenario *s) {
    ui_init(&s->ui, &view_destinations, commands, command_count);
    s->ui.host = (struct ui_host){.context = s,
                                  .open_url = open_url,
                                  .copy = copy,
                                  .redraw = redraw,
                                  .suspend = suspend,
                                  .reindex = reindex,
                                  .edit = edit,
                                  .edit_text = edit_text,
                                  .run = run_program,
                                  .now = now};
    open_marks(s);
}

static void release(struct scenario *s) {
    ui_release(&s->ui);
    backend_stop(s->ui.backend);
    config_release(&s->config);
    marks_close(s->marks);
    arena_release(&s->arena);
    free(s->marks_file);
    free(s->base_url);
    buf_release(&s->opened);
    buf_release(&s->copied);
    buf_release(&s->asked);
    for (size_t i = 0; i < s->kept_count; i++) {
        buf_release(&s->kept[i].screen);
    }
}

/* ---- the lines of a keys file ---- */

/* The first word of *rest, which then begins behind it. */
static struct str take_word(struct str *rest) {
    *rest = str_trim(*rest);
    const char *blank = memchr(rest->p, ' ', rest->n);
    struct str word = str_slice(*rest, 0, blank ? (size_t)(blank - rest->p) : rest->n);
    *rest = str_trim(str_slice(*rest, word.n, rest->n));
    return word;
}

static bool take_number(struct str text, int *value) {
    int64_t n;
    bool good = str_to_int(text, &n) && n >= 0 && n < 10000;
    *value = good ? (int)n : 0;
    return good;
}

static void press(struct scenario *s, int key) {
    ui_key(&s->ui, key);
    paint(s);
}

static void do_archive(struct scenario *s, struct str rest) {
    const char *cache = fixture_cache(s->fixture, rest);
    if (!cache) {
        fault(s, "there is no archive '%.*s'", (int)rest.n, rest.p);
        return;
    }
    s->cache_file = cache;
}

static void do_indexed(struct scenario *s, struct str rest) {
    do_archive(s, rest);
    fixture_use(s->fixture, s->cache_file);
    paint(s);
}

static void do_accessible(struct scenario *s, struct str rest) {
    (void)rest;
    s->ui.accessible = true;
}

static void do_ascii(struct scenario *s, struct str rest) {
    (void)rest;
    s->ui.ascii = true;
}

static int mark_read(struct scenario *s, struct str what, struct err *e) {
    struct arena arena = {0};
    struct article a;
    int64_t id;
    use_archive(s);
    struct cache *c = cache_open(s->cache_file, CACHE_READ, e);
    int result = !c || cache_locate(c, what, &id, e) < 0 || cache_article(c, id, &arena, &a, e) < 0 ? -1 : 0;
    result = result < 0 ? -1 : marks_set(s->marks, a.key, MARK_READ, true, now(s), e);
    cache_close(c);
    arena_release(&arena);
    return result;
}

static void do_read(struct scenario *s, struct str rest) {
    struct err e;
    while (rest.n) {
        if (mark_read(s, take_word(&rest), &e) < 0) {
            fault(s, "%s", e.text);
        }
    }
}

static void do_config_query(struct scenario *s, struct str rest) {
    const char *colon = memchr(rest.p, ':', rest.n);
    size_t at = colon ? (size_t)(colon - rest.p) : rest.n;
    if (!colon || s->ui.query_count == QUERIES_MAX) {
        fault(s, "a query is NAME: QUERY, and there are at most %d", QUERIES_MAX);
        return;
    }
    s->queries[s->ui.query_count++] =
        (struct named_query){.name = str_slice(rest, 0, at), .text = str_trim(str_slice(rest, at + 1, rest.n))};
    s->ui.queries = s->queries;
}

/* A file of one line. */
static void do_config(struct scenario *s, struct str rest) {
    struct buf path = {0};
    struct err e;
    buf_printf(&path, "%s/config.yaml", s->fixture->folder);
    FILE *f = fopen(buf_cstr(&path), "w");
    if (!f || fprintf(f, "%.*s\n", (int)rest.n, rest.p) < 0 || fclose(f) || config_load(buf_cstr(&path), &s->config, &e) < 0) {
        die("cannot write '%s'", buf_cstr(&path));
    }
    buf_release(&path);
    bindings_check(&s->config);
    bindings_apply(&s->ui.keymap, &s->config, NULL);
    for (size_t i = 0; i < s->config.warning_count; i++) {
        fault(s, "%s", s->config.warnings[i].p);
    }
}

static void do_query_fault(struct scenario *s, struct str rest) {
    if (s->ui.query_count) {
        s->queries[s->ui.query_count - 1].fault = rest;
    }
}

static void do_base_url(struct scenario *s, struct str rest) {
    struct buf url = {0};
    buf_add_str(&url, rest);
    buf_putc(&url, '\0');
    free(s->base_url);
    s->base_url = url.p;
    s->ui.base_url = url.p;
}

static void do_size(struct scenario *s, struct str rest) {
    const char *x = rest.n ? memchr(rest.p, 'x', rest.n) : NULL;
    size_t at = x ? (size_t)(x - rest.p) : 0;
    if (!x || !take_number(str_slice(rest, 0, at), &s->columns) || !take_number(str_slice(rest, at + 1, rest.n), &s->rows)) {
        fault(s, "a size is COLUMNSxROWS");
    } else if (s->begun) {
        press(s, KEY_RESIZED);
    }
}

static void do_keys(struct scenario *s, struct str rest) {
    while (rest.n) {
        struct str name = take_word(&rest);
        int key = key_parse(name);
        if (key == KEY_UNKNOWN) {
            fault(s, "there is no key '%.*s'", (int)name.n, name.p);
        } else {
            press(s, key);
        }
    }
}

static void do_type(struct scenario *s, struct str rest) {
    while (rest.n) {
        struct cluster c = text_cluster(rest);
        press(s, (int)c.first);
        rest = str_slice(rest, c.bytes, rest.n);
    }
}

/* Each \n in it is a newline. */
static void do_paste(struct scenario *s, struct str rest) {
    struct buf text = {0};
    for (size_t i = 0; i < rest.n; i++) {
        bool newline = str_starts(str_slice(rest, i, rest.n), "\\n");
        buf_putc(&text, newline ? '\n' : rest.p[i]);
        i += newline;
    }
    ui_paste(&s->ui, buf_str(&text));
    paint(s);
    buf_release(&text);
}

static void do_click(struct scenario *s, struct str rest) {
    struct str row = take_word(&rest);
    if (!take_number(row, &s->ui.click_row) || !take_number(rest, &s->ui.click_column)) {
        fault(s, "a click is at ROW COLUMN");
    }
    press(s, KEY_MOUSE_PRESS);
}

static void do_double_click(struct scenario *s, struct str rest) {
    do_click(s, rest);
    s->ui.is_double_click = true;
    do_click(s, rest);
    s->ui.is_double_click = false;
}

static void do_wheel(struct scenario *s, struct str rest) {
    struct str way = take_word(&rest), row = take_word(&rest);
    if (!take_number(row, &s->ui.click_row) || !take_number(rest, &s->ui.click_column)) {
        fault(s, "the wheel turns up or down at ROW COLUMN");
    }
    press(s, str_is(way, "up") ? KEY_WHEEL_UP : KEY_WHEEL_DOWN);
}

/* The folder of the fixture has another name each time. */
static void add_unnamed(struct scenario *s, struct str text, struct buf *out) {
    const char *folder = s->fixture->folder, *at;
    while ((at = memmem(text.p, text.n, folder, strlen(folder)))) {
        buf_add_str(out, str_slice(text, 0, (size_t)(at - text.p)));
        buf_puts(out, "FOLDER");
        text = str_slice(text, (size_t)(at - text.p) + strlen(folder), text.n);
    }
    buf_add_str(out, text);
}

static void dump(struct scenario *s, bool styles, struct buf *out) {
    struct buf screen = {0};
    if (styles) {
        screen_dump_styles(&s->ui.screen, &screen);
    } else {
        screen_dump(&s->ui.screen, &screen);
    }
    add_unnamed(s, buf_str(&screen), out);
    buf_release(&screen);
}

static void do_dump(struct scenario *s, struct str rest) {
    struct str note = rest, word = take_word(&rest);
    const struct screen *screen = &s->ui.screen;
    bool styles = str_is(word, "styles");
    note = styles ? rest : note;
    buf_printf(s->screens, "#### %.*s%s%dx%d, cursor %d,%d\n", (int)note.n, note.p, note.n ? " · " : "", screen->columns,
               screen->rows, screen->cursor_row, screen->cursor_column);
    dump(s, styles, s->screens);
}

static void add_whole_screen(struct scenario *s, struct buf *out) {
    dump(s, true, out);
    buf_printf(out, "cursor %d,%d\n", s->ui.screen.cursor_row, s->ui.screen.cursor_column);
}

static void do_keep(struct scenario *s, struct str rest) {
    if (s->kept_count == KEPT_MAX) {
        fault(s, "more screens are kept than %d", KEPT_MAX);
        return;
    }
    struct kept *k = &s->kept[s->kept_count++];
    k->name = rest;
    add_whole_screen(s, &k->screen);
}

static void do_same(struct scenario *s, struct str rest) {
    struct buf screen = {0};
    bool known = false;
    add_whole_screen(s, &screen);
    for (size_t i = 0; i < s->kept_count; i++) {
        if (str_equal(s->kept[i].name, rest)) {
            known = true;
            if (!str_equal(buf_str(&s->kept[i].screen), buf_str(&screen))) {
                fault(s, "the screen is not as it was at '%.*s'; it was\n%s\nand is\n%s", (int)rest.n, rest.p,
                      buf_cstr(&s->kept[i].screen), buf_cstr(&screen));
            }
        }
    }
    if (!known) {
        fault(s, "no screen '%.*s' was kept", (int)rest.n, rest.p);
    }
    buf_release(&screen);
}

static void expect(struct scenario *s, const char *what, struct buf *got, struct str wanted) {
    struct str text = got->n ? buf_str(got) : STR("none");
    if (!str_equal(text, wanted)) {
        fault(s, "%s: expected '%.*s', not '%.*s'", what, (int)wanted.n, wanted.p, (int)text.n, text.p);
    }
    buf_reset(got);
}

static void do_expect_url(struct scenario *s, struct str rest) {
    expect(s, "opened", &s->opened, rest);
}

static void do_expect_copied(struct scenario *s, struct str rest) {
    expect(s, "copied", &s->copied, rest);
}

static void do_expect_asked(struct scenario *s, struct str rest) {
    expect(s, "asked", &s->asked, rest);
}

static void do_expect_quit(struct scenario *s, struct str rest) {
    (void)rest;
    if (!s->ui.quit) {
        fault(s, "the program goes on");
    }
}

static void do_expect_running(struct scenario *s, struct str rest) {
    (void)rest;
    if (s->ui.quit) {
        fault(s, "the program ended");
    }
}

static void do_activity(struct scenario *s, struct str rest) {
    buf_reset(&s->ui.activity);
    buf_add_str(&s->ui.activity, rest);
    if (s->begun) {
        paint(s);
    }
}

static void do_home(struct scenario *s, struct str rest) {
    (void)rest;
    s->at_home = true;
}

static void do_browser(struct scenario *s, struct str rest) {
    s->browser_is_broken = str_is(rest, "broken");
}

static const struct {
    const char *name;
    bool before; /* said before the engine begins */
    void (*run)(struct scenario *s, struct str rest);
} directives[] = {
    {"archive", true, do_archive},
    {"ascii", true, do_ascii},
    {"accessible", true, do_accessible},
    {"read", true, do_read},
    {"config-query", true, do_config_query},
    {"query-fault", true, do_query_fault},
    {"config", true, do_config},
    {"base-url", true, do_base_url},
    {"size", true, do_size},
    {"browser", true, do_browser},
    {"home", true, do_home},
    {"activity", true, do_activity},
    {"keys", false, do_keys},
    {"type", false, do_type},
    {"paste", false, do_paste},
    {"click", false, do_click},
    {"double-click", false, do_double_click},
    {"wheel", false, do_wheel},
    {"indexed", false, do_indexed},
    {"dump", false, do_dump},
    {"keep", false, do_keep},
    {"same", false, do_same},
    {"expect-url", false, do_expect_url},
    {"expect-copied", false, do_expect_copied},
    {"expect-asked", false, do_expect_asked},
    {"expect-quit", false, do_expect_quit},
    {"expect-running", false, do_expect_running},
};

static void do_line(struct scenario *s, struct str line) {
    struct str rest = str_trim(line);
    if (!rest.n || rest.p[0] == '#') {
        return;
    }
    struct str word = take_word(&rest);
    for (size_t i = 0; i < ARRAY_SIZE(directives); i++) {
        if (str_is(word, directives[i].name)) {
            if (!directives[i].before) {
                begin(s);
            }
            directives[i].run(s, rest);
            return;
        }
    }
    fault(s, "'%.*s' means nothing", (int)word.n, word.p);
}

void scenario_play(const struct fixture *f, struct str keys, struct buf *screens, struct buf *faults) {
    struct scenario s = {.fixture = f, .cache_file = f->full, .rows = 24, .columns = 80, .screens = screens, .faults = faults};
    init(&s);
    while (keys.n) {
        const char *end = memchr(keys.p, '\n', keys.n);
        size_t n = end ? (size_t)(end - keys.p) : keys.n;
        s.line++;
        do_line(&s, str_slice(keys, 0, n));
        keys = str_slice(keys, n + 1, keys.n);
    }
    release(&s);
}
