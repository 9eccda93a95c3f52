/* text_words: the words of a text, folded. Plain ASCII, most of all text, is read byte by byte; of other characters, those seen
 * last are remembered with their folded form, as a text has few different ones. */
#include <stdlib.h>
#include <string.h>

#include "text_private.h"

enum { CACHED = 2048, FOLDED_MAX = 12, PLAIN_MAX = 64 };

/* A character and its folded form. */
struct folded {
    uint32_t code; /* 0: none yet */
    uint8_t kind;
    uint8_t n;                       /* bytes of the folded form */
    bool is_alone;                   /* a word that follows is another */
    uint8_t first_class, last_class; /* combining classes of its first and last part */
    char bytes[FOLDED_MAX];
};

struct text_words {
    struct buf word;
    struct folded cache[CACHED];
};

/* The word being read. */
struct word_reader {
    struct text_words *words;
    text_each_word *each;
    void *context;
    size_t from, to; /* offsets in the text */
    unsigned last_class;
    bool after_alone;
    int result;
};

struct text_words *text_words_new(void) {
    return xcalloc(1, sizeof(struct text_words));
}

void text_words_free(struct text_words *w) {
    if (w) {
        buf_release(&w->word);
        free(w);
    }
}

/* ---- characters ---- */

static enum text_kind kind_of_parts(enum text_kind own, const uint32_t *parts, size_t n) {
    if (!n || own == KIND_IGNORED || own == KIND_GAP) {
        return n ? own : KIND_IGNORED;
    }
    enum text_kind first = text_kind(parts[0]);
    for (size_t i = 0; i < n; i++) {
        if (!text_forms_words(parts[i]) || (i && text_parts_words(parts[i - 1], parts[i]))) {
            return KIND_MIXED;
        }
    }
    return own == KIND_ALONE ? own : first;
}

static void fold_into(struct folded *f, uint32_t code) {
    uint32_t parts[FOLD_PARTS];
    size_t n = text_fold_code(code, parts), total = 0;
    struct buf bytes = {0};
    *f = (struct folded){.code = code, .kind = (uint8_t)kind_of_parts(text_kind(code), parts, n)};
    for (size_t i = 0; i < n; i++) {
        text_encode(&bytes, parts[i]);
    }
    total = bytes.n;
    if (total > FOLDED_MAX && f->kind != KIND_GAP) {
        f->kind = KIND_MIXED;
    } else if (n && f->kind != KIND_GAP) {
        f->n = (uint8_t)total;
        memcpy(f->bytes, bytes.p, total);
        f->first_class = (uint8_t)text_combining_class(parts[0]);
        f->last_class = (uint8_t)text_combining_class(parts[n - 1]);
        f->is_alone = text_is_alone(code) || text_is_alone(parts[n - 1]);
    }
    buf_release(&bytes);
}

static const struct folded *fold_cached(struct text_words *w, uint32_t code) {
    struct folded *f = &w->cache[code % CACHED];
    if (f->code != code) {
        fold_into(f, code);
    }
    return f;
}

/* ---- words ---- */

static void end_word(struct word_reader *r) {
    struct buf *word = &r->words->word;
    if (word->n && !r->result) {
        r->result = r->each(r->context, buf_str(word), r->from, r->to);
    }
    buf_reset(word);
    r->after_alone = false;
    r->last_class = 0;
}

static void put_mark(struct word_reader *r, const struct folded *f) {
    struct buf *word = &r->words->word;
    struct str rest = {f->bytes, f->n};
    while (rest.n) {
        struct text_char c = text_decode(rest);
        text_put_folded(word, 0, c.code, &r->last_class);
        rest = str_slice(rest, c.bytes, rest.n);
    }
}

/* f: of one kind. at, end: where its character is in the text. */
static void put_folded(struct word_reader *r, const struct folded *f, size_t at, size_t end) {
    struct buf *word = &r->words->word;
    if (f->kind == KIND_ALONE || (f->kind == KIND_WORD && r->after_alone)) {
        end_word(r);
    }
    r->from = word->n ? r->from : at;
    r->to = end;
    r->after_alone = f->is_alone;
    if (f->first_class && f->first_class < r->last_class) {
        put_mark(r, f);
    } else {
        buf_add(word, f->bytes, f->n);
        r->last_class = f->last_class;
    }
}

/* A character whose folded form is no part of one word: its parts are taken as characters. */
static void put_parts(struct word_reader *r, uint32_t code, size_t at, size_t end) {
    uint32_t parts[FOLD_PARTS];
    size_t n = text_fold_code(code, parts);
    if (text_kind(code) == KIND_ALONE && text_kind(parts[0]) == KIND_WORD) { /* a sign, which is no part of a word */
        end_word(r);
    }
    for (size_t i = 0; i < n; i++) {
        struct folded f;
        fold_into(&f, parts[i]);
        if (f.kind == KIND_GAP) {
            end_word(r);
        } else if (f.kind != KIND_MIXED && f.kind != KIND_IGNORED) {
            put_folded(r, &f, at, end);
        }
    }
    r->after_alone |= text_is_alone(code);
}

/* False: it parts words. */
static bool put_code(struct word_reader *r, uint32_t code, size_t at, size_t end) {
    const struct folded *f = fold_cached(r->words, code);
    if (f->kind == KIND_MIXED) {
        put_parts(r, code, at, end);
    } else if (f->kind != KIND_IGNORED && f->kind != KIND_GAP) {
        put_folded(r, f, at, end);
    }
    return f->kind != KIND_GAP;
}

static inline bool is_ascii_word(char c) {
    char small = (char)(c | 0x20);
    return (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9');
}

static void put_ascii(struct word_reader *r, char c, size_t at) {
    if (r->after_alone) {
        end_word(r);
    }
    r->from = r->words->word.n ? r->from : at;
    r->to = at + 1;
    r->last_class = 0;
    buf_putc(&r->words->word, (char)(c | 0x20)); /* lower case; digits already have this bit */
}

/* Reads on at `at`, to where a plain word may begin; returns that offset. plain: what is read of the word so far. */
static size_t read_any(struct word_reader *r, struct str text, struct str plain, size_t at) {
    buf_add_str(&r->words->word, plain);
    r->from = at - plain.n;
    r->to = at;
    for (bool inside = true; inside && at < text.n && !r->result;) {
        unsigned char c = (unsigned char)text.p[at];
        if (c >= 0x80) {
            struct text_char decoded = text_decode(str_slice(text, at, text.n));
            inside = put_code(r, decoded.code, at, at + decoded.bytes);
            at += decoded.bytes;
        } else if (is_ascii_word(text.p[at])) {
            put_ascii(r, text.p[at], at);
            at++;
        } else {
            break;
        }
    }
    end_word(r);
    return at;
}

int text_words_each(struct text_words *w, struct str text, text_each_word *each, void *context) {
    struct word_reader r = {.words = w, .each = each, .context = context};
    char word[PLAIN_MAX];
    for (size_t at = 0; at < text.n && !r.result;) {
        size_t from = at, n = 0;
        while (at < text.n && n < PLAIN_MAX && is_ascii_word(text.p[at])) {
            word[n++] = (char)(text.p[at++] | 0x20);
        }
        if (at < text.n && (text.p[at] & 0x80 || n == PLAIN_MAX)) {
            at = read_any(&r, text, (struct str){word, n}, at);
        } else if (n) {
            r.result = each(context, (struct str){word, n}, from, at);
        } else {
            at++;
        }
    }
    return r.result;
}

bool text_has_word(struct str s) {
    for (size_t at = 0; at < s.n;) {
        struct text_char c = text_decode(str_slice(s, at, s.n));
        if (text_forms_words(c.code)) {
            return true;
        }
        at += c.bytes;
    }
    return false;
}
