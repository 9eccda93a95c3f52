/* cache_notes: which articles have a note, or a passage, with these words. */
#include "cache_private.h"
#include "text.h"

static bool has_words(struct str text, struct str folded, bool prefix) {
    size_t length;
    return text_find_folded(text, 0, folded, TEXT_WORD_BEGINS | (prefix ? 0u : TEXT_WORD_ENDS), &length) < text.n;
}

/* s: quote, text. */
static bool is_meant(struct statement *s, const struct condition *condition, struct str folded) {
    struct str quote = column_str(s, 1), text = column_str(s, 2);
    if (condition->notes != NOTES_ANY) {
        return (condition->notes == NOTES_NOTE ? text : quote).n;
    }
    return !folded.n || has_words(text, folded, condition->prefix) || has_words(quote, folded, condition->prefix);
}

void notes_find(struct cache *c, const struct condition *condition, struct buf *ids) {
    struct buf folded = {0};
    if (!c->marks) {
        return;
    }
    text_fold(&folded, condition->text);
    struct statement *s = db_cached(c->db, "SELECT a.id, n.quote, n.text FROM marks.note n CROSS JOIN article a ON a.key=n.key"
                                           " WHERE n.archive=? AND n.gone=0");
    bind_int(s, 1, c->archive);
    while (db_step(s)) {
        if (is_meant(s, condition, buf_str(&folded))) {
            buf_puts(ids, ids->n ? "," : "");
            buf_put_int(ids, column_int(s, 0));
        }
    }
    db_reset(s);
    buf_release(&folded);
}
