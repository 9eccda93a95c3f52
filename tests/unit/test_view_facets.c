/* test_view_facets: what only a long list shows: counts that come bit by bit, sections that unfold, another cache below. */
#include <stdio.h>

#include "archive.h"
#include "commands.h"
#include "text.h"
#include "view.h"

enum { MANY = 9000, TOPICS = 40, ROWS = 24, COLUMNS = 80, TWIN = 38 /* the next one has its label */ };

struct made {
    char *file;
    struct ui ui;
};

static void put(struct cache *c, size_t i, size_t first_topic) {
    struct arena arena = {0};
    struct buf document = {0};
    struct doc doc;
    struct err e;
    size_t number = (i + first_topic) % TOPICS;
    struct str name = arena_printf(&arena, "Topic %02zu", number), label = number == TWIN + 1 ? STR("Topic 38") : name;
    struct term topic = {.taxonomy = TAX_TOPIC, .key = name, .name = name, .label = label, .authority = STR_NONE};
    struct article a = {.title = name,
                        .key = arena_printf(&arena, "id:%zu", i),
                        .date = {date_day(2020, 1, 1) + (int32_t)(i % 700), 0},
                        .terms = &topic,
                        .term_count = 1};
    doc_from_plain(STR("text"), &arena, &doc);
    doc_pack(&document, &doc);
    struct content_row row = {.path = arena_printf(&arena, "%zu.md", i), .article = &a, .document = buf_str(&document)};
    assert_well(cache_put(c, &row, &e), &e);
    buf_release(&document);
    arena_release(&arena);
}

static void build(const char *file, size_t first_topic) {
    struct err e;
    struct cache *c = open_for_update_well(file, CACHE_BUILD);
    assert_well(cache_begin(c, &e), &e);
    for (size_t i = 0; i < MANY; i++) {
        put(c, i, first_topic);
    }
    assert_well(cache_commit(c, &e), &e);
    assert_well(cache_finish(c, NULL, NULL, &e), &e);
    assert_well(cache_publish(c, &e), &e);
}

static void begin(const char *folder, struct made *m) {
    *m = (struct made){.file = path_in(folder, "cache.db")};
    build(m->file, 0);
    ui_init(&m->ui, &view_destinations, commands, command_count);
    m->ui.backend = backend_start(&(struct backend_options){.cache_file = m->file, .without_thread = true});
    m->ui.has_cache = true;
    ui_push(&m->ui, view_terms_all(&m->ui, TAX_TOPIC));
}

static void end(struct made *m) {
    ui_release(&m->ui);
    backend_stop(m->ui.backend);
    free(m->file);
}

static void key(struct made *m, int k) {
    ui_key(&m->ui, k);
    ui_paint(&m->ui, ROWS, COLUMNS);
}

static void work(struct made *m) {
    for (int turns = 0; ui_work(&m->ui); turns++) {
        assert_true(turns < 1000);
        ui_paint(&m->ui, ROWS, COLUMNS);
    }
    ui_paint(&m->ui, ROWS, COLUMNS);
}

static bool turn(struct made *m) {
    bool more = ui_work(&m->ui);
    ui_paint(&m->ui, ROWS, COLUMNS);
    return more;
}

static bool shows(struct made *m, const char *text) {
    struct buf screen = {0};
    screen_dump(&m->ui.screen, &screen);
    bool found = strstr(buf_cstr(&screen), text) != NULL;
    buf_release(&screen);
    return found;
}

static void counts_bit_by_bit(void **state) {
    struct made m;
    begin(*state, &m);
    key(&m, 'f');
    assert_true(shows(&m, "counting") && shows(&m, "Show the articles"));
    assert_false(shows(&m, "so far"));
    assert_true(turn(&m) && shows(&m, "1,000 articles so far") && shows(&m, "[ ] Topic 1"));
    key(&m, 'j');
    key(&m, ' ');
    assert_true(shows(&m, "[x] Topic 1") && shows(&m, "1 chosen")); /* a key acts on what is there */
    key(&m, ' ');
    assert_true(turn(&m) && shows(&m, "2,000 articles so far"));
    assert_false(shows(&m, "9,000"));
    work(&m);
    assert_false(shows(&m, "so far"));
    assert_true(shows(&m, "Show 9,000 articles") && shows(&m, "all 40 topics"));
    end(&m);
}

static void sections_unfold(void **state) {
    struct made m;
    begin(*state, &m);
    key(&m, 'f');
    work(&m);
    assert_false(shows(&m, "Topic 10"));
    for (int i = 0; i < 11; i++) {
        key(&m, 'j');
    }
    int row = m.ui.screen.cursor_row;
    key(&m, KEY_ENTER_);
    assert_int_equal(m.ui.screen.cursor_row, row); /* on the first that was not there before */
    assert_true(shows(&m, "Topic 10"));
    key(&m, ' ');
    work(&m);
    assert_true(shows(&m, "[x] Topic 10") && shows(&m, "225 of 9,000 articles"));
    for (int i = 0; i < TOPICS; i++) { /* it is the first now */
        key(&m, 'j');
    }
    assert_true(shows(&m, "fewer topics"));
    key(&m, KEY_ENTER_);
    assert_true(shows(&m, "all 40 topics") && shows(&m, "[x] Topic 10")); /* what was chosen stays in sight */
    assert_false(shows(&m, "Topic 11"));
    end(&m);
}

/* An article has one year: a second one takes the place of the first, while any number can be left out. */
static void a_second_year_replaces_the_first(void **state) {
    struct made m;
    begin(*state, &m);
    key(&m, 'f');
    work(&m);
    for (const char *keys = "Gkkk k "; *keys; keys++) { /* marks are below the years */
        key(&m, *keys);
        work(&m);
    }
    assert_true(shows(&m, "[x] 2021") && shows(&m, "[ ] 2020") && shows(&m, "1 chosen"));
    assert_true(shows(&m, "date:2021") && !shows(&m, "date:2020"));
    key(&m, 'x');
    key(&m, 'j');
    key(&m, 'x');
    work(&m);
    assert_true(shows(&m, "[-] 2021") && shows(&m, "[-] 2020") && shows(&m, "2 chosen") && shows(&m, "0 of 9,000"));
    key(&m, 'k');
    key(&m, ' ');
    work(&m);
    assert_true(shows(&m, "[x] 2021") && shows(&m, "[-] 2020") && shows(&m, "-date:2020"));
    end(&m);
}

/* A name that another has as well is written so that it means the one that was chosen. */
static void one_of_two_of_a_name_is_chosen(void **state) {
    struct made m;
    begin(*state, &m);
    key(&m, 'f');
    work(&m);
    key(&m, 'F');
    for (const char *typed = "topic 38"; *typed; typed++) {
        key(&m, *typed);
    }
    key(&m, KEY_ENTER_);
    key(&m, 'j');
    key(&m, ' ');
    work(&m);
    assert_true(shows(&m, "topic:=\"Topic 38\"") && shows(&m, "225 of 9,000"));
    end(&m);
}

/* Where terms have other ids. */
static void choices_outlive_the_cache(void **state) {
    struct made m;
    begin(*state, &m);
    key(&m, 'f');
    work(&m);
    key(&m, 'j');
    key(&m, ' ');
    work(&m);
    assert_true(shows(&m, "[x] Topic 00") && shows(&m, "225 of 9,000"));
    build(m.file, 7);
    ui_changed(&m.ui);
    ui_paint(&m.ui, ROWS, COLUMNS);
    /* Until the counts have come, those of the cache before stay, with what they are of. */
    for (int turns = 0; turn(&m); turns++) {
        assert_true(turns < 1000 && shows(&m, "[x] Topic 00") && !shows(&m, " 0 of"));
        if (turns == 1) {
            key(&m, 'j');
            key(&m, 'x');
        }
        assert_true(turns < 1 || shows(&m, "[-] Topic 01"));
    }
    assert_true(shows(&m, "[-] Topic 01"));
    assert_true(shows(&m, "[x] Topic 00") && shows(&m, "225 of 9,000") && shows(&m, "topic:\"Topic 00\""));
    end(&m);
}

static void a_filter_outlives_the_cache(void **state) {
    struct made m;
    begin(*state, &m);
    key(&m, 'f');
    work(&m);
    key(&m, 'F');
    for (const char *typed = "topic 00"; *typed; typed++) {
        key(&m, *typed);
    }
    key(&m, KEY_ENTER_);
    assert_true(shows(&m, "[ ] Topic 00") && !shows(&m, "Topic 01"));
    key(&m, 'j');
    build(m.file, 7);
    ui_changed(&m.ui);
    ui_paint(&m.ui, ROWS, COLUMNS);
    for (int turns = 0; turn(&m); turns++) {
        assert_true(turns < 1000 && shows(&m, "] Topic 00") && !shows(&m, "Topic 07"));
        if (turns == 2) {
            key(&m, ' '); /* rows are made anew, of counts of the cache before */
        }
    }
    assert_true(shows(&m, "[x] Topic 00") && shows(&m, "225 of 9,000"));
    end(&m);
}

static void a_comparison_outlives_the_cache(void **state) {
    struct made m;
    begin(*state, &m);
    ui_push(&m.ui, view_compare(&m.ui, 1, 2));
    ui_paint(&m.ui, ROWS, COLUMNS);
    assert_true(shows(&m, "Topic 00 and Topic 01") && shows(&m, "counting…") && shows(&m, "Only Topic 01"));
    work(&m);
    assert_true(shows(&m, "225 and 225 articles") && !shows(&m, "counting"));
    build(m.file, 7);
    work(&m);
    assert_true(shows(&m, "Topic 00 and Topic 01") && shows(&m, "Only Topic 01") && shows(&m, "225 and 225 articles"));
    assert_false(shows(&m, "counting"));
    end(&m);
}

static void a_timeline_is_counted_bit_by_bit(void **state) {
    struct made m;
    begin(*state, &m);
    key(&m, 'T');
    assert_true(shows(&m, "counting"));
    assert_true(turn(&m));
    assert_true(shows(&m, "counting: the newest 1,000 so far") && shows(&m, "  Nov "));
    work(&m);
    assert_true(shows(&m, "9,000 articles"));
    end(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(counts_bit_by_bit),
        test_in_scratch(sections_unfold),
        test_in_scratch(a_second_year_replaces_the_first),
        test_in_scratch(one_of_two_of_a_name_is_chosen),
        test_in_scratch(choices_outlive_the_cache),
        test_in_scratch(a_filter_outlives_the_cache),
        test_in_scratch(a_comparison_outlives_the_cache),
        test_in_scratch(a_timeline_is_counted_bit_by_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
