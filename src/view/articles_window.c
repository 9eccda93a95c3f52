/* articles_window: the part of a list of articles in memory: a few chunks of rows around the selected one. */
#include <string.h>

#include "articles.h"

static void chunk_release(struct chunk *c) {
    arena_release(&c->arena);
    *c = (struct chunk){0};
}

static long window_count(const struct articles *a) {
    long count = 0;
    for (size_t i = 0; i < a->chunk_count; i++) {
        count += (long)a->chunks[i].rows.count;
    }
    return count;
}

long articles_head_count(const struct articles *a) {
    return a->at_start ? a->head.count : 0;
}

const struct row *articles_row(const struct articles *a, long row) {
    row -= articles_head_count(a);
    for (size_t i = 0; row >= 0 && i < a->chunk_count; i++) {
        if (row < (long)a->chunks[i].rows.count) {
            return &a->chunks[i].rows.rows[row];
        }
        row -= (long)a->chunks[i].rows.count;
    }
    return NULL;
}

const struct row *articles_selected(const struct articles *a) {
    return articles_row(a, a->base.list.selected);
}

struct list_position articles_position(const struct articles *a) {
    const struct row *r = articles_selected(a);
    long row = a->base.list.selected - (r ? articles_head_count(a) : 0), before = a->first_number;
    return (struct list_position){r ? r->id : 0, row, a->base.list.selected - a->base.list.top,
                                  r && before >= 0 ? before + row : -1};
}

long articles_find_row(const struct articles *a, int64_t id) {
    for (long i = articles_head_count(a); i < a->base.list.count; i++) {
        if (articles_row(a, i)->id == id) {
            return i;
        }
    }
    return -1;
}

bool articles_can_select(const struct list_view *l, long row) {
    const struct articles *a = (const struct articles *)l;
    return row >= articles_head_count(a) || a->head.rows[row].term.id || a->head.rows[row].article ||
           a->head.rows[row].cooccurring;
}

static void update_count(struct articles *a) {
    list_set_count(&a->base.list, articles_head_count(a) + window_count(a));
}

/* This many rows were added above the old ones. */
static void shift(struct articles *a, long by) {
    a->base.list.count = articles_head_count(a) + window_count(a);
    a->base.list.selected += by;
    a->base.list.top += by;
    a->target += by;
}

void articles_clear(struct articles *a) {
    while (a->chunk_count) {
        chunk_release(&a->chunks[--a->chunk_count]);
    }
}

void articles_replace(struct articles *a, struct chunk chunk, bool at_start, bool at_end, long first_number) {
    articles_clear(a);
    a->at_start = at_start;
    a->at_end = at_end;
    if (chunk.rows.count) {
        a->chunks[a->chunk_count++] = chunk;
    } else {
        chunk_release(&chunk);
    }
    bool is_counted = at_end && a->known && a->exact;
    a->first_number = at_start ? 0 : first_number < 0 && is_counted ? (long)a->total - window_count(a) : first_number;
    a->pending = a->reaching = a->between = false;
    update_count(a);
}

static void drop_first_chunk(struct articles *a) {
    long head = articles_head_count(a), n = (long)a->chunks[0].rows.count;
    a->at_start = false;
    chunk_release(&a->chunks[0]);
    memmove(&a->chunks[0], &a->chunks[1], --a->chunk_count * sizeof a->chunks[0]);
    a->chunks[a->chunk_count] = (struct chunk){0};
    a->first_number = a->first_number < 0 ? -1 : a->first_number + n;
    shift(a, -(head + n));
}

void articles_add_below(struct articles *a, struct chunk chunk) {
    a->at_end = chunk.rows.count < CHUNK_ROWS;
    if (!chunk.rows.count) {
        chunk_release(&chunk);
        return;
    }
    if (a->chunk_count == CHUNKS) {
        drop_first_chunk(a);
    }
    a->chunks[a->chunk_count++] = chunk;
    shift(a, 0);
}

void articles_add_above(struct articles *a, struct chunk chunk) {
    long n = (long)chunk.rows.count;
    a->at_start = n < CHUNK_ROWS;
    a->first_number = a->at_start ? 0 : a->first_number < 0 ? -1 : a->first_number - n;
    if (n && a->chunk_count == CHUNKS) {
        chunk_release(&a->chunks[--a->chunk_count]);
        a->at_end = false;
    }
    if (n) {
        memmove(&a->chunks[1], &a->chunks[0], a->chunk_count++ * sizeof a->chunks[0]);
        a->chunks[0] = chunk;
    } else {
        chunk_release(&chunk);
    }
    shift(a, n + articles_head_count(a));
}

void articles_lay_out(struct articles *a, long head_before, int columns, bool ascii) {
    head_layout(&a->head, columns, ascii);
    long more = a->head.count - head_before;
    if (a->at_start && more) {
        a->base.list.selected += a->base.list.selected >= head_before ? more : 0;
        a->target += more;
        update_count(a);
    }
}

long articles_number_of(const struct articles *a, long row) {
    long at = row - articles_head_count(a);
    return at < 0 || a->first_number < 0 ? -1 : a->first_number + at;
}

bool articles_is_in_selection(const struct articles *a, long row) {
    long number = articles_number_of(a, row), here = articles_number_of(a, a->base.list.selected);
    return a->anchor && number >= 0 && here >= 0 &&
           (here < a->anchor_number ? number >= here && number <= a->anchor_number
                                    : number >= a->anchor_number && number <= here);
}

long articles_selection_count(const struct articles *a) {
    long here = articles_number_of(a, a->base.list.selected), from = a->anchor_number;
    return !a->anchor ? 0 : here < 0 ? -1 : 1 + (here < from ? from - here : here - from);
}
