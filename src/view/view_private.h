/* What the screens share: how a row of a list looks. */
#ifndef COURANT_VIEW_PRIVATE_H
#define COURANT_VIEW_PRIVATE_H

#include "compose.h"
#include "lookup.h"
#include "map.h"
#include "requests.h"
#include "view.h"

enum { RELATED_COLUMNS = 27, RELATED_SHOWN = 3 /* below an article's text */ };

int32_t ui_today(const struct ui *ui); /* DATE_NONE: not known */

/* `● 28 Nov   ▸★ Title                  source`: unread, in the reading queue, starred; the source only if there is room.
 * source: the width of its column, as source_columns finds it for all rows of the list. found: what to highlight; NULL:
 * nothing. */
void paint_article_row(struct ui *ui, const struct grid *line, const struct row *row, int source, const struct matcher *found);
/* With a note of that many columns at the right instead of the source. */
void paint_article_row_noted(struct ui *ui, const struct grid *line, const struct row *row, struct str note, int columns,
                             const struct matcher *found);
int source_columns(const struct rows *rows); /* of the widest source */

/* `  Label                       212  28 Nov` */
void paint_term_row(struct ui *ui, const struct grid *line, const struct term *t, bool with_authority);
void paint_heading_row(const struct grid *line, struct str text);

/* The preview next to a list: the selected article from its top, or the newest articles of a term or of a query. It is
 * requested when painted, and shows once the answer has come. A zeroed struct is empty. */
enum preview_kind { PREVIEW_NOTHING, PREVIEW_ARTICLE, PREVIEW_TERM, PREVIEW_QUERY };
struct previewed {
    enum preview_kind kind;
    int64_t id; /* of a query: the number that tells it from others of this preview */
};
struct preview {
    struct slot slot;
    struct previewed asked, shown;
    struct rendered_article rendered;
    struct rows_request *rows;
};
void preview_article(struct preview *p, struct ui *ui, int64_t article, const struct grid *g, const struct matcher *found);
void preview_term(struct preview *p, struct ui *ui, int64_t term, const struct grid *g);
void preview_query(struct preview *p, struct ui *ui, const struct query *q, int64_t number, const struct grid *g);
void preview_forget(struct preview *p); /* the cache or the marks changed */
void preview_release(struct preview *p);

/* A filter of a list whose rows are all in memory: rows that have all its words, each at least by its beginning. */
void view_set_filter(struct view *v, struct str text);                                /* sets v->filter */
bool view_filter_passes(const struct view *v, const struct str *texts, size_t count); /* of a row: the texts together */

/* What an empty list says: why, and what to do. */
void paint_empty(const struct grid *g, struct str why);
void say_empty_archive(struct ui *ui, struct buf *out);
void say_empty_query(struct ui *ui, const struct query *q, struct buf *out);
void say_empty_filter(struct buf *out);
bool archive_is_empty(struct ui *ui); /* of articles that default lists show; true when there is no cache */

/* The query, and is:unread where read articles are hidden, unless it asks for what was read itself. */
struct query query_hiding_read(const struct ui *ui, const struct query *q, struct arena *arena);

/* Says what is wrong with a query that is typed, and marks where. */
void say_query_fault(struct ui *ui, struct str text, size_t offset, const struct err *e);

/* Facet counts of a query's articles, counted by the backend when it has nothing else to do; partial counts arrive by
 * themselves. Old counts stay on screen until the first new ones arrive, or, with keep_old_until_complete, until all are
 * counted. The struct must not move once it has asked. */
struct live_count {
    unsigned wanted;                             /* see struct facet_counts; set before it asks */
    void (*counted)(void *owner, struct ui *ui); /* the same; called when something came; NULL: nobody is to know */
    void *owner;
    struct slot slot;
    struct facet_counts_request *answer;  /* what is shown; NULL: nothing yet */
    unsigned cache_generation;            /* of the ui when it came */
    bool is_old, keep_old_until_complete; /* is_old: the answer is of an older question */
    bool has_failed;                      /* what is shown is all that there will be */
};
void live_count_ask(struct live_count *c, struct ui *ui, const struct query *q,
                    bool keep_old_until_complete);                        /* the query or the cache is another */
const struct facet_counts *live_count_facets(const struct live_count *c); /* what is shown; all zero when there is nothing */
bool live_count_has_begun(const struct live_count *c);                    /* there is something to show */
bool live_count_is_complete(const struct live_count *c);
void live_count_say_progress(const struct live_count *c,
                             struct buf *out); /* "counting: the newest 12,000 so far"; nothing when whole */
void live_count_release(struct live_count *c);

/* Terms that counts know by their ids: what they are called, and how a person would write a query of each. All are of one
 * cache. A zeroed struct is empty; it stays where it is from the first time it asks. */
struct name {
    const struct term *term;
    const struct query *written;
};
struct names {
    struct slot slot;
    unsigned cache_generation;      /* of the ui, as of the counts */
    struct terms_request **answers; /* which hold the texts */
    size_t answer_count, answer_capacity;
    struct name *names;
    size_t count, capacity;
    struct map by_id;
};
/* Asks for those that it does not have, and waits for them a moment. The ids are of counts of that generation of the cache. */
void names_ask(struct names *n, struct ui *ui, unsigned cache_generation, const int64_t *ids, size_t count);
const struct name *names_find(const struct names *n, int64_t id); /* NULL: it has not come yet */
void names_release(struct names *n);

/* Reads the article, or opens the term's page, or the address. False: it is none of these. */
bool open_subject(struct ui *ui, const struct subject *s);

/* Goes where a link of an article leads, within the archive when it can; see view_follow_out. */
void follow_link(struct ui *ui, struct str url, int64_t from);

/* Margin and width of a text column in a pane. */
struct grid text_column(const struct ui *ui, const struct grid *pane);
struct layout_options text_layout(const struct ui *ui, int columns); /* as the user wants texts set */

/* A bar of `share` of so many columns, to an eighth of one; of `#` where there is only ASCII. Never none of what is more than
 * none.
 */
void paint_bar(const struct grid *line, int column, int columns, double share, bool ascii, style_t look);

#endif
