/* marks_queue: the order of the reading queue: each queued article has a rank. */
#include <stdlib.h>

#include "marks_private.h"

void queue_set_rank(struct marks *m, struct str key, int64_t rank, int64_t now) {
    struct statement *s = db_cached(m->db, "UPDATE mark SET rank=?3, rank_changed=?4 WHERE archive=?1 AND key=?2");
    bind_int(s, 1, m->archive);
    bind_str(s, 2, key);
    bind_int(s, 3, rank);
    bind_int(s, 4, now);
    db_run(s);
}

struct queued {
    struct str key;
    int64_t rank;
};

static struct queued *read_queue(struct marks *m, struct arena *arena, size_t *count) {
    size_t capacity = 0;
    struct queued *list = NULL;
    struct statement *s = db_cached(m->db, "SELECT key, rank FROM mark WHERE archive=? AND queued>0 AND stray=0 ORDER BY rank,"
                                           " key");
    bind_int(s, 1, m->archive);
    *count = 0;
    while (db_step(s)) {
        list = grow(list, *count, &capacity, sizeof *list);
        list[(*count)++] = (struct queued){column_copy(s, 0, arena), column_int(s, 1)};
    }
    db_reset(s);
    return list;
}

static size_t place_of(const struct queued *list, size_t count, struct str key) {
    size_t at = 0;
    while (at < count && !str_equal(list[at].key, key)) {
        at++;
    }
    return at;
}

/* The ranks stay where they are, made different where they are equal, and the articles go to others. */
static void reorder(struct marks *m, struct queued *list, size_t count, size_t from, size_t to, int64_t now) {
    int64_t undo = undo_begin(m, 0, UNDO_ORDER, true, STR_NONE), rank = INT64_MIN;
    for (size_t i = 0; i < count; i++) {
        size_t moved = i == to ? from : from < to && i >= from && i < to ? i + 1 : from > to && i > to && i <= from ? i - 1 : i;
        rank = list[i].rank > rank ? list[i].rank : rank + 1;
        if (list[moved].rank != rank) {
            undo_add_number(m, undo, list[moved].key, list[moved].rank, rank);
            queue_set_rank(m, list[moved].key, rank, now);
        }
    }
}

int marks_move_queued(struct marks *m, struct str key, long by, int64_t now, long *moved, struct err *e) {
    struct arena arena = {0};
    size_t count;
    *moved = 0;
    if (marks_begin(m, e) < 0) {
        return -1;
    }
    struct queued *list = read_queue(m, &arena, &count);
    size_t at = place_of(list, count, key);
    if (at < count) {
        long to = (long)at + by, last = (long)count - 1;
        to = to < 0 ? 0 : to > last ? last : to;
        *moved = to - (long)at;
        if (*moved) {
            reorder(m, list, count, at, (size_t)to, now);
        }
    }
    free(list);
    arena_release(&arena);
    return marks_end(m, 0, e);
}
