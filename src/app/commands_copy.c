/* commands_copy: copying addresses to the clipboard. */
#include "commands_private.h"
#include "url.h"

/* A permalink is copied as it is, a URL as the browser would get it. */
static int add_address(struct buf *out, struct str url, struct err *e) {
    if (str_starts(url, "/") && !url_is_unfit(url)) {
        buf_add_str(out, url);
        return 0;
    }
    return url_canonical(url, out, e);
}

static void put(struct ui *ui, struct str title, struct str url) {
    struct buf text = {0}, done = {0};
    struct err e;
    buf_add_str(&text, title);
    buf_puts(&text, title.n ? "\n" : "");
    if (add_address(&text, url, &e) < 0 || ui->host.copy(ui->host.context, buf_str(&text), &done, &e) < 0) {
        ui_error_from(ui, &e);
    } else {
        ui_info(ui, "%s: %s", title.n ? "Copied the title and the address" : "Copied the address", buf_cstr(&done));
    }
    buf_release(&done);
    buf_release(&text);
}

static void copy_article(void *owner, void *context, struct request *request) {
    const struct article *a = &((struct article_request *)request)->article;
    struct ui *ui = context;
    (void)owner;
    if (!command_has_failed(ui, request) && command_has_source(ui, a)) {
        put(ui, ui->command_argument ? a->title : STR_NONE, a->source_url);
    }
    request_free(request);
}

/* The page of a topic or offering on the publisher's site. */
static void copy_term(void *owner, void *context, struct request *request) {
    const struct term *t = &((struct term_request *)request)->term;
    struct ui *ui = context;
    struct buf url = {0};
    (void)owner;
    if (!command_has_failed(ui, request) && command_has_page(ui, t) && ui_permalink_url(ui, t->url, &url)) {
        put(ui, ui->command_argument ? t->name : STR_NONE, buf_str(&url));
    }
    buf_release(&url);
    request_free(request);
}

void command_copy(struct ui *ui, int with_title) {
    struct subject s = ui_subject(ui);
    if (s.url.n && !with_title) {
        put(ui, STR_NONE, s.url);
    } else if (s.article) {
        ui_command(ui, copy_article, with_title, &request_record(s.article, STR_NONE)->request);
    } else if (s.term) {
        ui_command(ui, copy_term, with_title, &request_term(s.term, 0, STR_NONE)->request);
    } else {
        command_nothing(ui, "No address to copy");
    }
}
