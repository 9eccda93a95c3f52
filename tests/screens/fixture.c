/* fixture: the caches that all cases read, made once, and the marks file that each case has to itself. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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
                                    .today = date_day(2024, 12, 1)};
    if (indexer_run(&options, &report, &e) < 0) {
        die("%s", e.text);
    }
    free(roots[0]);
    free(roots);
}

void fixture_make(struct fixture *f, const char *archive) {
    const char *tmp = getenv("TMPDIR");
    f->folder = join(tmp ? tmp : "/tmp", "courant-screens-XXXXXX");
    if (!mkdtemp(f->folder)) {
        die("cannot make a folder like '%s'", f->folder);
    }
    char *nothing = join(f->folder, "nothing");
    mkdir(nothing, 0700);
    f->full = join(f->folder, "full.db");
    f->empty = join(f->folder, "empty.db");
    f->none = join(f->folder, "none.db");
    build(f->full, archive);
    build(f->empty, nothing);
    rmdir(nothing);
    free(nothing);
}

void fixture_remove(struct fixture *f) {
    static const char *const names[] = {"full.db",      "full.db-wal",    "full.db-shm",     "full.db.lock", "empty.db",
                                        "empty.db-wal", "empty.db-shm",   "empty.db.lock",   "marks.db",     "marks.db-wal",
                                        "marks.db-shm", "marks.db.1-day", "marks.db-journal"};
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        char *path = join(f->folder, names[i]);
        unlink(path);
        free(path);
    }
    rmdir(f->folder);
    free(f->folder);
    free(f->full);
    free(f->empty);
    free(f->none);
}
