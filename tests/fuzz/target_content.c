/* target_content: what people write: content files and the configuration. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "config.h"
#include "content.h"
#include "front.h"
#include "fuzz.h"
#include "text.h"
#include "url.h"

static void expect_problems(const struct problems *problems) {
    size_t count = 0;
    for (const struct problem *p = problems->first; p; p = p->next, count++) {
        EXPECT(p->message.n && text_is_clean(p->message) && !memchr(p->message.p, '\n', p->message.n));
        EXPECT(p->line >= 0 && p->column >= 0);
    }
    EXPECT(count == problems->count && count <= PROBLEMS_MAX + 1);
}

static void expect_term(const struct term *t) {
    EXPECT(t->taxonomy < TAX_COUNT && t->key.n && t->label.n);
    EXPECT(text_is_clean(t->key) && text_is_clean(t->name) && text_is_clean(t->label) && text_is_clean(t->authority));
    EXPECT(text_is_clean(t->slug) && text_is_clean(t->url) && text_is_clean(t->ident));
}

static void expect_article(const struct article *a) {
    for (const struct field *f = fields; f < fields + field_count; f++) {
        bool text = f->kind != FIELD_DATE && f->kind != FIELD_FLAG && f->kind != FIELD_TERMS;
        EXPECT(!text || text_is_clean(field_get_str(f, a)));
    }
    EXPECT(a->key.n && text_is_clean(a->key));
    EXPECT(!a->source_url.n || url_check(a->source_url, NULL) == 0);
    for (size_t i = 0; i < a->term_count; i++) {
        expect_term(&a->terms[i]);
        for (size_t j = 0; j < i && i < 100; j++) {
            EXPECT(a->terms[i].taxonomy != a->terms[j].taxonomy || !str_equal(a->terms[i].key, a->terms[j].key));
        }
    }
}

/* What is packed and unpacked is the same when it is packed again. */
static void expect_packs(const struct article *a, const struct doc *d, struct arena *arena) {
    struct buf once = {0}, twice = {0};
    struct article article;
    struct doc doc;
    article_pack(&once, a);
    EXPECT(article_unpack(buf_str(&once), &article, arena) == 0);
    article_pack(&twice, &article);
    EXPECT(str_equal(buf_str(&once), buf_str(&twice)));
    buf_reset(&once);
    buf_reset(&twice);
    doc_pack(&once, d);
    EXPECT(doc_unpack(buf_str(&once), &doc, arena) == 0 && str_equal(doc_packed_text(buf_str(&once)), d->text));
    doc_pack(&twice, &doc);
    EXPECT(str_equal(buf_str(&once), buf_str(&twice)));
    expect_layout(&doc);
    buf_release(&once);
    buf_release(&twice);
}

static void expect_content(struct str bytes, const char *path, enum content_mode mode) {
    struct arena arena = {0};
    struct content c;
    content_parse(bytes, str_from(path), &(struct content_options){.mode = mode}, &arena, &c);
    EXPECT(!c.rejected || c.problems.errors);
    expect_problems(&c.problems);
    if (!c.rejected) {
        EXPECT(c.article.title.n);
        expect_article(&c.article);
        EXPECT(text_is_clean(c.doc.text));
        expect_packs(&c.article, &c.doc, &arena);
    }
    arena_release(&arena);
}

void fuzz_markdown(struct str bytes) {
    expect_content(bytes, "news/a.md", CONTENT_FULL);
}

void fuzz_html(struct str bytes) {
    expect_content(bytes, "news/a.html", CONTENT_FULL);
}

/* Depth is held by front itself. */
static size_t nodes_below(const struct node *root) {
    const struct node *open[FRONT_MAX_DEPTH + 2] = {root->first};
    size_t depth = 0, count = 0;
    for (;;) {
        const struct node *n = open[depth];
        if (!n) {
            if (!depth--) {
                return count;
            }
            continue;
        }
        EXPECT(n->line > 0 && n->column > 0 && n->kind <= NODE_MAP);
        count++;
        open[depth] = n->next;
        EXPECT(!n->first || depth < FRONT_MAX_DEPTH + 1);
        if (n->first) {
            open[++depth] = n->first;
        }
    }
}

void fuzz_front(struct str bytes) {
    static const char *const title[] = {"title", "link.href", NULL};
    struct arena arena = {0};
    struct problems problems;
    struct front front;
    struct node *root = NULL;
    int line = 0, column = 0;
    problems_init(&problems, &arena);
    if (front_split(bytes, &front, &problems) < 0) {
        EXPECT(problems.errors);
    } else if (front.found) {
        EXPECT(!front.yaml.n || (front.yaml.p >= bytes.p && front.yaml.p + front.yaml.n <= bytes.p + bytes.n));
        EXPECT(front.body.p >= bytes.p && front.body.p + front.body.n <= bytes.p + bytes.n);
        if (front.broken || front_parse(&front, &arena, &root, &problems) < 0) {
            EXPECT(problems.errors);
            root = front_recover(&front, &arena);
        }
        EXPECT(!root || (root->kind == NODE_MAP && nodes_below(root) < 1100000));
    }
    expect_problems(&problems);
    content_guess_place(bytes, STR("news/a.md"), &(struct content_place){0});
    EXPECT(!content_guess_field(bytes, title, &line, &column) || (line > 0 && column > 0));
    arena_release(&arena);
    expect_content(bytes, "news/a.md", CONTENT_PLAIN);
}

void fuzz_text(struct str bytes) {
    struct buf clean = {0}, folded = {0}, twice = {0}, url = {0};
    struct date date;
    struct url_base base = {STR("/news/a/"), STR("/news/a.md")};
    text_clean(&clean, bytes);
    EXPECT(text_is_clean(buf_str(&clean)));
    text_fold(&folded, buf_str(&clean));
    text_fold(&twice, buf_str(&folded));
    EXPECT(text_valid(buf_str(&folded)) == folded.n && str_equal(buf_str(&folded), buf_str(&twice)));
    EXPECT(date_was_read(date_parse(bytes, &date)) == (date.day != DATE_NONE));
    if (url_resolve(&base, bytes, false, &url)) {
        EXPECT(url.n && (url.p[0] == '/' || !url_check(buf_str(&url), NULL)));
    }
    if (url_check(bytes, NULL) == 0) {
        EXPECT(text_is_clean(bytes) && !url_is_unfit(bytes));
    }
    buf_reset(&twice);
    text_quote(&twice, bytes);
    EXPECT(text_is_clean(buf_str(&twice)) && text_is_squeezed(buf_str(&twice)) == text_is_squeezed(buf_str(&twice)));
    buf_reset(&clean);
    text_recode(&clean, bytes, text_encoding_of(bytes));
    buf_release(&clean);
    buf_release(&folded);
    buf_release(&twice);
    buf_release(&url);
}

static void load_text(struct str text, struct config *c) {
    struct err e = {0};
    char file[40];
    int fd = memfd_create("config", MFD_CLOEXEC);
    EXPECT(fd >= 0 && write(fd, text.p, text.n) == (ssize_t)text.n);
    snprintf(file, sizeof file, "/proc/self/fd/%d", fd);
    EXPECT(config_load(file, c, &e) == 0);
    close(fd);
}

static void expect_same_when_printed(const struct config *c) {
    struct buf once = {0}, again = {0};
    struct config read;
    config_print(c, &once);
    load_text(buf_str(&once), &read);
    config_print(&read, &again);
    EXPECT(str_equal(buf_str(&once), buf_str(&again)) || once.n > FRONT_MAX_BYTES);
    config_release(&read);
    buf_release(&once);
    buf_release(&again);
}

/* The file is one without a name: what is said of it is said of that. */
void fuzz_config(struct str bytes) {
    struct config c;
    struct err e = {0};
    char file[40];
    int fd = memfd_create("config", MFD_CLOEXEC);
    EXPECT(fd >= 0 && write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n);
    snprintf(file, sizeof file, "/proc/self/fd/%d", fd);
    if (config_load(file, &c, &e) < 0) {
        EXPECT(str_starts(str_from(e.text), file));
    } else {
        struct arena arena = {0};
        for (size_t i = 0; i < c.roots.count; i++) {
            EXPECT(c.roots.paths[i][0] == '/');
        }
        for (size_t i = 0; i < c.query_count; i++) {
            struct query q;
            bool parses = query_parse(c.queries[i].text, QUERY_WRITTEN, &arena, &q, NULL, &e) == 0;
            EXPECT(parses != (c.queries[i].fault.n > 0) || !c.queries[i].text.n);
        }
        EXPECT(!c.base_url || url_check(str_from(c.base_url), NULL) == 0);
        arena_release(&arena);
        expect_same_when_printed(&c);
    }
    config_release(&c);
    close(fd);
}
