/* text: UTF-8 from outside: cleaning, graphemes, columns, folding. Unicode data comes from utf8proc, never the locale. */
#ifndef COURANT_TEXT_H
#define COURANT_TEXT_H

#include "buf.h"

/* What text_clean found and took out; a set of bits. */
enum text_fault {
    TEXT_INVALID = 1, /* bytes that are not UTF-8 (overlong forms and surrogates too): each bad sequence became U+FFFD */
    TEXT_CONTROL = 2, /* C0 but newline and tab, DEL, C1: dropped */
    TEXT_BIDI = 4,    /* U+202A..202E, U+2066..2069: dropped (as are the marks U+200E, U+200F, U+061C, which are no fault) */
};

/* Appends s, cleaned: what is left is valid UTF-8 without control or bidi override characters. Tabs stay tabs and newlines stay
 * newlines; CR LF, a lone CR, VT, FF, NEL, U+2028 and U+2029 become newlines. Returns the faults found. */
unsigned text_clean(struct buf *out, struct str s);

/* The same on one line: any run of blanks (newlines, tabs, spaces, but not U+00A0) becomes one space, ends trimmed. */
unsigned text_clean_line(struct buf *out, struct str s);

void text_encode(struct buf *out, uint32_t code); /* appends a code point as UTF-8 */

bool text_is_clean(struct str s);    /* text_clean would change nothing */
bool text_is_line(struct str s);     /* that, and there is no newline or tab in it */
bool text_is_squeezed(struct str s); /* no newline, no tab, no two spaces side by side */

/* How a file is written. UTF-16 is known by its byte order mark; Windows-1252 is a guess about what is not UTF-8. */
enum text_encoding { TEXT_UTF8, TEXT_UTF16_LE, TEXT_UTF16_BE, TEXT_WINDOWS_1252, TEXT_UNKNOWN };
enum text_encoding text_encoding_of(struct str s);
/* Appends s as UTF-8, with its byte order mark; TEXT_UNKNOWN as it is. Half characters become U+FFFD. */
void text_recode(struct buf *out, struct str s, enum text_encoding encoding);

/* Where the first byte is that is not valid UTF-8: an offset, or s.n when all is. */
size_t text_valid(struct str s);

/* One user-perceived character at the start of s (UAX #29 extended grapheme cluster). s must be clean and not empty. */
struct cluster {
    uint32_t first; /* its first code point */
    uint16_t bytes;
    uint8_t columns; /* 0, 1 or 2; emoji sequences and flags 2; tabs, newlines and a mark without a base 1 */
};
struct cluster text_cluster(struct str s);

size_t text_columns(struct str s);                           /* columns of clean text */
size_t text_fit(struct str s, size_t columns, size_t *used); /* bytes of the longest start that fits; *used: its columns */

/* Bytes of the start of a text that make a line of at most so many columns: all, or cut at a blank where there is one. */
size_t text_line(struct str s, size_t columns);

/* May a line end between two neighbouring clusters of one line, neither of them a blank? (CJK and emoji without spaces, after a
 * hyphen or a slash before a letter or digit; never before closing or after opening punctuation.) A small part of UAX #14. */
bool text_may_break(struct cluster before, struct cluster after);

/* Appends s folded for comparing and searching: compatibility-decomposed, case-folded, accents and ignorable characters off. */
void text_fold(struct buf *out, struct str s);

/* Does every word of `words` (already folded) begin a word of `text` (already folded), in any order? Empty words: true. */
bool text_match_words(struct str folded_text, struct str folded_words);

/* The first place from `from` on where clean text is `folded` when it is folded, and how many bytes are; text.n, and no bytes,
 * when there is none. A blank in `folded` stands for any run of what is no letter or digit. */
enum { TEXT_WORD_BEGINS = 1, TEXT_WORD_ENDS = 2 }; /* there, at its ends; characters of Chinese and Japanese are words */
size_t text_find_folded(struct str text, size_t from, struct str folded, unsigned ends, size_t *length);
bool text_has_beginning(struct str text, struct str folded_word); /* is that so anywhere at the beginning of a word? */

/* Is there a letter or a digit, of any script, so that full-text search can find something? */
bool text_has_word(struct str s);

/* Does text begin with the first `bytes` of start, blanks and newlines apart? */
bool text_begins_alike(struct str text, struct str start, size_t bytes);

/* Appends s with every byte that could forge a line or reach a terminal shown as \xNN (and \ as \\): file names in messages. */
void text_quote(struct buf *out, struct str s);

/* The ASCII character that is drawn for a line, bullet, quote or dash of another code point, as wide as that; '\0': none. */
char text_ascii_fallback(uint32_t code);
void text_with_ascii(struct buf *out, struct str s); /* appends s with all of them in place; letters stay as they are */

const char *text_library(void); /* the version of utf8proc */

#endif
