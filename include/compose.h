/* compose: what a person reads of an article: title, where and when, topics, the text, the offerings, as one document, set in
 * lines. */
#ifndef COURANT_COMPOSE_H
#define COURANT_COMPOSE_H

#include "article.h"
#include "cache.h"
#include "doc.h"
#include "layout.h"
#include "matcher.h"

/* An article's whole page as a document: head, body, offerings, tags, section, source. Links to terms are "courant:term/ID". */
void compose_article(const struct article *a, const struct doc *body, struct arena *arena, struct doc *out);

/* Appends what a related article shares: "2 offerings, 1 topic". */
void related_reason(struct buf *out, const struct related *r);

/* An article fetched and set: kept by the reader, the preview and `show`. A zeroed struct is an empty one. */
struct sheet {
    int64_t id; /* 0: nothing loaded */
    struct arena arena;
    struct article article;
    struct doc doc;
    struct page page;
    struct matches found; /* see sheet_find */
};

int sheet_load(struct sheet *s, struct cache *cache, int64_t id, struct err *e); /* keeps what it has when it fails */
void sheet_layout(struct sheet *s, int columns, bool ascii);                     /* nothing to do when it is set so already */
void sheet_find(struct sheet *s, const struct matcher *m); /* shows what m finds as found; NULL: nothing */
void sheet_release(struct sheet *s);

/* A link that stays in the program: "courant:term/12". */
bool link_is_term(struct str url, int64_t *term);
/* One to a place on the publisher's site, which may be an article of the archive: "/news/atlas/". */
bool link_is_place(struct str url);

#endif
