/* cache_spellings: names that fold alike are one term, shown in the spelling that most articles use. Nearly all terms have one
 * spelling, which is in the term's row, and nothing else is stored for it. Each other spelling has a row in `spelling` with the
 * number of articles that use it, and each use a row in `article_spelling`; the articles that are left use the first one. So
 * the spelling shown follows from few rows when articles come and go, and does not depend on their order. */
#include "cache_spellings.h"

void spellings_forget(struct spellings *s) {
    known_rows_forget(&s->rows);
}

void spellings_release(struct spellings *s) {
    spellings_forget(s);
}

void spelling_text(const struct term *t, struct buf *out) {
    buf_add_str(out, t->name);
    buf_putc(out, '\n');
    buf_add_str(out, t->authority);
    buf_putc(out, '\n');
    buf_add_str(out, t->label);
}

static void load(struct spellings *s, int64_t term, struct str text, struct known_row *known) {
    struct statement *q = db_cached(s->db, "SELECT id, count FROM spelling WHERE term=? AND text=?");
    bind_int(q, 1, term);
    bind_str(q, 2, text);
    if (db_step(q)) {
        known->id = column_int(q, 0);
        known->count = column_int(q, 1);
    }
    db_reset(q);
}

static void insert(struct spellings *s, int64_t term, struct str text, struct known_row *known) {
    struct statement *q = db_cached(s->db, "INSERT INTO spelling(term, text, count) VALUES(?,?,0)");
    bind_int(q, 1, term);
    bind_str(q, 2, text);
    db_run(q);
    known->id = db_last_id(s->db);
}

void spellings_use(struct spellings *s, int64_t term, struct str text, int64_t article) {
    bool is_new;
    struct known_row *known = known_row(&s->rows, term, text, &is_new);
    if (is_new && !s->from_nothing) {
        load(s, term, text, known);
    }
    if (!known->id) {
        insert(s, term, text, known);
    }
    if (article > 0) {
        known->count++;
        known->changed = true;
    }
    struct statement *q = db_cached(s->db, "INSERT OR IGNORE INTO article_spelling VALUES(?,?)");
    bind_int(q, 1, article);
    bind_int(q, 2, known->id);
    db_run(q);
}

static void store(struct statement *q, const struct known_row *known) {
    bind_int(q, 1, known->count);
    bind_int(q, 2, known->id);
    db_run(q);
}

void spellings_flush(struct spellings *s) {
    known_rows_store(&s->rows, store, db_cached(s->db, "UPDATE spelling SET count=? WHERE id=?"));
}

void spellings_drop(struct spellings *s, int64_t article) {
    static const char *const steps[] = {
        "UPDATE spelling SET count=count-1 WHERE ?1>0 AND id IN (SELECT spelling FROM article_spelling WHERE article=?1)",
        "DELETE FROM article_spelling WHERE article=?1",
    };
    spellings_flush(s);
    spellings_forget(s);
    for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
        struct statement *q = db_cached(s->db, steps[i]);
        bind_int(q, 1, article);
        db_run(q);
    }
}

void spellings_touch_article(struct cache *c, int64_t article) {
    struct statement *s = db_cached(c->db, "INSERT OR IGNORE INTO touched SELECT 'spelling:'||s.term FROM article a,"
                                           " json_each(a.terms) j JOIN spelling s ON s.term=j.value WHERE a.id=?");
    bind_int(s, 1, article);
    db_run(s);
}
