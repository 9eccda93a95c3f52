/* archive: articles made up from a seed, put into a cache, and kept in memory too, so that what the cache finds can be compared
 * with what an obvious filter finds. */
#ifndef COURANT_TEST_ARCHIVE_H
#define COURANT_TEST_ARCHIVE_H

#include "cache_update.h"
#include "marks.h"
#include "support.h"

enum { ITEMS_MAX = 1400, TERMS_OF_ITEM_MAX = 16 };

/* One content file that the cache was told of. */
struct item {
    bool present, hidden, has_image;
    int32_t day, moment;
    unsigned marks; /* 1 << enum mark */
    struct str key, path;
    struct str title_text;
    struct str title, about, body; /* as a list of folded words: " one two three " */
    double score;                  /* scratch of archive_filter */
    struct str body_text;
    const struct term *terms[TERMS_OF_ITEM_MAX];
    size_t term_count;
};

struct archive {
    struct arena arena;
    struct numbers numbers;
    struct item items[ITEMS_MAX];
    size_t count;
};

void archive_init(struct archive *a, uint64_t seed);
void archive_release(struct archive *a);

/* Item `index` made anew (count grows when it is the next one) and put into the cache. */
void archive_put(struct archive *a, size_t index, struct cache *c);
void archive_drop(struct archive *a, size_t index, struct cache *c);
void archive_mark(struct archive *a, struct marks *m); /* some of each kind */

struct cache *open_well(const char *file, enum cache_mode mode); /* fails the test when it cannot be opened */
struct cache *open_for_update_well(const char *file, enum cache_update_mode mode);
void archive_build(struct archive *a, const char *file, size_t count); /* a new cache of so many items, below two roots */

/* All terms there may be, whether an article has them or not. */
size_t archive_term_count(void);
const struct term *archive_term(size_t index);

/* A query as a person might write it. */
void archive_random_query(struct archive *a, struct buf *text);

/* The items that a query means, in its order. */
size_t archive_filter(struct archive *a, const struct query *q, const struct item **found);

/* A text as a list of folded words: " one two three ". */
struct str folded_words(struct str text, struct arena *arena);

#endif
