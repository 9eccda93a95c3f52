/* ui_open: opens URLs in the browser, and finds the URL of a permalink. */
#include "ui_private.h"
#include "url.h"

void ui_open_url(struct ui *ui, struct str url) {
    char started[64] = "";
    struct buf canonical = {0};
    struct err e;
    ui->click_opened = true;
    if (url_canonical(url, &canonical, &e) < 0 || ui->host.open_url(ui->host.context, buf_str(&canonical), started, &e) < 0) {
        ui_error_from(ui, &e);
    } else {
        ui_info(ui, "Opened %s in %s", buf_cstr(&canonical), started);
    }
    buf_release(&canonical);
}

bool ui_permalink_url(struct ui *ui, struct str permalink, struct buf *url) {
    if (!ui->base_url) {
        ui_info(ui, "No web address for this page: set base_url in config.yaml");
        return false;
    }
    buf_puts(url, ui->base_url);
    buf_truncate(url, url->n - (url->n && url->p[url->n - 1] == '/'));
    buf_puts(url, str_starts(permalink, "/") ? "" : "/");
    buf_add_str(url, permalink);
    return true;
}

void ui_open_permalink(struct ui *ui, struct str permalink) {
    struct buf url = {0};
    if (ui_permalink_url(ui, permalink, &url)) {
        ui_open_url(ui, buf_str(&url));
    }
    buf_release(&url);
}
