/* emit: plain output. */
#include "emit.h"

#include "compose.h"
#include "emit_private.h"
#include "text.h"

void emit_add_line(struct buf *out, struct str s) {
    if (text_is_line(s)) {
        buf_add_str(out, s);
    } else {
        text_clean_line(out, s);
    }
}

void emit_line(FILE *out, struct str s) {
    struct buf line = {0};
    emit_add_line(&line, s);
    fwrite(buf_cstr(&line), 1, line.n, out);
    buf_release(&line);
}

int emit_article(struct cache *c, int64_t id, int columns, bool ascii, FILE *out, struct err *e) {
    struct rendered_article rendered = {.unfolded = true};
    struct arena arena = {0};
    struct article article;
    struct doc body;
    struct buf text = {0}, clean = {0}, plain = {0};
    if (cache_article(c, id, &arena, &article, e) < 0 || cache_document(c, id, &arena, &body, e) < 0) {
        arena_release(&arena);
        return -1;
    }
    rendered_article_set(&rendered, id, &arena, &article, &body, &(struct related_rows){0});
    rendered_article_layout(&rendered, &(struct layout_options){.columns = columns, .ascii = ascii});
    page_text(&rendered.page, &text);
    text_clean(&clean, buf_str(&text));
    if (ascii) {
        text_with_ascii(&plain, buf_str(&clean));
    }
    struct str shown = buf_str(ascii ? &plain : &clean);
    fwrite(shown.p, 1, shown.n, out);
    buf_release(&text);
    buf_release(&clean);
    buf_release(&plain);
    rendered_article_release(&rendered);
    return 0;
}
