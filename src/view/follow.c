/* follow: opens what a link leads to: a term, another article, a page on the publisher's site, or the web. */
#include <string.h>

#include "url.h"
#include "view_private.h"

static void push(struct ui *ui, struct view *next) {
    if (next) {
        ui_push(ui, next);
    }
}

static void take_permalink(void *owner, void *context, struct request *request) {
    struct ui *ui = context;
    const struct permalink_request *answer = (const struct permalink_request *)request;
    (void)owner;
    if (request->has_failed && ui->has_cache) {
        ui_error_from(ui, &request->error);
    } else if (!request->has_failed && answer->term) {
        push(ui, ui->destinations->term_page(ui, answer->term));
    } else if (!request->has_failed && answer->article) {
        struct buf heading = {0};
        url_fragment(answer->permalink, &heading);
        push(ui, ui->destinations->reader(ui, answer->article, buf_str(&heading)));
        buf_release(&heading);
    } else {
        ui_open_permalink(ui, answer->permalink);
    }
    request_free(request);
}

/* A permalink: opens its article here if the archive has it. */
static void follow_permalink(struct ui *ui, struct str place) {
    ui_command(ui, take_permalink, 0, &request_permalink(place)->request);
}

static void take_named(void *owner, void *context, struct request *request) {
    struct ui *ui = context;
    const struct named_request *answer = (const struct named_request *)request;
    (void)owner;
    if (request->has_failed) {
        ui_error_from_request(ui, request);
    } else if (answer->article) {
        push(ui, ui->destinations->reader(ui, answer->article, answer->heading));
    } else {
        ui_info(ui, "This link leads nowhere: no article is named '%.*s'", SHOWN(answer->name));
    }
    request_free(request);
}

void follow_link(struct ui *ui, struct str url, int64_t from) {
    int64_t id;
    if (link_is_term(url, &id)) {
        push(ui, ui->destinations->term_page(ui, id));
    } else if (link_is_article(url, &id)) {
        push(ui, ui->destinations->reader(ui, id, STR_NONE));
    } else if (url_is_wiki(url)) {
        ui_command(ui, take_named, 0, &request_named(url, from)->request);
    } else if (link_is_permalink(url)) {
        follow_permalink(ui, url);
    } else {
        ui_open_url(ui, url);
    }
}

bool open_subject(struct ui *ui, const struct subject *s) {
    if (s->url.n) {
        follow_link(ui, s->url, s->from);
    } else if (s->article) {
        push(ui, ui->destinations->reader(ui, s->article, STR_NONE));
    } else if (s->term) {
        push(ui, ui->destinations->term_page(ui, s->term));
    }
    return s->url.n || s->article || s->term;
}

void view_follow_out(struct ui *ui, struct str url, int64_t from) {
    if (link_is_permalink(url) && ui->base_url) {
        ui_open_permalink(ui, url);
    } else {
        follow_link(ui, url, from);
    }
}
