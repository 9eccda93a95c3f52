/* marks_lines: the marks of an archive as lines of JSON, and merging such lines: of each mark, note and query the one that was
 * changed last stays, so that machines that exchange their lines agree, in whatever order they do. */
#include <string.h>

#include "marks_private.h"
#include "text.h"

static const char HEADER[] = "{\"courant\":\"marks\",\"version\":1}";

/* ---- out ---- */

#define CHANGED(column) "iif(" column "_changed, " column "_changed, " column ")"
#define MARK_LINES(column)                                                                                                     \
    "SELECT json_object('type','" column "','key',key,'value'," column                                                         \
    ",'changed'," CHANGED(column) ",'title',title,'day',day) FROM mark WHERE archive=?1 AND (" column "<>0 OR " column         \
                                  "_changed<>0)"

static const char LINES[] =
    MARK_LINES("read") " UNION ALL " MARK_LINES("starred") " UNION ALL " MARK_LINES("queued") " UNION ALL " MARK_LINES(
        "rank") " UNION ALL SELECT json_object('type','note','key',n.key,'uid',uid,'quote',quote,'before',before,'after',after,"
                "'at',at,'text',text,'made',made,'changed',changed,'gone',gone,'title',title,'day',day) FROM note n JOIN mark"
                " USING(archive, key) WHERE n.archive=?1"
                " UNION ALL SELECT json_object('type','query','key',name,'text',query,'changed',changed,'gone',gone) FROM saved"
                " WHERE archive=?1 ORDER BY 1";

int marks_export(struct marks *m, marks_each_line *each, void *context, struct err *e) {
    each(context, STR(HEADER));
    struct statement *s = db_cached(m->db, LINES);
    bind_int(s, 1, m->archive);
    while (db_step(s)) {
        each(context, column_str(s, 0));
    }
    db_reset(s);
    return db_check(m->db, e);
}

/* ---- in ---- */

struct line_in {
    struct str type, key, uid, quote, before, after, text, title;
    int64_t value, changed, at, made, gone, day;
};

static const char PARTS[] =
    "SELECT ?1->>'type', ?1->>'key', coalesce(?1->>'uid',''), coalesce(?1->>'quote',''), coalesce(?1->>'before',''),"
    " coalesce(?1->>'after',''), coalesce(?1->>'text',''), coalesce(?1->>'title',''), ?1->>'value', ?1->>'changed', ?1->>'at',"
    " ?1->>'made', ?1->>'gone', ?1->>'day' WHERE json_valid(?1) AND json_type(?1)='object'";

/* Text is cleaned, as all that comes from outside. */
static struct str clean(struct statement *s, int column, struct arena *arena) {
    struct buf text = {0};
    text_clean(&text, column_str(s, column));
    struct str copy = arena_copy(arena, buf_str(&text));
    buf_release(&text);
    return copy;
}

static int64_t number(struct statement *s, int column) {
    const int64_t most = INT64_C(1) << 40;
    int64_t n = column_int(s, column);
    return n < 0 || n > most ? 0 : n;
}

static bool read_line(struct marks *m, struct str text, struct arena *arena, struct line_in *in) {
    struct statement *s = db_cached(m->db, PARTS);
    bind_str(s, 1, text);
    bool read = db_step(s);
    if (read) {
        *in = (struct line_in){.type = clean(s, 0, arena),
                               .key = clean(s, 1, arena),
                               .uid = clean(s, 2, arena),
                               .quote = clean(s, 3, arena),
                               .before = clean(s, 4, arena),
                               .after = clean(s, 5, arena),
                               .text = clean(s, 6, arena),
                               .title = clean(s, 7, arena),
                               .value = number(s, 8),
                               .changed = number(s, 9),
                               .at = number(s, 10),
                               .made = number(s, 11),
                               .gone = column_int(s, 12) != 0,
                               .day = number(s, 13)};
    }
    db_reset(s);
    return read && in->type.n && in->key.n;
}

static void bind_of(struct marks *m, struct statement *s, const struct line_in *in) {
    bind_int(s, 1, m->archive);
    bind_str(s, 2, in->key);
}

/* A mark of an article that is not known here is kept: the next index run may find it. */
static void know_article(struct marks *m, const struct line_in *in) {
    struct statement *s = db_cached(m->db, "INSERT INTO mark(archive, key, title, day) VALUES(?1,?2,?3,?4) ON CONFLICT(archive,"
                                           " key) DO UPDATE SET title=?3, day=?4 WHERE title=''");
    bind_of(m, s, in);
    bind_str(s, 3, in->title);
    bind_int(s, 4, in->day);
    db_run(s);
}

#define MERGE(column)                                                                                                          \
    "UPDATE mark SET " column "=?3, " column                                                                                   \
    "_changed=iif(?3=?4, 0, ?4) WHERE archive=?1 AND key=?2 AND (?4, ?3) > (" CHANGED(column) ", " column ")"

static void merge_mark(struct marks *m, const char *sql, const struct line_in *in) {
    know_article(m, in);
    struct statement *s = db_cached(m->db, sql);
    bind_of(m, s, in);
    bind_int(s, 3, in->value);
    bind_int(s, 4, in->changed);
    db_run(s);
}

static void merge_note(struct marks *m, const char *sql, const struct line_in *in) {
    know_article(m, in);
    struct statement *s = db_cached(m->db, sql);
    bind_of(m, s, in);
    bind_str(s, 3, in->uid);
    bind_str(s, 4, in->quote);
    bind_str(s, 5, in->before);
    bind_str(s, 6, in->after);
    bind_int(s, 7, in->at);
    bind_str(s, 8, in->text);
    bind_int(s, 9, in->made);
    bind_int(s, 10, in->changed);
    bind_int(s, 11, in->gone);
    db_run(s);
}

static void merge_query(struct marks *m, const char *sql, const struct line_in *in) {
    struct statement *s = db_cached(m->db, sql);
    bind_of(m, s, in);
    bind_str(s, 3, in->text);
    bind_int(s, 4, in->changed);
    bind_int(s, 5, in->gone);
    db_run(s);
}

static const struct {
    const char *type;
    void (*merge)(struct marks *m, const char *sql, const struct line_in *in);
    const char *sql;
} types[] = {
    {"read", merge_mark, MERGE("read")},
    {"starred", merge_mark, MERGE("starred")},
    {"queued", merge_mark, MERGE("queued")},
    {"rank", merge_mark, MERGE("rank")},
    {"note", merge_note,
     "INSERT INTO note(archive, key, uid, quote, before, after, at, text, made, changed, gone) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,"
     "?9,?10,?11) ON CONFLICT(archive, key, uid) DO UPDATE SET quote=?4, before=?5, after=?6, at=?7, text=?8, made=?9,"
     " changed=?10, gone=?11 WHERE (?10, ?11, ?8, ?4, ?5, ?6, ?7, ?9) > (changed, gone, text, quote, before, after, at, made)"},
    {"query", merge_query,
     "INSERT INTO saved(archive, name, query, changed, gone) VALUES(?1,?2,?3,?4,?5) ON CONFLICT(archive, name) DO UPDATE SET"
     " query=?3, changed=?4, gone=?5 WHERE (?4, ?5, ?3) > (changed, gone, query)"},
};

static int merge_line(struct marks *m, struct str text, int64_t line, struct arena *arena, struct err *e) {
    struct line_in in;
    if (!read_line(m, text, arena, &in)) {
        return db_check(m->db, e) < 0 ? -1 : err_set(e, "line %lld is no line of exported marks", (long long)line);
    }
    for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
        if (str_is(in.type, types[i].type)) {
            types[i].merge(m, types[i].sql, &in);
            return db_check(m->db, e);
        }
    }
    return err_set(e, "line %lld: unknown type '%.*s'; it may be of a newer version of Courant", (long long)line,
                   (int)in.type.n, in.type.p);
}

static int merge_all(struct marks *m, struct str text, int64_t *lines, struct err *e) {
    struct arena arena = {0};
    int result = 0;
    int64_t line = 0;
    while (text.n && result == 0) {
        struct str here = str_line(text);
        text = str_slice(text, here.n + 1, text.n);
        line++;
        here = str_trim(here);
        if (!here.n || str_starts(here, "{\"courant\":")) {
            result = here.n && !str_equal(here, STR(HEADER))
                         ? err_set(e, "line %lld: these marks were exported by a newer version of Courant", (long long)line)
                         : 0;
            continue;
        }
        arena_reset(&arena);
        result = merge_line(m, here, line, &arena, e);
        ++*lines;
    }
    arena_release(&arena);
    return result;
}

int marks_import(struct marks *m, struct str text, int64_t *lines, struct err *e) {
    *lines = 0;
    return marks_begin(m, e) < 0 ? -1 : marks_end(m, merge_all(m, text, lines, e), e);
}
