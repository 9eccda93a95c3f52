/* cache_aside: the translations that are in no list by default, because another one of the same page is.
 *
 * They keep their ids, terms and words, so that a list of one language is a list like any other; what counts the articles of
 * default lists leaves them out. */
#include <stdlib.h>

#include "cache_translations.h"

static void count_terms(struct cache *c, int64_t id, int change) {
    struct statement *s = db_cached(
        c->db, "UPDATE term SET count=count+?2, newest=max(newest, iif(?2>0, ?1, 0)) WHERE taxonomy<>?3 AND id IN (SELECT value"
               " FROM json_each((SELECT terms FROM article WHERE id=?1)))");
    bind_int(s, 1, id);
    bind_int(s, 2, change);
    bind_int(s, 3, TAX_LANGUAGE);
    db_run(s);
}

#define NEWEST                                                                                                                 \
    "coalesce((SELECT t.article FROM article_term t WHERE t.term=term.id AND t.article>0 AND NOT EXISTS (SELECT 1 FROM aside"  \
    " s WHERE s.article=t.article) ORDER BY t.article DESC LIMIT 1), 0)"

static void find_newest(struct cache *c, int64_t id) {
    struct statement *s =
        db_cached(c->db, "UPDATE term SET newest=" NEWEST " WHERE newest=?1 AND taxonomy<>?2 AND id IN (SELECT value"
                         " FROM json_each((SELECT terms FROM article WHERE id=?1)))");
    bind_int(s, 1, id);
    bind_int(s, 2, TAX_LANGUAGE);
    db_run(s);
}

void aside_set(struct cache *c, int64_t id, bool aside) {
    struct statement *s = db_cached(c->db, aside ? "INSERT INTO aside VALUES(?)" : "DELETE FROM aside WHERE article=?");
    bind_int(s, 1, id);
    db_run(s);
    count_terms(c, id, aside ? -1 : 1);
    if (aside) {
        find_newest(c, id);
    }
}

/* ---- all terms ---- */

struct aside_ids {
    int64_t *ids; /* sorted */
    size_t count, capacity;
};

static int by_number(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static struct aside_ids load_aside(struct cache *c) {
    struct aside_ids a = {0};
    struct statement *s = db_cached(c->db, "SELECT article FROM aside ORDER BY article");
    while (db_step(s)) {
        a.ids = grow(a.ids, a.count, &a.capacity, sizeof *a.ids);
        a.ids[a.count++] = column_int(s, 0);
    }
    db_reset(s);
    return a;
}

static void store_count(struct cache *c, int64_t term, int64_t count, int64_t newest) {
    struct statement *s =
        db_cached(c->db, "UPDATE term SET count=?2, newest=?3 WHERE id=?1 AND taxonomy<>?4 AND (count<>?2 OR newest<>?3)");
    bind_int(s, 1, term);
    bind_int(s, 2, count);
    bind_int(s, 3, newest);
    bind_int(s, 4, TAX_LANGUAGE);
    db_run(s);
}

/* In one walk through the lists of all terms. */
void aside_count_all(struct cache *c) {
    struct aside_ids aside = load_aside(c);
    struct statement *s = db_cached(c->db, "SELECT term, article FROM article_term ORDER BY term, article");
    int64_t term = 0, count = 0, newest = 0;
    while (db_step(s)) {
        int64_t article = column_int(s, 1);
        if (column_int(s, 0) != term) {
            store_count(c, term, count, newest);
            term = column_int(s, 0);
            count = newest = 0;
        }
        if (article > 0 && !(aside.count && bsearch(&article, aside.ids, aside.count, sizeof article, by_number))) {
            count++;
            newest = article;
        }
    }
    store_count(c, term, count, newest);
    db_reset(s);
    free(aside.ids);
}
