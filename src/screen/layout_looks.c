/* layout_looks: how a span looks. */
#include "layout_private.h"

/* What the bits of a span do to the style; later rows win the look. */
struct span_look {
    unsigned bits;
    bool has_look;
    style_t style;
};

static const struct span_look span_looks[] = {
    {SPAN_STRONG, false, STYLE_STRONG}, {SPAN_EM, false, STYLE_EM},     {SPAN_STRIKE, false, STYLE_STRIKE},
    {SPAN_MARK, false, STYLE_STRONG},   {SPAN_CODE, true, LOOK_CODE},   {SPAN_UNDERLINE, false, STYLE_UNDERLINE},
    {SPAN_DIM, true, LOOK_DIM},         {SPAN_LABEL, true, LOOK_LABEL},
};

static style_t with_look(style_t st, style_t look) {
    return (style_t)((st & ~STYLE_LOOK) | look);
}

style_t layout_span_style(const struct layout *l, const struct span *span, style_t base) {
    style_t st = base;
    for (size_t i = 0; i < ARRAY_SIZE(span_looks); i++) {
        if (span->bits & span_looks[i].bits) {
            st = span_looks[i].has_look ? with_look(st, span_looks[i].style) : (style_t)(st | span_looks[i].style);
        }
    }
    if (span->link) {
        st = (style_t)(with_look(st, span->bits & SPAN_DIM ? LOOK_DIM : LOOK_LINK) |
                       (layout_link_leaves(l->doc, span->link) ? STYLE_UNDERLINE : 0));
    }
    return st;
}
