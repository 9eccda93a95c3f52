/* theme: finds what a look is in a theme, on a terminal, with the user's changes; and reads those. */
#include "theme.h"

#include "text.h"
#include "theme_tables.h"

const char *const theme_kinds[THEME_KINDS + 1] = {
    [THEME_AUTO] = "auto", [THEME_DARK] = "dark", [THEME_LIGHT] = "light", [THEME_HIGH_CONTRAST] = "high-contrast",
    [THEME_MONO] = "mono",
};

static const char *const looks[PAINT_COUNT] = {
    [LOOK_TEXT] = "text",
    [LOOK_DIM] = "dim",
    [LOOK_TITLE] = "title",
    [LOOK_HEADING] = "heading",
    [LOOK_LABEL] = "label",
    [LOOK_LINK] = "link",
    [LOOK_CODE] = "code",
    [LOOK_QUOTE] = "quote",
    [LOOK_RULE] = "rule",
    [LOOK_MARK] = "mark",
    [LOOK_BREADCRUMB] = "breadcrumb",
    [LOOK_STATUS] = "status",
    [LOOK_HINT] = "hint",
    [LOOK_PROMPT] = "prompt",
    [LOOK_ERROR] = "error",
    [LOOK_WARNING] = "warning",
    [PAINT_KEY] = "key",
    [PAINT_SELECTED] = "selected",
    [PAINT_PASSIVE] = "passive",
    [PAINT_MATCH] = "match",
};

static const struct {
    const char *name;
    unsigned attribute;
} attributes[] = {
    {"bold", PAINT_BOLD},           {"dim", PAINT_DIM},         {"italic", PAINT_ITALIC},
    {"underline", PAINT_UNDERLINE}, {"reverse", PAINT_REVERSE}, {"plain", 0},
};

void theme_init(struct theme *t, enum theme_kind kind) {
    t->kind = kind;
    for (size_t i = 0; i < PAINT_COUNT; i++) {
        t->changes[i] = (struct paint_change){TINT_KEPT, TINT_KEPT, 0, 0};
    }
}

/* ---- names ---- */

bool theme_is_kind(struct str name, enum theme_kind *kind) {
    for (int i = 0; i < THEME_KINDS; i++) {
        if (str_is(name, theme_kinds[i])) {
            *kind = (enum theme_kind)i;
            return true;
        }
    }
    return false;
}

int theme_look(struct str name) {
    for (int i = 0; i < PAINT_COUNT; i++) {
        if (str_is(name, looks[i])) {
            return i;
        }
    }
    return -1;
}

void theme_list_looks(struct buf *out) {
    for (int i = 0; i < PAINT_COUNT; i++) {
        buf_printf(out, "%s%s", i ? ", " : "", looks[i]);
    }
}

bool theme_attribute(struct str name, unsigned *attribute) {
    for (size_t i = 0; i < ARRAY_SIZE(attributes); i++) {
        if (str_is(name, attributes[i].name)) {
            *attribute = attributes[i].attribute;
            return true;
        }
    }
    return false;
}

static bool add_word(struct str word, struct paint_change *change, bool *has_attributes) {
    unsigned attribute;
    if (theme_attribute(word, &attribute)) {
        change->on |= attribute;
        *has_attributes = true;
        return true;
    }
    return change->color == TINT_KEPT && theme_color(word, &change->color);
}

bool theme_change(struct str text, struct paint_change *change) {
    bool has_attributes = false;
    *change = (struct paint_change){TINT_KEPT, TINT_KEPT, 0, 0};
    for (struct str rest = str_trim(text); rest.n;) {
        size_t n = 0;
        while (n < rest.n && rest.p[n] != ' ') {
            n++;
        }
        if (!add_word(str_slice(rest, 0, n), change, &has_attributes)) {
            return false;
        }
        rest = str_trim(str_slice(rest, n, rest.n));
    }
    change->off = has_attributes ? PAINT_ATTRIBUTES & ~change->on : 0;
    return true;
}

/* ---- paints ---- */

static const struct shade *table_of(enum theme_kind kind, enum backdrop backdrop) {
    bool light = backdrop == BACKDROP_LIGHT;
    switch (kind) {
    case THEME_DARK:
        return theme_dark;
    case THEME_LIGHT:
        return theme_light;
    case THEME_HIGH_CONTRAST:
        return light ? theme_contrast_light : theme_contrast_dark;
    default:
        return light ? theme_light : backdrop == BACKDROP_DARK ? theme_dark : theme_neutral;
    }
}

static struct paint mono(int look) {
    return (struct paint){TINT_NONE, TINT_NONE, theme_mono[look]};
}

static struct paint with_16(const struct shade *s, int look) {
    bool has_none = s->ansi == TINT_NONE && s->ansi_back == TINT_NONE;
    return has_none && s->color != TINT_NONE ? mono(look) : (struct paint){s->ansi, s->ansi_back, s->attributes};
}

static int32_t rgb(int32_t color) {
    return color < 0 ? color : TINT_RGB | color;
}

static void apply(struct paint *p, const struct paint_change *c, bool has_colors) {
    p->attributes = (p->attributes & ~c->off) | c->on;
    if (!has_colors || (c->color == TINT_KEPT && c->back == TINT_KEPT)) {
        return;
    }
    p->attributes &= ~(unsigned)PAINT_REVERSE | c->on; /* the colours are meant as they are said */
    p->color = c->color == TINT_KEPT ? p->color : c->color;
    p->back = c->back == TINT_KEPT ? p->back : c->back;
}

/* 8 colours become 16 by bold text, and a bright background is an ordinary one. */
static void reduce(struct paint *p, enum palette palette) {
    p->color = theme_nearest(p->color, palette);
    p->back = theme_nearest(p->back, palette);
    if (palette == PALETTE_8) {
        p->attributes |= p->color >= 8 ? PAINT_BOLD : 0;
        p->color = p->color >= 8 ? p->color - 8 : p->color;
        p->back = p->back >= 8 ? p->back - 8 : p->back;
    }
}

struct paint theme_paint(const struct theme *t, enum backdrop backdrop, enum palette palette, int look) {
    const struct shade *shade = &table_of(t->kind, backdrop)[look];
    bool has_colors = palette != PALETTE_PLAIN && t->kind != THEME_MONO;
    struct paint p = !has_colors             ? mono(look)
                     : palette <= PALETTE_16 ? with_16(shade, look)
                                             : (struct paint){rgb(shade->color), rgb(shade->back), shade->attributes};
    apply(&p, &t->changes[look], palette != PALETTE_PLAIN);
    reduce(&p, palette);
    return p;
}
