/* Shared by the files of text. */
#ifndef COURANT_TEXT_PRIVATE_H
#define COURANT_TEXT_PRIVATE_H

#include "text.h"

enum { REPLACEMENT = 0xFFFD };

struct text_char {
    uint32_t code;  /* REPLACEMENT if not valid */
    uint16_t bytes; /* length of the character, or of the longest valid prefix of a truncated or invalid one */
    bool valid;
};

/* Decodes the character at the start of s, which must not be empty but may be any bytes. */
struct text_char text_decode(struct str s);

/* The offset of the first byte, from `at` on, that is not ASCII. */
size_t text_skip_ascii(struct str s, size_t at);

unsigned text_code_columns(uint32_t code);
bool text_is_letter(uint32_t code); /* of any script, without modifier letters */

/* ---- what utf8proc knows of a code point ---- */

enum text_category {
    CATEGORY_OTHER,
    CATEGORY_WORD, /* letters and numbers */
    CATEGORY_MARK, /* combining marks */
    CATEGORY_IGNORABLE,
    CATEGORY_LETTER_SIGN, /* a symbol that stands for letters or digits, such as a squared kg */
    CATEGORY_RAISED_SIGN, /* the same, raised, such as the trade mark sign */
};
enum text_category text_category(uint32_t code);
bool text_is_word_char(uint32_t code);        /* a letter or a number, of any script */
unsigned text_combining_class(uint32_t code); /* 0: a base */
/* Its compatibility decomposition without ignorable characters, at most `most` code points; returns how many. */
size_t text_decompose(uint32_t code, bool fold_case, uint32_t *parts, size_t most);

/* ---- folding one code point, see text_fold.c ---- */

enum { FOLD_PARTS = 64 };
size_t text_fold_code(uint32_t code, uint32_t parts[FOLD_PARTS]); /* returns how many; 0: it is left out */

/* What a code point is to the words of a text. */
enum text_kind {
    KIND_IGNORED, /* folded to nothing: it neither begins, ends nor parts a word */
    KIND_GAP,     /* parts words */
    KIND_WORD,    /* forms words with its like */
    KIND_ALONE,   /* begins a word, and what follows begins another */
    KIND_MARK,    /* belongs to what is before it */
    KIND_MIXED,   /* its folded form is more than one of these */
};
enum text_kind text_kind(uint32_t code); /* never KIND_MIXED */
bool text_is_alone(uint32_t code);       /* of a script without blanks between words, letters and marks; or a letter sign */
bool text_forms_words(uint32_t code);    /* KIND_WORD, KIND_ALONE or KIND_MARK */
bool text_parts_words(uint32_t before, uint32_t here); /* a word ends or begins between these, neither of them KIND_IGNORED */

/* Appends a folded code point, with marks of one base in canonical order; *last: the combining class of what was appended
 * before, 0 at first; start: where the base may be. */
void text_put_folded(struct buf *out, size_t start, uint32_t code, unsigned *last);

/* A range of code points, both ends included; tables of them are sorted. */
struct text_range {
    uint32_t first, last;
};
bool text_in_ranges(const struct text_range *ranges, size_t count, uint32_t code);

#endif
