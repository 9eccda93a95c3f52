/* cache_rows: the columns of a list row, and reading one. */
#include "cache_private.h"

struct statement *find_prepare(struct cache *c, const struct query_plan *q, struct buf *sql) {
    struct statement *s = db_prepare(c->db, buf_cstr(sql));
    if (q->match.n) {
        bind_str(s, 1, buf_str(&q->match));
    }
    buf_release(sql);
    return s;
}

void marks_column(const struct cache *c, struct buf *sql) {
    if (c->marks) {
        buf_printf(sql,
                   "coalesce((SELECT (read>0)+2*(starred>0)+4*(queued>0) FROM marks.mark WHERE mark.archive=%lld AND"
                   " mark.key=a.key), 0)",
                   (long long)c->archive);
    } else {
        buf_puts(sql, "0");
    }
}

void marks_condition(const struct cache *c, const char *mark, struct buf *sql) {
    if (c->marks) {
        buf_printf(sql, "EXISTS (SELECT 1 FROM marks.mark k WHERE k.archive=%lld AND k.key=a.key AND k.%s > 0)",
                   (long long)c->archive, mark);
    } else {
        buf_puts(sql, "0");
    }
}

void find_columns(struct cache *c, const char *id, struct buf *sql) {
    buf_printf(sql, "SELECT %s, a.title, a.source_name, a.key, ", id);
    marks_column(c, sql);
    buf_printf(sql, ", (a.expires BETWEEN 1 AND %d)*%d + (a.date_from<>'')*%d", (int)date_today(), ROW_EXPIRED, ROW_DATED);
}

void find_read_row(struct statement *s, struct row *row, struct arena *arena) {
    row->id = column_int(s, 0);
    row->day = (int32_t)((row->id < 0 ? -row->id : row->id) >> ORDINAL_BITS);
    row->title = column_text(s, 1, arena);
    row->source = column_text(s, 2, arena);
    row->key = column_text(s, 3, arena);
    row->marks = (unsigned)column_int(s, 4);
    row->state = (unsigned)column_int(s, 5);
}

void find_reverse(struct rows *rows) {
    for (size_t i = 0; i < rows->count / 2; i++) {
        struct row swap = rows->rows[i];
        rows->rows[i] = rows->rows[rows->count - 1 - i];
        rows->rows[rows->count - 1 - i] = swap;
    }
}
