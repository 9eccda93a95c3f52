/* generate: where made-up articles go. Each writes the first `count` stories and fails with why. */
#ifndef COURANT_BENCH_GENERATE_H
#define COURANT_BENCH_GENERATE_H

#include "err.h"
#include "story.h"

int generate_files(const struct world *w, const char *folder, uint64_t count, struct err *e);
int generate_cache(const struct world *w, const char *file, uint64_t count, struct err *e);
int generate_rss(const struct world *w, const char *file, uint64_t count, struct err *e);
int generate_sfeed(const struct world *w, const char *file, uint64_t count, struct err *e);

/* Tells each of `count` stories in their order, until one cannot be told. */
typedef int generate_tell(void *context, const struct story *s, struct err *e);
int generate_each(const struct world *w, uint64_t count, generate_tell *tell, void *context, struct err *e);

#endif
