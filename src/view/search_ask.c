/* search_ask: sends the search requests and takes their answers. */
#include "search.h"
#include "text.h"

/* The words of the query, without fields and exclusions. */
static void term_words(const struct query *q, struct buf *out) {
    for (size_t i = 0; i < q->count; i++) {
        const struct condition *c = &q->conditions[i];
        if (c->kind != CONDITION_WORDS || c->exclude) {
            buf_reset(out);
            return;
        }
        buf_puts(out, out->n ? " " : "");
        text_fold(out, c->text);
    }
}

/* Shows the total; the rows stay. */
static void take_count(void *owner, void *context, struct request *request) {
    struct search *s = owner;
    const struct count_request *r = (struct count_request *)request;
    if (request->has_failed) {
        ui_error_from_request(context, request);
    } else {
        s->total = r->total;
        s->exact = r->exact;
        search_make_hits(s);
    }
    request_free(request);
}

static void ask_count(struct search *s, struct ui *ui) {
    struct count_request *r = request_count(s->answer->question.query, LOOKUP_COUNT_MAX);
    r->request.later = true;
    ui_send(ui, &s->count_slot, &r->request);
}

static void take_found(struct search *s, struct ui *ui, struct search_request *answer) {
    slot_cancel(&s->count_slot);
    if (s->answer) {
        request_free(&s->answer->request);
    }
    s->answer = answer;
    s->total = 0;
    matcher_of_query(&s->found, answer->question.query);
    s->base.list = (struct list){.rows = s->base.list.rows};
    search_make_hits(s);
    list_select(&s->base.list, s->wanted.selected);
    s->base.list.top = s->wanted.top;
    s->wanted = (struct list){0};
    list_view_skip_headings(&s->base);
    if (answer->rows.count == SEARCH_ARTICLES) {
        ask_count(s, ui);
    }
}

/* Without a cache there are no results. */
static void take(void *owner, void *context, struct request *r) {
    struct search *s = owner;
    struct ui *ui = context;
    bool opens = s->opening;
    s->opening = false;
    if (r->has_failed && (ui->has_cache || r->error.code != ERR_MISSING)) {
        s->failed = true;
        ui_error_from_request(ui, r);
        request_free(r);
    } else {
        take_found(s, ui, (struct search_request *)r);
    }
    if (opens) {
        ui_accept(ui);
    }
}

void search_begin_asking(struct search *s) {
    s->slot = (struct slot){.answered = take, .owner = s};
    s->count_slot = (struct slot){.answered = take_count, .owner = s};
}

static bool read_query(struct ui *ui, const struct buf *text, struct arena *arena, struct query *q) {
    struct err e;
    size_t offset;
    bool good = query_parse(buf_str(text), QUERY_TYPING, arena, q, &offset, &e) == 0;
    if (!good) {
        say_query_fault(ui, buf_str(text), offset, &e);
    }
    return good;
}

/* The old results stay until the answer comes, and while the text is not a valid query. */
void search_run(struct search *s, struct ui *ui) {
    struct arena arena = {0};
    struct query q, filter;
    struct buf words = {0};
    s->opening = false;
    s->failed = !read_query(ui, &s->text, &arena, &q) || !read_query(ui, &s->base.view.filter, &arena, &filter);
    if (!s->failed) {
        term_words(&q, &words);
        q = query_and(&filter, &q, &arena);
        q = q.count ? query_hiding_read(ui, &q, &arena) : q;
        ui_send(ui, &s->slot, &request_search(&q, buf_str(&words), q.count ? SEARCH_ARTICLES : 0)->request);
        ui_wait(ui, &s->slot);
    }
    buf_release(&words);
    arena_release(&arena);
}

bool search_is_looking(const struct search *s) {
    return s->slot.waits;
}
