/* text_match: finds words in texts, ignoring case and accents, at the start of words. */
#include <string.h>

#include "text_private.h"

static struct text_char char_before(struct str s, size_t at) {
    size_t start = at - 1;
    while (start && at - start < 4 && ((unsigned char)s.p[start] & 0xC0) == 0x80) {
        start--;
    }
    return text_decode(str_slice(s, start, at));
}

static uint32_t code_at(struct str s, size_t at) {
    return text_decode(str_slice(s, at, s.n)).code;
}

/* Scripts without spaces between words: any character may begin a word. */
static bool is_unspaced(uint32_t code) {
    return code >= 0x80 && !(code >= 0x1100 && code <= 0x11FF) && text_code_columns(code) == 2;
}

/* False between two characters of one word: no word begins or ends there. */
static bool is_between_words(struct str text, size_t at) {
    if (!at || at >= text.n) {
        return true;
    }
    uint32_t before = char_before(text, at).code, here = code_at(text, at);
    return !text_is_word_char(before) || !text_is_word_char(here) || is_unspaced(before) || is_unspaced(here);
}

static bool match_word(struct str text, struct str word) {
    for (size_t at = 0; at < text.n;) {
        const char *found = memmem(text.p + at, text.n - at, word.p, word.n);
        if (!found) {
            return false;
        }
        at = (size_t)(found - text.p);
        if (is_between_words(text, at)) {
            return true;
        }
        at++;
    }
    return false;
}

bool text_match_words(struct str folded_text, struct str folded_words) {
    for (size_t at = 0; at < folded_words.n;) {
        size_t end = at;
        while (end < folded_words.n && !is_blank(folded_words.p[end])) {
            end++;
        }
        if (end > at && !match_word(folded_text, str_slice(folded_words, at, end))) {
            return false;
        }
        at = end + 1;
    }
    return true;
}

static size_t skip_gap(struct str text, size_t at) {
    while (at < text.n && !text_is_word_char(code_at(text, at))) {
        at += text_decode(str_slice(text, at, text.n)).bytes;
    }
    return at;
}

/* The number of bytes at `at` whose folded form is `folded`, or begins with it inside the last cluster. Goes by clusters, so
 * that a letter is not separated from its accent. 0: no match. */
static size_t folded_length(struct str text, size_t at, struct str folded, struct buf *scratch) {
    size_t taken = 0, i = at;
    while (taken < folded.n && i < text.n) {
        struct str rest = str_slice(text, i, text.n);
        size_t n = text_cluster(rest).bytes;
        buf_reset(scratch);
        text_fold(scratch, str_slice(rest, 0, n));
        size_t same = scratch->n < folded.n - taken ? scratch->n : folded.n - taken;
        bool alike = !memcmp(buf_str(scratch).p, folded.p + taken, same);
        if (!alike && (folded.p[taken] != ' ' || text_is_word_char(code_at(text, i)))) {
            return 0;
        }
        taken += alike ? same : 1;
        i = alike ? i + n : skip_gap(text, i);
    }
    return taken == folded.n ? i - at : 0;
}

size_t text_find_folded(struct str text, size_t from, struct str folded, unsigned ends, size_t *length) {
    struct buf scratch = {0};
    unsigned char first = folded.n ? (unsigned char)folded.p[0] : 0;
    unsigned char upper = first >= 'a' && first <= 'z' ? (unsigned char)(first - ('a' - 'A')) : first;
    size_t at = from;
    for (*length = 0; first && at < text.n; at++) {
        unsigned char c = (unsigned char)text.p[at];
        bool may_begin = c == first || c == upper || (c >= 0xC0 && text_is_word_char(code_at(text, at)));
        if (!may_begin || ((ends & TEXT_WORD_BEGINS) && !is_between_words(text, at))) {
            continue;
        }
        size_t n = folded_length(text, at, folded, &scratch);
        if (n && (!(ends & TEXT_WORD_ENDS) || is_between_words(text, at + n))) {
            *length = n;
            break;
        }
    }
    buf_release(&scratch);
    return *length ? at : text.n;
}

bool text_has_beginning(struct str text, struct str folded_word) {
    size_t length;
    text_find_folded(text, 0, folded_word, TEXT_WORD_BEGINS, &length);
    return length > 0;
}
