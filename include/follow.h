/* follow: marks follow their articles. An index run tells what becomes of the articles that it knew; at its end, with the new
 * state of the cache, marks go along with articles whose keys have changed, those whose article is gone look for one that is
 * clearly the same, and an archive that stands at a new place is recognised by what it holds.
 *
 * No mark comes to an article that it was not given to: a copy of a file gets none, and where several could be meant it is
 * none of them. A mark without an article is kept. */
#ifndef COURANT_FOLLOW_H
#define COURANT_FOLLOW_H

#include "cache.h"
#include "marks.h"

struct follow {
    struct marks *marks;
    bool has_marks;      /* the archive has some that changes of keys concern */
    bool from_elsewhere; /* their keys are those of other roots, so that each mark looks for its article */
    int64_t claimed;     /* marks of version 1 that were taken over, to be told; 0: none */
    bool recognised;     /* the archive was known at another place */
};

/* marks: of the archive that is indexed. */
void follow_begin(struct follow *f, struct marks *m);
/* The article that was known so is another file's, or has another id, slug, title or day; now->key empty: it is gone. */
int follow_change(struct follow *f, struct str old_key, const struct identity *now, struct err *e);
/* built: the cache was made from nothing, so that nothing was told of single articles. changed: anything has. */
int follow_end(struct follow *f, struct cache *c, bool built, bool changed, int64_t now, struct err *e);
/* The cache has this state by now. Until then its old state may come back, and the next run tells the same changes once more,
 * which must not take place twice: marks that are not known to fit the cache look for their articles instead. */
int follow_committed(struct follow *f, struct err *e);

#endif
