/* follow: keeps marks attached to their articles. An index run reports what becomes of the articles it knew. At its end, marks
 * move along with articles whose keys have changed; marks whose article is gone look for an article that is clearly the same;
 * and an archive that was moved is recognised by its contents.
 *
 * An article never gets a mark that was given to another one: a copy of a file gets none, and if several articles could be
 * meant, none gets it. A mark without an article is kept. */
#ifndef COURANT_FOLLOW_H
#define COURANT_FOLLOW_H

#include "cache.h"
#include "marks.h"

struct follow {
    struct marks *marks;
    bool has_marks;      /* the archive has marks that key changes may affect */
    bool from_elsewhere; /* the marks have keys of other roots, so each mark looks for its article */
    int64_t claimed;     /* number of version 1 marks that were taken over, to be reported */
    bool recognised;     /* the archive was known at another location */
};

/* marks: of the archive being indexed. */
void follow_begin(struct follow *f, struct marks *m);
/* The article with old_key is now in another file, or has another id, slug, title or day; now->key empty: it is gone. */
int follow_change(struct follow *f, struct str old_key, const struct identity *now, struct err *e);
/* built: the cache was built from scratch, so no changes of single articles were reported. changed: anything has changed. */
int follow_end(struct follow *f, struct cache *c, bool built, bool changed, int64_t now, struct err *e);
/* Call once the cache is committed. Until then its old state may come back, and the next run reports the same changes again;
 * they must not be applied twice, so marks not known to match the cache look for their articles instead. */
int follow_committed(struct follow *f, struct err *e);

#endif
