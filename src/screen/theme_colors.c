/* theme_colors: colours by name and number, how near and how bright they are. */
#include <math.h>
#include <string.h>

#include "text.h"
#include "theme.h"

enum { NAMED = 8, BRIGHT = 8, CUBE = 16, GREYS = 232, PALETTE_SIZE = 256 };

static const char *const names[NAMED] = {"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"};

/* The first 16, which users change, as xterm has them. */
static const uint32_t ansi[CUBE] = {0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
                                    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF};

static const uint32_t levels[] = {0, 95, 135, 175, 215, 255};

uint32_t theme_rgb(int32_t color) {
    if (color & TINT_RGB) {
        return (uint32_t)color & TINT_BITS;
    }
    uint32_t n = (uint32_t)color % PALETTE_SIZE;
    if (n < CUBE) {
        return ansi[n];
    }
    if (n >= GREYS) {
        return (8 + 10 * (n - GREYS)) * 0x010101;
    }
    n -= CUBE;
    return levels[n / 36] << 16 | levels[n / 6 % 6] << 8 | levels[n % 6];
}

static int part(uint32_t rgb, int shift) {
    return (int)(rgb >> shift & 0xFF);
}

/* Weighted as the eye sees the three. */
static int distance(uint32_t a, uint32_t b) {
    int red = part(a, 16) - part(b, 16), green = part(a, 8) - part(b, 8), blue = part(a, 0) - part(b, 0);
    return 3 * red * red + 6 * green * green + blue * blue;
}

static int32_t nearest_of(uint32_t rgb, int32_t first, int32_t end) {
    int32_t best = first;
    for (int32_t i = first; i < end; i++) {
        best = distance(rgb, theme_rgb(i)) < distance(rgb, theme_rgb(best)) ? i : best;
    }
    return best;
}

int32_t theme_nearest(int32_t color, enum palette palette) {
    if (color < 0 || palette == PALETTE_TRUE) {
        return color;
    }
    if (palette == PALETTE_256) { /* not the first 16, which may be any */
        return color & TINT_RGB ? nearest_of(theme_rgb(color), CUBE, PALETTE_SIZE) : color;
    }
    if (palette == PALETTE_PLAIN) {
        return TINT_NONE;
    }
    return color < CUBE ? color : nearest_of(theme_rgb(color), 0, CUBE);
}

static double linear(int value) {
    double v = value / 255.0;
    return v <= 0.03928 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

double theme_luminance(uint32_t rgb) {
    return 0.2126 * linear(part(rgb, 16)) + 0.7152 * linear(part(rgb, 8)) + 0.0722 * linear(part(rgb, 0));
}

enum backdrop theme_backdrop(uint32_t rgb) {
    enum { SAME_CONTRAST = 179 }; /* per mille: black and white are as well read on it */
    return theme_luminance(rgb) * 1000 < SAME_CONTRAST ? BACKDROP_DARK : BACKDROP_LIGHT;
}

/* ---- reading ---- */

static int digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* One to four hexadecimal digits as eight bits. */
static bool channel(struct str text, uint32_t *value) {
    uint32_t sum = 0, most = 0;
    for (size_t i = 0; i < text.n; i++) {
        int d = digit(text.p[i]);
        if (d < 0 || i == 4) {
            return false;
        }
        sum = sum << 4 | (uint32_t)d;
        most = most << 4 | 0xF;
    }
    *value = most ? (sum * 255 + most / 2) / most : 0;
    return most != 0;
}

static bool channels(struct str red, struct str green, struct str blue, uint32_t *rgb) {
    uint32_t r, g, b;
    if (!channel(red, &r) || !channel(green, &g) || !channel(blue, &b)) {
        return false;
    }
    *rgb = r << 16 | g << 8 | b;
    return true;
}

static struct str until_slash(struct str *rest) {
    size_t n = 0;
    while (n < rest->n && rest->p[n] != '/') {
        n++;
    }
    struct str field = str_slice(*rest, 0, n);
    *rest = str_slice(*rest, n + 1, rest->n);
    return field;
}

bool theme_rgb_parse(struct str text, uint32_t *rgb) {
    if (text.n && text.p[0] == '#') {
        size_t n = (text.n - 1) / 3;
        struct str digits = str_slice(text, 1, text.n);
        return digits.n == n * 3 &&
               channels(str_slice(digits, 0, n), str_slice(digits, n, 2 * n), str_slice(digits, 2 * n, digits.n), rgb);
    }
    bool has_alpha = str_starts(text, "rgba:");
    if (!has_alpha && !str_starts(text, "rgb:")) {
        return false;
    }
    struct str rest = str_slice(text, has_alpha ? 5 : 4, text.n);
    struct str red = until_slash(&rest), green = until_slash(&rest), blue = until_slash(&rest);
    return channels(red, green, blue, rgb);
}

static bool number(struct str text, int32_t *color) {
    int32_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9' || i == 3) {
            return false;
        }
        n = n * 10 + (text.p[i] - '0');
    }
    *color = n;
    return text.n && n < PALETTE_SIZE;
}

bool theme_color(struct str text, int32_t *color) {
    uint32_t rgb;
    bool bright = str_starts(text, "bright-");
    struct str name = str_slice(text, bright ? strlen("bright-") : 0, text.n);
    if (str_is(text, "default")) {
        *color = TINT_NONE;
        return true;
    }
    for (int32_t i = 0; i < NAMED; i++) {
        if (str_is(name, names[i])) {
            *color = i + (bright ? BRIGHT : 0);
            return true;
        }
    }
    if (text.n && text.p[0] == '#' && theme_rgb_parse(text, &rgb)) {
        *color = TINT_RGB | (int32_t)rgb;
        return true;
    }
    return number(text, color);
}
