/* indexer_batch: puts the results of one day in the order of their ids. Jobs are sorted by what a guess can see at the
 * beginning of a file, which often lacks the title: articles of one day would come in no particular order. Full text is much
 * slower then, and each of them would have to be looked up among the others. */
#include <stdlib.h>

#include "indexer_private.h"
#include "text.h"

enum { BATCH_RESULTS = 128, BATCH_BYTES = 4 << 20 };

struct batched {
    size_t index;
    const struct parse_job *job;
    struct result result;
    struct str title; /* folded */
};

struct batch {
    struct arena arena;
    struct buf scratch;
    struct batched items[BATCH_RESULTS];
    size_t count, bytes;
};

static int by_id(const void *a, const void *b) {
    const struct batched *x = a, *y = b;
    const struct date *p = &x->result.article.date, *q = &y->result.article.date;
    if (p->day != q->day || date_moment(p) != date_moment(q)) {
        return p->day != q->day ? p->day - q->day : date_moment(p) - date_moment(q);
    }
    int order = str_compare(y->title, x->title);
    order = order ? order : y->job->root - x->job->root;
    return order ? order : str_compare(y->job->path, x->job->path);
}

int indexer_batch_flush(struct index_run *r, indexer_take *take, struct err *e) {
    struct batch *b = r->batch;
    int result = 0;
    if (!b) {
        return 0;
    }
    qsort(b->items, b->count, sizeof *b->items, by_id);
    for (size_t i = 0; result == 0 && i < b->count; i++) {
        result = take(r, b->items[i].index, &b->items[i].result, e);
    }
    b->count = b->bytes = 0;
    arena_reset(&b->arena);
    return result;
}

static void copy_article(struct batch *b, const struct result *from, struct batched *to) {
    to->result.packed = arena_copy(&b->arena, from->packed);
    article_unpack(to->result.packed, &to->result.article, &b->arena); /* has been checked */
    to->result.article.date = from->article.date;                      /* may have been given to it */
    to->result.article.date_from = from->article.date_from;
    buf_reset(&b->scratch);
    text_fold(&b->scratch, from->article.title);
    to->title = arena_copy(&b->arena, buf_str(&b->scratch));
    to->result.document = arena_copy(&b->arena, from->document);
    b->bytes += from->packed.n + from->document.n;
}

static void copy_result(struct batch *b, const struct result *from, struct batched *to) {
    to->result = (struct result){.kind = from->kind, .stamp = from->stamp};
    to->title = STR_NONE;
    if (from->kind == RESULT_ARTICLE) {
        copy_article(b, from, to);
    }
    problems_init(&to->result.problems, &b->arena);
    for (const struct problem *p = from->problems.first; p; p = p->next) {
        problem_add_copy(&to->result.problems, p);
    }
}

int indexer_batch_add(struct index_run *r, size_t index, const struct result *result, indexer_take *take, struct err *e) {
    const struct parse_job *job = &r->jobs[index];
    r->batch = r->batch ? r->batch : xcalloc(1, sizeof *r->batch);
    struct batch *b = r->batch;
    bool other_day = b->count && b->items[b->count - 1].job->place.day != job->place.day;
    if ((other_day || b->count == BATCH_RESULTS || b->bytes > BATCH_BYTES) && indexer_batch_flush(r, take, e) < 0) {
        return -1;
    }
    struct batched *to = &b->items[b->count++];
    to->index = index;
    to->job = job;
    copy_result(b, result, to);
    return 0;
}

void indexer_batch_release(struct index_run *r) {
    if (r->batch) {
        arena_release(&r->batch->arena);
        buf_release(&r->batch->scratch);
        free(r->batch);
        r->batch = NULL;
    }
}
