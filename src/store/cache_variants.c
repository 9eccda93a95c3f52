/* cache_variants: the ways in which articles describe an offering. Content files need not agree on an offering's label, address
 * and topics: each variant in use has a row in `variant` with the number of articles that use it, and an article's row lists
 * its variants. So a variant disappears with its last article, and disagreements can be reported. */
#include "cache_variants.h"

#include <stdlib.h>

#include "pack.h"

void variants_forget(struct variants *v) {
    known_rows_forget(&v->rows);
}

void variants_release(struct variants *v) {
    variants_forget(v);
    buf_release(&v->topics);
    buf_release(&v->text);
}

static void set_topics(struct variants *v, const int64_t *topics, size_t count) {
    buf_reset(&v->topics);
    buf_putc(&v->topics, '[');
    for (size_t i = 0; i < count; i++) {
        buf_puts(&v->topics, i ? "," : "");
        buf_put_int(&v->topics, topics[i]);
    }
    buf_putc(&v->topics, ']');
}

static struct str text_of(struct variants *v, const struct term *t) {
    buf_reset(&v->text);
    pack_str(&v->text, t->label);
    pack_str(&v->text, t->url);
    buf_add_str(&v->text, buf_str(&v->topics));
    return buf_str(&v->text);
}

static void bind_variant(struct statement *s, int64_t term, const struct term *t, struct str topics) {
    bind_int(s, 1, term);
    bind_str(s, 2, t->label);
    bind_str(s, 3, t->url);
    bind_str(s, 4, topics);
}

static bool load(struct variants *v, int64_t term, const struct term *t, struct known_row *known) {
    struct statement *s =
        db_cached(v->db, "SELECT id, uses, newest FROM variant WHERE term=? AND label=? AND url=? AND topics=?");
    bind_variant(s, term, t, buf_str(&v->topics));
    bool found = db_step(s);
    if (found) {
        known->id = column_int(s, 0);
        known->count = column_int(s, 1);
        known->newest = column_int(s, 2);
    }
    db_reset(s);
    return found;
}

static void insert(struct variants *v, int64_t term, const struct term *t, const int64_t *topics, size_t count,
                   struct known_row *known) {
    struct statement *s =
        db_cached(v->db, "INSERT INTO variant(term, label, url, topics, slug, uses, newest) VALUES(?,?,?,?,?,0,0)");
    bind_variant(s, term, t, buf_str(&v->topics));
    bind_str(s, 5, t->slug);
    db_run(s);
    known->id = db_last_id(v->db);
    s = db_cached(v->db, "INSERT OR IGNORE INTO term_topic VALUES(?,?)");
    for (size_t i = 0; i < count; i++) {
        bind_int(s, 1, term);
        bind_int(s, 2, topics[i]);
        db_run(s);
    }
}

int64_t variants_use(struct variants *v, int64_t term, const struct term *t, const int64_t *topics, size_t count,
                     int64_t article) {
    bool is_new;
    set_topics(v, topics, count);
    struct known_row *known = known_row(&v->rows, term, text_of(v, t), &is_new);
    if (is_new && (v->from_nothing || !load(v, term, t, known))) {
        insert(v, term, t, topics, count, known);
    }
    known->count++;
    known->newest = article > known->newest ? article : known->newest;
    known->changed = true;
    return known->id;
}

static void store(struct statement *s, const struct known_row *known) {
    bind_int(s, 1, known->count);
    bind_int(s, 2, known->newest);
    bind_int(s, 3, known->id);
    db_run(s);
}

void variants_flush(struct variants *v) {
    known_rows_store(&v->rows, store, db_cached(v->db, "UPDATE variant SET uses=?, newest=? WHERE id=?"));
}

/* An offering has the topics of all its variants in use. */
static void reload_topics(struct variants *v, int64_t term) {
    static const char *const steps[] = {
        "DELETE FROM term_topic WHERE term=?1",
        "INSERT OR IGNORE INTO term_topic SELECT v.term, j.value FROM variant v, json_each(v.topics) j WHERE v.term=?1",
    };
    for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
        struct statement *s = db_cached(v->db, steps[i]);
        bind_int(s, 1, term);
        db_run(s);
    }
}

struct use {
    int64_t variant, term, uses, newest;
};

static void stop_using(struct variants *v, const struct use *u, int64_t article) {
    struct statement *s;
    if (u->uses <= 1) {
        s = db_cached(v->db, "DELETE FROM variant WHERE id=?");
        bind_int(s, 1, u->variant);
        db_run(s);
        reload_topics(v, u->term);
        return;
    }
    s = db_cached(v->db, "UPDATE variant SET uses=uses-1, newest=iif(newest=?2, coalesce((SELECT t.article FROM article_term"
                         " t JOIN article a ON a.id=t.article WHERE t.term=variant.term AND t.article>0 AND t.article<>?2"
                         " AND EXISTS(SELECT 1 FROM json_each(a.variants) WHERE value=variant.id) ORDER BY t.article DESC"
                         " LIMIT 1), 0), newest) WHERE id=?1");
    bind_int(s, 1, u->variant);
    bind_int(s, 2, article);
    db_run(s);
}

size_t variants_drop(struct variants *v, int64_t article, int64_t **terms) {
    struct use *uses = NULL;
    size_t count = 0, capacity = 0;
    variants_flush(v);
    variants_forget(v);
    struct statement *s = db_cached(v->db, "SELECT v.id, v.term, v.uses, v.newest FROM article a, json_each(a.variants) j"
                                           " JOIN variant v ON v.id=j.value WHERE a.id=?");
    bind_int(s, 1, article);
    while (db_step(s)) {
        uses = grow(uses, count, &capacity, sizeof *uses);
        uses[count++] = (struct use){column_int(s, 0), column_int(s, 1), column_int(s, 2), column_int(s, 3)};
    }
    db_reset(s);
    *terms = xcalloc(count, sizeof **terms);
    for (size_t i = 0; i < count; i++) {
        stop_using(v, &uses[i], article);
        (*terms)[i] = uses[i].term;
    }
    free(uses);
    return count;
}
