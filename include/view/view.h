/* view: the screens. Each function makes one, ready for ui_push. What is needed of the cache is fetched at once, and again when
 * it changes. */
#ifndef COURANT_VIEW_H
#define COURANT_VIEW_H

#include "query.h"
#include "ui.h"

/* All terms of a taxonomy; those of one article; those found with one term. */
struct view *view_terms_all(struct ui *ui, enum taxonomy taxonomy);
struct view *view_terms_of_article(struct ui *ui, int64_t article, enum taxonomy taxonomy);
struct view *view_terms_cooccurring(struct ui *ui, int64_t term, enum taxonomy taxonomy);
bool view_has_no_terms(const struct view *v); /* one of these, and it is known that there are none */

struct view *view_articles(struct ui *ui, const struct query *q, struct str title);
struct view *view_term_page(struct ui *ui, int64_t term); /* what the term is, then its articles */
/* At the heading, if the article has it; empty: at its top. NULL, with a message, when it cannot be read. */
struct view *view_reader(struct ui *ui, int64_t article, struct str heading);
struct view *view_related(struct ui *ui, int64_t article); /* NULL, with a message, when there are none */
struct view *view_links(struct ui *ui, int64_t article);
struct view *view_search(struct ui *ui); /* with its prompt open */
/* Of a query's list: what its articles have, to choose from; how many there are of each month; what is written of more or less
 * than before. name: what the list is called. */
struct view *view_facets(struct ui *ui, const struct query *q, struct str name);
struct view *view_timeline(struct ui *ui, const struct query *q);
struct view *view_trending(struct ui *ui, const struct query *q);
struct view *view_compare(struct ui *ui, int64_t one_term, int64_t other_term);
struct view *view_home(struct ui *ui);  /* the first page: counts, saved queries, topics */
struct view *view_saved(struct ui *ui); /* queries that have a name */
/* Why no query of that name can be saved: "always there", "set in config.yaml"; NULL: one can. */
const char *view_saved_is_fixed(struct ui *ui, struct str name);
struct view *view_problems(struct ui *ui);
struct view *view_changes(struct ui *ui); /* since the last index run */
struct view *view_notes(struct ui *ui);   /* notes and passages, by article, the latest first */
struct view *view_help(struct ui *ui);

/* The names of the screens, as in view_ops; NULL-terminated. */
extern const char *const view_names[];

/* For ui_init. */
extern const struct destinations view_destinations;

/* Goes where a link of the article `from` (0: none) leads: out to the browser when it can, else within the archive. */
void view_follow_out(struct ui *ui, struct str url, int64_t from);

/* For prompts that take a query: prompt_ops.is_good and prompt_ops.complete. What is typed is forgiving of its last word, which
 * is not yet whole; what is accepted is read as it stands. */
bool view_query_is_good(struct ui *ui, struct str text);
void view_complete_query(struct ui *ui, struct str text, size_t cursor, struct arena *arena, struct candidates *out);

#endif
