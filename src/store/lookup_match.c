/* lookup_match: how well a name matches what was typed. All text is folded, so most letters are single bytes. */
#include <string.h>

#include "lookup.h"
#include "text.h"

enum { TYPO_LETTERS = 4, SMALL_WORD = 3 };

/* The next word of s from *at on; false at the end. */
static bool next_word(struct str s, size_t *at, struct str *word) {
    while (*at < s.n && strchr(" -/&,.:()", s.p[*at])) {
        ++*at;
    }
    size_t start = *at;
    while (*at < s.n && !strchr(" -/&,.:()", s.p[*at])) {
        ++*at;
    }
    *word = str_slice(s, start, *at);
    return word->n > 0;
}

/* Each letter must begin the next word; small words ("of", "and") may be skipped. */
static bool are_initials(struct str label, struct str letters) {
    size_t at = 0, found = 0;
    struct str word;
    while (found < letters.n && next_word(label, &at, &word)) {
        if (word.p[0] == letters.p[found]) {
            found++;
        } else if (!found || word.n > SMALL_WORD) {
            return false;
        }
    }
    return letters.n > 1 && found == letters.n;
}

/* Does the rest of text, from `at`, begin with the rest of start, from `from`? */
static bool begins(struct str text, size_t at, struct str start, size_t from) {
    struct str rest = str_slice(text, at, text.n), wanted = str_slice(start, from, start.n);
    return rest.n >= wanted.n && !memcmp(rest.p, wanted.p, wanted.n);
}

/* Is `typed` a prefix of `word` with one typo? The first letter must be right: people rarely get it wrong, and it avoids false
 * matches. */
static bool begins_nearly(struct str word, struct str typed) {
    size_t i = 0;
    while (i < typed.n && i < word.n && typed.p[i] == word.p[i]) {
        i++;
    }
    if (i == typed.n) {
        return true;
    }
    if (!i || typed.n < TYPO_LETTERS) {
        return false;
    }
    bool swapped = i + 1 < typed.n && i + 1 < word.n && typed.p[i] == word.p[i + 1] && typed.p[i + 1] == word.p[i];
    return begins(word, i + 1, typed, i + 1) || begins(word, i, typed, i + 1) || begins(word, i + 1, typed, i) ||
           (swapped && begins(word, i + 2, typed, i + 2));
}

static bool match_nearly(struct str name, struct str words) {
    struct str typed, word;
    for (size_t at = 0; next_word(words, &at, &typed);) {
        bool found = false;
        for (size_t i = 0; !found && next_word(name, &i, &word);) {
            found = begins_nearly(word, typed);
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

static bool match_words(struct str name, struct str words) {
    struct str typed;
    for (size_t at = 0; next_word(words, &at, &typed);) {
        if (!text_match_words(name, typed)) {
            return false;
        }
    }
    return true;
}

enum name_match name_match(struct str label, struct str name, struct str words) {
    size_t at = 0;
    struct str first;
    if (!next_word(words, &at, &first)) {
        return RANK_NONE;
    }
    if (begins(label, 0, words, 0)) {
        return label.n == words.n ? RANK_EXACT : RANK_PREFIX;
    }
    if (match_words(name, words)) {
        return RANK_WORDS;
    }
    return are_initials(label, words) ? RANK_INITIALS : match_nearly(name, words) ? RANK_TYPO : RANK_NONE;
}
