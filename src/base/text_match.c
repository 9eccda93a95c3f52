/* text_match: finds words in texts, by their folded form, at the start of words. */
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

/* False between two characters of one word: no word begins or ends there. Characters that are ignored do not part it. */
static bool is_between_words(struct str text, size_t at) {
    size_t before = at, here = at;
    struct text_char left = {0}, right = {0};
    do {
        if (!before) {
            return true;
        }
        left = char_before(text, before);
        before -= left.bytes;
    } while (left.code >= 0x80 && text_kind(left.code) == KIND_IGNORED);
    do {
        if (here >= text.n) {
            return true;
        }
        right = text_decode(str_slice(text, here, text.n));
        here += right.bytes;
    } while (right.code >= 0x80 && text_kind(right.code) == KIND_IGNORED);
    return text_parts_words(left.code, right.code);
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
    while (at < text.n && !text_forms_words(code_at(text, at))) {
        at += text_decode(str_slice(text, at, text.n)).bytes;
    }
    return at;
}

static size_t skip_ignored(struct str text, size_t at) {
    while (at < text.n && (text.p[at] & 0x80) && text_kind(code_at(text, at)) == KIND_IGNORED) {
        at += text_decode(str_slice(text, at, text.n)).bytes;
    }
    return at;
}

/* The number of bytes at `at` whose folded form is `folded`, or, unless a word must end there, begins with it inside the last
 * cluster. Goes by clusters, so that a letter is not separated from its accent. 0: no match. */
static size_t folded_length(struct str text, size_t at, struct str folded, unsigned ends, struct buf *scratch) {
    size_t taken = 0, i = at;
    while (taken < folded.n && i < text.n) {
        if (folded.p[taken] == ' ' && !text_forms_words(code_at(text, i))) {
            i = skip_gap(text, i);
            taken++;
            continue;
        }
        struct str rest = str_slice(text, i, text.n);
        size_t n = text_cluster(rest).bytes;
        buf_reset(scratch);
        text_fold(scratch, str_slice(rest, 0, n));
        size_t same = scratch->n < folded.n - taken ? scratch->n : folded.n - taken;
        bool is_part = same < scratch->n && (ends & TEXT_WORD_ENDS);
        if (is_part || memcmp(buf_str(scratch).p, folded.p + taken, same) != 0) {
            return 0;
        }
        taken += same;
        i += n;
    }
    return taken == folded.n ? skip_ignored(text, i) - at : 0;
}

/* May a match begin with this character? */
static bool may_begin(struct str text, size_t at, unsigned char first) {
    unsigned char c = (unsigned char)text.p[at];
    unsigned char upper = first >= 'a' && first <= 'z' ? (unsigned char)(first - ('a' - 'A')) : first;
    return c == first || c == upper || (c >= 0xC0 && text_forms_words(code_at(text, at)));
}

size_t text_find_folded(struct str text, size_t from, struct str folded, unsigned ends, size_t *length) {
    struct buf scratch = {0};
    unsigned char first = folded.n ? (unsigned char)folded.p[0] : 0;
    size_t at = from;
    for (*length = 0; first && at < text.n; at++) {
        if (!may_begin(text, at, first) || ((ends & TEXT_WORD_BEGINS) && !is_between_words(text, at))) {
            continue;
        }
        size_t n = folded_length(text, at, folded, ends, &scratch);
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
