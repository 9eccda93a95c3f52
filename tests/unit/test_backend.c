/* test_backend: requests are answered in their order, replaced, cancelled, put off and given up as the header says, with a
 * thread and without. */
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#include "archive.h"
#include "backend.h"
#include "requests.h"
#include "store.h"

enum { ITEMS = 100, LONG = 100000 /* milliseconds: longer than any of this takes */ };

/* ---- requests of our own ---- */

struct journal {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    char text[200]; /* "answered" in that order */
    bool is_open;   /* gates are */
    bool is_in;     /* somebody stands before one */
    int freed;
};

static void journal_init(struct journal *j) {
    *j = (struct journal){.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
}

static void note(struct journal *j, const char *name) {
    pthread_mutex_lock(&j->lock);
    snprintf(j->text + strlen(j->text), sizeof j->text - strlen(j->text), "%s", name);
    pthread_mutex_unlock(&j->lock);
}

static void open_gate(struct journal *j) {
    pthread_mutex_lock(&j->lock);
    j->is_open = true;
    pthread_cond_broadcast(&j->changed);
    pthread_mutex_unlock(&j->lock);
}

static void wait_until_in(struct journal *j) {
    pthread_mutex_lock(&j->lock);
    while (!j->is_in) {
        pthread_cond_wait(&j->changed, &j->lock);
    }
    pthread_mutex_unlock(&j->lock);
}

struct probe {
    struct request request;
    struct journal *journal;
    char name[8];
    int parts; /* still to come before the end */
    int attempts;
};

static void free_probe(struct request *r) {
    struct journal *j = ((struct probe *)r)->journal;
    pthread_mutex_lock(&j->lock);
    j->freed++;
    pthread_mutex_unlock(&j->lock);
}

static enum request_progress answer_probe(struct request *r, struct store *s, struct err *e) {
    struct probe *p = (struct probe *)r;
    (void)s;
    (void)e;
    note(p->journal, p->name);
    return p->parts-- > 0 ? REQUEST_MORE : REQUEST_DONE;
}

static struct request *copy_probe(const struct request *r) {
    struct probe *p = xcalloc(1, sizeof *p);
    *p = *(const struct probe *)r;
    p->request = (struct request){.ops = r->ops};
    return &p->request;
}

static const struct request_ops probe_ops = {.answer = answer_probe, .copy_part = copy_probe, .release = free_probe};
static const struct request_ops change_ops = {
    .answer = answer_probe, .release = free_probe, .is_change = true, .any_cache = true};

static enum request_progress answer_gate(struct request *r, struct store *s, struct err *e) {
    struct journal *j = ((struct probe *)r)->journal;
    (void)s;
    (void)e;
    pthread_mutex_lock(&j->lock);
    j->is_in = true;
    pthread_cond_broadcast(&j->changed);
    while (!j->is_open) {
        pthread_cond_wait(&j->changed, &j->lock);
    }
    pthread_mutex_unlock(&j->lock);
    return REQUEST_DONE;
}

static const struct request_ops gate_ops = {.answer = answer_gate, .release = free_probe};

/* Its query goes on until it has to give way: only the first time. */
static enum request_progress answer_spin(struct request *r, struct store *s, struct err *e) {
    struct probe *p = (struct probe *)r;
    struct query unread = {.conditions = &(struct condition){.kind = CONDITION_IS, .state = STATE_UNREAD}, .count = 1};
    struct journal *j = p->journal;
    pthread_mutex_lock(&j->lock);
    j->is_in = true;
    pthread_cond_broadcast(&j->changed);
    pthread_mutex_unlock(&j->lock);
    while (!p->attempts) {
        int64_t count;
        bool exact;
        if (cache_count(s->cache, &unread, 1000, &count, &exact, NULL, e) < 0) {
            p->attempts++;
            note(j, "interrupted ");
            return REQUEST_FAILED;
        }
    }
    note(j, p->name);
    return REQUEST_DONE;
}

static const struct request_ops spin_ops = {.answer = answer_spin, .release = free_probe};

static struct request *new_probe(const struct request_ops *ops, struct journal *j, const char *name) {
    struct probe *p = xcalloc(1, sizeof *p);
    p->request.ops = ops;
    p->journal = j;
    snprintf(p->name, sizeof p->name, "%s", name);
    return &p->request;
}

static struct request *later(struct request *r) {
    r->later = true;
    return r;
}

/* ---- who asks ---- */

struct asker {
    struct slot slot;
    struct request *got; /* the latest */
    int parts, ends;
    struct backend *again; /* sends another request to this one from within the answer */
};

static void answered(void *owner, void *context, struct request *r) {
    struct asker *a = owner;
    assert_non_null(context);
    request_free(a->got);
    a->got = r;
    a->parts += r->is_partial;
    a->ends += !r->is_partial;
    if (a->again) {
        struct backend *b = a->again;
        a->again = NULL;
        backend_send(b, &a->slot, &request_archive()->request);
    }
}

static void asker_init(struct asker *a) {
    *a = (struct asker){.slot = {.answered = answered, .owner = a}};
}

static bool wait_for(struct backend *b, struct asker *a) {
    return backend_wait(b, &a->slot, LONG, b);
}

static void deliver_all(struct backend *b) {
    while (!backend_is_idle(b)) {
        if (backend_descriptor(b) >= 0) {
            poll(&(struct pollfd){backend_descriptor(b), POLLIN, 0}, 1, 20);
        }
        backend_deliver(b, b);
    }
}

/* ---- the scene: a cache, a backend ---- */

struct scene {
    struct archive *archive;
    char *cache_file, *marks_file;
    struct backend *backend;
    struct journal journal;
    struct asker askers[8];
    struct backend_news news;
};

static void build(struct scene *s, uint64_t seed) {
    if (s->archive) {
        archive_release(s->archive);
        free(s->archive);
    }
    s->archive = xcalloc(1, sizeof *s->archive);
    archive_init(s->archive, seed);
    archive_build(s->archive, s->cache_file, ITEMS);
}

static void start(struct scene *s, const char *folder, bool without_thread) {
    *s = (struct scene){.cache_file = path_in(folder, "cache.db"), .marks_file = path_in(folder, "marks.db")};
    journal_init(&s->journal);
    for (size_t i = 0; i < ARRAY_SIZE(s->askers); i++) {
        asker_init(&s->askers[i]);
    }
    static const char *const roots[] = {"/one", "/two"};
    struct backend_options o = {.cache_file = s->cache_file,
                                .marks_file = s->marks_file,
                                .roots = roots,
                                .root_count = ARRAY_SIZE(roots),
                                .without_thread = without_thread};
    build(s, 20261128);
    s->backend = backend_start(&o);
    assert_true(backend_news(s->backend, &s->news));
    assert_true(s->news.has_cache && s->news.has_marks && !s->news.is_damaged && !s->news.cache_replaced);
    assert_int_equal(s->news.error.code, ERR_NONE);
    assert_false(backend_news(s->backend, &s->news));
}

static void finish(struct scene *s) {
    backend_stop(s->backend);
    for (size_t i = 0; i < ARRAY_SIZE(s->askers); i++) {
        request_free(s->askers[i].got);
    }
    archive_release(s->archive);
    free(s->archive);
    free(s->cache_file);
    free(s->marks_file);
}

static void send(struct scene *s, size_t asker, struct request *r) {
    backend_send(s->backend, &s->askers[asker].slot, r);
    assert_non_null(s->askers[asker].slot.waits);
}

/* What follows it is queued, and not begun, until the gate opens. */
static void close_gate(struct scene *s, size_t asker) {
    if (backend_descriptor(s->backend) >= 0) {
        send(s, asker, new_probe(&gate_ops, &s->journal, "gate"));
        wait_until_in(&s->journal);
    }
}

/* A test of both. */
#define in_both_ways(f)                                                                                                        \
    static void f##_in_a_thread(void **state) {                                                                                \
        f(*state, false);                                                                                                      \
    }                                                                                                                          \
    static void f##_without_a_thread(void **state) {                                                                           \
        f(*state, true);                                                                                                       \
    }                                                                                                                          \
    static void f##_in_a_thread(void **state) /* takes the semicolon */
#define both_ways(f) test_in_scratch(f##_in_a_thread), test_in_scratch(f##_without_a_thread)

/* ---- tests ---- */

static void order(const char *folder, bool without_thread) {
    struct scene s;
    start(&s, folder, without_thread);
    close_gate(&s, 0);
    send(&s, 1, later(new_probe(&probe_ops, &s.journal, "a")));
    send(&s, 2, new_probe(&probe_ops, &s.journal, "b"));
    send(&s, 3, new_probe(&probe_ops, &s.journal, "c"));
    send(&s, 4, later(new_probe(&probe_ops, &s.journal, "d")));
    assert_false(backend_is_idle(s.backend));
    open_gate(&s.journal);
    assert_true(wait_for(s.backend, &s.askers[4]));
    assert_string_equal(s.journal.text, "bcad");
    assert_int_equal(s.askers[1].ends, 0); /* not handed over: another slot was waited for */
    deliver_all(s.backend);
    for (size_t i = 1; i < 5; i++) {
        assert_int_equal(s.askers[i].ends, 1);
        assert_null(s.askers[i].slot.waits);
    }
    assert_true(wait_for(s.backend, &s.askers[7])); /* who asked nothing waits for nothing */
    finish(&s);
}
in_both_ways(order);

static void replacing_and_cancelling(const char *folder, bool without_thread) {
    struct scene s;
    start(&s, folder, without_thread);
    close_gate(&s, 0);
    for (const char *const *name = (const char *const[]){"a", "b", "c", NULL}; *name; name++) {
        send(&s, 1, new_probe(&probe_ops, &s.journal, *name));
        send(&s, 2, later(new_probe(&probe_ops, &s.journal, "-")));
    }
    assert_int_equal(s.journal.freed, 4);
    backend_cancel(s.backend, &s.askers[2].slot);
    backend_cancel(s.backend, &s.askers[0].slot); /* while it is being answered */
    assert_null(s.askers[2].slot.waits);
    open_gate(&s.journal);
    assert_true(wait_for(s.backend, &s.askers[1]));
    deliver_all(s.backend);
    assert_string_equal(s.journal.text, "c");
    assert_int_equal(s.askers[0].ends + s.askers[2].ends, 0);
    assert_int_equal(s.askers[1].ends, 1);
    send(&s, 1, new_probe(&probe_ops, &s.journal, "d")); /* answered, not handed over, and then replaced */
    send(&s, 3, new_probe(&probe_ops, &s.journal, "e"));
    assert_true(wait_for(s.backend, &s.askers[3]));
    send(&s, 1, new_probe(&probe_ops, &s.journal, "f"));
    assert_true(wait_for(s.backend, &s.askers[1]));
    assert_string_equal(((struct probe *)s.askers[1].got)->name, "f");
    assert_int_equal(s.askers[1].ends, 2);
    finish(&s);
}
in_both_ways(replacing_and_cancelling);

static struct request *in_parts(struct scene *s, int parts) {
    struct request *r = new_probe(&probe_ops, &s->journal, "p");
    ((struct probe *)r)->parts = parts;
    return r;
}

static void parts(const char *folder, bool without_thread) {
    struct scene s;
    start(&s, folder, without_thread);
    struct asker *a = &s.askers[1];
    send(&s, 1, in_parts(&s, 5));
    if (without_thread) {
        assert_true(backend_deliver(s.backend, s.backend));
        assert_int_equal(a->parts, 1);
        assert_true(a->got->is_partial && a->slot.waits);
        send(&s, 2, new_probe(&probe_ops, &s.journal, "")); /* behind it */
        assert_true(backend_deliver(s.backend, s.backend));
        assert_int_equal(a->parts, 2);
    }
    assert_true(wait_for(s.backend, a)); /* of what came since, the end alone */
    assert_int_equal(a->ends, 1);
    assert_true(!a->got->is_partial && a->parts <= 2);
    assert_string_equal(s.journal.text, "pppppp");
    deliver_all(s.backend);
    assert_int_equal(a->ends, 1);
    finish(&s);
}
in_both_ways(parts);

static void enough(const char *folder, bool without_thread) {
    struct scene s;
    start(&s, folder, without_thread);
    close_gate(&s, 0);
    send(&s, 1, in_parts(&s, 1 << 30));
    send(&s, 2, new_probe(&probe_ops, &s.journal, "b"));
    if (without_thread) {
        backend_deliver(s.backend, s.backend);
    }
    backend_finish_early(s.backend, &s.askers[1].slot);
    open_gate(&s.journal);
    assert_true(wait_for(s.backend, &s.askers[2]));
    deliver_all(s.backend);
    assert_int_equal(s.askers[1].ends, 1);
    assert_string_equal(s.journal.text, without_thread ? "pb" : "b");
    finish(&s);
}
in_both_ways(enough);

static void a_later_one_gives_way(void **state) {
    struct scene s;
    start(&s, *state, false);
    send(&s, 1, later(new_probe(&spin_ops, &s.journal, "spin ")));
    wait_until_in(&s.journal);
    assert_false(backend_wait(s.backend, &s.askers[1].slot, 0, s.backend));
    send(&s, 2, later(new_probe(&probe_ops, &s.journal, "later ")));
    send(&s, 3, new_probe(&probe_ops, &s.journal, "now "));
    assert_true(wait_for(s.backend, &s.askers[3]));
    assert_true(wait_for(s.backend, &s.askers[1]));
    deliver_all(s.backend);
    assert_string_equal(s.journal.text, "interrupted now spin later ");
    assert_int_equal(s.askers[1].ends, 1);
    assert_false(s.askers[1].got->has_failed);
    finish(&s);
}

/* A query that is under way ends, too: what there is by then is no failure. */
static void enough_of_a_query(void **state) {
    struct scene s;
    start(&s, *state, false);
    send(&s, 1, new_probe(&spin_ops, &s.journal, "spin"));
    wait_until_in(&s.journal);
    backend_finish_early(s.backend, &s.askers[1].slot);
    assert_true(wait_for(s.backend, &s.askers[1]));
    assert_string_equal(s.journal.text, "interrupted ");
    assert_false(s.askers[1].got->has_failed);
    assert_true(backend_is_idle(s.backend));
    finish(&s);
}

/* In the middle of its query: when it is replaced, and when the backend ends. */
static void what_is_under_way_is_given_up(void **state) {
    struct scene s;
    start(&s, *state, false);
    send(&s, 1, new_probe(&spin_ops, &s.journal, "spin"));
    wait_until_in(&s.journal);
    send(&s, 1, new_probe(&probe_ops, &s.journal, "b "));
    assert_true(wait_for(s.backend, &s.askers[1]));
    assert_string_equal(s.journal.text, "interrupted b ");
    s.journal.is_in = false;
    send(&s, 1, new_probe(&spin_ops, &s.journal, "spin"));
    wait_until_in(&s.journal);
    send(&s, 2, new_probe(&probe_ops, &s.journal, "c"));
    finish(&s);
    assert_string_equal(s.journal.text, "interrupted b interrupted ");
    assert_int_equal(s.journal.freed, 4);
    assert_int_equal(s.askers[2].ends, 0);
}

static void changes_are_made(const char *folder, bool without_thread) {
    struct scene s;
    start(&s, folder, without_thread);
    struct mark_time first = {.key = STR("id:one"), .mark = MARK_STARRED, .when = 7};
    struct mark_time second = {.key = STR("id:two"), .mark = MARK_READ, .when = 8};
    close_gate(&s, 0);
    send(&s, 1, &request_mark(0, &first, MARK_SET)->request);
    send(&s, 1, new_probe(&change_ops, &s.journal, "a"));
    backend_cancel(s.backend, &s.askers[1].slot);
    send(&s, 2, later(&request_mark(0, &second, MARK_SET)->request));
    send(&s, 3, new_probe(&probe_ops, &s.journal, "never"));
    send(&s, 4, later(new_probe(&change_ops, &s.journal, "b")));
    if (without_thread) {
        backend_stop(s.backend);
    } else {
        send(&s, 5, new_probe(&change_ops, &s.journal, "c"));
        open_gate(&s.journal);
        backend_stop(s.backend); /* the probe may have been answered by now: the changes were, in any case */
    }
    s.backend = NULL;
    assert_non_null(strchr(s.journal.text, 'a'));
    assert_non_null(strchr(s.journal.text, 'b'));
    assert_int_equal(s.askers[1].ends + s.askers[2].ends, 0);
    struct err e;
    unsigned one, two;
    struct marks *m = marks_open(s.marks_file, &e);
    static const char *const roots[] = {"/one", "/two"};
    assert_non_null(m);
    assert_well(marks_use_archive(m, NULL, roots, ARRAY_SIZE(roots), &e), &e);
    assert_well(marks_get(m, first.key, &one, &e), &e);
    assert_well(marks_get(m, second.key, &two, &e), &e);
    assert_int_equal(one, 1u << MARK_STARRED);
    assert_int_equal(two, 1u << MARK_READ);
    marks_close(m);
    finish(&s);
}
in_both_ways(changes_are_made);

/* Ids of a cache that was replaced are not answered from the one that took its place. */
static void another_cache(const char *folder, bool without_thread) {
    struct scene s;
    struct query all = {0};
    start(&s, folder, without_thread);
    send(&s, 1, &request_rows(&all, (struct page_request){.limit = 10})->request);
    send(&s, 2, &request_rows(&all, (struct page_request){.limit = 10})->request);
    assert_true(wait_for(s.backend, &s.askers[1]));
    struct rows_request *rows = (struct rows_request *)s.askers[1].got;
    assert_int_equal(rows->rows.count, 10);
    int64_t id = rows->rows.rows[9].id;
    if (without_thread) {
        backend_deliver(s.backend, s.backend);
        assert_int_equal(s.askers[2].ends, 1);
        s.askers[2].ends = 0;
        send(&s, 2, &request_archive()->request);
        send(&s, 3, &request_archive()->request);
        assert_true(wait_for(s.backend, &s.askers[3])); /* so that the other is answered, and not handed over */
    } else {
        send(&s, 3, &request_archive()->request);
        assert_true(wait_for(s.backend, &s.askers[3]));
    }
    build(&s, 1);
    send(&s, 1, &request_article(id, STR_NONE, 0)->request);
    assert_true(wait_for(s.backend, &s.askers[1]));
    assert_int_equal(s.askers[1].ends, 1); /* as before: it was not called */
    assert_null(s.askers[1].slot.waits);
    /* What is to be changed by such an id fails; by a key it does not. */
    send(&s, 4, &request_mark(id, &(struct mark_time){.mark = MARK_STARRED, .when = 1}, MARK_SET)->request);
    assert_true(wait_for(s.backend, &s.askers[4]));
    assert_true(s.askers[4].got->has_failed);
    send(&s, 4,
         &request_mark(0, &(struct mark_time){.key = STR("id:x"), .mark = MARK_STARRED, .when = 1, .title = STR("X"), .day = 1},
                       MARK_SET)
              ->request);
    assert_true(wait_for(s.backend, &s.askers[4]));
    assert_false(s.askers[4].got->has_failed);
    assert_true(backend_news(s.backend, &s.news));
    assert_true(s.news.cache_replaced && s.news.has_cache && !s.news.is_damaged);
    deliver_all(s.backend);
    assert_int_equal(s.askers[2].ends, 0); /* it was answered from the old one, which is nobody's any more */
    assert_null(s.askers[2].slot.waits);
    send(&s, 1, &request_rows(&all, (struct page_request){.limit = 10})->request);
    assert_true(wait_for(s.backend, &s.askers[1]));
    assert_int_equal(s.askers[1].ends, 2);
    assert_false(s.askers[1].got->has_failed);
    assert_false(backend_news(s.backend, &s.news));
    finish(&s);
}
in_both_ways(another_cache);

static void expect_failure(struct scene *s, struct request *r, enum err_code code, const char *text) {
    send(s, 1, r);
    assert_true(wait_for(s->backend, &s->askers[1]));
    assert_true(s->askers[1].got->has_failed);
    assert_int_equal(s->askers[1].got->error.code, code);
    assert_says(&s->askers[1].got->error, text);
}

static void no_cache(const char *folder, bool without_thread) {
    struct scene s;
    start(&s, folder, without_thread);
    remove_file(folder, "cache.db");
    send(&s, 1, &request_archive()->request);
    assert_true(wait_for(s.backend, &s.askers[1]));
    assert_int_equal(s.askers[1].ends, 0);
    send(&s, 1, &request_archive()->request); /* who did not take the news is told no less */
    assert_true(wait_for(s.backend, &s.askers[1]));
    assert_int_equal(s.askers[1].ends, 0);
    assert_true(backend_news(s.backend, &s.news));
    assert_true(s.news.cache_replaced && !s.news.has_cache && !s.news.is_damaged && s.news.has_marks);
    assert_int_equal(s.news.error.code, ERR_NONE);
    expect_failure(&s, &request_archive()->request, ERR_MISSING, "no cache yet: press R to index");
    expect_failure(&s, &request_search(&(struct query){0}, STR("a"), 5)->request, ERR_MISSING,
                   "no cache yet: press R to index");
    struct mark_time one = {.key = STR("id:one"), .mark = MARK_STARRED, .when = 7};
    send(&s, 1, &request_mark(0, &one, MARK_SET)->request);
    assert_true(wait_for(s.backend, &s.askers[1]));
    assert_false(s.askers[1].got->has_failed); /* marks need no cache */
    build(&s, 2);
    deliver_all(s.backend);
    send(&s, 1, &request_archive()->request);
    assert_true(wait_for(s.backend, &s.askers[1]));
    assert_true(backend_news(s.backend, &s.news));
    assert_true(s.news.cache_replaced && s.news.has_cache);
    finish(&s);
}
in_both_ways(no_cache);

static void a_damaged_cache(const char *folder, bool without_thread) {
    struct scene s;
    start(&s, folder, without_thread);
    remove_file(folder, "cache.db");
    write_text(folder, "cache.db", "no database at all, by no means, and long enough to be looked at");
    send(&s, 1, &request_archive()->request);
    assert_true(wait_for(s.backend, &s.askers[1]));
    assert_true(backend_news(s.backend, &s.news));
    assert_true(s.news.is_damaged && !s.news.has_cache);
    assert_int_equal(s.news.error.code, ERR_CORRUPT);
    expect_failure(&s, &request_archive()->request, ERR_CORRUPT, "cache.db");
    assert_false(backend_news(s.backend, &s.news)); /* it is said once */
    assert_int_equal(s.news.error.code, ERR_NONE);
    build(&s, 3);
    send(&s, 1, &request_archive()->request);
    assert_true(wait_for(s.backend, &s.askers[1]));
    assert_true(backend_news(s.backend, &s.news));
    assert_true(!s.news.is_damaged && s.news.has_cache && s.news.cache_replaced);
    finish(&s);
}
in_both_ways(a_damaged_cache);

static void overwrite(const char *file, long from) {
    FILE *f = fopen(file, "r+b");
    assert_non_null(f);
    fseek(f, 0, SEEK_END);
    long size = ftell(f);
    fseek(f, from, SEEK_SET);
    for (long i = from; i < size; i++) {
        fputc(0xa5, f);
    }
    fclose(f);
}

static void damage_is_found_by_a_query(const char *folder, bool without_thread) {
    struct scene s;
    start(&s, folder, without_thread);
    overwrite(s.cache_file, 16384);
    send(&s, 1, &request_search(&(struct query){0}, STR("a"), 50)->request);
    assert_true(wait_for(s.backend, &s.askers[1]));
    assert_true(s.askers[1].got->has_failed);
    assert_int_equal(s.askers[1].got->error.code, ERR_CORRUPT);
    assert_true(backend_news(s.backend, &s.news));
    assert_true(s.news.is_damaged && !s.news.cache_replaced);
    finish(&s);
}
in_both_ways(damage_is_found_by_a_query);

/* Their damage is no reason to build the cache again. */
static void damaged_marks_are_not_the_caches_fault(const char *folder, bool without_thread) {
    struct scene s;
    start(&s, folder, without_thread);
    struct mark_time one = {.key = STR("id:one"), .mark = MARK_STARRED, .when = 7};
    send(&s, 1, &request_mark(0, &one, MARK_SET)->request);
    assert_true(wait_for(s.backend, &s.askers[1]));
    overwrite(s.marks_file, 0);
    struct query unread = {.conditions = &(struct condition){.kind = CONDITION_IS, .state = STATE_UNREAD}, .count = 1};
    send(&s, 1, &request_rows(&unread, (struct page_request){.limit = 5})->request);
    assert_true(wait_for(s.backend, &s.askers[1]));
    assert_true(s.askers[1].got->has_failed);
    assert_int_equal(s.askers[1].got->error.code, ERR_OTHER);
    assert_says(&s.askers[1].got->error, "marks.db");
    send(&s, 1, &request_mark(0, &one, MARK_SET)->request);
    assert_true(wait_for(s.backend, &s.askers[1]));
    assert_int_equal(s.askers[1].got->error.code, ERR_OTHER);
    backend_news(s.backend, &s.news);
    assert_true(s.news.has_cache && !s.news.is_damaged);
    finish(&s);
}
in_both_ways(damaged_marks_are_not_the_caches_fault);

static void marks_of_others(const char *folder, bool without_thread) {
    struct scene s;
    struct err e;
    static const char *const roots[] = {"/one", "/two"};
    start(&s, folder, without_thread);
    struct mark_time own = {.key = STR("id:one"), .mark = MARK_STARRED, .when = 7};
    send(&s, 1, &request_mark(0, &own, MARK_SET)->request);
    assert_true(wait_for(s.backend, &s.askers[1]));
    if (!without_thread) {
        assert_int_equal(poll(&(struct pollfd){backend_descriptor(s.backend), POLLIN, 0}, 1, 1000), 0); /* no news */
    }
    backend_deliver(s.backend, s.backend);
    assert_false(backend_news(s.backend, &s.news));
    struct marks *m = marks_open(s.marks_file, &e);
    assert_non_null(m);
    assert_well(marks_use_archive(m, NULL, roots, ARRAY_SIZE(roots), &e), &e);
    assert_well(marks_set(m, STR("id:two"), MARK_READ, true, 9, &e), &e);
    if (!without_thread) {
        assert_int_equal(poll(&(struct pollfd){backend_descriptor(s.backend), POLLIN, 0}, 1, LONG), 1);
    }
    assert_true(backend_deliver(s.backend, s.backend));
    assert_true(backend_deliver(s.backend, s.backend)); /* until the news is taken */
    assert_true(backend_news(s.backend, &s.news));
    assert_true(s.news.marks_changed && !s.news.cache_replaced);
    assert_false(backend_deliver(s.backend, s.backend));
    if (!without_thread) {
        assert_int_equal(poll(&(struct pollfd){backend_descriptor(s.backend), POLLIN, 0}, 1, 0), 0);
    }
    marks_close(m);
    finish(&s);
}
in_both_ways(marks_of_others);

/* The cache, too, is one that is being built, and has nothing yet. */
static void without_marks(void **state) {
    write_text(*state, "none.db.building", "no database at all, by no means, and long enough to be looked at");
    char *file = path_in(*state, "none.db");
    struct asker a;
    struct backend_news news;
    struct backend *b = backend_start(&(struct backend_options){.cache_file = file});
    asker_init(&a);
    assert_true(backend_news(b, &news));
    assert_true(!news.has_cache && !news.has_marks && !news.is_damaged);
    assert_int_equal(news.error.code, ERR_NONE);
    backend_send(b, &a.slot, &request_archive()->request);
    assert_true(wait_for(b, &a));
    assert_string_equal(a.got->error.text, "no cache yet: press R to index");
    backend_send(b, &a.slot, &request_queries()->request);
    assert_true(wait_for(b, &a));
    assert_true(a.got->has_failed);
    assert_string_equal(a.got->error.text, "marks are not available: the marks file cannot be used");
    request_free(a.got);
    backend_stop(b);
    free(file);
}

/* One that is a database of somebody else's. */
static void marks_that_cannot_be_opened(void **state) {
    struct asker a;
    struct backend_news news;
    struct archive *archive = xcalloc(1, sizeof *archive);
    char *file = path_in(*state, "cache.db");
    archive_init(archive, 1);
    archive_build(archive, file, 10);
    write_text(*state, "marks.db", "no database at all, by no means, and long enough to be looked at");
    char *marks = path_in(*state, "marks.db");
    struct backend *b = backend_start(&(struct backend_options){.cache_file = file, .marks_file = marks});
    asker_init(&a);
    assert_true(backend_news(b, &news));
    assert_true(news.has_cache && !news.has_marks && !news.is_damaged);
    assert_int_equal(news.error.code, ERR_OTHER);
    backend_send(b, &a.slot, &request_queries()->request);
    assert_true(wait_for(b, &a));
    assert_string_equal(a.got->error.text, news.error.text);
    request_free(a.got);
    backend_stop(b);
    free(file);
    free(marks);
    archive_release(archive);
    free(archive);
}

/* ---- what an answer may do ---- */

static void answers_may_ask_again(const char *folder, bool without_thread) {
    struct scene s;
    start(&s, folder, without_thread);
    s.askers[1].again = s.backend;
    send(&s, 1, new_probe(&probe_ops, &s.journal, "a"));
    assert_true(wait_for(s.backend, &s.askers[1]));
    assert_non_null(s.askers[1].slot.waits);
    assert_true(wait_for(s.backend, &s.askers[1]));
    assert_int_equal(s.askers[1].ends, 2);
    s.askers[2].again = s.backend;
    send(&s, 2, new_probe(&probe_ops, &s.journal, "b"));
    deliver_all(s.backend);
    assert_int_equal(s.askers[2].ends, 2);
    finish(&s);
}
in_both_ways(answers_may_ask_again);

struct view {
    struct slot slot;
    struct backend *backend;
};

static void go_away(void *owner, void *context, struct request *r) {
    struct view *v = owner;
    (void)context;
    request_free(r);
    backend_cancel(v->backend, &v->slot);
    memset(v, 0xa5, sizeof *v);
    free(v);
}

static void answers_may_free_their_slot(const char *folder, bool without_thread) {
    struct scene s;
    start(&s, folder, without_thread);
    for (int i = 0; i < 4; i++) {
        struct view *v = xcalloc(1, sizeof *v);
        *v = (struct view){.slot = {.answered = go_away, .owner = v}, .backend = s.backend};
        backend_send(s.backend, &v->slot, i % 2 ? in_parts(&s, 3) : new_probe(&probe_ops, &s.journal, "a"));
        if (i < 2) {
            backend_wait(s.backend, &v->slot, LONG, NULL);
        } else {
            deliver_all(s.backend);
        }
    }
    assert_true(backend_is_idle(s.backend));
    finish(&s);
}
in_both_ways(answers_may_free_their_slot);

/* Whatever is asked and taken back meanwhile: nobody is answered who did not ask, and each who waits is. */
static void a_crowd(const char *folder, bool without_thread) {
    struct scene s;
    struct numbers r = {4};
    start(&s, folder, without_thread);
    for (int i = 0; i < 600; i++) {
        size_t who = number_below(&r, ARRAY_SIZE(s.askers));
        struct asker *a = &s.askers[who];
        struct query all = {0};
        switch (number_below(&r, 8)) {
        case 0:
            backend_cancel(s.backend, &a->slot);
            break;
        case 1:
            backend_deliver(s.backend, s.backend);
            break;
        case 2:
            backend_wait(s.backend, &a->slot, 1, s.backend);
            break;
        case 3:
            send(&s, who, later(&request_facet_counts(&all, COUNT_TERMS | COUNT_MARKS)->request));
            break;
        case 4:
            send(&s, who, &request_search(&all, STR("a"), 10)->request);
            break;
        case 5:
            backend_finish_early(s.backend, &a->slot);
            break;
        default:
            send(&s, who, later(&request_rows(&all, (struct page_request){.limit = 20})->request));
        }
    }
    for (size_t i = 0; i < ARRAY_SIZE(s.askers); i++) {
        assert_true(wait_for(s.backend, &s.askers[i]));
        assert_true(!s.askers[i].got || !s.askers[i].got->has_failed);
    }
    deliver_all(s.backend);
    for (int i = 0; i < 50; i++) {
        send(&s, (size_t)i % ARRAY_SIZE(s.askers), &request_search(&(struct query){0}, STR("a"), 10)->request);
    }
    finish(&s);
}
in_both_ways(a_crowd);

int main(void) {
    const struct CMUnitTest tests[] = {
        both_ways(order),
        both_ways(replacing_and_cancelling),
        both_ways(parts),
        both_ways(enough),
        test_in_scratch(a_later_one_gives_way),
        test_in_scratch(enough_of_a_query),
        test_in_scratch(what_is_under_way_is_given_up),
        both_ways(changes_are_made),
        both_ways(another_cache),
        both_ways(no_cache),
        both_ways(a_damaged_cache),
        both_ways(damage_is_found_by_a_query),
        both_ways(damaged_marks_are_not_the_caches_fault),
        both_ways(marks_of_others),
        test_in_scratch(without_marks),
        test_in_scratch(marks_that_cannot_be_opened),
        both_ways(answers_may_ask_again),
        both_ways(answers_may_free_their_slot),
        both_ways(a_crowd),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
