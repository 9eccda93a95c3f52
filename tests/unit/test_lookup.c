/* test_lookup: names are ranked as people expect, and the backend answers as a direct call does. */
#include <poll.h>

#include "archive.h"
#include "backend.h"
#include "lookup.h"
#include "requests.h"
#include "text.h"

enum { ITEMS = 300, LONG = 20000 /* milliseconds: longer than any of this takes */ };

static struct str folded(const char *text, struct arena *arena) {
    struct buf b = {0};
    text_fold(&b, str_from(text));
    struct str copy = arena_copy(arena, buf_str(&b));
    buf_release(&b);
    return copy;
}

static void ranks(void **state) {
    (void)state;
    static const struct {
        const char *label, *authority, *words;
        enum name_match rank;
    } cases[] = {
        {"Atlas", "", "atlas", RANK_EXACT},
        {"Atlas", "", "Átlas", RANK_EXACT},
        {"Atlas Suite", "", "atlas", RANK_PREFIX},
        {"Atlas Suite", "", "atlas s", RANK_PREFIX},
        {"Atlas Suite", "", "suite", RANK_WORDS},
        {"Atlas Suite", "", "sui atl", RANK_WORDS},
        {"Patient Safety", "Osprey Index", "osprey safety", RANK_WORDS},
        {"Patient Safety", "Osprey Index", "Osprey Index: Patient", RANK_WORDS},
        {"Patient Safety", "Osprey Index", "index:", RANK_WORDS},
        {"digitalhealth.example", "", "example", RANK_WORDS},
        {"訪問看護の記録", "", "看護", RANK_WORDS},
        {"Healthcare Artificial Intelligence", "", "hai", RANK_INITIALS},
        {"Healthcare Artificial Intelligence", "", "ha", RANK_INITIALS},
        {"Internet of Medical Things", "", "imt", RANK_INITIALS},
        {"Internet of Medical Things", "", "iomt", RANK_INITIALS},
        {"Telehealth", "", "telehelth", RANK_TYPO},
        {"Telehealth", "", "telheealth", RANK_TYPO},
        {"Telehealth", "", "tlehealth", RANK_TYPO},
        {"Telehealth", "", "telehaelth", RANK_TYPO},
        {"Telehealth", "", "telexeal", RANK_TYPO},
        {"Remote Monitoring", "", "remot monitring", RANK_TYPO},
        {"Telehealth", "", "xelehealth", RANK_NONE}, /* the first letter is right */
        {"Telehealth", "", "teelheath", RANK_NONE},  /* two slips */
        {"Atlas", "", "atx", RANK_NONE},             /* too short for a slip */
        {"Healthcare Artificial Intelligence", "", "hxi", RANK_NONE},
        {"Atlas Suite", "", "atlas nurse", RANK_NONE},
        {"Atlas", "", "tlas", RANK_NONE},
        {"Atlas", "", "", RANK_NONE},
        {"Atlas", "", ": -", RANK_NONE},
        {"", "", "atlas", RANK_NONE},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct buf name = {0};
        buf_printf(&name, "%s %s", cases[i].label, cases[i].authority);
        enum name_match rank =
            name_match(folded(cases[i].label, &arena), folded(buf_cstr(&name), &arena), folded(cases[i].words, &arena));
        if (rank != cases[i].rank) {
            fail_msg("'%s' for '%s': rank %d, not %d", cases[i].label, cases[i].words, rank, cases[i].rank);
        }
        buf_release(&name);
    }
    arena_release(&arena);
}

/* What a person has typed. */
struct typed {
    struct arena arena;
    struct query query;
    struct lookup_input question;
};

static void type(struct typed *t, const char *text, size_t limit) {
    struct err e;
    arena_release(&t->arena);
    assert_well(query_parse(str_from(text), QUERY_TYPING, &t->arena, &t->query, NULL, &e), &e);
    t->question = (struct lookup_input){.query = &t->query, .words = folded(text, &t->arena), .page.limit = limit};
}

static void same_answer(const struct lookup_result *a, const struct lookup_result *b) {
    assert_int_equal(a->rows.count, b->rows.count);
    for (size_t i = 0; i < a->rows.count; i++) {
        assert_int_equal(a->rows.rows[i].id, b->rows.rows[i].id);
    }
    for (size_t i = 0; i < LOOKUP_SECTIONS; i++) {
        assert_int_equal(a->sections[i].total, b->sections[i].total);
        assert_int_equal(a->sections[i].count, b->sections[i].count);
        for (size_t j = 0; j < a->sections[i].count; j++) {
            assert_true(str_equal(a->sections[i].terms[j].key, b->sections[i].terms[j].key));
        }
    }
}

static char *build(struct archive *a, const char *folder) {
    char *file = path_in(folder, "cache.db");
    archive_init(a, 20261125);
    archive_build(a, file, ITEMS);
    return file;
}

/* Every term is the first of its section when its label is typed, unless another one is called the same or has more articles.
 */
static void sections_hold_the_best(void **state) {
    struct archive *a = xcalloc(1, sizeof *a);
    char *file = build(a, *state);
    struct cache *c = open_well(file, CACHE_READ);
    struct term_index names = {0};
    size_t checked = 0;
    for (size_t section = 0; section < LOOKUP_SECTIONS; section++) {
        struct arena arena = {0};
        struct terms terms;
        struct err e;
        assert_well(cache_terms(c, lookup_taxonomies[section], 0, 0, &arena, &terms, &e), &e);
        for (size_t i = 0; i < terms.count; i++) {
            struct lookup_result answer;
            struct query none = {0};
            struct str words = folded(arena_copy(&arena, terms.terms[i].label).p, &arena);
            struct lookup_input question = {.query = &none, .words = words};
            assert_well(lookup_find(c, &names, &question, &answer, &e), &e);
            const struct lookup_section *s = &answer.sections[section];
            assert_true(s->count > 0 && s->count <= LOOKUP_BEST && s->count <= s->total);
            assert_true(str_equal(s->terms[0].label, terms.terms[i].label) || s->terms[0].count >= terms.terms[i].count);
            assert_int_equal(answer.rows.count, 0);
            lookup_result_release(&answer);
            checked++;
        }
        arena_release(&arena);
    }
    assert_true(checked > 5);
    term_index_release(&names);
    cache_close(c);
    free(file);
    archive_release(a);
    free(a);
}

/* Who asks the backend; `got` is the last answer. */
struct asker {
    struct slot slot;
    struct backend *backend;
    struct request *got;
    int answers;
};

static void answered(void *owner, void *context, struct request *r) {
    struct asker *a = owner;
    (void)context;
    request_free(a->got);
    a->got = r;
    a->answers++;
}

static void asker_start(struct asker *a, const char *file) {
    *a = (struct asker){.slot = {.answered = answered, .owner = a}};
    a->backend = backend_start(&(struct backend_options){.cache_file = file});
}

static void asker_stop(struct asker *a) {
    backend_stop(a->backend);
    request_free(a->got);
}

static void send(struct asker *a, const struct typed *t) {
    backend_send(a->backend, &a->slot, &request_search(&t->query, t->question.words, t->question.page.limit)->request);
}

static const struct request *get(struct asker *a) {
    assert_true(backend_wait(a->backend, &a->slot, LONG, NULL));
    assert_non_null(a->got);
    return a->got;
}

static void same_count(struct asker *a, struct cache *c, const struct query *q) {
    int64_t total, unread;
    bool exact;
    struct err e;
    assert_well(cache_count(c, q, LOOKUP_COUNT_MAX, &total, &exact, &unread, &e), &e);
    backend_send(a->backend, &a->slot, &request_count(q, LOOKUP_COUNT_MAX)->request);
    const struct count_request *there = (const struct count_request *)get(a);
    assert_true(there->total == total && there->exact == exact && there->unread == unread);
}

static void same_search(struct asker *a, struct cache *c, struct term_index *names, struct typed *t) {
    struct lookup_result here;
    struct err e;
    assert_well(lookup_find(c, names, &t->question, &here, &e), &e);
    send(a, t);
    arena_release(&t->arena); /* the question was copied */
    const struct search_request *r = (const struct search_request *)get(a);
    assert_false(r->request.has_failed);
    struct lookup_result there = {.rows = r->rows};
    memcpy(there.sections, r->sections, sizeof there.sections);
    same_answer(&here, &there);
    lookup_result_release(&here);
}

static void a_thread_answers_the_same(void **state) {
    struct archive *a = xcalloc(1, sizeof *a);
    char *file = build(a, *state);
    struct cache *c = open_well(file, CACHE_READ);
    struct term_index names = {0};
    struct asker asker;
    asker_start(&asker, file);
    for (int i = 0; i < 200; i++) {
        struct typed t = {0};
        struct buf text = {0};
        struct err e;
        archive_random_query(a, &text);
        struct arena scratch = {0};
        struct query q;
        bool good = query_parse(buf_str(&text), QUERY_TYPING, &scratch, &q, NULL, &e) == 0;
        if (good && i % 7 == 0) {
            same_count(&asker, c, &q);
        } else if (good) {
            type(&t, buf_cstr(&text), 1 + (size_t)i % 40);
            same_search(&asker, c, &names, &t);
        }
        arena_release(&scratch);
        buf_release(&text);
    }
    asker_stop(&asker);
    term_index_release(&names);
    cache_close(c);
    free(file);
    archive_release(a);
    free(a);
}

/* Of many questions only the last is sure to be answered, and the descriptor tells. */
static void the_last_question_counts(void **state) {
    struct archive *a = xcalloc(1, sizeof *a);
    char *file = build(a, *state);
    struct asker asker;
    struct typed t = {0};
    struct backend_news news;
    asker_start(&asker, file);
    assert_true(backend_news(asker.backend, &news));
    for (int i = 0; i < 500; i++) {
        type(&t, i % 2 ? "a" : "is:unread", 50);
        send(&asker, &t);
    }
    struct pollfd told = {backend_descriptor(asker.backend), POLLIN, 0};
    assert_int_equal(poll(&told, 1, LONG), 1);
    const struct search_request *last = (const struct search_request *)get(&asker);
    assert_true(str_equal(last->question.words, t.question.words));
    assert_int_equal(poll(&told, 1, 0), 0);
    assert_false(backend_deliver(asker.backend, NULL)); /* it is taken once */
    assert_int_equal(asker.answers, 1);
    send(&asker, &t);
    assert_int_equal(poll(&told, 1, LONG), 1);
    backend_cancel(asker.backend, &asker.slot); /* nobody takes it: the descriptor is quiet all the same */
    assert_int_equal(poll(&told, 1, 0), 0);
    assert_int_equal(asker.answers, 1);
    for (int i = 0; i < 50; i++) {
        send(&asker, &t);
    }
    asker_stop(&asker); /* in the midst of it */
    arena_release(&t.arena);
    free(file);
    archive_release(a);
    free(a);
}

/* What is asked before the news that there is another cache is taken may not be answered. */
static const struct request *ask_the_cache_of_the_day(struct asker *a, const struct typed *t) {
    struct backend_news news;
    send(a, t);
    backend_wait(a->backend, &a->slot, LONG, NULL);
    backend_news(a->backend, &news);
    send(a, t);
    return get(a);
}

/* A cache that comes later, or in the place of another, is seen; one that is none is an error. */
static void the_cache_of_the_day(void **state) {
    struct archive *a = xcalloc(1, sizeof *a);
    char *file = path_in(*state, "later.db"), *bad = path_in(*state, "bad.db");
    struct asker asker;
    struct typed t = {0};
    asker_start(&asker, file);
    type(&t, "", 50);
    t.query = (struct query){.conditions = &(struct condition){.kind = CONDITION_IS, .state = STATE_UNREAD}, .count = 1};
    const struct request *r = ask_the_cache_of_the_day(&asker, &t);
    assert_true(r->has_failed && r->error.code == ERR_MISSING);
    for (size_t count = 1; count < 4; count++) {
        archive_init(a, count);
        archive_build(a, file, count * 10);
        const struct item **found = xcalloc(a->count, sizeof *found);
        size_t expected = archive_filter(a, &t.query, found);
        r = ask_the_cache_of_the_day(&asker, &t);
        assert_false(r->has_failed);
        assert_int_equal(((const struct search_request *)r)->rows.count, expected);
        free(found);
        archive_release(a);
        memset(a, 0, sizeof *a);
    }
    asker_stop(&asker);
    write_text(*state, "bad.db", "no database at all, by no means, and long enough to be looked at");
    asker_start(&asker, bad);
    r = ask_the_cache_of_the_day(&asker, &t);
    assert_true(r->has_failed && r->error.code != ERR_MISSING);
    assert_true(r->error.text[0] != '\0');
    asker_stop(&asker);
    arena_release(&t.arena);
    free(file);
    free(bad);
    free(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranks),
        test_in_scratch(sections_hold_the_best),
        test_in_scratch(a_thread_answers_the_same),
        test_in_scratch(the_last_question_counts),
        test_in_scratch(the_cache_of_the_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
