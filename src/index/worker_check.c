/* worker_check: checks that data from a worker could come from an honest one. */
#include "text.h"
#include "worker_private.h"

/* Their texts are many and short, and checking each would take two percent of an index run. Readers of a cache do not assume
 * clean text, and clean it themselves. */
static bool terms_are_sound(const struct term *terms, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const struct term *t = &terms[i];
        if (!t->key.n || !terms_are_sound(t->topics, t->topic_count)) { /* topics have no topics */
            return false;
        }
    }
    return true;
}

static bool article_is_sound(const struct article *a) {
    for (const struct field *f = fields; f < fields + field_count; f++) {
        bool is_text = f->kind != FIELD_DATE && f->kind != FIELD_FLAG && f->kind != FIELD_TERMS;
        if (is_text && !text_is_clean(field_get_str(f, a))) {
            return false;
        }
    }
    return terms_are_sound(a->terms, a->term_count);
}

bool worker_is_sound(const struct article *a, struct str document, struct arena *arena) {
    struct doc doc;
    return article_is_sound(a) && doc_unpack(document, &doc, arena) == 0;
}
