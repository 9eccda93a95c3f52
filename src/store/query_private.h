/* Shared by the files of query. */
#ifndef COURANT_QUERY_PRIVATE_H
#define COURANT_QUERY_PRIVATE_H

#include "query.h"

/* One condition as written: `-topic:"health care"*`. Slices of the text, not cleaned. */
struct token {
    size_t at, end;
    bool exclude;
    size_t field_at;
    struct str field;                 /* "topic"; empty: words */
    size_t value_at;                  /* offset of its opening quote, if any */
    struct str value;                 /* inside the quotes, where a quote is doubled */
    bool quoted, closed, star, exact; /* exact: preceded by '=' */
};

struct str query_clean_value(const struct token *t, struct arena *arena);
void query_print_value(struct str text, struct buf *out);

/* The first token at or after `at`; false: only blanks remain. */
bool query_token(struct str text, size_t at, struct token *t);

/* The days of a year, a month or a day, or with `range` of a range of them: "2021", "2021-11..2022". */
enum span_fault { SPAN_GOOD, SPAN_NO_DATE, SPAN_BACKWARDS };
enum span_fault query_read_dates(struct str text, bool range, int32_t *from, int32_t *before);
void query_print_dates(int32_t from, int32_t before, struct buf *out); /* the reverse; both must be set */

#endif
