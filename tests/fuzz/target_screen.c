/* target_screen: keys typed at the whole reader, without a terminal. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "fuzz.h"
#include "text.h"
#include "url.h"
#include "view.h"

enum { KEYS_TYPED = 150, WORK_MAX = 200 };

static int open_url(void *context, struct str url, char started[64], struct err *e) {
    (void)context;
    if (url_check(url, e) < 0) {
        return -1;
    }
    strcpy(started, "browser");
    return 0;
}

static int copy(void *context, struct str text, struct buf *done, struct err *e) {
    (void)context;
    EXPECT(text_is_clean(text));
    buf_puts(done, "nowhere");
    return text.n % 2 ? err_set(e, "there is no clipboard") : 0;
}

static int run(void *context, char *const *argv, enum run_way way, struct err *e) {
    (void)context;
    EXPECT(argv[0] && way <= RUN_DETACHED);
    return err_set(e, "there are no programs");
}

static void nothing(void *context) {
    (void)context;
}

static int reindex(void *context, struct err *e) {
    (void)context;
    return err_set(e, "there is nothing to index");
}

static int edit_text(void *context, struct buf *text, struct err *e) {
    (void)context;
    (void)e;
    buf_puts(text, "Edited.");
    return 0;
}

static int edit(void *context, const char *path, int line, struct err *e) {
    (void)context;
    EXPECT(path[0] == '/' && line >= 0);
    return err_set(e, "there is no editor");
}

static int64_t now(void *context) {
    (void)context;
    return 1733011200;
}

static void paint(struct ui *ui, int rows, int columns) {
    ui_paint(ui, rows, columns);
    expect_screen(&ui->screen);
    EXPECT(text_is_clean(buf_str(&ui->prompt.text)) && ui->prompt.cursor <= ui->prompt.text.n);
    EXPECT(ui->current < ui->history_count && ui->history_count <= HISTORY_MAX);
}

/* Bytes that begin no character stand for keys with a name, and for other sizes of the screen. */
static int key_of(struct str keys, size_t *used, int *rows, int *columns) {
    static const int sizes[][2] = {{24, 80}, {1, 1}, {5, 20}, {50, 160}, {3, 200}, {12, 40}, {24, 120}, {2, 2}};
    unsigned char c = (unsigned char)keys.p[0];
    *used = 1;
    if (c >= 0x80 && c < 0x80 + KEY_UNKNOWN - KEY_UP_) {
        return KEY_UP_ + (c - 0x80);
    }
    if (c >= 0xA0 && c < 0xC0) {
        *rows = sizes[c % ARRAY_SIZE(sizes)][0];
        *columns = sizes[c % ARRAY_SIZE(sizes)][1];
        return KEY_NOTHING;
    }
    struct str rest = str_slice(keys, 0, 4);
    size_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    if (c >= 0xC2 && n <= rest.n && text_valid(str_slice(rest, 0, n)) == n && text_is_clean(str_slice(rest, 0, n))) {
        *used = n;
        return (int)text_cluster(str_slice(rest, 0, n)).first;
    }
    return c < 0x80 ? c == '\n' ? KEY_ENTER_ : c : KEY_NOTHING;
}

void fuzz_play(const char *cache_file, const char *marks_file, struct str keys) {
    struct ui ui;
    struct named_query queries[] = {{.name = STR("Home"), .text = STR("tag:home is:unread")},
                                    {.name = STR("Broken"), .text = STR("tag:"), .fault = STR("config.yaml:1:1: broken")}};
    int rows = 24, columns = 80;
    size_t used;
    ui_init(&ui, &view_destinations, commands, command_count);
    ui.host = (struct ui_host){.open_url = open_url,
                               .copy = copy,
                               .redraw = nothing,
                               .suspend = nothing,
                               .reindex = reindex,
                               .edit = edit,
                               .edit_text = edit_text,
                               .run = run,
                               .now = now};
    ui.backend =
        backend_start(&(struct backend_options){.cache_file = cache_file, .marks_file = marks_file, .without_thread = true});
    ui_take_news(&ui);
    ui.queries = queries;
    ui.query_count = ARRAY_SIZE(queries);
    ui_push(&ui, view_terms_all(&ui, TAX_TOPIC));
    paint(&ui, rows, columns);
    for (int count = 0; keys.n && count < KEYS_TYPED && !ui.quit; count++) {
        int key = key_of(keys, &used, &rows, &columns);
        if (key == KEY_MOUSE_PRESS || key == KEY_WHEEL_UP || key == KEY_WHEEL_DOWN) {
            ui.click_row = keys.n > 1 ? (unsigned char)keys.p[1] % rows : 0;
            ui.click_column = keys.n > 2 ? (unsigned char)keys.p[2] % columns : 0;
            used = keys.n < 3 ? keys.n : 3;
        }
        if (key != KEY_NOTHING) {
            ui_key(&ui, key);
        }
        keys = str_slice(keys, used, keys.n);
        int turns = 0;
        do {
            paint(&ui, rows, columns);
            EXPECT(turns++ < WORK_MAX);
        } while (!ui.quit && ui_work(&ui));
    }
    ui_release(&ui);
    backend_stop(ui.backend);
}

/* What is marked is forgotten each time, so that the same keys find the same. */
void fuzz_screen(struct str bytes) {
    static char *cache_file, *marks_file;
    if (!cache_file) {
        cache_file = fuzz_path("cache");
        marks_file = fuzz_path("marks");
        fuzz_make_cache(cache_file, marks_file);
    }
    unlink(marks_file);
    fuzz_play(cache_file, marks_file, bytes);
}
