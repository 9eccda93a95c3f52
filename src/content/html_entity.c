/* html_entity: character references in text that is no HTML otherwise, such as a title. */
#include <string.h>

#include "html.h"
#include "html_parser.h"
#include "text.h"

static char char_at(struct str s, size_t at) {
    return at < s.n ? s.p[at] : '\0';
}

static int digit_value(char c, uint32_t base) {
    int value = is_digit(c) ? c - '0' : is_letter(c) ? (c | 0x20) - 'a' + 10 : (int)base;
    return value < (int)base ? value : -1;
}

/* As in HTML, what would be a control character is one of Windows-1252. In a line of text any blank is a space. */
static void put_code(struct buf *out, uint32_t code) {
    enum { NO_BREAK_SPACE = 0xA0 };
    if (code == NO_BREAK_SPACE) {
        buf_putc(out, ' ');
    } else if (code >= 0x80 && code < 0xA0) {
        char byte = (char)code;
        text_recode(out, (struct str){&byte, 1}, TEXT_WINDOWS_1252);
    } else {
        text_encode(out, !code || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? 0xfffd : code);
    }
}

/* "&#38;", "&#x26;". Without a semicolon, "&#1" may be prose. */
static size_t put_number(struct buf *out, struct str s) {
    enum { MOST = 0x110000 };
    bool hexadecimal = (char_at(s, 2) | 0x20) == 'x';
    uint32_t base = hexadecimal ? 16 : 10, code = 0;
    size_t start = hexadecimal ? 3 : 2, end = start;
    for (int digit; (digit = digit_value(char_at(s, end), base)) >= 0; end++) {
        code = code < MOST ? code * base + (uint32_t)digit : code;
    }
    bool closed = char_at(s, end) == ';';
    if (end == start || (!closed && code < ' ')) {
        return 0;
    }
    put_code(out, code);
    return end + closed;
}

/* Those of HTML 2 need no semicolon; but a word or an address may begin like one: "Research&notes", "?a=1&copy=2". */
static bool needs_semicolon(unsigned code, char after) {
    bool old = code == '&' || code == '<' || code == '>' || code == '"' || (code >= 0xA0 && code <= 0xFF);
    return !old || is_letter(after) || is_digit(after) || after == '=';
}

size_t html_entity(struct str s, struct buf *out) {
    enum { NAME_MAX_BYTES = 12 };
    char name[NAME_MAX_BYTES + 1] = {0};
    size_t n = 0;
    if (char_at(s, 1) == '#') {
        return put_number(out, s);
    }
    while (n < NAME_MAX_BYTES && (is_letter(char_at(s, n + 1)) || is_digit(char_at(s, n + 1)))) {
        name[n] = s.p[n + 1];
        n++;
    }
    const htmlEntityDesc *entity = n ? htmlEntityLookup((const xmlChar *)name) : NULL;
    char after = char_at(s, n + 1);
    if (!entity || (after != ';' && needs_semicolon(entity->value, after))) {
        return 0;
    }
    put_code(out, entity->value);
    return n + 1 + (after == ';');
}
