/* layout_numbers: the number of an item in digits, letters or Roman. */
#include <stdio.h>

#include "layout_private.h"

enum { LETTERS = 26, ROMAN_MAX = 3999 };

/* 1 -> a, 26 -> z, 27 -> aa */
static size_t put_letters(char *out, long number, char first) {
    char backwards[NUMBER_BYTES];
    size_t n = 0;
    for (; number > 0; number = (number - 1) / LETTERS) {
        backwards[n++] = (char)(first + (number - 1) % LETTERS);
    }
    for (size_t i = 0; i < n; i++) {
        out[i] = backwards[n - 1 - i];
    }
    out[n] = '\0';
    return n;
}

static size_t put_roman(char *out, long number, bool capital) {
    static const struct {
        int value;
        const char *small, *capital;
    } steps[] = {{1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"},  {400, "cd", "CD"}, {100, "c", "C"},
                 {90, "xc", "XC"}, {50, "l", "L"},    {40, "xl", "XL"}, {10, "x", "X"},    {9, "ix", "IX"},
                 {5, "v", "V"},    {4, "iv", "IV"},   {1, "i", "I"}};
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
        for (; number >= steps[i].value; number -= steps[i].value) {
            for (const char *text = capital ? steps[i].capital : steps[i].small; *text; text++) {
                out[n++] = *text;
            }
        }
    }
    out[n] = '\0';
    return n;
}

size_t layout_number(char out[NUMBER_BYTES], long number, int type) {
    if ((type == 'a' || type == 'A') && number > 0) {
        return put_letters(out, number, (char)type);
    }
    if ((type == 'i' || type == 'I') && number > 0 && number <= ROMAN_MAX) {
        return put_roman(out, number, type == 'I');
    }
    return (size_t)snprintf(out, NUMBER_BYTES, "%ld", number);
}
