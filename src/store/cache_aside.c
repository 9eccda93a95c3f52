/* cache_aside: the translations that are in no list by default, because another one of the same page is.
 *
 * They keep their ids, terms and words, so that a list of one language is a list like any other; what counts the articles of
 * default lists leaves them out. */
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

void aside_count_all(struct cache *c) {
    struct statement *s = db_cached(
        c->db, "UPDATE term SET count=(SELECT count(*) FROM article_term t WHERE t.term=term.id AND t.article>0 AND NOT"
               " EXISTS (SELECT 1 FROM aside s WHERE s.article=t.article)), newest=" NEWEST " WHERE taxonomy<>?");
    bind_int(s, 1, TAX_LANGUAGE);
    db_run(s);
}
