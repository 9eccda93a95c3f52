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
bool text_is_letter(uint32_t code);    /* of any script, without modifier letters */
bool text_is_word_char(uint32_t code); /* a letter or a digit, of any script */

/* A range of code points, both ends included; tables of them are sorted. */
struct text_range {
    uint32_t first, last;
};
bool text_in_ranges(const struct text_range *ranges, size_t count, uint32_t code);

#endif
