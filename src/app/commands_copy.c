/* commands_copy: addresses into the clipboard. */
#include "commands_private.h"
#include "url.h"

/* A place on the site is copied as it is; an address as a browser would get it. */
static int add_address(struct buf *out, struct str url, struct err *e) {
    if (str_starts(url, "/") && !url_is_unfit(url)) {
        buf_add_str(out, url);
        return 0;
    }
    return url_canonical(url, out, e);
}

static void put(struct ui *ui, struct str title, struct str url) {
    struct buf text = {0};
    struct err e;
    buf_add_str(&text, title);
    buf_puts(&text, title.n ? "\n" : "");
    if (add_address(&text, url, &e) < 0) {
        ui_fail_err(ui, &e);
    } else {
        ui->host.copy(ui->host.context, buf_str(&text));
        ui_say(ui, title.n ? "title and address are in the clipboard" : "the address is in the clipboard");
    }
    buf_release(&text);
}

static void copy_article(struct ui *ui, int64_t id, bool with_title) {
    struct arena arena = {0};
    struct article a;
    if (article_with_source(ui, id, "copied", &arena, &a)) {
        put(ui, with_title ? a.title : STR_NONE, a.source_url);
    }
    arena_release(&arena);
}

/* A topic or offering: its page on the publisher's own site. */
static void copy_term(struct ui *ui, int64_t id, bool with_title) {
    struct arena arena = {0};
    struct buf url = {0};
    struct term t;
    if (term_with_page(ui, id, &arena, &t) && ui_place_url(ui, t.url, &url)) {
        put(ui, with_title ? t.name : STR_NONE, buf_str(&url));
    }
    buf_release(&url);
    arena_release(&arena);
}

void command_copy(struct ui *ui, int count, int with_title) {
    struct subject s = ui_subject(ui);
    (void)count;
    if (s.url.n && !with_title) {
        put(ui, STR_NONE, s.url);
    } else if (s.article && ui->cache) {
        copy_article(ui, s.article, with_title);
    } else if (s.term && ui->cache) {
        copy_term(ui, s.term, with_title);
    } else {
        nothing_here(ui, "there is no address to copy");
    }
}
