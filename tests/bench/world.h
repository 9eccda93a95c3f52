/* world: what made-up articles are made of: words, topics, offerings, sources, authors and tags, few of them frequent and many
 * rare, always the same. */
#ifndef COURANT_BENCH_WORLD_H
#define COURANT_BENCH_WORLD_H

#include "arena.h"
#include "buf.h"
#include "random.h"

enum { OWN_TOPICS_MAX = 4 };

/* The nth of a thing comes up in proportion to 1 / (n + flatness). Whole numbers only: the same everywhere. */
struct choice {
    uint64_t *sums;
    uint32_t count;
};

struct topic {
    struct str name, lower_name, label, slug; /* "KLAS: Remote Care", "klas: remote care", "Remote Care", "klas-remote-care" */
};

struct offering {
    struct str label, place; /* "/offering/..." */
    int ident;
    const struct topic *topics[OWN_TOPICS_MAX];
    uint32_t topic_count;
};

struct world {
    struct arena arena;
    struct str *words, *cjk_words; /* by rank */
    struct topic *topics;
    struct offering *offerings;
    struct str *sources, *authors, *tags;
    struct choice word, cjk_word, topic, offering, source, author, tag;
};

void world_init(struct world *w);
void world_release(struct world *w);

void world_slug(struct str name, struct buf *out); /* appends it in lower case, with dashes between its words */

uint32_t choose(const struct choice *c, struct random *r);

#endif
