/* ui_open: addresses in the browser, and where a place stands on the publisher's site. */
#include "ui_private.h"
#include "url.h"

void ui_open_url(struct ui *ui, struct str url) {
    char started[64] = "";
    struct buf canonical = {0};
    struct err e;
    if (url_canonical(url, &canonical, &e) < 0 || ui->host.open_url(ui->host.context, buf_str(&canonical), started, &e) < 0) {
        ui_fail_err(ui, &e);
    } else {
        ui_say(ui, "Opened %s in %s", buf_cstr(&canonical), started);
    }
    buf_release(&canonical);
}

bool ui_place_url(struct ui *ui, struct str place, struct buf *url) {
    if (!ui->base_url) {
        ui_say(ui, "No web address for this page: set base_url in config.yaml");
        return false;
    }
    buf_puts(url, ui->base_url);
    buf_truncate(url, url->n - (url->n && url->p[url->n - 1] == '/'));
    buf_puts(url, str_starts(place, "/") ? "" : "/");
    buf_add_str(url, place);
    return true;
}

void ui_open_place(struct ui *ui, struct str place) {
    struct buf url = {0};
    if (ui_place_url(ui, place, &url)) {
        ui_open_url(ui, buf_str(&url));
    }
    buf_release(&url);
}
