/* The themes, a row for each look. */
#ifndef COURANT_THEME_TABLES_H
#define COURANT_THEME_TABLES_H

#include "theme.h"

/* color and back: RGB, for 256 and more colours. ansi and ansi_back: one of 16; where it is TINT_NONE and the colour is not,
 * 16 colours have none that is readable, and the look is that of THEME_MONO. */
struct shade {
    int32_t color, back;
    int ansi, ansi_back;
    unsigned attributes;
};

extern const unsigned theme_mono[PAINT_COUNT]; /* attributes alone */
extern const struct shade theme_neutral[PAINT_COUNT], theme_dark[PAINT_COUNT], theme_light[PAINT_COUNT],
    theme_contrast_dark[PAINT_COUNT], theme_contrast_light[PAINT_COUNT];

#endif
