/* test_ui: what only long lists show: many marks at once are set, undone and redone in slices, whatever keys wait meanwhile. */
#include <poll.h>

#include "archive.h"
#include "commands.h"
#include "view.h"

enum { ITEMS = 900 };

static const char *const roots[] = {"/news", "/more"}; /* as archive_build has them */

struct stage {
    struct archive archive;
    struct numbers keys;
    struct ui ui;
    struct cache *cache; /* as another program has them */
    struct marks *marks;
};

static int64_t now(void *context) {
    (void)context;
    return 1700000000;
}

static void open_all(struct stage *s, const char *folder, size_t root_count) {
    char *cache = path_in(folder, "cache.db"), *marks = path_in(folder, "marks.db");
    struct backend_options options = {
        .cache_file = cache, .marks_file = marks, .roots = roots, .root_count = root_count, .without_thread = true};
    struct err e;
    ui_init(&s->ui, &view_destinations, commands, command_count);
    s->ui.host = (struct ui_host){.context = s, .now = now};
    s->marks = marks_open(marks, &e);
    assert_non_null(s->marks);
    assert_well(marks_use_archive(s->marks, NULL, roots, root_count, &e), &e);
    archive_mark(&s->archive, s->marks);
    s->cache = open_well(cache, CACHE_READ);
    assert_well(cache_attach_marks(s->cache, marks, &e), &e);
    s->ui.backend = backend_start(&options);
    ui_take_news(&s->ui);
    free(cache);
    free(marks);
}

static struct stage *stage_new(const char *folder, uint64_t seed) {
    struct stage *s = xcalloc(1, sizeof *s);
    char *cache = path_in(folder, "cache.db");
    s->keys.state = seed;
    archive_init(&s->archive, seed);
    archive_build(&s->archive, cache, ITEMS);
    free(cache);
    open_all(s, folder, ARRAY_SIZE(roots));
    return s;
}

static void stage_free(struct stage *s) {
    ui_release(&s->ui);
    backend_stop(s->ui.backend);
    cache_close(s->cache);
    marks_close(s->marks);
    archive_release(&s->archive);
    free(s);
}

/* Until nothing is left to do. */
static void work(struct stage *s) {
    int turns = 0;
    do {
        ui_paint(&s->ui, 24, 80);
        assert_true(++turns < 20000);
    } while (ui_work(&s->ui));
}

static bool shows(struct stage *s, const char *text) {
    struct buf screen = {0};
    ui_paint(&s->ui, 24, 80);
    screen_dump(&s->ui.screen, &screen);
    bool found = strstr(buf_cstr(&screen), text) != NULL;
    buf_release(&screen);
    return found;
}

static void work_until(struct stage *s, const char *text) {
    for (int turns = 0; !shows(s, text); turns++) {
        assert_true(turns < 100);
        ui_work(&s->ui);
    }
}

static void type(struct stage *s, const char *keys) {
    for (; *keys; keys++) {
        ui_key(&s->ui, *keys);
    }
    work(s);
}

static bool in(const struct item *const *found, size_t count, const struct item *item) {
    for (size_t i = 0; i < count; i++) {
        if (found[i] == item) {
            return true;
        }
    }
    return false;
}

/* Every item has the marks it had, but those found, which are read too when `read`. */
static void assert_marks(struct stage *s, const struct item *const *found, size_t count, bool read) {
    for (size_t i = 0; i < s->archive.count; i++) {
        const struct item *item = &s->archive.items[i];
        unsigned bits, wanted = item->marks | (read && in(found, count, item) ? 1u << MARK_READ : 0);
        struct err e;
        assert_well(marks_get(s->marks, item->key, &bits, &e), &e);
        if (bits != wanted) {
            fail_msg("'%.*s' has %u, not %u", (int)item->key.n, item->key.p, bits, wanted);
        }
    }
}

static void marks_all_and_back(const char *folder, const char *text) {
    struct stage *s = stage_new(folder, 7);
    struct query q;
    struct err e;
    const struct item **found = xcalloc(ITEMS_MAX, sizeof *found);
    assert_well(query_parse(str_from(text), QUERY_WRITTEN, &s->archive.arena, &q, NULL, &e), &e);
    size_t count = archive_filter(&s->archive, &q, found);
    assert_true(count > 0);
    ui_push(&s->ui, view_articles(&s->ui, &q, STR("list")));
    work(s);
    type(s, "An");
    assert_marks(s, found, count, false);
    type(s, "Ay");
    assert_marks(s, found, count, true);
    type(s, "z");
    assert_marks(s, found, count, false);
    type(s, "Z");
    assert_marks(s, found, count, true);
    type(s, "Ay"); /* nothing is left, so that this is no step */
    type(s, "z");
    assert_marks(s, found, count, false);
    free(found);
    stage_free(s);
}

static void marks_all_of_everything(void **state) {
    marks_all_and_back(*state, "");
}

static void marks_all_unread(void **state) {
    marks_all_and_back(*state, "is:unread");
}

static void marks_all_in_another_order(void **state) {
    marks_all_and_back(*state, "sort:oldest after:2001");
}

static size_t count_read(struct stage *s) {
    size_t count = 0;
    for (size_t i = 0; i < s->archive.count; i++) {
        unsigned bits;
        struct err e;
        assert_well(marks_get(s->marks, s->archive.items[i].key, &bits, &e), &e);
        count += (bits & 1u << MARK_READ) != 0;
    }
    return count;
}

static void stops_when_asked_to(void **state) {
    struct stage *s = stage_new(*state, 7);
    struct query all = {0};
    size_t before = count_read(s);
    ui_push(&s->ui, view_articles(&s->ui, &all, STR("list")));
    work(s);
    ui_key(&s->ui, 'A');
    assert_true(strstr(buf_cstr(&s->ui.prompt.label), "Mark the whole list ") != NULL);
    ui_key(&s->ui, 'y');
    assert_true(ui_work(&s->ui));
    assert_true(strstr(buf_cstr(&s->ui.message), "Marking read: 256 of ") != NULL);
    ui_key(&s->ui, KEY_ESCAPE_);
    work(s);
    size_t marked = count_read(s) - before;
    assert_true(marked > 0 && marked <= 256);
    assert_true(strstr(buf_cstr(&s->ui.message), "then stopped. z undoes it.") != NULL);
    type(s, "z");
    assert_int_equal(count_read(s), before);
    stage_free(s);
}

enum { LONG = 10500 };

static void build_long(const char *file) {
    struct err e;
    struct cache *c = open_for_update_well(file, CACHE_BUILD);
    assert_well(cache_begin(c, &e), &e);
    for (size_t i = 0; i < LONG; i++) {
        struct arena arena = {0};
        struct term topic = {
            .taxonomy = TAX_TOPIC, .key = STR("all"), .name = STR("All"), .label = STR("All"), .authority = STR_NONE};
        struct article a = {.title = STR("news"),
                            .key = arena_printf(&arena, "id:%zu", i),
                            .date = {date_day(2020, 1, 1), 0},
                            .terms = &topic,
                            .term_count = 1};
        struct content_row row = {.path = arena_printf(&arena, "%zu.md", i), .article = &a, .document = STR_NONE};
        assert_well(cache_put(c, &row, &e), &e);
        arena_release(&arena);
    }
    assert_well(cache_commit(c, &e), &e);
    assert_well(cache_finish(c, NULL, NULL, &e), &e);
    assert_well(cache_publish(c, &e), &e);
}

static struct stage *long_stage(const char *folder) {
    struct stage *s = xcalloc(1, sizeof *s);
    char *cache = path_in(folder, "cache.db");
    build_long(cache);
    free(cache);
    archive_init(&s->archive, 1);
    open_all(s, folder, 0);
    return s;
}

/* However many there are, and the question does not know. */
static void marks_all_of_a_long_list(void **state) {
    struct stage *s = long_stage(*state);
    struct query q;
    int64_t count, unread;
    bool exact;
    struct err e;
    assert_well(query_parse(STR("after:2019"), QUERY_WRITTEN, &s->archive.arena, &q, NULL, &e), &e);
    ui_push(&s->ui, view_articles(&s->ui, &q, STR("list")));
    work_until(s, " of 10,000+");
    ui_key(&s->ui, 'A');
    assert_string_equal(buf_cstr(&s->ui.prompt.label), "Mark the whole list (at least 10,000 articles) read? ");
    type(s, "y");
    assert_string_equal(buf_cstr(&s->ui.message), "Marked 10,500 articles read. z undoes it.");
    assert_well(cache_count(s->cache, &q, LONG + 1, &count, &exact, &unread, &e), &e);
    assert_int_equal(unread, 0);
    type(s, "z");
    assert_well(cache_count(s->cache, &q, LONG + 1, &count, &exact, &unread, &e), &e);
    assert_int_equal(unread, LONG);
    stage_free(s);
}

static void give_it_a_thread(struct stage *s, const char *folder) {
    char *cache = path_in(folder, "cache.db");
    backend_stop(s->ui.backend);
    s->ui.backend = backend_start(&(struct backend_options){.cache_file = cache});
    free(cache);
}

/* Off the way of the keys a long list is counted to its end, so that every row has its number. */
static void numbers_the_rows_of_a_long_list(void **state) {
    struct stage *s = long_stage(*state);
    struct query q;
    struct err e;
    give_it_a_thread(s, *state);
    assert_well(query_parse(STR("after:2019"), QUERY_WRITTEN, &s->archive.arena, &q, NULL, &e), &e);
    ui_push(&s->ui, view_articles(&s->ui, &q, STR("list")));
    ui_key(&s->ui, 'G');
    for (int turns = 0; !shows(s, "10,500 of 10,500 "); turns++) {
        struct pollfd answered = {.fd = backend_descriptor(s->ui.backend), .events = POLLIN};
        assert_true(turns < 100);
        poll(&answered, 1, 100);
        while (ui_work(&s->ui)) {
            ui_paint(&s->ui, 24, 80);
        }
    }
    stage_free(s);
}

static struct list_position place_here(struct stage *s) {
    struct view *v = ui_view(&s->ui);
    return v->ops->position(v);
}

static int64_t place_of(struct stage *s) {
    return place_here(s).id;
}

/* From 1; 0: it is not known. */
static long number_here(struct stage *s) {
    return place_here(s).first_number + 1;
}

static struct stage *long_list(const char *folder) {
    struct stage *s = long_stage(folder);
    struct query all = {0};
    ui_push(&s->ui, view_articles(&s->ui, &all, STR("list")));
    ui_paint(&s->ui, 24, 80);
    return s;
}

static void keys(struct stage *s, const char *keys) {
    for (; *keys; keys++) {
        ui_key(&s->ui, *keys);
    }
}

static void wait_until_idle(struct stage *s) {
    work(s);
    while (!backend_is_idle(s->ui.backend)) {
        struct pollfd answered = {.fd = backend_descriptor(s->ui.backend), .events = POLLIN};
        poll(&answered, 1, 100);
        work(s);
    }
}

/* However far a number leads. */
static void reach_what_is_far(struct stage *s) {
    static const struct {
        const char *keys;
        long number;
    } cases[] = {{"5000j", 5001}, {"3000k", 2001}, {"9999999j", LONG}, {"1000k", LONG - 1000}, {"7000G", 7000},
                 {"j", 7001},     {"g", 1},        {"G", LONG},        {"k", LONG - 1},        {"600k", LONG - 601},
                 {"130g", 130},   {"129k", 1},     {"9999999G", LONG}, {"9999999k", 1},        {"513j", 514}};
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        type(s, cases[i].keys);
        wait_until_idle(s);
        if (number_here(s) != cases[i].number) {
            fail_msg("%s leads to %ld, not %ld", cases[i].keys, number_here(s), cases[i].number);
        }
    }
}

static void reaches_what_is_beyond_the_rows_in_memory(void **state) {
    struct stage *s = long_list(*state);
    work(s);
    reach_what_is_far(s);
    stage_free(s);
}

static void reaches_it_while_a_thread_answers(void **state) {
    struct stage *s = long_stage(*state);
    struct query all = {0};
    give_it_a_thread(s, *state);
    ui_push(&s->ui, view_articles(&s->ui, &all, STR("list")));
    wait_until_idle(s);
    reach_what_is_far(s);
    stage_free(s);
}

/* The next key ends a motion that is under way: it is one from where one stands so far. */
static void the_next_key_wins(void **state) {
    struct stage *s = long_list(*state);
    keys(s, "9000j");
    assert_true(shows(s, "loading…"));
    long so_far = number_here(s);
    assert_true(so_far > 100 && so_far < 2000);
    keys(s, "k");
    work(s);
    assert_false(shows(s, "loading…"));
    assert_int_equal(number_here(s), so_far - 1);
    keys(s, "9000j");
    keys(s, "g");
    work(s);
    assert_int_equal(number_here(s), 1);
    keys(s, "9000j");
    int64_t here = place_of(s);
    ui_key(&s->ui, KEY_ENTER_);
    work(s);
    keys(s, "h");
    work(s);
    assert_int_equal(place_of(s), here);
    keys(s, "g9000j");
    here = place_of(s);
    keys(s, "m");
    work(s);
    assert_int_equal(place_of(s), here);
    stage_free(s);
}

/* What is at the edge of the rows in memory is asked for before one comes there. */
static void never_stands_still(void **state) {
    struct stage *s = long_list(*state);
    work(s);
    for (long i = 1; i < 1500; i++) {
        assert_int_equal(number_here(s), i);
        keys(s, "j");
        assert_false(shows(s, "loading…"));
        work(s);
    }
    for (long i = 1500; i > 1; i--) {
        assert_int_equal(number_here(s), i);
        keys(s, "k");
        assert_false(shows(s, "loading…"));
        work(s);
    }
    stage_free(s);
}

/* Below what a topic's page has above its articles, which goes with the first rows and comes again with them. */
static void a_page_of_a_topic_goes_on(void **state) {
    struct stage *s = long_stage(*state);
    ui_push(&s->ui, view_terms_all(&s->ui, TAX_TOPIC));
    ui_key(&s->ui, KEY_ENTER_);
    work(s);
    assert_true(shows(s, "Topic"));
    type(s, "1g");
    for (long i = 1; i < 900; i++) {
        assert_int_equal(number_here(s), i);
        type(s, "j");
    }
    for (long i = 900; i > 1; i--) {
        assert_int_equal(number_here(s), i);
        type(s, "k");
    }
    assert_true(shows(s, "1 of 10,500"));
    stage_free(s);
}

/* From the reader, back to the same article at the same height; a mark changes nothing of that. */
static void comes_back_to_where_one_was(void **state) {
    struct stage *s = long_list(*state);
    type(s, "4000jkkkkk");
    struct list_position before = place_here(s);
    ui_key(&s->ui, KEY_ENTER_);
    type(s, "*h");
    struct list_position back = place_here(s);
    assert_int_equal(back.id, before.id);
    assert_int_equal(back.height, before.height);
    assert_int_equal(back.first_number, before.first_number);
    stage_free(s);
}

/* The one unread article is the last of the list, then the first. */
static void finds_what_is_unread_however_far(void **state) {
    struct stage *s = long_stage(*state);
    struct query all = {0};
    ui_push(&s->ui, view_articles(&s->ui, &all, STR("list")));
    work(s);
    int64_t first = place_of(s);
    type(s, "Ay");
    type(s, "Gm");
    int64_t last = place_of(s);
    type(s, "g");
    assert_int_equal(place_of(s), first);
    type(s, "n");
    assert_int_equal(place_of(s), last);
    type(s, "mgm");
    type(s, "G");
    type(s, "N");
    assert_int_equal(place_of(s), first);
    type(s, "n");
    assert_true(shows(s, "No unread articles below"));
    stage_free(s);
}

static void the_last_row_of_a_search_leads_to_all(void **state) {
    struct stage *s = long_stage(*state);
    ui_push(&s->ui, view_terms_all(&s->ui, TAX_TOPIC));
    type(s, "/news");
    assert_true(shows(s, "Articles (100 of 10,000+)") && shows(s, "more than 10,000 articles"));
    assert_true(shows(s, "the last row lists all"));
    for (int i = 0; i < 20; i++) {
        ui_key(&s->ui, KEY_PAGE_DOWN_);
        ui_paint(&s->ui, 24, 80);
    }
    assert_true(shows(s, "\n  more than 10,000 articles\n"));
    ui_key(&s->ui, KEY_ENTER_);
    work_until(s, "1 of 10,000+");
    assert_true(shows(s, "news*"));
    work(s);
    assert_true(shows(s, "1 of 10,500 "));
    stage_free(s);
}

/* Few letters are looked for in the texts themselves, page by page. */
static void a_filter_of_two_letters_goes_on(void **state) {
    struct stage *s = long_list(*state);
    work(s);
    type(s, "Fne");
    ui_key(&s->ui, KEY_ENTER_);
    work(s);
    int64_t before = INT64_MAX;
    for (int i = 0; i < 400; i++) {
        assert_true(place_of(s) < before); /* newest first, and none twice */
        before = place_of(s);
        type(s, "j");
    }
    stage_free(s);
}

/* A count that is still under way when the words change is not that of what is found then. */
static void a_search_is_not_counted_for_another(void **state) {
    struct stage *s = long_stage(*state);
    ui_push(&s->ui, view_terms_all(&s->ui, TAX_TOPIC));
    type(s, "L*h");
    keys(s, "/news is:starred");
    assert_true(shows(s, "1 article"));
    work(s);
    assert_true(shows(s, "1 article") && !shows(s, "10,000"));
    stage_free(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(marks_all_of_everything),
        test_in_scratch(marks_all_unread),
        test_in_scratch(marks_all_in_another_order),
        test_in_scratch(stops_when_asked_to),
        test_in_scratch(marks_all_of_a_long_list),
        test_in_scratch(numbers_the_rows_of_a_long_list),
        test_in_scratch(finds_what_is_unread_however_far),
        test_in_scratch(the_last_row_of_a_search_leads_to_all),
        test_in_scratch(a_filter_of_two_letters_goes_on),
        test_in_scratch(a_search_is_not_counted_for_another),
        test_in_scratch(reaches_what_is_beyond_the_rows_in_memory),
        test_in_scratch(the_next_key_wins),
        test_in_scratch(reaches_it_while_a_thread_answers),
        test_in_scratch(never_stands_still),
        test_in_scratch(a_page_of_a_topic_goes_on),
        test_in_scratch(comes_back_to_where_one_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
