/* articles_term: requests the term of the page and writes the text of its head. */
#include "articles.h"
#include "english.h"

enum { ABOUT_BYTES = 420 };

static void dim(struct doc_builder *b, const struct buf *text) {
    doc_span(b, buf_str(text), SPAN_DIM, 0);
}

/* "Topic of KLAS" */
static void say_kind(const struct term *t, struct buf *out) {
    size_t start = out->n;
    buf_puts(out, taxonomies[t->taxonomy].name);
    out->p[start] = (char)(out->p[start] - 'a' + 'A'); /* names are ASCII words */
    if (t->authority.n) {
        buf_printf(out, " of %s", t->authority.p);
    }
}

/* "Offering · 14 articles · 3 Mar 2019 to 28 Nov 2021" */
static void say_facts(const struct term *t, int32_t oldest, struct buf *out) {
    say_kind(t, out);
    buf_puts(out, " · ");
    format_counted(out, t->count, "article", "articles");
    if (t->newest) {
        buf_puts(out, " · ");
        if (oldest && oldest != t->newest) {
            date_format(out, oldest);
            buf_puts(out, " to ");
        }
        date_format(out, t->newest);
    }
}

/* The facts, then a line with its permalink. */
static void facts(struct doc_builder *b, struct head *h) {
    struct buf text = {0};
    say_facts(&h->term, h->oldest, &text);
    doc_leaf(b, BLOCK_PARAGRAPH, 0, 0);
    dim(b, &text);
    if (h->term.url.n) {
        doc_span(b, STR("\n"), SPAN_BREAK, 0);
        doc_span(b, h->term.url, SPAN_DIM, 0);
    }
    buf_release(&text);
}

/* The facts that the rest of a folded head and the breadcrumb do not show: "Topic of KLAS · /topic/clinical-ai" */
static void short_facts(struct head *h) {
    struct buf text = {0};
    say_kind(&h->term, &text);
    if (h->oldest && h->oldest != h->term.newest) {
        buf_puts(&text, " · since ");
        date_format(&text, h->oldest);
    }
    if (h->term.url.n) {
        buf_printf(&text, " · %s", h->term.url.p);
    }
    h->facts = arena_copy(&h->arena, buf_str(&text));
    buf_release(&text);
}

static void compose(struct head *h) {
    struct doc_builder b;
    short_facts(h);
    doc_build(&b);
    doc_leaf(&b, BLOCK_HEADING, 1, 0);
    doc_span(&b, h->term.label, 0, 0);
    facts(&b, h);
    if (h->about) {
        doc_leaf(&b, BLOCK_PARAGRAPH, 0, 0);
        doc_span(&b, h->about_text, 0, 0);
    }
    doc_build_end(&b, &h->arena, &h->doc);
    h->page.columns = 0; /* to be set anew */
}

/* The start of the text at the term's permalink: its summary, else its first words, cut at a blank. */
static void take_about(struct head *h, const struct article_request *r) {
    struct str text = r->article.summary.n ? r->article.summary : r->doc.text;
    if (text.n > ABOUT_BYTES) {
        text.n = ABOUT_BYTES;
        while (text.n && text.p[text.n - 1] != ' ') {
            text.n--;
        }
    }
    h->about = r->id;
    h->about_text = arena_copy(&h->arena, text);
    compose(h);
}

static void take_about_answer(void *owner, void *context, struct request *r) {
    (void)context;
    if (!r->has_failed) {
        take_about(&((struct articles *)owner)->head, (struct article_request *)r);
    }
    request_free(r);
}

static void ask(struct articles *a, struct ui *ui, void (*answered)(void *owner, void *context, struct request *r),
                struct request *r) {
    a->head_slot.answered = answered;
    a->head_slot.owner = a;
    ui_send(ui, &a->head_slot, r);
}

static void take_permalink(void *owner, void *context, struct request *r) {
    int64_t article = r->has_failed ? 0 : ((struct permalink_request *)r)->article;
    if (article) {
        ask(owner, context, take_about_answer, &request_article(article, STR_NONE, 0)->request);
    }
    request_free(r);
}

/* Finding the article of a permalink may need a scan of every file. */
static void ask_about(struct articles *a, struct ui *ui) {
    if (a->head.term.url.n) {
        struct permalink_request *r = request_permalink(a->head.term.url);
        r->request.later = true;
        ask(a, ui, take_permalink, &r->request);
    }
}

/* The old counts are shown until the new ones arrive. */
static void take_term(struct articles *a, struct ui *ui, struct term_request *r) {
    struct head *h = &a->head, fresh = {.cache_generation = ui->cache_generation, .cooccurring = h->cooccurring};
    fresh.arena = r->request.arena;
    fresh.term = r->term;
    fresh.oldest = r->oldest;
    r->request.arena = (struct arena){0};
    h->cooccurring = (struct cooccurring){0};
    head_release(h);
    *h = fresh;
    a->term = r->id;
    h->cooccurring.wanted = ~0u;
    h->cooccurring.except[0] = a->term;
    h->cooccurring.limit = COOCCURRING_LIMIT;
    cooccurring_begin(&h->cooccurring, ui, &a->of);
    page_init(&h->page);
    compose(h);
}

/* The first answer defines the page; later ones are the same term in another cache. */
static void take_first_term(struct articles *a, struct ui *ui, const struct term_request *r) {
    buf_reset(&a->title);
    buf_add_str(&a->title, r->term.label);
    a->taxonomy = r->term.taxonomy;
    a->term_key = arena_copy(&a->of_arena, r->term.key);
    a->of = query_and(&r->query, &(struct query){.sort = r->query.sort}, &a->of_arena);
    articles_narrow(a, ui, STR_NONE);
}

/* Does not depend on marks. On failure, what is shown stays. */
static void take_answer(void *owner, void *context, struct request *request) {
    struct articles *a = owner;
    struct ui *ui = context;
    struct term_request *r = (struct term_request *)request;
    long before = a->head.count;
    int columns = a->head.page.columns;
    if (!request->has_failed) {
        if (!a->head.term.id) {
            take_first_term(a, ui, r);
        }
        take_term(a, ui, r);
        articles_lay_out(a, before, columns, ui->ascii);
        ask_about(a, ui);
    } else if (!a->head.term.id) {
        ui_error_from_request(ui, request);
    }
    request_free(request);
}

void articles_ask_term(struct articles *a, struct ui *ui) {
    struct head *h = &a->head;
    if (a->term && !(h->term.id && h->cache_generation == ui->cache_generation)) {
        ask(a, ui, take_answer, &request_term(a->term_key.n ? 0 : a->term, a->taxonomy, a->term_key)->request);
        ui_wait(ui, &a->head_slot);
    }
}
