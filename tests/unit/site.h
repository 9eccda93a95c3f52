/* site: a folder of content files and the cache that is made of it, for tests of the indexer. */
#ifndef COURANT_TEST_SITE_H
#define COURANT_TEST_SITE_H

#include "indexer.h"
#include "support.h"

/* What a run said. */
struct said {
    size_t notices, problems, progress;
    char notice[700], problem[700], path[200];
    struct index_progress last;
};

struct site {
    char *root, *cache_file;
    const char *roots[1];
    struct said said;
    struct index_report report;
    struct date_now now;
    unsigned hide;
    enum date_source dates;
};

void site_open(struct site *s, const char *folder); /* below a scratch folder; "today" is the first of 2022 */
void site_close(struct site *s);

void write_article(struct site *s, const char *name, const char *word); /* its title, id, tag and body are the word */
void write_articles(struct site *s, size_t count);                      /* in seven folders: f0/0.md, f1/1.md ... */

int site_try(struct site *s, bool rebuild, struct err *e); /* indexes; what is said and counted is in s */
void site_index(struct site *s);                           /* the same; a failure fails the test */

void site_expect(struct site *s, const char *query, const char *keys); /* found, in order: "id:a id:b" */
void site_report(const struct site *s, int added, int changed, int removed, int unchanged);

#endif
