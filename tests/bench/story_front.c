/* story: the front matter, with the keys of the reference format, as js-yaml writes them. */
#include <string.h>

#include "story.h"

enum { LINE = 80 };

static bool is_plain(struct str text) {
    return text.n && !strchr("!&*-?|>@`%{}[],#'\":", text.p[0]) && !memmem(text.p, text.n, ": ", 2) &&
           !memmem(text.p, text.n, " #", 2);
}

/* Folded: at blanks, so that no line is longer than it must. */
static void folded(struct buf *out, struct str text, int indent) {
    size_t room = (size_t)(LINE - indent);
    buf_puts(out, ">-\n");
    while (text.n) {
        size_t take = text.n <= room ? text.n : room;
        while (take && take < text.n && text.p[take] != ' ') {
            take--;
        }
        const char *blank = take ? NULL : memchr(text.p, ' ', text.n);
        take = take ? take : blank ? (size_t)(blank - text.p) : text.n;
        buf_printf(out, "%*s%.*s\n", indent, "", (int)take, text.p);
        text = str_slice(text, take + 1, text.n);
    }
}

/* Nothing here has a quote in it. */
static void value(struct buf *out, struct str text, int indent) {
    if (text.n > (size_t)(LINE - indent - 10)) {
        folded(out, text, indent);
    } else {
        const char *quote = is_plain(text) ? "" : "'";
        buf_printf(out, "%s%s%s\n", quote, text.p, quote);
    }
}

static void pair(struct buf *out, int indent, const char *key, struct str text) {
    buf_printf(out, "%*s%s: ", indent, "", key);
    value(out, text, indent + 2);
}

static void item(struct buf *out, int indent, struct str text) {
    buf_printf(out, "%*s- ", indent, "");
    value(out, text, indent + 2);
}

static void names(struct buf *out, int indent, const char *key, const struct story *s, size_t member) {
    buf_printf(out, "%*s%s:\n", indent, "", key);
    for (uint32_t i = 0; i < s->topic_count; i++) {
        item(out, indent + 2, *(const struct str *)((const char *)s->topics[i] + member));
    }
}

static void topics(struct buf *out, const struct story *s) {
    names(out, 0, "categories", s, offsetof(struct topic, name));
    buf_puts(out, "categorySlug:\n");
    for (uint32_t i = 0; i < s->topic_count; i++) {
        item(out, 2, s->topics[i]->lower_name);
    }
    buf_puts(out, "categoryUrl:\n");
    for (uint32_t i = 0; i < s->topic_count; i++) {
        buf_printf(out, "  - topic/%s\n", s->topics[i]->slug.p);
    }
    names(out, 0, "categoryLabel", s, offsetof(struct topic, label));
}

static void place_on_site(struct buf *out, const struct story *s) {
    buf_printf(out, "---\naliases: /news/%s\narchetype: curated-content\nauthor:\n", s->slug.p);
    item(out, 2, s->author);
    buf_puts(out, "basePath: /news/\nbreadcrumbLinks:\n  - /\n  - /news/\n  - ''\nbreadcrumbs:\n  - Home\n  - News\n");
    item(out, 2, s->title);
}

static void featured_image(struct buf *out, const struct story *s) {
    int number = 10000 + (int)s->number;
    buf_puts(out, "favIconImage: null\nfeaturedImage:\n");
    pair(out, 2, "alt", s->title);
    buf_printf(out,
               "  format: JPEG\n  href: %s-featuredImage.jpeg\n  size:\n    - 330\n    - 555\n  valid: true\n"
               "  workPackage: %d\n  wpAttachment:\n    fileName: Curated_Featured_Image.jpg\n"
               "    link: /api/v3/attachments/%d/content\nfeaturedPdf: null\n",
               s->uuid.p, number, number + 9344);
}

static void open_graph(struct buf *out, const struct story *s) {
    pair(out, 2, "ogdescription", s->about);
    buf_printf(out, "  ogimage: >-\n    https://cdn.%s/uploads/%d/%02d/%s.jpg\n", s->source.p, s->year, s->month, s->uuid.p);
    pair(out, 2, "ogsite_name", s->source);
    pair(out, 2, "ogtitle", s->title);
    buf_printf(out, "  ogtype: article\n  ogupdated_time: '%04d-%02d-%02dT13:03:50+01:00'\n", s->year, s->month, s->of_month);
    pair(out, 2, "ogurl", s->url);
}

static void metadata(struct buf *out, const struct story *s) {
    buf_puts(out, "htmlMetaData:\n  author: null\n");
    pair(out, 2, "description", s->about);
    buf_printf(out,
               "  generator: WordPress 5.8.2\n  viewport: 'width=device-width, initial-scale=1'\n"
               "  articlemodified_time: '%04d-%02d-%02dT13:03:50+01:00'\n"
               "  articlepublished_time: '%04d-%02d-%02dT00:05:28+00:00'\n  msvalidate.01: null\n",
               s->year, s->month, s->of_month, s->year, s->month, s->of_month);
    open_graph(out, s);
    buf_printf(out,
               "  yandex-verification: null\n  robots: 'max-snippet:-1, max-image-preview:large, max-video-preview:-1'\n"
               "  fbapp_id: null\n  oglocale: en_GB\n  fbadmins: null\n  articlepublisher: 'https://social.example/%s/'\n"
               "  google-site-verification: null\n  keywords: null\n",
               s->source.p);
}

static void links(struct buf *out, const struct story *s) {
    buf_printf(out, "id: %d\nidentifier: News\nlastMod: '%04d-%02d-%02dT%02d:%02d:%02d.010891Z'\nlink:\n",
               10000 + (int)s->number, s->year, s->month, s->of_month, s->second / 3600, s->second / 60 % 60, s->second % 60);
    pair(out, 2, "brand", s->source);
    pair(out, 2, "href", s->url);
    pair(out, 2, "original", s->url);
    pair(out, 0, "href", s->url);
    pair(out, 0, "original", s->url);
    buf_printf(out, "mastHead: NEWS\nmdName: %s.md\nopenGraphMetaData:\n", s->uuid.p);
    open_graph(out, s);
    buf_puts(out, "  ogimageheight: '330'\nopenProjectCustomFields:\n");
    pair(out, 2, "cleanUrl", s->url);
    names(out, 2, "medigyTopics", s, offsetof(struct topic, name));
    pair(out, 2, "sourceUrl", s->url);
}

static void rest(struct buf *out, const struct story *s) {
    buf_puts(out, "openProjectWorkPackageType: Curated Content\nsearchCategory: News\n");
    pair(out, 0, "slug", s->slug);
    buf_puts(out, "source: open-project-curations\nstatus: ''\nsub: brief\ntags:\n");
    for (uint32_t i = 0; i < s->tag_count; i++) {
        item(out, 2, s->tags[i]);
    }
    pair(out, 0, "title", s->title);
    buf_puts(out, "via: ' '\ninsights_description: null\ninsights_name: null\nviaLink: null\n");
}

static void offerings(struct buf *out, const struct story *s) {
    buf_puts(out, s->offering_count ? "relatedOfferings:\n" : "relatedOfferings: []\n");
    for (uint32_t i = 0; i < s->offering_count; i++) {
        const struct offering *o = s->offerings[i];
        buf_printf(out, "  - label: %s\n    permalink: %s\n    categories:\n", o->label.p, o->place.p);
        for (uint32_t j = 0; j < o->topic_count; j++) {
            item(out, 6, o->topics[j]->name);
        }
        buf_printf(out, "    offeringId: %d\n", o->ident);
    }
}

static void twitter(struct buf *out, const struct story *s) {
    buf_puts(out, "twitterMetaData:\n  twittercard: summary\n");
    pair(out, 2, "twitterdescription", s->about);
    pair(out, 2, "twittertitle", s->title);
    buf_printf(out, "  twitterimage: >-\n    https://cdn.%s/uploads/%d/%02d/%s.jpg\n  twitterurl: null\n---\n", s->source.p,
               s->year, s->month, s->uuid.p);
}

void story_print_front(const struct story *s, struct buf *out) {
    place_on_site(out, s);
    topics(out, s);
    buf_puts(out, "contentCategories: netspective-medigy-news-curated-content\ninstitution: null\noffering: null\n"
                  "layOut: single\n");
    buf_printf(out, "date: '%04d-%02d-%02d'\n", s->year, s->month, s->of_month);
    pair(out, 0, "description", s->summary);
    featured_image(out, s);
    metadata(out, s);
    links(out, s);
    rest(out, s);
    offerings(out, s);
    twitter(out, s);
}
