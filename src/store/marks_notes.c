/* marks_notes: notes on articles and passages of their texts. */
#include <stdlib.h>
#include <string.h>

#include "marks_private.h"
#include "pack.h"

/* ---- one note ---- */

static bool is_deleted(const struct note *n) {
    return !n->quote.n && !n->text.n;
}

static void note_pack(struct buf *out, const struct note *n) {
    pack_str(out, n->quote);
    pack_str(out, n->before);
    pack_str(out, n->after);
    pack_int(out, n->at);
    pack_str(out, n->text);
    pack_int(out, n->made);
}

struct note note_unpack(struct str bytes) {
    struct unpack u = unpack_from(bytes);
    struct note n = {.key = STR_NONE, .uid = STR_NONE, .title = STR_NONE};
    n.quote = unpack_str(&u);
    n.before = unpack_str(&u);
    n.after = unpack_str(&u);
    n.at = unpack_int(&u);
    n.text = unpack_str(&u);
    n.made = unpack_int(&u);
    return n;
}

#define COLUMNS "n.key, n.uid, n.quote, n.before, n.after, n.at, n.text, n.made, n.changed, k.title, k.day"

static struct note read_note(struct statement *s, struct arena *arena) {
    return (struct note){.key = column_copy(s, 0, arena),
                         .uid = column_copy(s, 1, arena),
                         .quote = column_copy(s, 2, arena),
                         .before = column_copy(s, 3, arena),
                         .after = column_copy(s, 4, arena),
                         .at = column_int(s, 5),
                         .text = column_copy(s, 6, arena),
                         .made = column_int(s, 7),
                         .changed = column_int(s, 8),
                         .title = column_copy(s, 9, arena),
                         .day = (int32_t)column_int(s, 10)};
}

/* The stored one, as a blob; of none: deleted. */
static void note_stored(struct marks *m, struct str key, struct str uid, struct buf *out) {
    struct arena arena = {0};
    struct note n = {.quote = STR_NONE, .before = STR_NONE, .after = STR_NONE, .text = STR_NONE};
    struct statement *s =
        db_cached(m->db, "SELECT " COLUMNS " FROM note n JOIN mark k USING(archive, key) WHERE n.archive=?1 AND"
                         " n.key=?2 AND n.uid=?3");
    bind_int(s, 1, m->archive);
    bind_str(s, 2, key);
    bind_str(s, 3, uid);
    if (db_step(s)) {
        n = read_note(s, &arena);
    }
    db_reset(s);
    note_pack(out, &n);
    arena_release(&arena);
}

void note_store(struct marks *m, const struct note *n) {
    struct statement *s =
        db_cached(m->db, "INSERT OR REPLACE INTO note(archive, key, uid, quote, before, after, at, text, made,"
                         " changed, gone) VALUES(?,?,?,?,?,?,?,?,?,?,?)");
    bool deleted = is_deleted(n);
    bind_int(s, 1, m->archive);
    bind_str(s, 2, n->key);
    bind_str(s, 3, n->uid);
    bind_str(s, 4, n->quote);
    bind_str(s, 5, deleted ? STR_NONE : n->before);
    bind_str(s, 6, deleted ? STR_NONE : n->after);
    bind_int(s, 7, n->at);
    bind_str(s, 8, n->text);
    bind_int(s, 9, n->made);
    bind_int(s, 10, n->changed);
    bind_int(s, 11, deleted);
    db_run(s);
}

/* Through its mark the note follows the article. */
static void know_article(struct marks *m, const struct note *n) {
    struct statement *s = db_cached(m->db, "INSERT INTO mark(archive, key, title, day) VALUES(?1,?2,?3,?4) ON CONFLICT(archive,"
                                           " key) DO UPDATE SET stray=0, title=iif(?3='', title, ?3), day=iif(?3='', day, ?4)");
    bind_int(s, 1, m->archive);
    bind_str(s, 2, n->key);
    bind_str(s, 3, n->title);
    bind_int(s, 4, n->day);
    db_run(s);
}

int marks_set_note(struct marks *m, const struct note *n, int64_t now, struct err *e) {
    struct buf before = {0}, after = {0};
    struct note stored = *n;
    if (marks_begin(m, e) < 0) {
        return -1;
    }
    know_article(m, n);
    note_stored(m, n->key, n->uid, &before);
    struct note old = note_unpack(buf_str(&before));
    stored.made = old.made && !is_deleted(&old) ? old.made : now;
    stored.changed = now;
    note_pack(&after, &stored);
    undo_add_note(m, undo_begin(m, 0, UNDO_NOTE, !is_deleted(n), n->title), n->key, n->uid, buf_str(&before), buf_str(&after));
    note_store(m, &stored);
    buf_release(&before);
    buf_release(&after);
    return marks_end(m, 0, e);
}

/* ---- lists ---- */

int marks_notes(struct marks *m, struct str key, struct arena *arena, struct note **notes, size_t *count, struct err *e) {
    size_t capacity = 0;
    struct note *list = NULL;
    struct statement *s = db_cached(
        m->db, key.n ? "SELECT " COLUMNS " FROM note n JOIN mark k USING(archive, key) WHERE n.archive=?1 AND n.key=?2 AND"
                       " n.gone=0 ORDER BY n.uid<>'', n.at, n.uid"
                     : "SELECT " COLUMNS " FROM note n JOIN mark k USING(archive, key) WHERE n.archive=?1 AND n.gone=0 ORDER BY"
                       " n.changed DESC, n.key, n.uid");
    bind_int(s, 1, m->archive);
    if (key.n) {
        bind_str(s, 2, key);
    }
    *count = 0;
    while (db_step(s)) {
        list = grow(list, *count, &capacity, sizeof *list);
        list[(*count)++] = read_note(s, arena);
    }
    db_reset(s);
    *notes = arena_alloc(arena, *count + 1, sizeof **notes);
    if (list) {
        memcpy(*notes, list, *count * sizeof *list);
    }
    free(list);
    return db_check(m->db, e);
}
