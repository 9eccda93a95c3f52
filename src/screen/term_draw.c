/* term_draw: draws cells with curses: looks become colours, grapheme clusters become characters. */
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

struct screen_pos {
    int row, column;
};

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

static bool is_direct(void) {
    const char *bits = tigetstr("RGB");
    return tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || (bits && bits != (const char *)-1);
}

static enum palette find_palette(bool no_color) {
    if (no_color || !has_colors() || start_color() == ERR || use_default_colors() == ERR) {
        return PALETTE_PLAIN;
    }
    if (COLORS > 256 && is_direct()) {
        return PALETTE_TRUE;
    }
    return COLORS >= 256 ? PALETTE_256 : COLORS >= 16 ? PALETTE_16 : COLORS >= 8 ? PALETTE_8 : PALETTE_PLAIN;
}

/* Where numbers of colours are RGB values, those below 8 are still the first 8 colours. */
static int curses_color(const struct painter *p, int32_t color) {
    if (p->palette != PALETTE_TRUE || (color < 8 && !(color & TINT_RGB))) {
        return color;
    }
    return theme_rgb(color) < 8 ? 0 : (int)theme_rgb(color);
}

static attr_t curses_attributes(unsigned paint) {
    static const attr_t bits[] = {A_BOLD, A_DIM, A_ITALIC, A_UNDERLINE, A_REVERSE};
    attr_t sum = A_NORMAL;
    for (size_t i = 0; i < ARRAY_SIZE(bits); i++) {
        sum |= paint >> i & 1 ? bits[i] : 0;
    }
    return sum;
}

static void set_looks(struct painter *p) {
    p->redraw = true;
    for (int i = 0; i < PAINT_COUNT; i++) {
        struct paint paint = theme_paint(&p->theme, p->backdrop, p->palette, i);
        p->looks[i].attributes = curses_attributes(paint.attributes);
        p->looks[i].pair = 0;
        if (paint.color != TINT_NONE || paint.back != TINT_NONE) {
            p->looks[i].pair = (short)(i + 1);
            init_extended_pair(i + 1, curses_color(p, paint.color), curses_color(p, paint.back));
        }
    }
}

void painter_set_backdrop(struct painter *p, enum backdrop backdrop) {
    if (p->backdrop != backdrop) {
        p->backdrop = backdrop;
        set_looks(p);
    }
}

void painter_set_theme(struct painter *p, const struct theme *theme) {
    p->theme = *theme;
    set_looks(p);
}

void painter_init(struct painter *p, const struct term_options *options) {
    struct theme usual;
    p->ascii = options->ascii;
    p->palette = find_palette(options->no_color);
    const char *hide = tigetstr("civis");
    p->can_hide = hide && hide != (const char *)-1 && strstr(hide, "\033[?25l");
    screen_init(&p->drawn);
    p->has_links = links_are_known(options->hyperlinks);
    if (p->has_links) {
        idcok(stdscr, FALSE); /* cells that move take their link along */
    }
    theme_init(&usual, THEME_AUTO);
    painter_set_theme(p, options->theme ? options->theme : &usual);
}

void painter_release(struct painter *p) {
    screen_release(&p->drawn);
    free(p->changed);
    buf_release(&p->unknown);
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

static attr_t attributes_of(const struct painter *p, style_t style, short *pair) {
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

static void put_cell(struct painter *p, const struct cell *cell, int row, int column, int columns) {
    struct curses_chars chars;
    short pair;
    attr_t attribute = attributes_of(p, cell->style, &pair);
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

static bool same_cell(const struct cell *a, const struct cell *b) {
    return a->bytes == b->bytes && a->columns == b->columns && a->style == b->style && !memcmp(a->text, b->text, a->bytes);
}

static void put_row(struct painter *p, const struct screen *s, int row, int columns) {
    const struct cell *cells = s->cells + (size_t)row * (size_t)s->columns;
    struct cell *drawn = p->drawn.cells + (size_t)row * (size_t)s->columns;
    for (int column = 0; column < columns; column++) {
        if (p->redraw || !same_cell(&cells[column], &drawn[column])) {
            drawn[column] = cells[column];
            p->changed[row] = true;
            if (cells[column].bytes) {
                put_cell(p, &cells[column], row, column, columns);
            }
        }
    }
}

/* Draws what curses does not know, moving the cursor for each, so that nothing else shifts whatever its width in the terminal.
 * For curses those cells hold no-break spaces, which we draw nowhere else, so it will redraw them when they change. */
static void draw_unknown_wide(struct painter *p, const struct screen *s) {
    const struct screen_pos *positions = (const struct screen_pos *)(const void *)p->unknown.p;
    char text[CELL_BYTES + 1];
    for (size_t i = 0; i < p->unknown.n / sizeof *positions; i++) {
        const struct cell *cell = &s->cells[(size_t)positions[i].row * (size_t)s->columns + (size_t)positions[i].column];
        short pair;
        attr_t attribute = attributes_of(p, cell->style, &pair);
        memcpy(text, cell->text, cell->bytes);
        text[cell->bytes] = '\0';
        putp(tiparm(tigetstr("cup"), positions[i].row, positions[i].column));
        vid_attr(attribute, pair, NULL);
        putp(text);
    }
    if (p->unknown.n) {
        vid_attr(A_NORMAL, 0, NULL);
        putp(tiparm(tigetstr("cup"), getcury(stdscr), getcurx(stdscr)));
    }
}

/* Not curs_set: terminfo's strings also change the cursor's shape and blinking, which are the user's choice. */
void painter_cursor(struct painter *p, bool visible) {
    if (p->hidden == visible && p->can_hide) {
        p->hidden = !visible;
        putp(visible ? "\033[?25h" : "\033[?25l");
    }
    fflush(stdout);
}

/* Always, and last: some terminals (those of libvterm) bring back with the main screen a cursor that was saved while hidden,
 * and curses saves it when it scrolls. */
void painter_restore_cursor(struct painter *p) {
    p->hidden = p->hidden || p->can_hide;
    painter_cursor(p, true);
}

/* Synchronized output: what comes in between is shown at once. A frame that changes no cell needs none. */
static void hold_back(const struct painter *p, bool any, bool on) {
    if (p->synchronizes && any) {
        putp(on ? "\033[?2026h" : "\033[?2026l");
        fflush(stdout);
    }
}

void painter_put_raw(struct painter *p, const struct cell *cell, int row, int column, int columns) {
    struct curses_chars chars;
    short pair;
    attr_t attribute = attributes_of(p, cell->style, &pair);
    make_chars(p, cell, cell->columns > 1 && column + 1 < columns ? 2 : 1, &chars);
    putp(tiparm(tigetstr("cup"), row, column));
    vid_attr(attribute, pair, NULL);
    for (int i = 0; i < chars.count; i++) {
        printf("%ls", chars.text[i]);
    }
}

void painter_show(struct painter *p, const struct screen *s, int rows, int columns) {
    rows = rows < s->rows ? rows : s->rows;
    columns = columns < s->columns ? columns : s->columns;
    if (p->drawn.rows != s->rows || p->drawn.columns != s->columns) {
        screen_resize(&p->drawn, s->rows, s->columns);
        p->changed = xrealloc(p->changed, (size_t)p->drawn.rows, sizeof *p->changed);
        p->redraw = true;
    }
    if (p->redraw) {
        erase();
        clearok(curscr, TRUE);
    }
    buf_reset(&p->unknown);
    bool any = p->redraw;
    for (int row = 0; row < rows; row++) {
        p->changed[row] = p->redraw;
        put_row(p, s, row, columns);
        any = any || p->changed[row];
    }
    p->redraw = false;
    hold_back(p, any, true);
    p->drawn.cursor_row = s->cursor_row;
    p->drawn.cursor_column = s->cursor_column;
    bool visible = s->cursor_row >= 0 && s->cursor_row < rows && s->cursor_column >= 0 && s->cursor_column < columns;
    move(visible ? s->cursor_row : 0, visible ? s->cursor_column : 0);
    wnoutrefresh(stdscr);
    doupdate();
    draw_unknown_wide(p, s);
    painter_links(p, s, rows, columns);
    hold_back(p, any, false);
    painter_cursor(p, visible); /* and flushes what was drawn last */
}
