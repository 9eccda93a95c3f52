/* row_filter: the filter of lists whose rows are all in memory. */
#include "text.h"
#include "view_private.h"

void view_set_filter(struct view *v, struct str text) {
    struct str words = str_trim(text);
    buf_reset(&v->filter);
    buf_add_str(&v->filter, words);
}

bool view_filter_passes(const struct view *v, const struct str *texts, size_t count) {
    struct buf folded = {0}, words = {0};
    if (!v->filter.n) {
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        text_fold(&folded, texts[i]);
        buf_putc(&folded, ' ');
    }
    text_fold(&words, buf_str(&v->filter));
    bool passes = text_match_words(buf_str(&folded), buf_str(&words));
    buf_release(&folded);
    buf_release(&words);
    return passes;
}
