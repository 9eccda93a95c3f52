/* compose: an article's record and body as one document. */
#include "compose.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "english.h"
#include "text.h"

enum { ALIKE_BYTES = 60, TITLE_LINES = 2, HEAD_LINES = 3, UNITS_A_MINUTE = 1400 };

static void span(struct doc_builder *b, struct str text, unsigned bits) {
    doc_span(b, text, bits, 0);
}

static void literal(struct doc_builder *b, const char *text, unsigned bits) {
    doc_span(b, str_from(text), bits, 0);
}

static void term_link(struct doc_builder *b, const struct term *t, unsigned bits) {
    char url[48];
    snprintf(url, sizeof url, "courant:term/%lld", (long long)t->id);
    doc_span(b, t->label, bits, doc_link(b, str_from(url)));
}

static void separator(struct doc_builder *b, size_t *count, const char *text) {
    if ((*count)++) {
        literal(b, text, SPAN_DIM);
    }
}

static void terms_of(struct doc_builder *b, const struct article *a, enum taxonomy taxonomy, unsigned bits, size_t *count,
                     const char *between) {
    for (size_t i = 0; i < a->term_count; i++) {
        if (a->terms[i].taxonomy == taxonomy) {
            separator(b, count, between);
            term_link(b, &a->terms[i], bits);
        }
    }
}

static bool has_terms(const struct article *a, enum taxonomy taxonomy) {
    for (size_t i = 0; i < a->term_count; i++) {
        if (a->terms[i].taxonomy == taxonomy) {
            return true;
        }
    }
    return false;
}

static void bound(struct doc_builder *b, size_t *count, const char *word, int32_t day) {
    struct buf text = {0};
    if (day != DATE_NONE) {
        buf_puts(&text, word);
        date_format(&text, day);
        separator(b, count, " · ");
        span(b, buf_str(&text), SPAN_DIM);
    }
    buf_release(&text);
}

static void add_date(struct doc_builder *b, const struct article *a, size_t *count) {
    struct buf date = {0};
    date_format(&date, a->date.day);
    if (date.n) {
        separator(b, count, " · ");
        span(b, buf_str(&date), SPAN_DIM);
    }
    if (a->date_from.n) {
        literal(b, str_is(a->date_from, "git") ? ", dated by git" : ", dated by its file", SPAN_DIM);
    }
    buf_release(&date);
}

static void add_terms_shown(struct doc_builder *b, const struct article *a, enum taxonomy_shown shown, unsigned bits,
                            size_t *count) {
    for (int t = 0; t < TAX_COUNT; t++) {
        if (taxonomies[t].shown == shown) {
            terms_of(b, a, (enum taxonomy)t, bits, count, " · ");
        }
    }
}

static void add_visibility(struct doc_builder *b, const struct article *a, size_t *count) {
    if (a->draft || a->private) {
        separator(b, count, " · ");
        literal(b, a->draft ? "draft" : "private", SPAN_STRONG);
    }
    bound(b, count, "from ", a->publish_date.day > a->date.day ? a->publish_date.day : DATE_NONE);
    bound(b, count, "until ", a->expires.day);
}

/* 28 Nov 2021 · digitalhealth.net · Radhika Narayanan */
static void byline(struct doc_builder *b, const struct article *a) {
    size_t count = 0;
    doc_leaf(b, BLOCK_PARAGRAPH, 0, 0);
    add_date(b, a, &count);
    add_terms_shown(b, a, SHOWN_IN_BYLINE, 0, &count);
    add_visibility(b, a, &count);
}

static void add_languages(struct doc_builder *b, const struct article *a) {
    for (size_t i = 0; i < a->translation_count; i++) {
        const struct translation *t = &a->translations[i];
        char url[48];
        snprintf(url, sizeof url, "courant:article/%lld", (long long)t->article);
        literal(b, i ? ", " : "", SPAN_DIM);
        doc_span(b, t->language.n ? t->language : STR("the original"), 0, doc_link(b, str_from(url)));
    }
}

/* "Also in: de, fr", each a link. */
static void translations(struct doc_builder *b, const struct article *a) {
    if (a->translation_count) {
        doc_leaf(b, BLOCK_PARAGRAPH, 0, 0);
        literal(b, "Also in: ", SPAN_LABEL);
        add_languages(b, a);
    }
}

/* "also in de, fr"; many languages are only counted. */
static void add_translations(struct doc_builder *b, const struct article *a, size_t *count) {
    enum { FEW = 4 };
    if (a->translation_count) {
        separator(b, count, " · ");
        literal(b, "also in ", SPAN_DIM);
    }
    if (a->translation_count <= FEW) {
        add_languages(b, a);
    } else {
        struct buf text = {0};
        format_counted(&text, (int64_t)a->translation_count, "language", "languages");
        span(b, buf_str(&text), SPAN_DIM);
        buf_release(&text);
    }
}

static void label(struct doc_builder *b, enum taxonomy taxonomy) {
    literal(b, taxonomies[taxonomy].label, SPAN_LABEL);
    literal(b, ": ", SPAN_LABEL);
}

/* Topics: KLAS: Healthcare AI, Telehealth; News */
static void terms_by_authority(struct doc_builder *b, const struct article *a, enum taxonomy taxonomy) {
    struct str authority = STR_NONE;
    size_t count = 0;
    doc_leaf(b, BLOCK_PARAGRAPH, 0, 0);
    label(b, taxonomy);
    for (size_t i = 0; i < a->term_count; i++) {
        const struct term *t = &a->terms[i];
        if (t->taxonomy == taxonomy) {
            separator(b, &count, str_equal(authority, t->authority) ? ", " : "; ");
            if (t->authority.n && !str_equal(authority, t->authority)) {
                span(b, t->authority, SPAN_DIM);
                literal(b, ": ", SPAN_DIM);
            }
            authority = t->authority;
            term_link(b, t, 0);
        }
    }
}

/* One line for each taxonomy shown here that the article has terms of. */
static void each_shown(struct doc_builder *b, const struct article *a, enum taxonomy_shown shown,
                       void (*add)(struct doc_builder *, const struct article *, enum taxonomy)) {
    for (int t = 0; t < TAX_COUNT; t++) {
        if (taxonomies[t].shown == shown && has_terms(a, (enum taxonomy)t)) {
            add(b, a, (enum taxonomy)t);
        }
    }
}

static void whole_head(struct doc_builder *b, const struct article *a) {
    doc_leaf(b, BLOCK_HEADING, 1, 0);
    span(b, a->title, 0);
    if (a->subtitle.n) {
        doc_leaf(b, BLOCK_PARAGRAPH, 0, 0);
        span(b, a->subtitle, SPAN_EM);
    }
    byline(b, a);
    translations(b, a);
    each_shown(b, a, SHOWN_IN_HEAD, terms_by_authority);
    doc_leaf(b, BLOCK_RULE, 0, 0);
}

/* At 230 words of six columns a minute; a Chinese or Japanese character, three bytes, counts for three. */
static long reading_minutes(struct str text) {
    long units = 0;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        units += c < 0x80 || c >= 0xC0 ? (c >= 0xE3 && c < 0xF0 ? 3 : 1) : 0;
    }
    return units ? (units + UNITS_A_MINUTE / 2) / UNITS_A_MINUTE + (units < UNITS_A_MINUTE / 2) : 0;
}

static void add_minutes(struct doc_builder *b, struct str text, size_t *count) {
    struct buf minutes = {0};
    buf_printf(&minutes, "%ld min", reading_minutes(text));
    if (text.n) {
        separator(b, count, " · ");
        span(b, buf_str(&minutes), SPAN_DIM);
    }
    buf_release(&minutes);
}

/* "2 offerings" */
static void add_counts(struct doc_builder *b, const struct article *a, size_t *count) {
    for (int t = 0; t < TAX_COUNT; t++) {
        struct buf text = {0};
        size_t n = 0;
        for (size_t i = 0; taxonomies[t].shown == SHOWN_AS_LIST && i < a->term_count; i++) {
            n += a->terms[i].taxonomy == (enum taxonomy)t;
        }
        if (n) {
            separator(b, count, " · ");
            format_counted(&text, (int64_t)n, taxonomies[t].name, taxonomies[t].plural);
            span(b, buf_str(&text), SPAN_DIM);
        }
        buf_release(&text);
    }
}

/* carewire.example.com · 28 Nov 2021 · Radhika Narayanan · 6 min, then its topics: short enough that the text begins near the
 * top of a small screen. */
static void short_head(struct doc_builder *b, const struct article *a, const struct doc *body) {
    size_t count = 0;
    doc_open(b, BLOCK_COMPACT, TITLE_LINES, HEAD_LINES);
    doc_leaf(b, BLOCK_HEADING, 1, 0);
    span(b, a->title, 0);
    doc_leaf(b, BLOCK_PARAGRAPH, 0, 0);
    terms_of(b, a, TAX_SOURCE, SPAN_DIM, &count, " · ");
    add_date(b, a, &count);
    for (int t = 0; t < TAX_COUNT; t++) {
        if (taxonomies[t].shown == SHOWN_IN_BYLINE && t != TAX_SOURCE) {
            terms_of(b, a, (enum taxonomy)t, SPAN_DIM, &count, " · ");
        }
    }
    add_visibility(b, a, &count);
    add_minutes(b, body->text, &count);
    add_translations(b, a, &count);
    count = 0;
    doc_leaf(b, BLOCK_PARAGRAPH, 0, 0);
    add_terms_shown(b, a, SHOWN_IN_HEAD, SPAN_DIM, &count);
    add_counts(b, a, &count);
    doc_close(b);
    if (a->subtitle.n) {
        doc_leaf(b, BLOCK_PARAGRAPH, 0, 0);
        span(b, a->subtitle, SPAN_EM);
    }
}

/* The text from its first words on, after any leading pictures. */
static struct str prose(const struct doc *body) {
    size_t i = 0;
    while (i < body->span_count && (body->spans[i].bits & (SPAN_IMAGE | SPAN_BREAK))) {
        i++;
    }
    return i < body->span_count ? str_slice(body->text, body->spans[i].offset, body->text.n) : STR_NONE;
}

/* Most feeds cut their summary from the text's beginning: then the text says it all. Others say the subtitle again. */
static void lead(struct doc_builder *b, const struct article *a, const struct doc *body) {
    if (a->summary.n && !str_equal(a->summary, a->subtitle) && !text_begins_alike(prose(body), a->summary, ALIKE_BYTES)) {
        doc_leaf(b, BLOCK_PARAGRAPH, 0, 0);
        span(b, a->summary, body->text.n ? SPAN_EM : 0);
    }
}

static void list_of_terms(struct doc_builder *b, const struct article *a, enum taxonomy taxonomy) {
    doc_leaf(b, BLOCK_HEADING, 3, 0);
    literal(b, taxonomies[taxonomy].label, 0);
    doc_open(b, BLOCK_LIST, 0, 0);
    for (size_t i = 0; i < a->term_count; i++) {
        if (a->terms[i].taxonomy == taxonomy) {
            struct buf count = {0};
            doc_open(b, BLOCK_ITEM, 0, 0);
            doc_leaf(b, BLOCK_PARAGRAPH, 0, 0);
            term_link(b, &a->terms[i], 0);
            buf_printf(&count, " (%lld)", (long long)a->terms[i].count);
            span(b, buf_str(&count), SPAN_DIM);
            buf_release(&count);
            doc_close(b);
        }
    }
    doc_close(b);
}

/* Tags: nursing, paper · Section: news */
static void terms_at_end(struct doc_builder *b, const struct article *a) {
    size_t kinds = 0;
    for (int t = 0; t < TAX_COUNT; t++) {
        size_t count = 0;
        if (taxonomies[t].shown == SHOWN_AT_END && has_terms(a, (enum taxonomy)t)) {
            if (!kinds) {
                doc_leaf(b, BLOCK_PARAGRAPH, 0, 0);
            }
            separator(b, &kinds, " · ");
            label(b, (enum taxonomy)t);
            terms_of(b, a, (enum taxonomy)t, 0, &count, ", ");
        }
    }
}

static void reason(struct buf *out, size_t start, unsigned count, const char *one) {
    if (count) {
        buf_printf(out, "%s%u %s%s", out->n > start ? ", " : "", count, one, plural(count));
    }
}

void related_reason(struct buf *out, const struct related *r) {
    size_t start = out->n;
    reason(out, start, r->offerings, "offering");
    reason(out, start, r->topics, "topic");
    if (r->sources) {
        buf_puts(out, out->n > start ? ", source" : "the source");
    }
    reason(out, start, r->words, "word");
}

static void related_articles(struct doc_builder *b, const struct related_rows *related) {
    doc_leaf(b, BLOCK_HEADING, 3, 0);
    literal(b, "Related", 0);
    doc_open(b, BLOCK_LIST, 0, 0);
    for (size_t i = 0; i < related->count; i++) {
        const struct related *r = &related->rows[i];
        struct buf text = {0};
        buf_printf(&text, "courant:article/%lld", (long long)r->row.id);
        doc_open(b, BLOCK_ITEM, 0, 0);
        doc_leaf(b, BLOCK_PARAGRAPH, 0, 0);
        doc_span(b, r->row.title, 0, doc_link(b, buf_str(&text)));
        buf_reset(&text);
        buf_puts(&text, " (");
        related_reason(&text, r);
        buf_puts(&text, ")");
        span(b, buf_str(&text), SPAN_DIM);
        buf_release(&text);
        doc_close(b);
    }
    doc_close(b);
}

static void source(struct doc_builder *b, const struct article *a) {
    doc_leaf(b, BLOCK_PARAGRAPH, 0, 0);
    literal(b, "Source: ", SPAN_LABEL);
    doc_span(b, a->source_url, 0, doc_link(b, a->source_url));
}

size_t compose_article(const struct article *a, const struct doc *body, const struct related_rows *related, bool unfolded,
                       struct arena *arena, struct doc *out) {
    struct doc_builder b;
    doc_build(&b);
    if (unfolded) {
        whole_head(&b, a);
    } else {
        short_head(&b, a, body);
    }
    lead(&b, a, body);
    doc_append(&b, body);
    size_t body_end = b.text.n;
    each_shown(&b, a, SHOWN_AS_LIST, list_of_terms);
    terms_at_end(&b, a);
    if (a->source_url.n) {
        source(&b, a);
    }
    if (related && related->count) {
        related_articles(&b, related);
    }
    doc_build_end(&b, arena, out);
    return body_end;
}

static void compose_again(struct rendered_article *s) {
    s->body_end = compose_article(&s->article, &s->body, &s->related, s->unfolded, &s->arena, &s->doc);
    page_release(&s->page);
    page_init(&s->page);
}

void rendered_article_set(struct rendered_article *s, int64_t id, struct arena *arena, const struct article *a,
                          const struct doc *body, const struct related_rows *related) {
    bool unfolded = s->unfolded;
    rendered_article_release(s);
    s->arena = *arena;
    *arena = (struct arena){0};
    s->id = id;
    s->article = *a;
    s->body = *body;
    s->related = related ? *related : (struct related_rows){0};
    s->unfolded = unfolded;
    page_init(&s->page);
    compose_again(s);
}

void rendered_article_unfold(struct rendered_article *s, bool unfolded) {
    s->unfolded = unfolded;
    compose_again(s);
}

void rendered_article_take(struct rendered_article *s, struct article_request *answer) {
    rendered_article_set(s, answer->id, &answer->request.arena, &answer->article, &answer->doc, &answer->related);
    request_free(&answer->request);
}

static bool is_laid_out(const struct rendered_article *s, const struct layout_options *o) {
    const struct layout_options *was = &s->options;
    return s->page.line_count && was->columns == o->columns && was->ascii == o->ascii && was->even_lines == o->even_lines;
}

bool rendered_article_layout(struct rendered_article *s, const struct layout_options *options) {
    if (!s->id || is_laid_out(s, options)) {
        return false;
    }
    s->options = *options;
    s->options.number_links = true;
    layout_doc(&s->page, &s->doc, &s->options);
    s->page.columns = options->columns;
    return true;
}

void rendered_article_find(struct rendered_article *s, const struct matcher *m) {
    static const struct matcher nothing;
    matcher_all(m ? m : &nothing, s->doc.text, &s->found);
}

void rendered_article_release(struct rendered_article *s) {
    if (s->id) {
        page_release(&s->page);
    }
    free(s->found.matches);
    arena_release(&s->arena);
    *s = (struct rendered_article){0};
}

bool link_is_term(struct str url, int64_t *term) {
    static const char start[] = "courant:term/";
    return str_starts(url, start) && str_to_int(str_slice(url, sizeof start - 1, url.n), term);
}

bool link_is_article(struct str url, int64_t *article) {
    static const char start[] = "courant:article/";
    return str_starts(url, start) && str_to_int(str_slice(url, sizeof start - 1, url.n), article);
}

bool link_is_permalink(struct str url) {
    return str_starts(url, "/");
}
