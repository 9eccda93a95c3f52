/* What the files of query share. */
#ifndef COURANT_QUERY_PRIVATE_H
#define COURANT_QUERY_PRIVATE_H

#include "query.h"

/* One condition as it stands in a text: `-topic:"health care"*`. Slices of the text, nothing cleaned yet. */
struct token {
    size_t at, end;
    bool exclude;
    size_t field_at;
    struct str field;                 /* "topic"; empty: words */
    size_t value_at;                  /* of its opening quote, if it has one */
    struct str value;                 /* between the quotes, where a quote is written twice */
    bool quoted, closed, star, exact; /* exact: '=' before it */
};

struct str query_clean_value(const struct token *t, struct arena *arena);
void query_print_value(struct str text, struct buf *out);

/* The first token at or behind `at`; false: there are only blanks. */
bool query_token(struct str text, size_t at, struct token *t);

/* The days of a year, a month or a day, or with `range` also from one to another: "2021", "2021-11..2022". */
enum span_fault { SPAN_GOOD, SPAN_NO_DATE, SPAN_BACKWARDS };
enum span_fault query_read_dates(struct str text, bool range, int32_t *from, int32_t *before);
void query_print_dates(int32_t from, int32_t before, struct buf *out); /* the other way, both given */

#endif
