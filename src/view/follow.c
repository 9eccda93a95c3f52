/* follow: where a link leads: to a term, to another article of the archive, to a page on the publisher's site, out. */
#include <string.h>

#include "view_private.h"

static struct str without_part(struct str place) {
    size_t n = 0;
    while (n < place.n && place.p[n] != '?' && place.p[n] != '#') {
        n++;
    }
    return str_slice(place, 0, n);
}

static void push(struct ui *ui, struct view *next) {
    if (next) {
        ui_push(ui, next);
    }
}

/* A place on the site: what the archive has of it is read here. */
static void follow_place(struct ui *ui, struct str place) {
    struct err e;
    struct str page = without_part(place);
    int64_t term = 0, id = 0;
    if (ui->cache && (cache_term_at(ui->cache, page, &term, &e) < 0 || cache_at_permalink(ui->cache, page, &id, &e) < 0)) {
        ui_fail_err(ui, &e);
    } else if (term) {
        push(ui, view_term_page(ui, term));
    } else if (id) {
        push(ui, view_reader(ui, id));
    } else {
        ui_open_place(ui, place);
    }
}

void follow_link(struct ui *ui, struct str url) {
    int64_t id;
    if (link_is_term(url, &id)) {
        push(ui, view_term_page(ui, id));
    } else if (link_is_article(url, &id)) {
        push(ui, view_reader(ui, id));
    } else if (link_is_place(url)) {
        follow_place(ui, url);
    } else {
        ui_open_url(ui, url);
    }
}

bool open_subject(struct ui *ui, const struct subject *s) {
    if (s->url.n) {
        follow_link(ui, s->url);
    } else if (s->article) {
        push(ui, view_reader(ui, s->article));
    } else if (s->term) {
        push(ui, view_term_page(ui, s->term));
    }
    return s->url.n || s->article || s->term;
}

void view_follow_out(struct ui *ui, struct str url) {
    if (link_is_place(url) && ui->base_url) {
        ui_open_place(ui, url);
    } else {
        follow_link(ui, url);
    }
}
