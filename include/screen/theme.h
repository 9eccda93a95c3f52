/* theme: colours and attributes of looks, in themes and as the user changes them. Pure: term draws with what it gives. */
#ifndef COURANT_THEME_H
#define COURANT_THEME_H

#include "buf.h"
#include "style.h"

enum theme_kind { THEME_AUTO, THEME_DARK, THEME_LIGHT, THEME_HIGH_CONTRAST, THEME_MONO, THEME_KINDS };
extern const char *const theme_kinds[THEME_KINDS + 1]; /* their names, and NULL */

/* What the terminal's background is. Unknown: themes must be readable on both. */
enum backdrop { BACKDROP_UNKNOWN, BACKDROP_DARK, BACKDROP_LIGHT };

/* The colours a terminal has. */
enum palette { PALETTE_PLAIN, PALETTE_8, PALETTE_16, PALETTE_256, PALETTE_TRUE };

/* What has a paint: each look, and what bits of a style make of them. */
enum { PAINT_KEY = LOOK_COUNT, PAINT_SELECTED, PAINT_PASSIVE, PAINT_MATCH, PAINT_COUNT };

/* A colour is a number of the terminal's palette (0 to 255), TINT_RGB | 0xrrggbb, or TINT_NONE: the terminal's own. */
enum { TINT_KEPT = -2, TINT_NONE = -1, TINT_RGB = 1 << 24, TINT_BITS = 0xFFFFFF };

enum { PAINT_BOLD = 1, PAINT_DIM = 2, PAINT_ITALIC = 4, PAINT_UNDERLINE = 8, PAINT_REVERSE = 16, PAINT_ATTRIBUTES = 31 };

struct paint {
    int32_t color, back;
    unsigned attributes;
};

/* What the user wants of one look: TINT_KEPT and attributes in neither set are the theme's. */
struct paint_change {
    int32_t color, back;
    unsigned on, off;
};

struct theme {
    enum theme_kind kind;
    struct paint_change changes[PAINT_COUNT];
};

void theme_init(struct theme *t, enum theme_kind kind); /* without changes */

/* How that terminal shows a look; its colours are those of the palette. */
struct paint theme_paint(const struct theme *t, enum backdrop backdrop, enum palette palette, int look);

bool theme_is_kind(struct str name, enum theme_kind *kind); /* "high-contrast" */
int theme_look(struct str name);                            /* "title", "selected"; -1: there is none */
void theme_list_looks(struct buf *out);                     /* "text, dim, title, ..." */

/* "#7aa2f7", "red", "bright-blue", "244", "default" */
bool theme_color(struct str text, int32_t *color);
bool theme_attribute(struct str name, unsigned *attribute); /* "bold" */
/* "bold #7aa2f7": a colour and attributes, in any order. The attributes, if there are any, take the place of the theme's;
 * "plain" stands for none. False: a word is neither. */
bool theme_change(struct str text, struct paint_change *change);

/* The nearest colour that a palette has. */
int32_t theme_nearest(int32_t color, enum palette palette);
uint32_t theme_rgb(int32_t color);                    /* 0xrrggbb, for numbers as xterm has them; not of TINT_NONE */
double theme_luminance(uint32_t rgb);                 /* relative, as WCAG defines it: 0 to 1 */
enum backdrop theme_backdrop(uint32_t rgb);           /* dark or light */
bool theme_rgb_parse(struct str text, uint32_t *rgb); /* what terminals reply: "rgb:1e1e/1e1e/2e2e", "#1e1e2e" */

#endif
