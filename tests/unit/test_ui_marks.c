/* test_ui_marks: what the person marks and saves while the disk is slow, here since another program holds the marks: nothing is
 * said or shown before it is kept, nothing is lost, and nothing goes to another article. */
#include <poll.h>

#include "archive.h"
#include "commands.h"
#include "db.h"
#include "text.h"
#include "view.h"

enum { ITEMS = 60 };

static const char *const roots[] = {"/news", "/more"}; /* as archive_build has them */

struct stage {
    struct archive archive;
    char *cache_file, *marks_file;
    struct marks *marks; /* asked directly */
    struct db *lock;
    struct ui ui;
};

static int64_t now(void *context) {
    (void)context;
    return 1700000000;
}

static void start(struct stage *s, const char *folder) {
    struct err e;
    *s = (struct stage){.cache_file = path_in(folder, "cache.db"), .marks_file = path_in(folder, "marks.db")};
    struct backend_options options = {
        .cache_file = s->cache_file, .marks_file = s->marks_file, .roots = roots, .root_count = ARRAY_SIZE(roots)};
    archive_init(&s->archive, 7);
    archive_build(&s->archive, s->cache_file, ITEMS);
    s->marks = marks_open(s->marks_file, &e);
    assert_non_null(s->marks);
    assert_well(marks_use_archive(s->marks, NULL, roots, ARRAY_SIZE(roots), &e), &e);
    ui_init(&s->ui, &view_destinations, commands, command_count);
    s->ui.host = (struct ui_host){.context = s, .now = now};
    s->ui.backend = backend_start(&options);
    ui_take_news(&s->ui);
    s->lock = db_open(s->marks_file, DB_WRITE, &e);
    assert_non_null(s->lock);
}

/* As a program ends, whatever is under way. */
static void end_program(struct stage *s) {
    ui_release(&s->ui);
    backend_stop(s->ui.backend);
    s->ui.backend = NULL;
}

static void finish(struct stage *s) {
    if (s->ui.backend) {
        end_program(s);
    }
    db_close(s->lock);
    marks_close(s->marks);
    archive_release(&s->archive);
    free(s->cache_file);
    free(s->marks_file);
}

static void hold(struct stage *s) {
    struct err e;
    assert_well(db_exec(s->lock, "BEGIN IMMEDIATE", &e), &e);
}

/* From reading as well. */
static void hold_all(struct stage *s) {
    struct err e;
    assert_well(db_exec(s->lock, "BEGIN EXCLUSIVE", &e), &e);
}

static void let_go(struct stage *s) {
    struct err e;
    assert_well(db_exec(s->lock, "ROLLBACK", &e), &e);
}

/* Until nothing is under way any more. */
static void work(struct stage *s) {
    bool more;
    do {
        poll(&(struct pollfd){backend_descriptor(s->ui.backend), POLLIN, 0}, 1, 5);
        more = ui_work(&s->ui);
        ui_paint(&s->ui, 24, 80);
    } while (more || !backend_is_idle(s->ui.backend));
}

static void type(struct stage *s, const char *keys) {
    for (; *keys; keys++) {
        ui_key(&s->ui, *keys);
        ui_paint(&s->ui, 24, 80);
    }
}

static void expect_said(struct stage *s, const char *text) {
    if (strcmp(buf_cstr(&s->ui.message), text)) {
        fail_msg("'%s' was said, not '%s'", buf_cstr(&s->ui.message), text);
    }
}

static void show_list(struct stage *s) {
    struct query all = {0};
    ui_push(&s->ui, view_articles(&s->ui, &all, STR("list")));
    work(s);
}

/* Of what is selected. */
static struct str key_here(struct stage *s) {
    struct subject here = ui_subject(&s->ui);
    assert_true(here.key.n > 0);
    return arena_copy(&s->archive.arena, here.key);
}

static bool is_starred(struct stage *s, struct str key) {
    unsigned bits;
    struct err e;
    assert_well(marks_get(s->marks, key, &bits, &e), &e);
    return bits & 1u << MARK_STARRED;
}

static void each_mark_is_set_in_the_end(void **state) {
    struct stage s;
    start(&s, *state);
    show_list(&s);
    struct str first = key_here(&s);
    hold(&s);
    type(&s, "*");
    expect_said(&s, "");
    type(&s, "j*");
    struct str second = key_here(&s);
    type(&s, "z");
    expect_said(&s, "Still marking: try again in a moment");
    type(&s, "j");
    assert_false(is_starred(&s, first) || is_starred(&s, second));
    let_go(&s);
    work(&s);
    assert_true(strstr(buf_cstr(&s.ui.message), "Starred '") != NULL);
    assert_true(is_starred(&s, first) && is_starred(&s, second));
    assert_false(is_starred(&s, key_here(&s)));
    type(&s, "z");
    work(&s);
    assert_true(is_starred(&s, first) && !is_starred(&s, second));
    type(&s, "z");
    work(&s);
    assert_false(is_starred(&s, first) || is_starred(&s, second));
    finish(&s);
}

static void a_mark_outlives_the_program(void **state) {
    struct stage s;
    start(&s, *state);
    show_list(&s);
    struct str first = key_here(&s);
    hold(&s);
    type(&s, "*j*Q");
    struct str second = key_here(&s);
    assert_true(s.ui.quit && !is_starred(&s, first));
    let_go(&s);
    end_program(&s);
    assert_true(is_starred(&s, first) && is_starred(&s, second));
    finish(&s);
}

static void an_earlier_search_is_waited_for(void **state) {
    struct stage s;
    start(&s, *state);
    show_list(&s);
    hold(&s);
    ui_remember_search(&s.ui, STR("before"));
    type(&s, "/");
    ui_key(&s.ui, KEY_UP_);
    assert_string_equal(buf_cstr(&s.ui.prompt.text), "");
    let_go(&s);
    work(&s);
    assert_string_equal(buf_cstr(&s.ui.prompt.text), "before");
    ui_key(&s.ui, KEY_DOWN_);
    assert_string_equal(buf_cstr(&s.ui.prompt.text), "");
    finish(&s);
}

/* What is typed meanwhile stays. */
static void typing_goes_before_an_earlier_search(void **state) {
    struct stage s;
    start(&s, *state);
    show_list(&s);
    hold(&s);
    ui_remember_search(&s.ui, STR("before"));
    type(&s, "/");
    ui_key(&s.ui, KEY_UP_);
    type(&s, "x");
    let_go(&s);
    work(&s);
    assert_string_equal(buf_cstr(&s.ui.prompt.text), "x");
    finish(&s);
}

static bool has_query(struct stage *s, const char *name) {
    struct arena arena = {0};
    struct str text;
    struct err e;
    bool found;
    assert_well(marks_query(s->marks, str_from(name), &arena, &text, &found, &e), &e);
    arena_release(&arena);
    return found;
}

/* While the question is open, another program deletes what stands before it: what was asked about goes, nothing else. */
static void deletes_what_was_asked_about(void **state) {
    static const char *const names[] = {"one", "two", "three"};
    struct stage s;
    struct err e;
    start(&s, *state);
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        assert_well(marks_save_query(s.marks, &(struct named_query){.name = str_from(names[i]), .text = STR("is:unread")}, &e),
                    &e);
    }
    ui_push(&s.ui, view_saved(&s.ui));
    work(&s);
    type(&s, "Gkd");
    assert_well(marks_delete_query(s.marks, STR("one"), &e), &e);
    ui_lists_changed(&s.ui);
    ui_paint(&s.ui, 24, 80);
    work(&s);
    type(&s, "y");
    work(&s);
    expect_said(&s, "Deleted 'two': is:unread");
    assert_true(has_query(&s, "three") && !has_query(&s, "two"));
    finish(&s);
}

static void save_as(struct stage *s, const char *name) {
    type(s, "w");
    type(s, name);
    ui_key(&s->ui, KEY_ENTER_);
}

/* The query of all articles has no text. One that is known by then only asks when nothing else is asked. */
static void saves_each_query_in_the_end(void **state) {
    struct stage s;
    start(&s, *state);
    show_list(&s);
    hold(&s);
    save_as(&s, "one");
    expect_said(&s, "");
    save_as(&s, "two");
    let_go(&s);
    work(&s);
    expect_said(&s, "Saved 'two':");
    assert_true(has_query(&s, "one") && has_query(&s, "two"));
    hold_all(&s);
    save_as(&s, "one");
    type(&s, "w"); /* a prompt is open by then */
    let_go(&s);
    work(&s);
    assert_true(strstr(buf_cstr(&s.ui.message), "'one' already exists; nothing was saved") != NULL);
    assert_string_equal(buf_cstr(&s.ui.prompt.label), "Save this query as: ");
    finish(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(each_mark_is_set_in_the_end),     test_in_scratch(a_mark_outlives_the_program),
        test_in_scratch(an_earlier_search_is_waited_for), test_in_scratch(typing_goes_before_an_earlier_search),
        test_in_scratch(deletes_what_was_asked_about),    test_in_scratch(saves_each_query_in_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
