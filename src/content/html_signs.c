/* html_signs: writes out what only the look of text would say: raised, lowered and struck text. */
#include "html_private.h"
#include "text.h"

enum { WITH_SIGNS = SPAN_SUP | SPAN_SUB | SPAN_STRIKE };

struct signs {
    struct doc_builder *doc;
    struct buf text;  /* the new one */
    size_t leaf_text; /* where the leaf begins in it */
    size_t end;       /* of the leaf's spans */
};

static struct str text_of(const struct signs *w, const struct span *span) {
    return str_slice(buf_str(&w->doc->text), span->offset, (size_t)span->offset + span->length);
}

static bool is_struck(const struct signs *w, size_t at, size_t first) {
    return at >= first && at < w->end && (w->doc->spans[at].bits & SPAN_STRIKE) && w->doc->spans[at].length;
}

/* Where the raised, or lowered, text ends that begins with the span at `from`. */
static size_t script_end(const struct signs *w, size_t from, unsigned bit) {
    while (from < w->end && (w->doc->spans[from].bits & bit) && w->doc->spans[from].length) {
        from++;
    }
    return from;
}

static struct text_script script_of(const struct signs *w, size_t from, size_t to, bool raised) {
    const struct span *first = &w->doc->spans[from], *last = &w->doc->spans[to - 1];
    struct str text = str_slice(buf_str(&w->doc->text), first->offset, (size_t)last->offset + last->length);
    return text_script(text, raised, str_slice(buf_str(&w->text), w->leaf_text, w->text.n));
}

static void write_span(struct signs *w, size_t at, size_t first, const char *before, const char *after,
                       const struct text_script *script) {
    struct span *span = &w->doc->spans[at];
    size_t start = w->text.n;
    bool struck = is_struck(w, at, first);
    buf_puts(&w->text, struck && !(at > first && is_struck(w, at - 1, first)) ? "~~" : "");
    buf_puts(&w->text, before);
    text_put_script(&w->text, text_of(w, span), span->bits & SPAN_SUP, script);
    buf_puts(&w->text, after);
    buf_puts(&w->text, struck && !is_struck(w, at + 1, first) ? "~~" : "");
    if (w->text.n > UINT32_MAX) {
        die("document too large");
    }
    span->offset = (uint32_t)start;
    span->length = (uint32_t)(w->text.n - start);
}

/* `before` is empty but for the first span of a script, `after` but for the last. */
static void write_leaf(struct signs *w, const struct block *leaf) {
    size_t first = leaf->first_span;
    w->end = first + leaf->span_count;
    w->leaf_text = w->text.n;
    for (size_t at = first; at < w->end;) {
        unsigned bit = w->doc->spans[at].bits & SPAN_SUP ? SPAN_SUP : w->doc->spans[at].bits & SPAN_SUB;
        size_t to = bit ? script_end(w, at, bit) : at;
        struct text_script script = to > at ? script_of(w, at, to, bit == SPAN_SUP) : (struct text_script){"", "", false};
        to = to > at ? to : at + 1;
        for (size_t from = at; at < to; at++) {
            write_span(w, at, first, at == from ? script.before : "", at + 1 == to ? script.after : "", &script);
        }
    }
}

void html_write_signs(struct doc_builder *b) {
    unsigned bits = 0;
    for (size_t i = 0; i < b->span_count; i++) {
        bits |= b->spans[i].bits;
    }
    struct signs w = {.doc = b};
    if (!(bits & WITH_SIGNS)) {
        return;
    }
    buf_reserve(&w.text, b->text.n);
    for (size_t i = 0; i < b->block_count; i++) {
        const struct block *leaf = &b->blocks[i];
        if (!block_is_container(leaf->kind) && leaf->span_count) {
            buf_puts(&w.text, b->spans[leaf->first_span].offset ? "\n" : "");
            write_leaf(&w, leaf);
        }
    }
    buf_release(&b->text);
    b->text = w.text;
}
