/* html_page: of a whole page, what stands in its main part. */
#include <string.h>

#include "html_private.h"

static bool has_tag(struct str html, struct str name) {
    const char *end = html.p + html.n;
    for (const char *p = html.p; html.n && (p = memchr(p, '<', (size_t)(end - p))); p++) {
        struct str rest = {p + 1, (size_t)(end - p - 1)};
        if (rest.n > name.n && str_equal_nocase(str_slice(rest, 0, name.n), name) &&
            (is_blank(rest.p[name.n]) || rest.p[name.n] == '>')) {
            return true;
        }
    }
    return false;
}

void html_begin_page(struct html *h, struct str html) {
    if (h->options->page) {
        h->only = has_tag(html, STR("main")) ? "main" : has_tag(html, STR("article")) ? "article" : NULL;
        h->state.outside = h->only != NULL;
    }
}

void html_start_part(struct html *h, const struct tag *tag, const char *name) {
    bool is_furniture = !strcmp(name, "nav") || (!h->only && !strcmp(name, "footer"));
    h->state.outside = h->state.outside && h->only && strcmp(name, h->only) != 0;
    h->state.skip |= is_furniture || tag->skip;
}
