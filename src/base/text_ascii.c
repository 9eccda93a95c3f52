/* text_ascii: what stands for lines, bullets, quotes and dashes where there is only ASCII. */
#include "text_private.h"

/* The first row that has a character counts. Each is as wide as what stands for it. */
static const struct {
    uint32_t first, last;
    char ascii;
} ascii_fallbacks[] = {
    {0x2502, 0x2503, '|'}, {0x2506, 0x2507, '|'}, {0x250A, 0x250B, '|'},  {0x254E, 0x254F, '|'},  {0x2551, 0x2551, '|'},
    {0x2500, 0x250B, '-'}, {0x254C, 0x254D, '-'}, {0x2550, 0x2550, '='},  {0x2571, 0x2571, '/'},  {0x2572, 0x2572, '\\'},
    {0x2574, 0x2574, '-'}, {0x2576, 0x2576, '-'}, {0x250C, 0x257F, '+'},  {0x2581, 0x2581, '.'},  {0x2582, 0x2582, ':'},
    {0x2583, 0x2583, '-'}, {0x2584, 0x2584, '='}, {0x2585, 0x2585, '+'},  {0x2586, 0x2586, '*'},  {0x2580, 0x2590, '#'},
    {0x2591, 0x2593, ':'}, {0x2594, 0x259F, '#'}, {0x2022, 0x2023, '*'},  {0x2043, 0x2043, '-'},  {0x2219, 0x2219, '*'},
    {0x25A0, 0x25B1, '*'}, {0x25B2, 0x25B5, '^'}, {0x25B6, 0x25BB, '>'},  {0x25BC, 0x25BF, 'v'},  {0x25C0, 0x25C5, '<'},
    {0x25C6, 0x25FF, '*'}, {0x2605, 0x2606, '+'}, {0x2713, 0x2714, 'x'},  {0x2610, 0x2610, '-'},  {0x2611, 0x2612, 'x'},
    {0x2190, 0x2190, '<'}, {0x2191, 0x2191, '^'}, {0x2192, 0x2192, '>'},  {0x2193, 0x2193, 'v'},  {0x2026, 0x2026, '~'},
    {0x00B7, 0x00B7, '-'}, {0x00A0, 0x00A0, ' '}, {0x2000, 0x200A, ' '},  {0x202F, 0x202F, ' '},  {0x3000, 0x3000, ' '},
    {0x2010, 0x2015, '-'}, {0x2212, 0x2212, '-'}, {0x2018, 0x201B, '\''}, {0x2032, 0x2032, '\''}, {0x201C, 0x201F, '"'},
    {0x2033, 0x2033, '"'}, {0x00AB, 0x00AB, '"'}, {0x00BB, 0x00BB, '"'},  {0x2039, 0x2039, '<'},  {0x203A, 0x203A, '>'},
    {0x00D7, 0x00D7, 'x'}, {0x2044, 0x2044, '/'},
};

char text_ascii_fallback(uint32_t code) {
    for (size_t i = 0; code >= 0x80 && i < ARRAY_SIZE(ascii_fallbacks); i++) {
        if (code >= ascii_fallbacks[i].first && code <= ascii_fallbacks[i].last) {
            return ascii_fallbacks[i].ascii;
        }
    }
    return '\0';
}

void text_with_ascii(struct buf *out, struct str s) {
    while (s.n) {
        struct text_char c = text_decode(s);
        char alike = c.valid ? text_ascii_fallback(c.code) : '\0';
        if (alike) {
            buf_putc(out, alike);
        } else {
            buf_add(out, s.p, c.bytes);
        }
        s = str_slice(s, c.bytes, s.n);
    }
}
