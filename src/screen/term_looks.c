/* term_looks: the looks of the theme as curses has them: pairs of colours and attributes. */
#include <ncursesw/curses.h>
#include <stdlib.h>
#include <string.h>

#include "term_private.h"

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

/* Where numbers of colours are RGB values, those below 8 are still the first 8 colours, so that black is 8. */
static int curses_color(const struct painter *p, int32_t color) {
    if (p->palette != PALETTE_TRUE || color < 8) { /* none of them has the bit of RGB values */
        return color;
    }
    return theme_rgb(color) < 8 ? 8 : (int)theme_rgb(color);
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
