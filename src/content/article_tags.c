/* article_tags: tags that the text of an article names, and those that its nested tags imply: `a` by `a/b`. */
#include <string.h>

#include "article_private.h"

struct tag_adder {
    struct term_set terms; /* which keeps names that fold alike once */
    struct arena *arena;
};

static void add(struct tag_adder *t, struct str name, bool implied) {
    struct term term = fields_new_term(TAX_TAG, arena_copy(t->arena, name), t->arena);
    term.implied = implied;
    term_set_add(&t->terms, term, t->arena);
}

static bool has_small_letter(struct str part) {
    for (size_t i = 0; i < part.n; i++) {
        if ((part.p[i] >= 'a' && part.p[i] <= 'z') || part.p[i] & 0x80) {
            return true;
        }
    }
    return false;
}

/* A slash does not always nest: "TCP/IP", "A/B testing", "24/7", "https://a.org" are one name. In a note it does, but for an
 * address, as a tag of a note can hold no blank. */
static bool is_nested(struct str tag, bool is_note) {
    if (memchr(tag.p, ' ', tag.n) || memmem(tag.p, tag.n, "//", 2)) {
        return false;
    }
    for (size_t from = 0; from <= tag.n && !is_note;) {
        const char *slash = from < tag.n ? memchr(tag.p + from, '/', tag.n - from) : NULL;
        size_t to = slash ? (size_t)(slash - tag.p) : tag.n;
        if (to < from + 2 || !has_small_letter(str_slice(tag, from, to))) {
            return false;
        }
        from = to + 1;
    }
    return true;
}

static void add_implied(struct tag_adder *t, struct str tag, bool is_note) {
    if (!memchr(tag.p, '/', tag.n) || !is_nested(tag, is_note)) {
        return;
    }
    for (size_t i = 1; i < tag.n; i++) {
        if (tag.p[i] == '/') {
            add(t, str_slice(tag, 0, i), true);
        }
    }
}

static bool has_slash(const struct article *a) {
    for (size_t i = 0; i < a->term_count; i++) {
        if (a->terms[i].taxonomy == TAX_TAG && memchr(a->terms[i].key.p, '/', a->terms[i].key.n)) {
            return true;
        }
    }
    return false;
}

/* Terms are in the order of their taxonomies: what stands after the tags is added after them. */
static size_t copy_terms(struct tag_adder *t, const struct article *a, size_t from, enum taxonomy last) {
    size_t i = from;
    for (; i < a->term_count && a->terms[i].taxonomy <= last; i++) {
        term_set_add(&t->terms, a->terms[i], t->arena);
    }
    return i;
}

void article_add_tags(struct article *a, struct str tags, bool is_note, struct arena *arena) {
    if (!tags.n && !has_slash(a)) {
        return;
    }
    struct tag_adder t = {.arena = arena};
    size_t after = copy_terms(&t, a, 0, TAX_TAG);
    while (tags.n) {
        struct str tag = str_line(tags);
        add(&t, tag, false);
        tags = str_slice(tags, tag.n + 1, tags.n);
    }
    for (size_t i = 0, count = t.terms.count; i < count; i++) {
        if (t.terms.terms[i].taxonomy == TAX_TAG) {
            add_implied(&t, t.terms.terms[i].name, is_note);
        }
    }
    copy_terms(&t, a, after, TAX_COUNT);
    a->terms = t.terms.terms;
    a->term_count = t.terms.count;
}
