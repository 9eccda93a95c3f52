/* fixture: the caches that all cases read, made once, and the marks file that each case has to itself. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db.h"
#include "indexer.h"
#include "scenario.h"

static char *join(const char *folder, const char *name) {
    struct buf path = {0};
    buf_printf(&path, "%s/%s", folder, name);
    buf_putc(&path, '\0');
    return path.p;
}

static void build(const char *cache, const char *folder) {
    struct index_report report;
    struct err e;
    char **roots;
    size_t count;
    if (indexer_roots((const char *const *)&folder, 1, &roots, &count, &e) < 0) {
        die("%s", e.text);
    }
    struct index_options options = {.cache_file = cache,
                                    .roots = (const char *const *)roots,
                                    .root_count = count,
                                    .processes = 1,
                                    .now = {.day = date_day(2024, 12, 1)},
                                    .hide = HIDE_DEFAULT};
    if (indexer_run(&options, &report, &e) < 0) {
        die("%s", e.text);
    }
    free(roots[0]);
    free(roots);
}

/* ---- an archive that changes between two runs ---- */

static char *make_folder(const struct fixture *f, const char *name) {
    char *path = join(f->folder, name);
    mkdir(path, 0700);
    return path;
}

static void rename_file(const struct fixture *f, const char *from, const char *to) {
    char *old = join(f->folder, from), *new = join(f->folder, to);
    if (rename(old, new) != 0) {
        die("cannot rename '%s'", old);
    }
    free(old);
    free(new);
}

enum { ALONE = 11 }; /* the articles from this number on have no topic */

static void write_text(const struct fixture *f, const char *name, const char *text) {
    char *path = join(f->folder, name);
    FILE *file = fopen(path, "we");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) {
        die("cannot write '%s'", path);
    }
    free(path);
}

static void write_article(const struct fixture *f, const char *name, int number, const char *title, const char *body) {
    struct buf text = {0};
    buf_printf(&text, "---\ntitle: '%s'\ndate: '2024-%02d-03'\nid: %d\n", title, number, 7000 + number);
    buf_puts(&text, number < ALONE ? "categories:\n  - 'Osprey Index: Nursing'\n" : "");
    buf_printf(&text, "---\n%s\n", body);
    write_text(f, name, buf_cstr(&text));
    buf_release(&text);
}

/* So that every run of the tests shows the same. */
static void set_time_of_update(const char *cache) {
    struct err e;
    struct db *db = db_open(cache, DB_WRITE, &e);
    if (!db || db_exec(db, "UPDATE stat SET value=1733011200 WHERE name='updated'", &e) < 0) {
        die("%s", e.text);
    }
    db_close(db);
}

static void change_files(const struct fixture *f) {
    write_article(f, "archive/edited.md", 2, "Night shifts, counted again", "Nine of ten nurses sleep badly.");
    rename_file(f, "archive/here.md", "archive/there.md");
    rename_file(f, "archive/withdrawn.md", "withdrawn.md");
    write_article(f, "archive/new.md", 6, "A lamp that follows the nurse", "It is new.");
    write_text(f, "archive/broken.md", "---\nsummary: 'This text is never closed\n---\n");
}

static void build_changing(struct fixture *f) {
    char *content = make_folder(f, "archive");
    write_article(f, "archive/stays.md", 1, "Nurses count their steps", "Eleven thousand on a ward of thirty beds.");
    write_article(f, "archive/edited.md", 2, "Night shifts, counted", "Nine of ten.");
    write_article(f, "archive/here.md", 3, "A trolley that knows its way", "It moves by itself.");
    write_article(f, "archive/withdrawn.md", 4, "A rumour about the nurses of ward nine", "It was not so.");
    write_article(f, "archive/broken.md", 5, "Good until the next run", "This file is broken later.");
    write_article(f, "archive/alone.md", ALONE, "Weather", "It rains.");
    build(f->before, content);
    build(f->after, content);
    change_files(f);
    build(f->after, content);
    set_time_of_update(f->after);
    free(content);
}

/* ---- notes ---- */

static void build_vault(struct fixture *f) {
    char *content = make_folder(f, "vault");
    char *folder = make_folder(f, "vault/places");
    struct buf clinic = {0};
    write_text(
        f, "vault/Start.md",
        "To the [[harbour clinic]], when it is [[Harbour Clinic#Opening hours|open]], to [[Desk]], [[#Below]], "
        "[[The Dock Ward]] and [[Nowhere]].\n\nWith a #ward/dock tag.\n\n1\n\n2\n\n3\n\n4\n\n5\n\n6\n\n## Below\n\nThe end.\n");
    buf_puts(&clinic, "---\naliases: [The dock ward]\n---\nA clinic. [[desk|Its desk]].\n");
    for (int i = 1; i < 20; i++) {
        buf_printf(&clinic, "\nLine %d.\n%s", i, i == 12 ? "\n## Opening hours\n" : "");
    }
    write_text(f, "vault/places/Harbour Clinic.md", buf_cstr(&clinic));
    write_text(f, "vault/places/Desk.md", "The desk of the clinic.\n");
    write_text(f, "vault/Desk.md", "Any desk.\n");
    build(f->vault, content);
    buf_release(&clinic);
    free(folder);
    free(content);
}

/* ---- all of them ---- */

void fixture_make(struct fixture *f, const char *archive) {
    const char *tmp = getenv("TMPDIR");
    f->folder = join(tmp ? tmp : "/tmp", "courant-screens-XXXXXX");
    if (!mkdtemp(f->folder)) {
        die("cannot make a folder like '%s'", f->folder);
    }
    char *nothing = make_folder(f, "nothing");
    f->full = join(f->folder, "full.db");
    f->vault = join(f->folder, "vault.db");
    f->empty = join(f->folder, "empty.db");
    f->none = join(f->folder, "none.db");
    f->before = join(f->folder, "before.db");
    f->after = join(f->folder, "after.db");
    f->used = join(f->folder, "used.db");
    build(f->full, archive);
    build(f->empty, nothing);
    build_changing(f);
    build_vault(f);
    rmdir(nothing);
    free(nothing);
}

const char *fixture_cache(const struct fixture *f, struct str name) {
    const struct {
        const char *name, *cache;
    } caches[] = {{"full", f->full}, {"vault", f->vault},   {"empty", f->empty},
                  {"none", f->none}, {"before", f->before}, {"after", f->after}};
    for (size_t i = 0; i < ARRAY_SIZE(caches); i++) {
        if (str_is(name, caches[i].name)) {
            return caches[i].cache;
        }
    }
    return NULL;
}

void fixture_use(const struct fixture *f, const char *cache) {
    char *link = join(f->folder, "link");
    if (symlink(cache, link) != 0 || rename(link, f->used) != 0) {
        die("cannot link '%s'", f->used);
    }
    free(link);
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *place) {
    (void)status;
    (void)type;
    (void)place;
    return remove(path);
}

void fixture_remove(struct fixture *f) {
    nftw(f->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(f->folder);
    free(f->full);
    free(f->vault);
    free(f->empty);
    free(f->none);
    free(f->before);
    free(f->after);
    free(f->used);
}
