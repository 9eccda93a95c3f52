/* html_links: checks addresses and makes links of them. */
#include <stdio.h>
#include <string.h>

#include "html_private.h"
#include "url.h"

static void note_refused(struct html *h, struct str url, const struct err *why) {
    struct html_options *o = h->options;
    if (!o->refused++) {
        snprintf(o->first_refused, sizeof o->first_refused, "'%.*s': %.150s", (int)(url.n < 60 ? url.n : 60), url.p, why->text);
    }
}

/* Does it begin with a scheme, a name with a colon before any slash: "javascript:", "tel:"? */
static bool has_scheme(struct str url) {
    size_t n = strcspn(url.p, ":/?#");
    return n && n < url.n && url.p[n] == ':';
}

uint32_t html_new_link(struct html *h, const char *address, bool is_file) {
    struct str url = str_trim(str_from(address));
    struct err why;
    if (!url.n) {
        return 0;
    }
    if (!url_check(url, &why)) {
        return doc_link(&h->doc, url);
    }
    if (url_is_wiki(url)) {
        return url_is_unfit(url) || url.n > URL_MAX ? 0 : doc_link(&h->doc, url);
    }
    buf_reset(&h->words);
    if (url_resolve(&h->options->base, url, is_file, &h->words)) {
        return doc_link(&h->doc, buf_str(&h->words));
    }
    if (has_scheme(url) && !str_starts(url, "data:")) {
        note_refused(h, url, &why);
    }
    return 0;
}

struct str html_last_url(const struct html *h) {
    size_t n = h->doc.link_count ? h->doc.links[h->doc.link_count - 1].url.n : 0;
    return str_slice(buf_str(&h->doc.urls), h->doc.urls.n - n, h->doc.urls.n);
}

static struct str without_query(struct str url) {
    const char *query = url.n ? memchr(url.p, '?', url.n) : NULL;
    return query ? str_slice(url, 0, (size_t)(query - url.p)) : url;
}

bool html_links_to_media(const struct html *h) {
    uint32_t link = h->state.media_link;
    size_t start = h->state.media_url, end = link ? start + h->doc.links[link - 1].url.n : start;
    struct str media = str_slice(buf_str(&h->doc.urls), start, end);
    return link && str_equal(without_query(html_last_url(h)), without_query(media));
}
