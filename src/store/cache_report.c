/* cache_report: what the indexer reported: problems of content files, and the changes of its last run. */
#include <stdlib.h>
#include <string.h>

#include "cache_private.h"

const char *const change_kinds[CHANGE_KIND_COUNT] = {
    [CHANGE_NEW] = "added", [CHANGE_EDITED] = "changed", [CHANGE_MOVED] = "moved", [CHANGE_WITHDRAWN] = "removed"};

static enum severity severity_from(int64_t number) {
    return number == SEVERITY_ERROR ? SEVERITY_ERROR : number == SEVERITY_NOTE ? SEVERITY_NOTE : SEVERITY_WARNING;
}

static struct file_problem read_problem(struct statement *s, struct arena *arena) {
    return (struct file_problem){
        .article = column_int(s, 0),
        .root = column_copy(s, 1, arena),
        .path = column_copy(s, 2, arena),
        .severity = severity_from(column_int(s, 3)),
        .line = (int)column_int(s, 4),
        .column = (int)column_int(s, 5),
        .message = column_text(s, 6, arena),
        .kind = column_text(s, 7, arena),
    };
}

#define COMMON_KINDS "SELECT kind FROM problem GROUP BY kind HAVING count(DISTINCT file)>?3"

/* Files with the worst problems first. */
#define PROBLEMS(condition)                                                                                                    \
    "WITH p AS (SELECT * FROM problem WHERE severity>=?1 AND " condition ") SELECT f.article, r.path, f.path, p.severity,"     \
    " p.line, p.col, p.message, p.kind FROM p JOIN (SELECT file, max(severity) AS worst FROM p GROUP BY file) w ON "           \
    "w.file=p.file"                                                                                                            \
    " JOIN file f ON f.id=p.file LEFT JOIN root r ON r.id=f.root ORDER BY w.worst DESC, f.root, f.path, p.line, p.col LIMIT "  \
    "?2"

static int read_problems(struct cache *c, struct statement *s, enum severity least, size_t limit, struct arena *arena,
                         struct file_problem **problems, size_t *count, struct err *e) {
    struct file_problem *list = NULL;
    size_t capacity = 0;
    *count = 0;
    bind_int(s, 1, least);
    bind_int(s, 2, (int64_t)limit);
    while (db_step(s)) {
        list = grow(list, *count, &capacity, sizeof *list);
        list[(*count)++] = read_problem(s, arena);
    }
    db_reset(s);
    *problems = arena_alloc(arena, *count, sizeof **problems);
    if (*count) {
        memcpy(*problems, list, *count * sizeof *list);
    }
    free(list);
    return db_check(c->db, e);
}

int cache_problems(struct cache *c, enum severity least, size_t limit, struct arena *arena, struct file_problem **problems,
                   size_t *count, struct err *e) {
    return read_problems(c, db_cached(c->db, PROBLEMS("1")), least, limit, arena, problems, count, e);
}

int cache_rare_problems(struct cache *c, size_t limit, struct arena *arena, struct file_problem **problems, size_t *count,
                        struct err *e) {
    struct statement *s = db_cached(c->db, PROBLEMS("kind NOT IN (" COMMON_KINDS ")"));
    bind_int(s, 3, PROBLEM_FILES);
    return read_problems(c, s, SEVERITY_NOTE, limit, arena, problems, count, e);
}

int cache_problems_of(struct cache *c, struct str kind, size_t limit, struct arena *arena, struct file_problem **problems,
                      size_t *count, struct err *e) {
    struct statement *s = db_cached(c->db, PROBLEMS("kind=?3"));
    bind_str(s, 3, kind);
    return read_problems(c, s, SEVERITY_NOTE, limit, arena, problems, count, e);
}

static void read_places(struct cache *c, struct problem_kind *kind, struct arena *arena) {
    struct statement *s = db_cached(c->db, "SELECT DISTINCT f.root, f.path FROM problem p JOIN file f ON f.id=p.file WHERE"
                                           " p.kind=? ORDER BY 1, 2 LIMIT ?");
    bind_str(s, 1, kind->kind);
    bind_int(s, 2, ARRAY_SIZE(kind->places));
    for (size_t i = 0; i < ARRAY_SIZE(kind->places) && db_step(s); i++) {
        kind->places[i] = column_copy(s, 1, arena);
    }
    db_reset(s);
}

int cache_problem_kinds(struct cache *c, struct arena *arena, struct problem_kind **kinds, size_t *count, struct err *e) {
    enum { KINDS = 200 };
    struct statement *s = db_cached(c->db, "SELECT max(severity), kind, iif(count(DISTINCT message)=1, min(message), kind),"
                                           " count(DISTINCT file) AS files FROM problem GROUP BY kind HAVING files>?1"
                                           " ORDER BY 1 DESC, files DESC, kind LIMIT ?2");
    *kinds = arena_alloc(arena, KINDS, sizeof **kinds);
    *count = 0;
    bind_int(s, 1, PROBLEM_FILES);
    bind_int(s, 2, KINDS);
    while (*count < KINDS && db_step(s)) {
        (*kinds)[(*count)++] = (struct problem_kind){.severity = severity_from(column_int(s, 0)),
                                                     .kind = column_text(s, 1, arena),
                                                     .message = column_text(s, 2, arena),
                                                     .files = column_int(s, 3)};
    }
    db_reset(s);
    for (size_t i = 0; i < *count; i++) {
        read_places(c, &(*kinds)[i], arena);
    }
    return db_check(c->db, e);
}

int cache_each_problem(struct cache *c, enum severity least, cache_each_file_problem *each, void *context, struct err *e) {
    struct statement *s = db_cached(
        c->db, "SELECT f.article, r.path, f.path, p.severity, p.line, p.col, p.message, p.kind FROM file f LEFT JOIN problem"
               " p ON p.file=f.id AND p.severity>=?1 LEFT JOIN root r ON r.id=f.root ORDER BY f.root, f.path,"
               " p.severity DESC, p.line, p.col");
    struct arena arena = {0};
    bind_int(s, 1, least);
    while (db_step(s)) {
        arena_reset(&arena);
        struct file_problem p = read_problem(s, &arena);
        each(context, &p);
    }
    db_reset(s);
    arena_release(&arena);
    return db_check(c->db, e);
}

int cache_changes(struct cache *c, size_t limit, struct arena *arena, struct changes *changes, struct err *e) {
    struct statement *s = db_cached(c->db, "SELECT kind, article, path, title FROM change ORDER BY kind, root, path LIMIT ?");
    struct change *list = NULL;
    size_t capacity = 0;
    *changes = (struct changes){0};
    bind_int(s, 1, (int64_t)limit);
    while (db_step(s)) {
        int64_t kind = column_int(s, 0);
        list = grow(list, changes->count, &capacity, sizeof *list);
        list[changes->count++] = (struct change){
            .kind = kind >= 0 && kind < CHANGE_KIND_COUNT ? (enum change_kind)kind : CHANGE_EDITED,
            .article = column_int(s, 1),
            .path = column_copy(s, 2, arena),
            .title = column_text(s, 3, arena),
        };
    }
    db_reset(s);
    changes->changes = arena_alloc(arena, changes->count, sizeof *list);
    if (list) {
        memcpy(changes->changes, list, changes->count * sizeof *list);
    }
    free(list);
    changes->time = db_int(c->db, "SELECT value FROM stat WHERE name='updated'");
    return db_check(c->db, e);
}
