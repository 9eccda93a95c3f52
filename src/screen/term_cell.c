/* term_cell: one cell with curses: looks become colours, grapheme clusters become characters. */
#include <langinfo.h>
#include <locale.h>
#include <ncursesw/curses.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <wchar.h>

#include "term_private.h"
#include "text.h"

static const struct {
    style_t style;
    attr_t attribute;
} attributes[] = {
    {STYLE_STRONG, A_BOLD},
    {STYLE_UNDERLINE, A_UNDERLINE},
    {STYLE_STRIKE, A_DIM},
};

/* U+00C0 to U+017F without their accents. */
static const char latin[] =
    "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty"
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTt"
    "UuUuUuUuUuUuWwYyYZzZzZzs";

enum { NO_BREAK_SPACE = 0xA0, TEXT_SELECTOR = 0xFE0E, EMOJI_SELECTOR = 0xFE0F, JOINER = 0x200D, REPLACEMENT = 0xFFFD };

/* A cluster as curses gets it: one cell for each character with its marks, so that curses and we agree on columns. */
struct curses_chars {
    wchar_t text[2][CCHARW_MAX + 1];
    int columns[2];
    int count;
    bool unknown; /* curses does not know the character: it gets a placeholder, which is drawn over later */
};

/* The locale that setlocale would use; "" if the environment names none. */
static const char *locale_name(void) {
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < ARRAY_SIZE(variables); i++) {
        const char *value = getenv(variables[i]);
        if (value && *value) {
            return value;
        }
    }
    return "";
}

bool painter_locale(void) {
    struct str name = str_from(locale_name());
    bool known = setlocale(LC_CTYPE, "") != NULL;
    if (known && name.n) {
        return !strcasecmp(nl_langinfo(CODESET), "UTF-8");
    }
    /* No locale, or one that is not installed, says nothing about the terminal: assume UTF-8. */
    bool utf8 = !name.n || str_ends_nocase(name, "utf-8") || str_ends_nocase(name, "utf8");
    return utf8 && (setlocale(LC_CTYPE, "C.UTF-8") || setlocale(LC_CTYPE, "en_US.UTF-8"));
}

static int paint_of(style_t style, bool color) {
    int look = style & STYLE_LOOK;
    look = look < LOOK_COUNT ? look : LOOK_TEXT;
    if ((style & STYLE_MATCH) && (color || !(style & STYLE_SELECTED))) {
        return PAINT_MATCH;
    }
    if (style & (STYLE_SELECTED | STYLE_PASSIVE)) {
        return style & STYLE_SELECTED ? PAINT_SELECTED : PAINT_PASSIVE;
    }
    return look == LOOK_HINT && (style & STYLE_STRONG) ? PAINT_KEY : look;
}

unsigned painter_attributes(const struct painter *p, style_t style, short *pair) {
    bool color = p->palette != PALETTE_PLAIN;
    int look = style & STYLE_LOOK;
    int index = paint_of(style, color);
    attr_t attribute = p->looks[index].attributes;
    *pair = p->looks[index].pair;
    for (size_t i = 0; i < ARRAY_SIZE(attributes); i++) {
        attribute |= style & attributes[i].style ? attributes[i].attribute : 0;
    }
    if (style & STYLE_EM) {
        attribute |= termattrs() & A_ITALIC ? A_ITALIC : A_UNDERLINE;
    }
    if (index != look && look < LOOK_COUNT) { /* unread articles stay bold when selected */
        attribute |= p->looks[look].attributes & A_BOLD;
    }
    if ((style & STYLE_MATCH) && index == PAINT_SELECTED) {
        attribute |= A_BOLD | A_UNDERLINE;
    }
    return attribute & A_BOLD ? attribute & ~(attr_t)A_DIM : attribute;
}

/* The next character of valid UTF-8. */
static wchar_t next_character(struct str *s) {
    unsigned char lead = (unsigned char)s->p[0];
    size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    wchar_t code = bytes == 1 ? lead : lead & (0x7F >> bytes);
    size_t i = 1;
    for (; i < bytes && i < s->n; i++) {
        code = code << 6 | (s->p[i] & 0x3F);
    }
    *s = str_slice(*s, i, s->n);
    return code;
}

static char ascii_of(wchar_t c, bool only_alikes) {
    char alike = text_ascii_fallback((uint32_t)c);
    if (alike || only_alikes) {
        return alike;
    }
    return c >= 0xC0 && c < 0xC0 + (wchar_t)sizeof latin - 1 ? latin[c - 0xC0] : '?';
}

static void add_char(struct curses_chars *out, wchar_t c, int columns) {
    out->text[out->count][0] = c;
    out->text[out->count][1] = L'\0';
    out->columns[out->count++] = columns;
}

static void add_mark(struct curses_chars *out, wchar_t c) {
    bool narrow = out->count && out->columns[out->count - 1] < 2;
    /* After a narrow character terminals disagree about the emoji selector's width; without it all draw it narrow. A joiner
     * would join with a character that does not fit here. */
    if (c == JOINER || c == TEXT_SELECTOR || (c == EMOJI_SELECTOR && narrow)) {
        return;
    }
    if (!out->count) {
        add_char(out, L' ', 1);
    }
    wchar_t *text = out->text[out->count - 1];
    size_t length = wcslen(text);
    if (length < CCHARW_MAX) {
        text[length] = c;
        text[length + 1] = L'\0';
    }
}

/* Takes the characters of the cluster that fit by wcwidth, which is how curses measures. */
static void add_characters(struct curses_chars *out, struct str text, int columns) {
    while (text.n) {
        wchar_t c = next_character(&text);
        c = c == NO_BREAK_SPACE ? L' ' : c;
        int width = wcwidth(c);
        if (width == 0) {
            add_mark(out, c);
        } else if (width > 0 && width <= columns && out->count < 2) {
            add_char(out, c, width);
            columns -= width;
        } else {
            break;
        }
    }
}

static int chars_columns(const struct curses_chars *chars) {
    int sum = 0;
    for (int i = 0; i < chars->count; i++) {
        sum += chars->columns[i];
    }
    return sum;
}

static void make_chars(const struct painter *p, const struct cell *cell, int columns, struct curses_chars *out) {
    struct str text = {cell->text, cell->bytes}, rest = text;
    wchar_t first = next_character(&rest);
    char alike = first < 0x80 ? '\0' : ascii_of(first, p->utf8);
    out->count = 0;
    out->unknown = false;
    if (first < 0x80 && !rest.n) {
        add_char(out, first < 0x20 || first == 0x7F ? L'?' : first, 1);
    } else if (!p->utf8 || (p->ascii && alike)) {
        add_char(out, first < 0x80 ? first : (wchar_t)alike, 1);
    } else {
        add_characters(out, text, columns);
    }
    if (!out->count && columns == 2) { /* an emoji newer than the C library, which the terminal may still know */
        out->unknown = true;
        add_char(out, NO_BREAK_SPACE, 1);
        add_char(out, NO_BREAK_SPACE, 1);
    } else if (!out->count) {
        add_char(out, REPLACEMENT, 1);
    }
    if (chars_columns(out) < columns) {
        add_char(out, L' ', 1);
    }
}

void painter_put_cell(struct painter *p, const struct cell *cell, int row, int column, int columns) {
    struct curses_chars chars;
    short pair;
    attr_t attribute = painter_attributes(p, cell->style, &pair);
    make_chars(p, cell, cell->columns > 1 && column + 1 < columns ? 2 : 1, &chars);
    if (chars.unknown) {
        buf_add(&p->unknown, &(struct screen_pos){row, column}, sizeof(struct screen_pos));
    }
    for (int i = 0; i < chars.count; i++) {
        cchar_t c;
        if (setcchar(&c, chars.text[i], attribute, pair, NULL) == OK) {
            mvadd_wchnstr(row, column, &c, 1);
        }
        column += chars.columns[i];
    }
}

void painter_put_raw(struct painter *p, const struct cell *cell, int row, int column, int columns) {
    struct curses_chars chars;
    short pair;
    attr_t attribute = painter_attributes(p, cell->style, &pair);
    make_chars(p, cell, cell->columns > 1 && column + 1 < columns ? 2 : 1, &chars);
    putp(tiparm(tigetstr("cup"), row, column));
    vid_attr(attribute, pair, NULL);
    for (int i = 0; i < chars.count; i++) {
        printf("%ls", chars.text[i]);
    }
}
