/* indexer_identities: reports what becomes of articles that the cache knew, so that marks can follow. */
#include "indexer_private.h"

void indexer_report_known(struct index_run *r, struct str old_key, const struct identity *now) {
    if (r->options->known && old_key.n) {
        r->options->known(r->options->context, old_key, now);
    }
}

int indexer_drop(struct index_run *r, int64_t file, struct err *e) {
    static const struct identity nothing = {.key = {"", 0}, .title = {"", 0}};
    struct arena arena = {0};
    struct identity before;
    int done = cache_identity_of_file(r->cache, file, &arena, &before, e);
    done = done < 0 ? done : cache_drop(r->cache, file, e);
    if (done == 0) {
        indexer_report_known(r, before.key, &nothing);
    }
    arena_release(&arena);
    return done;
}
