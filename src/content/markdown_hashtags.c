/* markdown_hashtags: what else stands in the text of a note, on cmark's tree: #tags, which stay, and ids of blocks, which go.
 *
 * Only a note of a vault has tags in its text: one that has links by name or hidden comments, or that is known to be in a
 * vault. On a website `#foo` is a word like others, a hashtag of a campaign elsewhere, a channel, a place in a page, a colour.
 */
#include <cmark.h>
#include <string.h>

#include "markdown_private.h"
#include "text.h"

enum {
    TAG_MAX = 100,
    ID_MAX = 64,
    RANDOM_ID = 6, /* Obsidian's own ids have so many hexadecimal digits */
    EMOJI = 0x1F000,
};

/* Bytes of the letter, digit, emoji or sign of a tag at the start of s; 0: it ends here. */
static size_t tag_character(struct str s) {
    if (!(s.p[0] & 0x80)) {
        return is_letter(s.p[0]) || is_digit(s.p[0]) || memchr("_-/", s.p[0], 3) ? 1 : 0;
    }
    struct cluster c = text_cluster(s);
    return text_has_word(str_slice(s, 0, c.bytes)) || (c.columns == 2 && c.first >= EMOJI) ? c.bytes : 0;
}

/* "#1", "#2024-1" are numbers. */
static bool has_letter(struct str tag) {
    for (size_t i = 0; i < tag.n; i++) {
        if (is_letter(tag.p[i]) || tag.p[i] & 0x80) {
            return true;
        }
    }
    return false;
}

/* "#c4f8af", "#fff": hexadecimal digits that are no word. */
static bool is_colour(struct str tag) {
    bool digits = false, same = true;
    for (size_t i = 0; i < tag.n; i++) {
        if (!is_digit(tag.p[i]) && !((tag.p[i] | 0x20) >= 'a' && (tag.p[i] | 0x20) <= 'f')) {
            return false;
        }
        digits |= is_digit(tag.p[i]);
        same &= tag.p[i] == tag.p[0];
    }
    return (tag.n == 3 || tag.n == 6 || tag.n == 8) && (digits || same);
}

static bool is_directive_of_c(struct str tag) {
    static const char *const names[] = {"include", "define", "undef", "ifdef", "ifndef", "endif", "pragma"};
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        if (str_is(tag, names[i])) {
            return true;
        }
    }
    return false;
}

/* The tag after the sign at `at`; empty: it is none. */
static struct str tag_at(struct str s, size_t at) {
    size_t end = at + 1;
    for (size_t n; end < s.n && end - at <= TAG_MAX && (n = tag_character(str_slice(s, end, s.n))) > 0;) {
        end += n;
    }
    bool is_call = end < s.n && memchr("({=#", s.p[end], 4);
    struct str tag = str_slice(s, at + 1, end);
    while (tag.n && tag.p[tag.n - 1] == '/') {
        tag.n--;
    }
    bool is_path = tag.n && tag.p[0] == '/';
    return is_call || is_path || end - at > TAG_MAX || !has_letter(tag) || is_colour(tag) || is_directive_of_c(tag) ? STR_NONE
                                                                                                                    : tag;
}

static void collect_from(cmark_node *node, struct buf *tags) {
    struct str s = str_from(cmark_node_get_literal(node));
    cmark_node *before = cmark_node_previous(node);
    for (const char *p = s.p, *end = s.p + s.n; p < end && (p = memchr(p, '#', (size_t)(end - p))); p++) {
        size_t at = (size_t)(p - s.p);
        bool begins = at ? is_blank(p[-1]) : !before || markdown_is_line_end(before);
        struct str tag = begins ? tag_at(s, at) : STR_NONE;
        buf_add_str(tags, tag);
        buf_puts(tags, tag.n ? "\n" : "");
    }
}

void markdown_collect_tags(struct cmark_node *root, struct buf *tags) {
    int links = 0;
    cmark_iter *iter = cmark_iter_new(root);
    for (cmark_node *node; (node = markdown_next_text(iter, &links));) {
        collect_from(node, tags);
    }
    cmark_iter_free(iter);
}

/* ---- ids of blocks ---- */

/* The offset of the "^" of an id at the end of a text; s.n: there is none. */
static size_t id_start(struct str s) {
    size_t at = s.n;
    while (at && s.n - at < ID_MAX && (is_letter(s.p[at - 1]) || is_digit(s.p[at - 1]) || s.p[at - 1] == '-')) {
        at--;
    }
    bool found = at && at < s.n && s.p[at - 1] == '^' && (at == 1 || is_blank(s.p[at - 2]));
    return found ? at - 1 : s.n;
}

static bool is_random(struct str id) {
    size_t digits = 0;
    for (size_t i = 0; i < id.n; i++) {
        if (!is_digit(id.p[i]) && !(id.p[i] >= 'a' && id.p[i] <= 'f')) {
            return false;
        }
        digits += is_digit(id.p[i]) != 0;
    }
    return id.n == RANDOM_ID && digits;
}

/* In a text, "x ^2" and "Ctrl ^C" are no ids. */
static bool is_id(struct str id, bool alone, bool is_note) {
    return is_random(id) || (is_note && (alone || (id.n > 1 && has_letter(id))));
}

static void drop_id(cmark_node *paragraph, bool is_note) {
    cmark_node *last = cmark_node_last_child(paragraph), *before = last ? cmark_node_previous(last) : NULL;
    if (!last || cmark_node_get_type(last) != CMARK_NODE_TEXT) {
        return;
    }
    struct str s = str_from(cmark_node_get_literal(last));
    size_t at = id_start(s);
    bool alone = !at && (!before || markdown_is_line_end(before));
    if (at == s.n || !is_id(str_slice(s, at + 1, s.n), alone, is_note)) {
        return;
    }
    struct str text = str_slice(s, 0, at);
    cmark_node_insert_before(last,
                             markdown_node_text(str_slice(text, 0, (size_t)(str_trim(text).p + str_trim(text).n - text.p))));
    cmark_node_free(last);
    if (alone && before) {
        cmark_node_free(before);
    } else if (alone) {
        cmark_node_free(paragraph);
    }
}

void markdown_drop_ids(struct cmark_node *root, bool is_note) {
    cmark_iter *iter = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_EXIT && cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH) {
            drop_id(node, is_note);
        }
    }
    cmark_iter_free(iter);
}
