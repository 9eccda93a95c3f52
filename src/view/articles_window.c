/* articles_window: the part of a list of articles that is in memory: a few chunks of rows around the selected one. */
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

bool articles_can_select(const struct list_view *l, long row) {
    const struct articles *a = (const struct articles *)l;
    return row >= articles_head_count(a) || a->head.rows[row].term.id || a->head.rows[row].article || a->head.rows[row].beside;
}

static int fetch_page(struct articles *a, struct ui *ui, const struct page_request *request, struct chunk *chunk) {
    struct err e;
    *chunk = (struct chunk){0};
    if (!ui->cache) {
        return 0;
    }
    if (cache_find(ui->cache, &a->shown, request, &chunk->arena, &chunk->rows, &e) < 0) {
        chunk_release(chunk);
        ui_fail_err(ui, &e);
        return -1;
    }
    return 0;
}

static int fetch(struct articles *a, struct ui *ui, int64_t after, bool backwards, struct chunk *chunk) {
    struct page_request request = {.after = after, .backwards = backwards, .limit = CHUNK_ROWS};
    return fetch_page(a, ui, &request, chunk);
}

void articles_update_count(struct articles *a) {
    list_set_count(&a->base.list, articles_head_count(a) + window_count(a));
}

void articles_clear(struct articles *a) {
    while (a->chunk_count) {
        chunk_release(&a->chunks[--a->chunk_count]);
    }
    a->at_start = a->at_end = false;
    a->first_number = -1;
}

static void drop_first_chunk(struct articles *a) {
    long head = articles_head_count(a), n = (long)a->chunks[0].rows.count;
    a->at_start = false;
    chunk_release(&a->chunks[0]);
    memmove(&a->chunks[0], &a->chunks[1], --a->chunk_count * sizeof a->chunks[0]);
    a->chunks[a->chunk_count] = (struct chunk){0};
    a->first_number = a->first_number < 0 ? -1 : a->first_number + n;
    a->base.list.selected -= head + n;
    a->base.list.top -= head + n;
}

static void take_below(struct articles *a, struct chunk chunk) {
    a->at_end = chunk.rows.count < CHUNK_ROWS;
    if (!chunk.rows.count) {
        chunk_release(&chunk);
        return;
    }
    if (a->chunk_count == CHUNKS) {
        drop_first_chunk(a);
    }
    a->chunks[a->chunk_count++] = chunk;
    a->base.list.count = articles_head_count(a) + window_count(a);
}

/* Each returns by how much the rows already there moved down. What cannot be fetched ends the list for now. */
long articles_extend_down(struct articles *a, struct ui *ui) {
    struct chunk chunk;
    long before = a->base.list.selected;
    const struct chunk *last = a->chunk_count ? &a->chunks[a->chunk_count - 1] : NULL;
    if (fetch(a, ui, last ? last->rows.rows[last->rows.count - 1].id : 0, false, &chunk) < 0) {
        a->at_end = true;
        return 0;
    }
    take_below(a, chunk);
    return a->base.list.selected - before;
}

static void take_above(struct articles *a, struct chunk chunk) {
    a->at_start = chunk.rows.count < CHUNK_ROWS;
    if (a->at_start) {
        a->first_number = 0;
    } else if (a->first_number >= 0) {
        a->first_number -= (long)chunk.rows.count;
    }
    if (chunk.rows.count && a->chunk_count == CHUNKS) {
        chunk_release(&a->chunks[--a->chunk_count]);
        a->at_end = false;
    }
    if (chunk.rows.count) {
        memmove(&a->chunks[1], &a->chunks[0], a->chunk_count++ * sizeof a->chunks[0]);
        a->chunks[0] = chunk;
    } else {
        chunk_release(&chunk);
    }
}

long articles_extend_up(struct articles *a, struct ui *ui) {
    struct chunk chunk;
    if (fetch(a, ui, a->chunk_count ? a->chunks[0].rows.rows[0].id : 0, true, &chunk) < 0) {
        a->at_start = true;
        return 0;
    }
    long moved = (long)chunk.rows.count;
    take_above(a, chunk);
    moved += articles_head_count(a);
    a->base.list.selected += moved;
    a->base.list.top += moved;
    a->base.list.count = articles_head_count(a) + window_count(a);
    return moved;
}

void articles_show_first(struct articles *a, struct chunk chunk) {
    articles_clear(a);
    a->at_start = true;
    a->first_number = 0;
    a->between = false;
    a->base.list.top = a->base.list.selected = 0;
    take_below(a, chunk);
    articles_update_count(a);
    list_select(&a->base.list, articles_head_count(a));
    list_view_settle(&a->base);
}

bool articles_load_first(struct articles *a, struct ui *ui) {
    struct chunk chunk;
    if (fetch(a, ui, 0, false, &chunk) < 0) {
        return false;
    }
    articles_show_first(a, chunk);
    return true;
}

void articles_load_last(struct articles *a, struct ui *ui) {
    struct chunk chunk;
    if (fetch(a, ui, 0, true, &chunk) < 0) {
        return;
    }
    articles_clear(a);
    take_above(a, chunk);
    a->at_end = true;
    if (a->first_number < 0 && a->counted && a->exact) {
        a->first_number = (long)a->total - window_count(a);
    }
    articles_update_count(a);
    list_select(&a->base.list, a->base.list.count - 1);
}

/* Rows around an article that is not among the first: those from it on, and those before it. */
bool articles_load_around(struct articles *a, struct ui *ui, struct place to) {
    struct page_request from_it_on = {.after = to.id, .including = true, .limit = CHUNK_ROWS};
    struct chunk chunk;
    if (fetch_page(a, ui, &from_it_on, &chunk) < 0 || !chunk.rows.count) {
        chunk_release(&chunk);
        return false;
    }
    articles_clear(a);
    a->chunks[a->chunk_count++] = chunk;
    a->at_end = chunk.rows.count < CHUNK_ROWS;
    a->first_number = to.first_number;
    a->base.list.selected = 0;
    articles_extend_up(a, ui);
    articles_update_count(a);
    return true;
}

bool articles_select_id(struct articles *a, int64_t id) {
    for (long i = articles_head_count(a); i < a->base.list.count; i++) {
        if (articles_row(a, i)->id == id) {
            a->base.list.selected = i;
            return true;
        }
    }
    return false;
}
