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
 * terms are "courant:term/ID", to articles "courant:article/ID". unfolded: the head has all it can say, else at most three
 * lines. Returns where the body ends in its text. */
size_t compose_article(const struct article *a, const struct doc *body, const struct related_rows *related, bool unfolded,
                       struct arena *arena, struct doc *out);

/* Appends what a related article shares: "2 offerings, 1 topic". */
void related_reason(struct buf *out, const struct related *r);

/* An article fetched and set: kept by the reader, the preview and `show`. A zeroed struct is an empty one. */
struct rendered_article {
    int64_t id; /* 0: nothing loaded */
    struct arena arena;
    struct article article;
    struct doc body, doc; /* doc: the whole page */
    size_t body_end;      /* in doc's text */
    struct related_rows related;
    bool unfolded; /* its head, see compose_article; kept from article to article */
    struct page page;
    struct layout_options options; /* of the page, once it has lines */
    struct matches found;          /* see rendered_article_find */
    long top;                      /* of a preview: its first line that is shown */
};

/* All that the article, its body and what is related to it point to is in the arena, which then belongs to s. */
void rendered_article_set(struct rendered_article *s, int64_t id, struct arena *arena, const struct article *a,
                          const struct doc *body, const struct related_rows *related);
void rendered_article_unfold(struct rendered_article *s, bool unfolded); /* it must be laid out again */
void rendered_article_take(struct rendered_article *s,
                           struct article_request *answer); /* the same of an answer, which is freed */
/* Links are numbered. False: there was nothing to do, it is set so already. */
bool rendered_article_layout(struct rendered_article *s, const struct layout_options *options);
void rendered_article_find(struct rendered_article *s,
                           const struct matcher *m); /* shows what m finds as found; NULL: nothing */
void rendered_article_release(struct rendered_article *s);

/* Links that stay in the program: "courant:term/12", "courant:article/34". */
bool link_is_term(struct str url, int64_t *term);
bool link_is_article(struct str url, int64_t *article);
/* One to a place on the publisher's site, which may be an article of the archive: "/news/atlas/". */
bool link_is_permalink(struct str url);

#endif
