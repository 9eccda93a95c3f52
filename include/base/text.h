/* text: handles UTF-8 from outside: cleaning, graphemes, columns, folding. Unicode data comes from utf8proc, never from the
 * locale. */
#ifndef COURANT_TEXT_H
#define COURANT_TEXT_H

#include "buf.h"

/* What text_clean found and removed; a set of bits. */
enum text_fault {
    TEXT_INVALID = 1, /* bytes that are not UTF-8 (overlong forms and surrogates too): each bad sequence became U+FFFD */
    TEXT_CONTROL = 2, /* C0 except newline and tab, DEL, C1: dropped */
    TEXT_BIDI = 4,    /* U+202A..202E, U+2066..2069: dropped (as are the marks U+200E, U+200F, U+061C, which are no fault) */
};

/* Appends s, cleaned: the result is valid UTF-8 without control or bidi override characters. Tabs and newlines stay; CR LF, a
 * lone CR, VT, FF, NEL, U+2028 and U+2029 become newlines. Returns the faults found. */
unsigned text_clean(struct buf *out, struct str s);

/* The same as one line: any run of blanks (newlines, tabs, spaces, but not U+00A0) becomes one space, and blanks at both ends
 * are trimmed. */
unsigned text_clean_line(struct buf *out, struct str s);

void text_encode(struct buf *out, uint32_t code); /* appends a code point as UTF-8 */

bool text_is_clean(struct str s);    /* text_clean would change nothing */
bool text_is_line(struct str s);     /* the same, and it has no newline or tab */
bool text_is_squeezed(struct str s); /* no newline, no tab, no two spaces side by side */

/* The encoding of a file. UTF-16 is recognised by its byte order mark; Windows-1252 is a guess for text that is not UTF-8. */
enum text_encoding { TEXT_UTF8, TEXT_UTF16_LE, TEXT_UTF16_BE, TEXT_WINDOWS_1252, TEXT_UNKNOWN };
enum text_encoding text_encoding_of(struct str s);
/* Appends s as UTF-8, keeping its byte order mark; TEXT_UNKNOWN unchanged. Incomplete characters become U+FFFD. */
void text_recode(struct buf *out, struct str s, enum text_encoding encoding);

/* The offset of the first byte that is not valid UTF-8; s.n: none. */
size_t text_valid(struct str s);

/* One user-perceived character at the start of s (UAX #29 extended grapheme cluster). s must be clean and not empty. */
struct cluster {
    uint32_t first; /* its first code point */
    uint16_t bytes;
    uint8_t columns; /* 0, 1 or 2; emoji sequences and flags 2; tabs, newlines and a mark without a base 1 */
};
struct cluster text_cluster(struct str s);

size_t text_columns(struct str s);                           /* columns of clean text */
size_t text_fit(struct str s, size_t columns, size_t *used); /* bytes of the longest prefix that fits; *used: its columns */
/* Appends s; if it has more columns than that, its beginning and its end with " … " between them. */
void text_fit_middle(struct buf *out, struct str s, size_t columns);

/* Bytes of the prefix that fills a line of at most so many columns: all, or cut at a blank if there is one. */
size_t text_line(struct str s, size_t columns);

/* Sets breaks[i], for each byte of clean text: may a line end before it (UAX #14; a blank there goes), does it begin a soft
 * hyphen, is it a blank, and how many columns take the character that it begins. Never within a cluster, nor a word of any
 * script. */
enum { TEXT_MAY_BREAK = 1, TEXT_SOFT_HYPHEN = 2, TEXT_BLANK = 4, TEXT_ONE_COLUMN = 8 };
void text_breaks(struct str s, uint8_t *breaks);

/* Raised or lowered text in plain characters: m² for m and a raised 2, H₂O, x^n and x^(n+1) where Unicode has no signs; 1st and
 * the like as they are. It goes between these texts; before: what it follows on the line. */
struct text_script {
    const char *before, *after;
    bool signs; /* each character as its raised or lowered sign */
};
struct text_script text_script(struct str s, bool raised, struct str before);
void text_put_script(struct buf *out, struct str part, bool raised, const struct text_script *script);

/* For those who see ASCII alone: the first offset, from `at` on, of a raised or lowered sign; s.n: none. And what to show for
 * the signs at the start of s, ^2 or _2: appends it, and returns the bytes of the signs. */
size_t text_next_script(struct str s, size_t at);
size_t text_script_ascii(struct str s, struct str before, struct buf *out);

/* Appends s folded, which is how text is compared everywhere: compatibility-decomposed, case-folded, without accents, points
 * and strokes of letters, soft hyphens, joiners and other ignorable characters; every blank is a space. Folding it again
 * changes nothing. Signs stay: "c++" is not "c". */
void text_fold(struct buf *out, struct str s);

/* The words of a text, folded, one by one, as full text has them: letters, numbers and the marks that belong to them; of
 * scripts without blanks between words, each letter is one. from, to: its place in the text. `each` returns nonzero to stop,
 * and text_words_each returns that. */
struct text_words; /* what is remembered from one text to the next */
struct text_words *text_words_new(void);
void text_words_free(struct text_words *w); /* NULL is fine */
typedef int text_each_word(void *context, struct str folded, size_t from, size_t to);
int text_words_each(struct text_words *w, struct str text, text_each_word *each, void *context);

/* Is every word of `words` a prefix of a word of the text, in any order? Both are folded. No words: true. */
bool text_match_words(struct str folded_text, struct str folded_words);

/* The first offset, from `from` on, where the folded form of clean text begins with `folded`, and the length there in *length;
 * text.n and 0 if there is none. A blank in `folded` matches any run of characters that are no letters or digits. */
enum {
    TEXT_WORD_BEGINS = 1,
    TEXT_WORD_ENDS = 2
}; /* the match must begin, or end, at a word boundary; of scripts without blanks each letter is a word */
size_t text_find_folded(struct str text, size_t from, struct str folded, unsigned ends, size_t *length);
bool text_has_beginning(struct str text, struct str folded_word); /* does any word of the text begin with it? */

/* Does it contain a letter or a digit, of any script, that full-text search can find? */
bool text_has_word(struct str s);

/* Does text begin with the first `bytes` of start, ignoring blanks and newlines? */
bool text_begins_alike(struct str text, struct str start, size_t bytes);

/* Appends s with every byte that could forge a line or reach a terminal as \xNN (and \ as \\): for file names in messages. */
void text_quote(struct buf *out, struct str s);

/* The ASCII character drawn instead of a line, bullet, quote or dash, of the same width; '\0': none. */
char text_ascii_fallback(uint32_t code);
void text_with_ascii(struct buf *out, struct str s); /* appends s with these replaced; letters stay */

const char *text_library(void); /* the version of utf8proc */

#endif
