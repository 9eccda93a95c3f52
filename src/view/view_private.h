/* What the screens share: how a row of a list looks. */
#ifndef COURANT_VIEW_PRIVATE_H
#define COURANT_VIEW_PRIVATE_H

#include "compose.h"
#include "requests.h"
#include "seek.h"
#include "view.h"

enum { RELATED_COLUMNS = 27, RELATED_SHOWN = 3 /* below an article's text */ };

/* `* 28 Nov 2021  ★▸ Title                   source`: unread, starred, in the reading queue; date and source only where there
 * is room. match: folded words to show as found. */
void paint_article_row(const struct grid *line, const struct row *row, const struct matcher *found);
/* With something else at the right than the source, in at most so many columns. */
void paint_article_row_noted(const struct grid *line, const struct row *row, struct str note, int most,
                             const struct matcher *found);

/* `  Label                       212  28 Nov 2021` */
void paint_term_row(const struct grid *line, const struct term *t, bool with_authority);
void paint_heading_row(const struct grid *line, struct str text);

/* What a list shows beside itself: the selected article from its top, or the newest articles of a term or of a query. It is
 * asked for when it is painted, and shows once it has come. A zeroed struct is an empty one. */
enum preview_kind { PREVIEW_NOTHING, PREVIEW_ARTICLE, PREVIEW_TERM, PREVIEW_QUERY };
struct previewed {
    enum preview_kind kind;
    int64_t id; /* of a query: the number that tells it from others of this preview */
};
struct preview {
    struct slot slot;
    struct previewed asked, shown;
    struct sheet sheet;
    struct rows_request *rows;
};
void preview_article(struct preview *p, struct ui *ui, int64_t article, const struct grid *g, const struct matcher *found);
void preview_term(struct preview *p, struct ui *ui, int64_t term, const struct grid *g);
void preview_query(struct preview *p, struct ui *ui, const struct query *q, int64_t number, const struct grid *g);
void preview_forget(struct preview *p); /* the cache or the marks changed */
void preview_release(struct preview *p);

/* What an empty list says: why, and what to do. */
void paint_empty(const struct grid *g, struct str why);
void say_empty_archive(struct ui *ui, struct buf *out);
void say_empty_query(struct ui *ui, const struct query *q, struct buf *out);
void say_empty_filter(struct buf *out);
bool archive_is_empty(struct ui *ui); /* of articles that default lists show; true when there is no cache */

/* Says what is wrong with a query that is typed, and marks where. */
void say_query_fault(struct ui *ui, struct str text, size_t place, const struct err *e);

/* Counts of a list, made in slices when no key waits. What is shown stays until there is something of the fresh ones, or, when
 * patient, until these are whole. Zeroed but for `wanted` (see struct tally), then restarted. */
struct counter {
    unsigned wanted;
    struct tally shown, fresh;
    bool stale, patient, failed;
};
void counter_restart(struct counter *c, bool patient);                      /* the query or the cache is another */
bool counter_work(struct counter *c, struct ui *ui, const struct query *q); /* one slice; false: nothing is left to do */
bool counter_has_begun(const struct counter *c);                            /* there is something to show */
bool counter_is_whole(const struct counter *c);
void counter_say_part(const struct counter *c, struct buf *out); /* "counting: the newest 12,000 so far"; nothing when whole */
void counter_release(struct counter *c);

/* The newest articles of a query, fetched when no key waits: what a list shows beside itself of the selected row. */
struct glance {
    struct arena arena;
    struct rows rows;
    bool fetched;
};
bool glance_work(struct glance *g, struct ui *ui, const struct query *q); /* false: nothing is left to do */
void glance_paint(const struct glance *g, const struct grid *grid);

/* Reads the article, or opens the term's page, or the address. False: it is none of these. */
bool open_subject(struct ui *ui, const struct subject *s);

/* Goes where a link of a document leads, within the archive when it can; see view_follow_out. */
void follow_link(struct ui *ui, struct str url);

/* Margin and width of a text column in a pane. */
struct grid text_column(const struct grid *pane);

/* A bar of `share` of so many columns, to an eighth of one; of `#` where there is only ASCII. Never none of what is more than
 * none.
 */
void paint_bar(const struct grid *line, int column, int columns, double share, bool ascii, style_t look);

#endif
