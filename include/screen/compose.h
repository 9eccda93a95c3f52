/* compose: what a person reads of an article: title, where and when, topics, the text, the offerings, as one document, set in
 * lines. */
#ifndef COURANT_COMPOSE_H
#define COURANT_COMPOSE_H

#include "article.h"
#include "cache.h"
#include "doc.h"
#include "layout.h"
#include "matcher.h"
#include "requests.h"

/* An article's whole page as a document: head, body, offerings, tags, section, source, related articles (NULL: none). Links to
 * terms are "courant:term/ID", to articles "courant:article/ID". */
void compose_article(const struct article *a, const struct doc *body, const struct related_rows *related, struct arena *arena,
                     struct doc *out);

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
    long top;             /* of a preview: its first line that is shown */
};

/* All that the article, its body and what is related to it point to is in the arena, which is the sheet's then. */
void sheet_set(struct sheet *s, int64_t id, struct arena *arena, const struct article *a, const struct doc *body,
               const struct related_rows *related);
void sheet_take(struct sheet *s, struct article_request *answer); /* the same of an answer, which is freed */
void sheet_layout(struct sheet *s, int columns, bool ascii);      /* nothing to do when it is set so already */
void sheet_find(struct sheet *s, const struct matcher *m);        /* shows what m finds as found; NULL: nothing */
void sheet_release(struct sheet *s);

/* Links that stay in the program: "courant:term/12", "courant:article/34". */
bool link_is_term(struct str url, int64_t *term);
bool link_is_article(struct str url, int64_t *article);
/* One to a place on the publisher's site, which may be an article of the archive: "/news/atlas/". */
bool link_is_place(struct str url);

#endif
