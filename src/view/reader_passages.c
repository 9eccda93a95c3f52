/* reader_passages: the passages that were kept of the article, shown where they stand in its text now. */
#include <stdlib.h>

#include "passage.h"
#include "reader.h"

void reader_forget_notes(struct reader *r) {
    slot_cancel(&r->notes_slot);
    request_free(r->notes ? &r->notes->request : NULL);
    r->notes = NULL;
    free(r->kept);
    r->kept = NULL;
    r->kept_count = 0;
}

static int by_offset(const void *a, const void *b) {
    uint32_t x = ((const struct match *)a)->offset, y = ((const struct match *)b)->offset;
    return (x > y) - (x < y);
}

/* Those that overlap become one. */
static void join(struct reader *r) {
    size_t count = 0;
    if (r->kept_count) {
        qsort(r->kept, r->kept_count, sizeof *r->kept, by_offset);
    }
    for (size_t i = 0; i < r->kept_count; i++) {
        struct match *last = count ? &r->kept[count - 1] : NULL, next = r->kept[i];
        if (last && next.offset < last->offset + last->length) {
            uint32_t end = next.offset + next.length;
            last->length = end > last->offset + last->length ? end - last->offset : last->length;
        } else {
            r->kept[count++] = next;
        }
    }
    r->kept_count = count;
}

static void tell_lost(struct reader *r, struct ui *ui, size_t lost) {
    if (lost && !r->lost_told) {
        ui_info(ui,
                lost == 1 ? "A passage of this article is no longer in its text (M lists it)"
                          : "%zu passages of this article are no longer in its text (M lists them)",
                lost);
    }
    r->lost_told = lost > 0;
}

void reader_find_passages(struct reader *r, struct ui *ui) {
    struct str body = r->rendered.body.text;
    size_t begins = r->rendered.body_end - body.n, lost = 0;
    free(r->kept);
    r->kept = NULL;
    r->kept_count = 0;
    if (!r->notes || !r->notes->count) {
        return;
    }
    r->kept = xcalloc(r->notes->count, sizeof *r->kept);
    for (size_t i = 0; i < r->notes->count; i++) {
        const struct note *n = &r->notes->notes[i];
        struct passage p = {.quote = n->quote, .before = n->before, .after = n->after, .at = n->at > 0 ? (size_t)n->at : 0};
        size_t from, to;
        if (n->quote.n && passage_find(body, &p, &from, &to)) {
            r->kept[r->kept_count++] = (struct match){.offset = (uint32_t)(begins + from), .length = (uint32_t)(to - from)};
        } else {
            lost += n->quote.n > 0;
        }
    }
    join(r);
    tell_lost(r, ui, lost);
}

void reader_take_notes(void *owner, void *context, struct request *request) {
    struct reader *r = owner;
    if (!ui_is_answer(context, request)) {
        return;
    }
    request_free(r->notes ? &r->notes->request : NULL);
    r->notes = (struct notes_request *)request;
    reader_find_passages(r, context);
}

void reader_ask_notes(struct reader *r, struct ui *ui) {
    if (ui->has_marks && r->rendered.article.key.n) {
        ui_send(ui, &r->notes_slot, &request_notes(r->rendered.article.key)->request);
        ui_wait(ui, &r->notes_slot);
    }
}

void reader_paint_passages(const struct reader *r, const struct grid *g) {
    const struct selection *s = &r->selection;
    struct match selected = {.offset = s->from, .length = s->to - s->from};
    page_add_style(&r->rendered.page, g, (size_t)r->top, r->kept, r->kept_count, STYLE_UNDERLINE | STYLE_EM);
    page_add_style(&r->rendered.page, g, (size_t)r->top, &selected, s->on ? 1 : 0, STYLE_SELECTED);
}
