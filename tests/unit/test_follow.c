/* test_follow: a mark follows its article, and one whose following failed anywhere has not been lost: it follows the next time.
 */
#include <stdio.h>

#include "date.h"
#include "db.h"
#include "faults.h"
#include "follow.h"
#include "site.h"

enum { FILES = 3, TOLD_MAX = 8, IO_ERROR = 10 /* SQLITE_IOERR */ };

struct file {
    const char *name, *front; /* NULL: it is removed */
};

/* Where the archive is read from the next time. */
enum place {
    HERE,
    ELSEWHERE,  /* it has moved */
    COPIED,     /* it is there, too */
    FROM_ABOVE, /* the folder that it is in */
};

/* What an index run finds, and where the mark belongs after it; NULL: nowhere. */
static const struct scenario {
    const char *name;
    struct file before[FILES], after[FILES];
    const char *marked, *wanted;
    const char *old; /* it is of version 1, under that key */
    bool rebuilt;
    enum place place;
} scenarios[] = {
    {.name = "the title is edited",
     .before = {{"a.md", "title: One\nid: 1"}},
     .after = {{"a.md", "title: Other\nid: 1"}},
     .marked = "id:1//a.md",
     .wanted = "id:1//a.md"},
    {.name = "an id is given",
     .before = {{"a.md", "title: One"}},
     .after = {{"a.md", "title: One\nid: 1"}},
     .marked = "path://a.md",
     .wanted = "id:1//a.md"},
    {.name = "it is copied elsewhere and the old file goes",
     .before = {{"a.md", "title: One"}},
     .after = {{"a.md", NULL}, {"b.md", "title: One"}},
     .marked = "path://a.md",
     .wanted = "path://b.md"},
    {.name = "its folder is renamed",
     .before = {{"a/a.md", "title: One\nslug: one"}},
     .after = {{"a/a.md", NULL}, {"b/a.md", "title: One\nslug: one"}},
     .marked = "slug:one//a/a.md",
     .wanted = "slug:one//b/a.md"},
    {.name = "contents are exchanged",
     .before = {{"a.md", "title: One"}, {"b.md", "title: Two"}},
     .after = {{"a.md", "title: Two"}, {"b.md", "title: One"}},
     .marked = "path://a.md",
     .wanted = "path://b.md"},
    {.name = "contents are exchanged, and the cache is gone",
     .before = {{"a.md", "title: One"}, {"b.md", "title: Two"}},
     .after = {{"a.md", "title: Two"}, {"b.md", "title: One"}},
     .marked = "path://a.md",
     .wanted = "path://b.md",
     .rebuilt = true},
    {.name = "either of two",
     .before = {{"a.md", "title: One"}},
     .after = {{"a.md", NULL}, {"b.md", "title: One"}, {"c.md", "title: One"}},
     .marked = "path://a.md",
     .wanted = "path://a.md"},
    {.name = "it is gone",
     .before = {{"a.md", "title: One"}, {"b.md", "title: Two"}},
     .after = {{"a.md", NULL}},
     .marked = "path://a.md",
     .wanted = "path://a.md"},
    {.name = "the cache is gone, and it is renamed",
     .before = {{"a.md", "title: One"}, {"b.md", "title: Two"}},
     .after = {{"a.md", NULL}, {"c.md", "title: One"}},
     .marked = "path://a.md",
     .wanted = "path://c.md",
     .rebuilt = true},
    {.name = "the archive moves",
     .before = {{"a.md", "title: One"}, {"b.md", "title: Two\nid: 2"}},
     .marked = "path://a.md",
     .wanted = "path://a.md",
     .place = ELSEWHERE},
    {.name = "the archive moves, and a file in it",
     .before = {{"a.md", "title: One"}, {"b.md", "title: Two\nid: 2"}, {"c.md", "title: Three"}},
     .after = {{"a.md", NULL}, {"d.md", "title: One"}},
     .marked = "path://a.md",
     .wanted = "path://d.md",
     .place = ELSEWHERE},
    {.name = "the archive is copied",
     .before = {{"a.md", "title: One"}, {"b.md", "title: Two\nid: 2"}},
     .marked = "path://a.md",
     .place = COPIED},
    {.name = "another archive moves here",
     .before = {{"a.md", "title: One"}, {"b.md", "title: Two\nid: 2"}, {"c.md", "title: Three"}},
     .after = {{"a.md", NULL}, {"b.md", "title: Other\nid: 2"}, {"c.md", "title: More"}},
     .marked = "path://a.md",
     .place = ELSEWHERE},
    {.name = "it is read from above",
     .before = {{"a.md", "title: One"}, {"b.md", "title: Two\nid: 2"}},
     .marked = "path://a.md",
     .wanted = "path://site/a.md",
     .place = FROM_ABOVE},
    {.name = "the cache is gone, and an id is given",
     .before = {{"a.md", "title: One"}},
     .after = {{"a.md", "title: Other\nid: 1"}},
     .marked = "path://a.md",
     .wanted = "id:1//a.md",
     .rebuilt = true},
    {.name = "the cache is gone, and an id is elsewhere",
     .before = {{"a.md", "title: One\nid: 1"}},
     .after = {{"a.md", NULL}, {"b.md", "title: Other\nid: 1"}},
     .marked = "id:1//a.md",
     .wanted = "id:1//b.md",
     .rebuilt = true},
    {.name = "the cache is gone, and a title is elsewhere on another day",
     .before = {{"a.md", "title: One"}},
     .after = {{"a.md", NULL}, {"b.md", "title: One\ndate: 2021-02-02"}},
     .marked = "path://a.md",
     .wanted = "path://a.md",
     .rebuilt = true},
    {.name = "an id is in two files",
     .before = {{"a.md", "title: One\nid: 1"}},
     .after = {{"a.md", NULL}, {"b.md", "title: Other\nid: 1"}, {"c.md", "title: Other\nid: 1"}},
     .marked = "id:1//a.md",
     .wanted = "id:1//a.md"},
    {.name = "an id is in two files, one of them with its title",
     .before = {{"a.md", "title: One\nid: 1"}},
     .after = {{"a.md", NULL}, {"b.md", "title: Other\nid: 1"}, {"c.md", "title: One\nid: 1"}},
     .marked = "id:1//a.md",
     .wanted = "id:1//c.md"},
    {.name = "the title is edited, and another comes to have it",
     .before = {{"a.md", "title: One"}},
     .after = {{"a.md", "title: Other"}, {"b.md", "title: One"}, {"c.md", "title: One"}},
     .marked = "path://a.md",
     .wanted = "path://a.md"},
    {.name = "the day is edited",
     .before = {{"a.md", "title: One"}},
     .after = {{"a.md", "title: One\ndate: 2021-02-02"}},
     .marked = "path://a.md",
     .wanted = "path://a.md",
     .rebuilt = true},
    {.name = "marks of version 1",
     .before = {{"a.md", "title: One\nid: 1"}, {"b.md", "title: Two"}},
     .after = {{"b.md", "title: Two\nid: 2"}},
     .old = "id:1",
     .wanted = "id:1//a.md"},
};

struct told {
    struct str old_key;
    struct identity now;
};

struct desk {
    struct site site;
    const struct scenario *scenario;
    char *folder, *marks_file;
    struct buf marks; /* the file, as it was before the run */
    struct arena arena;
    struct told told[TOLD_MAX];
    size_t told_count;
    bool looked;
};

static void write_files(struct desk *d, const struct file *files) {
    for (size_t i = 0; i < FILES && files[i].name; i++) {
        char text[200];
        const char *front = files[i].front ? files[i].front : "";
        snprintf(text, sizeof text, "---\n%s\n%s---\nText.\n", front, strstr(front, "date") ? "" : "date: 2021-01-01\n");
        if (files[i].front) {
            write_text(d->site.root, files[i].name, text);
        } else {
            remove_file(d->site.root, files[i].name);
        }
    }
}

static void hear_known(void *context, struct str old_key, const struct identity *now) {
    struct desk *d = context;
    assert_true(d->told_count < TOLD_MAX);
    d->told[d->told_count++] = (struct told){arena_copy(&d->arena, old_key),
                                             {arena_copy(&d->arena, now->key), arena_copy(&d->arena, now->title), now->day}};
}

static struct marks *opened(struct desk *d) {
    struct err e = {0};
    struct marks *m = marks_open(d->marks_file, &e);
    if (!m) {
        fail_msg("%s", e.text);
    }
    return m;
}

/* As an index run does it. */
static int follow(struct desk *d, struct marks *m, struct cache *c, bool built, struct err *e) {
    struct follow f;
    if (marks_use_archive(m, NULL, d->site.roots, 1, e) < 0) {
        return -1;
    }
    follow_begin(&f, m);
    for (size_t i = 0; i < d->told_count && !built; i++) {
        if (follow_change(&f, d->told[i].old_key, &d->told[i].now, e) < 0) {
            return -1;
        }
    }
    return follow_end(&f, c, built, d->told_count > 0, 1600000000, e) < 0 ? -1 : follow_committed(&f, e);
}

static void expect_mark(struct desk *d, struct marks *m, const char *key, long at) {
    unsigned bits;
    struct err e = {0};
    assert_well(marks_use_archive(m, NULL, d->site.roots, 1, &e), &e);
    assert_well(marks_get(m, str_from(key), &bits, &e), &e);
    if (bits != (d->scenario->wanted ? 1 << MARK_STARRED : 0)) {
        fail_msg("%s, call %ld failing: this is not so of the mark at '%s'", d->scenario->name, at, key);
    }
}

/* True: there were not so many calls. */
static bool fails_at(struct desk *d, struct cache *c, long at, bool on) {
    struct err e = {0};
    const struct scenario *s = d->scenario;
    write_file(d->folder, "marks.db", d->marks.p, d->marks.n);
    struct marks *m = opened(d);
    faults_begin("sqlite", FAULTS_HERE, at, on, IO_ERROR);
    int result = follow(d, m, c, s->rebuilt, &e);
    bool over = faults_end() < at;
    if (result < 0) {
        assert_false(over);
        assert_true(e.text[0] != '\0');
        marks_close(m);
        m = opened(d);
        assert_well(follow(d, m, c, true, &e), &e); /* as after a run in which marks could not follow */
    }
    expect_mark(d, m, s->wanted ? s->wanted : s->marked, at);
    marks_close(m);
    return over;
}

static bool fail_everywhere(void *context, struct cache *c, const struct index_report *report) {
    struct desk *d = context;
    (void)report;
    for (int on = 0; on < 2; on++) {
        long at = 1 + (d->scenario - scenarios) % 2;
        while (!fails_at(d, c, at, on)) {
            at += on ? 9 : 2; /* the others in the next scenario, which is much alike */
        }
        assert_true(at > 5); /* else nothing was made to fail */
    }
    d->looked = true;
    return true;
}

static void run(struct desk *d, bool (*settled)(void *context, struct cache *c, const struct index_report *report)) {
    struct index_report report;
    struct err e = {0};
    struct index_options o = {.cache_file = d->site.cache_file,
                              .roots = d->site.roots,
                              .root_count = 1,
                              .processes = 1,
                              .context = d,
                              .known = hear_known,
                              .settled = settled};
    d->told_count = 0;
    assert_well(indexer_run(&o, &report, &e), &e);
}

static bool follow_well(void *context, struct cache *c, const struct index_report *report) {
    struct desk *d = context;
    struct err e = {0};
    struct marks *m = opened(d);
    assert_well(follow(d, m, c, report->built, &e), &e);
    if (d->scenario->marked) {
        assert_well(marks_swap(m,
                               &(struct mark_time){.key = str_from(d->scenario->marked),
                                                   .mark = MARK_STARRED,
                                                   .when = 1,
                                                   .title = STR("One"),
                                                   .day = date_day(2021, 1, 1)},
                               1, &e),
                    &e);
    }
    marks_close(m);
    return true;
}

static void make_old(struct desk *d) {
    char sql[700];
    struct err e = {0};
    struct db *db = db_open(d->marks_file, DB_CREATE, &e);
    snprintf(sql, sizeof sql,
             "PRAGMA application_id=1131377997; PRAGMA user_version=1; CREATE TABLE mark(key TEXT PRIMARY KEY, read INTEGER NOT"
             " NULL DEFAULT 0, starred INTEGER NOT NULL DEFAULT 0, queued INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL"
             " DEFAULT 0) WITHOUT ROWID; INSERT INTO mark(key, starred) VALUES('%s', 1)",
             d->scenario->old);
    assert_well(db_exec(db, sql, &e), &e);
    db_close(db);
}

static void go_to(struct desk *d) {
    char *elsewhere = path_in(d->folder, "elsewhere");
    if (d->scenario->place == ELSEWHERE) {
        assert_int_equal(rename(d->site.root, elsewhere), 0);
    }
    free(d->site.root);
    d->site.root = elsewhere;
    d->site.roots[0] = elsewhere;
    if (d->scenario->place == COPIED) {
        write_files(d, d->scenario->before);
    } else if (d->scenario->place == FROM_ABOVE) {
        d->site.roots[0] = d->folder;
    }
}

static void play(struct desk *d) {
    write_files(d, d->scenario->before);
    if (d->scenario->old) {
        make_old(d);
    }
    run(d, d->scenario->old ? NULL : follow_well);
    read_file(d->marks_file, &d->marks);
    if (d->scenario->place != HERE) {
        go_to(d);
    }
    write_files(d, d->scenario->after);
    if (d->scenario->rebuilt) {
        remove_file(d->folder, "cache.db");
    }
    run(d, fail_everywhere);
    assert_true(d->looked);
}

static void follows_whatever_fails(void **state) {
    for (size_t i = 0; i < ARRAY_SIZE(scenarios); i++) {
        char name[16];
        snprintf(name, sizeof name, "%zu", i);
        struct desk d = {.scenario = &scenarios[i], .folder = path_in(*state, name)};
        write_text(d.folder, "there", "");
        d.marks_file = path_in(d.folder, "marks.db");
        site_open(&d.site, d.folder);
        play(&d);
        site_close(&d.site);
        arena_release(&d.arena);
        buf_release(&d.marks);
        free(d.marks_file);
        free(d.folder);
    }
}

int main(void) {
    faults_sync_nothing();
    const struct CMUnitTest tests[] = {
        test_in_scratch(follows_whatever_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
