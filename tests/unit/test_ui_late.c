/* test_ui_late: what screens do while answers are late: the backend's thread stands before a gate meanwhile. */
#include <poll.h>
#include <pthread.h>

#include "archive.h"
#include "commands.h"
#include "view.h"

enum { ARTICLES = 3000, TOPICS = 700 };

/* ---- a gate that nothing behind it passes ---- */

struct gate {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool is_open, is_reached;
    struct slot slot;
};

struct gate_request {
    struct request request;
    struct gate *gate;
};

static enum request_progress stand(struct request *r, struct store *s, struct err *e) {
    struct gate *g = ((struct gate_request *)r)->gate;
    (void)s;
    (void)e;
    pthread_mutex_lock(&g->lock);
    g->is_reached = true;
    pthread_cond_broadcast(&g->changed);
    while (!g->is_open) {
        pthread_cond_wait(&g->changed, &g->lock);
    }
    pthread_mutex_unlock(&g->lock);
    return REQUEST_DONE;
}

static void passed(void *owner, void *context, struct request *r) {
    (void)owner;
    (void)context;
    request_free(r);
}

static void gate_init(struct gate *g) {
    *g = (struct gate){.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER, .slot = {.answered = passed}};
}

/* ---- the stage ---- */

struct stage {
    struct ui ui;
    struct gate gate, second;
};

static int64_t now(void *context) {
    (void)context;
    return 1700000000;
}

static void build(const char *file) {
    struct err e;
    struct cache *c = open_for_update_well(file, CACHE_BUILD);
    assert_well(cache_begin(c, &e), &e);
    for (size_t i = 0; i < ARTICLES; i++) {
        struct arena arena = {0};
        struct buf document = {0};
        struct doc doc;
        struct str name = arena_printf(&arena, "Topic %03zu", i % TOPICS);
        struct term topic = {.taxonomy = TAX_TOPIC, .key = name, .name = name, .label = name, .authority = STR_NONE};
        struct article a = {.title = arena_printf(&arena, "News %zu", i),
                            .key = arena_printf(&arena, "id:%zu", i),
                            .date = {.day = date_day(2020, 1, 1), .second = (int32_t)i, .has_time = true},
                            .terms = &topic,
                            .term_count = 1};
        struct buf text = {0};
        buf_printf(&text, "text of %zu", i);
        for (int word = 0; !i && word < 60; word++) {
            buf_puts(&text, " telegram");
        }
        topic.url = i % TOPICS ? STR_NONE : STR("/topic/000");
        a.permalink = i ? STR_NONE : topic.url;
        doc_from_plain(buf_str(&text), &arena, &doc);
        buf_release(&text);
        doc_pack(&document, &doc);
        struct content_row row = {.path = arena_printf(&arena, "%zu.md", i), .article = &a, .document = buf_str(&document)};
        assert_well(cache_put(c, &row, &e), &e);
        buf_release(&document);
        arena_release(&arena);
    }
    assert_well(cache_commit(c, &e), &e);
    assert_well(cache_finish(c, NULL, NULL, &e), &e);
    assert_well(cache_publish(c, &e), &e);
}

static struct stage *stage_new(const char *folder) {
    struct stage *s = xcalloc(1, sizeof *s);
    char *cache = path_in(folder, "cache.db"), *marks = path_in(folder, "marks.db");
    build(cache);
    ui_init(&s->ui, &view_destinations, commands, command_count);
    s->ui.host = (struct ui_host){.context = s, .now = now};
    s->ui.backend = backend_start(&(struct backend_options){.cache_file = cache, .marks_file = marks});
    ui_take_news(&s->ui);
    gate_init(&s->gate);
    gate_init(&s->second);
    free(cache);
    free(marks);
    return s;
}

static void stage_free(struct stage *s) {
    ui_release(&s->ui);
    backend_stop(s->ui.backend);
    free(s);
}

static void paint(struct stage *s) {
    ui_paint(&s->ui, 24, 120);
}

/* Until all is answered, however long it takes. */
static void settle(struct stage *s) {
    do {
        paint(s);
        while (ui_work(&s->ui)) {
            paint(s);
        }
        struct pollfd answered = {.fd = backend_descriptor(s->ui.backend), .events = POLLIN};
        poll(&answered, 1, 20);
    } while (!backend_is_idle(s->ui.backend));
}

static void gate_send(struct stage *s, struct gate *g) {
    static const struct request_ops ops = {.answer = stand, .any_cache = true};
    struct gate_request *r = xcalloc(1, sizeof *r);
    *r = (struct gate_request){.request.ops = &ops, .gate = g};
    g->is_open = g->is_reached = false;
    backend_send(s->ui.backend, &g->slot, &r->request);
}

static void gate_reach(struct gate *g) {
    pthread_mutex_lock(&g->lock);
    while (!g->is_reached) {
        pthread_cond_wait(&g->changed, &g->lock);
    }
    pthread_mutex_unlock(&g->lock);
}

static void gate_open(struct gate *g) {
    pthread_mutex_lock(&g->lock);
    g->is_open = true;
    pthread_cond_broadcast(&g->changed);
    pthread_mutex_unlock(&g->lock);
}

/* From now on nothing is answered. */
static void close_gate(struct stage *s) {
    gate_send(s, &s->gate);
    gate_reach(&s->gate);
}

static void open_gate(struct stage *s) {
    gate_open(&s->gate);
    settle(s);
}

/* What was asked so far is answered, but nothing that is asked from now on, or was to be answered later. */
static void pass_gate(struct stage *s) {
    gate_send(s, &s->second);
    gate_open(&s->gate);
    gate_reach(&s->second);
    while (ui_work(&s->ui)) {
        paint(s);
    }
}

static void open_second_gate(struct stage *s) {
    gate_open(&s->second);
    settle(s);
}

static void keys(struct stage *s, const char *keys) {
    for (; *keys; keys++) {
        ui_key(&s->ui, *keys == '\n' ? KEY_ENTER_ : *keys);
        paint(s);
    }
}

/* Keys with all the time that they need. */
static void slowly(struct stage *s, const char *text) {
    for (char one[2] = {0}; *text; text++) {
        one[0] = *text;
        keys(s, one);
        settle(s);
    }
}

static bool shows(struct stage *s, const char *text) {
    struct buf screen = {0};
    paint(s);
    screen_dump(&s->ui.screen, &screen);
    bool found = strstr(buf_cstr(&screen), text) != NULL;
    buf_release(&screen);
    return found;
}

static struct stage *begin(const char *folder) {
    struct stage *s = stage_new(folder);
    ui_push(&s->ui, view_terms_all(&s->ui, TAX_TOPIC));
    settle(s);
    return s;
}

/* ---- tests ---- */

/* What is shown beside a row is of that row, or nothing is. */
static void a_preview_is_of_the_selected_row(void **state) {
    struct stage *s = begin(*state);
    assert_true(shows(s, "News 2800"));
    close_gate(s);
    keys(s, "j");
    assert_false(shows(s, "News 2800"));
    open_gate(s);
    assert_true(shows(s, "News 2801") && !shows(s, "News 2800"));
    slowly(s, "L");
    assert_true(shows(s, "text of 2999"));
    close_gate(s);
    keys(s, "j");
    assert_false(shows(s, "text of 2999"));
    open_gate(s);
    assert_true(shows(s, "text of 2998") && !shows(s, "text of 2999"));
    stage_free(s);
}

static void a_key_ends_the_way_to_the_last_row(void **state) {
    struct stage *s = begin(*state);
    slowly(s, "L");
    close_gate(s);
    keys(s, "G");
    assert_true(shows(s, "loading…"));
    keys(s, "j");
    open_gate(s);
    assert_true(shows(s, "2 of 3,000"));
    stage_free(s);
}

/* Topics come in two parts: for the last one the second is waited for, unless another key comes. */
static void the_last_topic_is_waited_for(void **state) {
    for (int moves = 0; moves < 2; moves++) {
        struct stage *s = stage_new(*state);
        close_gate(s);
        ui_push(&s->ui, view_terms_all(&s->ui, TAX_TOPIC));
        paint(s);
        pass_gate(s);
        assert_true(shows(s, "300+ topics"));
        keys(s, moves ? "Gk" : "G");
        open_second_gate(s);
        assert_true(shows(s, "700 topics"));
        assert_true(shows(s, moves ? "Topic 298 · " : "Topic 699 · "));
        stage_free(s);
        remove_file(*state, "cache.db");
    }
}

/* Marks that were asked for some rows are not taken for those of more rows that have come since. */
static void marks_are_of_the_rows_that_are_there(void **state) {
    struct stage *s = begin(*state);
    slowly(s, "L");
    slowly(s, "Ay");
    close_gate(s);
    keys(s, "90j");
    ui_changed(&s->ui);
    paint(s);
    open_gate(s);
    slowly(s, "80j");
    assert_true(shows(s, "171 of 3,000") && !shows(s, "\n* "));
    stage_free(s);
}

/* What a page was asked for is given up when one leaves it. */
static void a_command_ends_with_its_page(void **state) {
    struct stage *s = begin(*state);
    slowly(s, "\n");
    assert_true(shows(s, "Topics › Topic 000"));
    close_gate(s);
    keys(s, "=");
    keys(s, "h");
    open_gate(s);
    assert_false(shows(s, "= Topic 000"));
    stage_free(s);
}

/* What is looked for again is shown where one stands by then, and Enter opens what stands there. */
static void a_search_is_shown_where_one_stands(void **state) {
    struct stage *s = begin(*state);
    slowly(s, "/text");
    slowly(s, "\nh");
    slowly(s, "j");
    assert_true(shows(s, "Search: text"));
    close_gate(s);
    ui_changed(&s->ui);
    paint(s);
    keys(s, "jj");
    int row = s->ui.screen.cursor_row;
    open_gate(s);
    assert_int_equal(s->ui.screen.cursor_row, row);
    stage_free(s);
}

/* Until it is found the prompt stays; a key that moves takes back what Enter wanted. */
static void a_move_takes_back_what_enter_wanted(void **state) {
    struct stage *s = begin(*state);
    slowly(s, "/text");
    close_gate(s);
    keys(s, " of\n");
    assert_true(shows(s, "searching…"));
    ui_key(&s->ui, KEY_DOWN_);
    open_gate(s);
    assert_true(shows(s, "Search: text of") && !shows(s, "Search: text of › "));
    stage_free(s);
}

/* The unread article that was found late is not the one that is read: n goes there. */
static void what_is_found_late_comes_next(void **state) {
    struct stage *s = begin(*state);
    slowly(s, "L");
    slowly(s, "Ay");
    slowly(s, "G");
    slowly(s, "mg");
    slowly(s, "\n");
    assert_true(shows(s, "text of 2999"));
    close_gate(s);
    keys(s, "n");
    assert_true(shows(s, "text of 2999"));
    open_gate(s);
    slowly(s, "n");
    assert_true(shows(s, "text of 0") && !shows(s, "no unread article"));
    stage_free(s);
}

/* The beginning of the text at a topic's own place comes late, and ends with a whole word. */
static void a_page_says_what_it_is_about(void **state) {
    struct stage *s = begin(*state);
    close_gate(s);
    keys(s, "\n");
    assert_false(shows(s, "text of 0 telegram"));
    open_gate(s);
    keys(s, "i");
    assert_true(shows(s, "text of 0 telegram") && shows(s, "Read the full page"));
    assert_false(shows(s, "tel ") || shows(s, "tele ") || shows(s, "teleg ") || shows(s, "telegr ") || shows(s, "telegra "));
    stage_free(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(a_preview_is_of_the_selected_row),     test_in_scratch(a_key_ends_the_way_to_the_last_row),
        test_in_scratch(the_last_topic_is_waited_for),         test_in_scratch(a_command_ends_with_its_page),
        test_in_scratch(a_search_is_shown_where_one_stands),   test_in_scratch(a_move_takes_back_what_enter_wanted),
        test_in_scratch(what_is_found_late_comes_next),        test_in_scratch(a_page_says_what_it_is_about),
        test_in_scratch(marks_are_of_the_rows_that_are_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
