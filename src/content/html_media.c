/* html_media: what a terminal cannot play or draw leaves a sign: a link with a title or a host, or what it is and its name. */
#include <string.h>

#include "html_private.h"
#include "text.h"
#include "url.h"

/* The last part of a path, without query and fragment. */
static struct str file_name(struct str address) {
    size_t end = 0;
    while (end < address.n && address.p[end] != '?' && address.p[end] != '#') {
        end++;
    }
    end -= end && address.p[end - 1] == '/';
    return path_name(str_slice(address, 0, end));
}

static void put_sign(struct html *h, const char *kind, struct str name, uint32_t link) {
    struct buf raw = {0}, clean = {0};
    buf_printf(&raw, "[%s] ", kind);
    buf_add_str(&raw, name);
    h->options->faults |= text_clean_line(&clean, buf_str(&raw));
    html_put_apart(h, buf_str(&clean), link);
    buf_release(&raw);
    buf_release(&clean);
}

/* The first of these attributes that says something; as one clean line, valid until the next call. */
static struct str first_of(struct html *h, attributes_t attributes, const char *const *names) {
    for (; *names; names++) {
        struct str value = html_clean_line(h, html_attribute(attributes, *names));
        if (value.n) {
            return value;
        }
    }
    return STR_NONE;
}

#define FIRST_OF(h, attributes, ...) first_of(h, attributes, (const char *const[]){__VA_ARGS__, NULL})

/* False: it has no address, or none that may be opened. */
static bool put_media(struct html *h, attributes_t attributes, const char *kind, const char *address, bool is_file) {
    struct str url = str_trim(str_from(address));
    size_t refused = h->options->refused;
    if (!url.n) {
        return false;
    }
    uint32_t link = html_new_link(h, address, is_file);
    struct str host = link ? url_host(html_last_url(h)) : STR_NONE, title = FIRST_OF(h, attributes, "title", "aria-label");
    h->state.media_link = link;
    h->state.media_url = h->doc.urls.n - html_last_url(h).n;
    if (link && (title.n || host.n)) {
        html_put_apart(h, title.n ? title : host, link);
    } else if (refused == h->options->refused) {
        put_sign(h, kind, title.n ? title : str_starts(url, "data:") ? STR_NONE : file_name(url), link);
    } else {
        return false;
    }
    return true;
}

void html_start_frame(struct html *h, attributes_t attributes) {
    put_media(h, attributes, "frame", html_attribute(attributes, "src"), false);
}

static void start_media(struct html *h, attributes_t attributes, const char *kind) {
    bool shown = put_media(h, attributes, kind, html_attribute(attributes, "src"), true);
    h->state.media = shown ? MEDIA_SHOWN : MEDIA_OPEN;
    h->state.media_kind = kind;
}

void html_start_video(struct html *h, attributes_t attributes) {
    start_media(h, attributes, "video");
}

void html_start_audio(struct html *h, attributes_t attributes) {
    start_media(h, attributes, "audio");
}

/* What is inside it is text of its own. */
void html_end_media(struct html *h) {
    html_set_blank(h);
}

/* The parser does not know that <source> is a void element: the text and the sources after it are reported as its content. */
void html_start_source(struct html *h, attributes_t attributes) {
    const char *kind = h->state.media ? h->state.media_kind : "media";
    if (h->state.media != MEDIA_SHOWN && put_media(h, attributes, kind, html_attribute(attributes, "src"), true)) {
        struct html_state *around = &h->open[h->open_count - 1].before;
        h->state.media = around->media = MEDIA_SHOWN;
        around->media_link = h->state.media_link;
        around->media_url = h->state.media_url;
    }
}

void html_start_embed(struct html *h, attributes_t attributes) {
    if (h->state.media != MEDIA_SHOWN) {
        put_media(h, attributes, "object", html_attribute(attributes, "src"), true);
    }
}

/* An <object> often encloses an <embed> of the same. */
void html_start_object(struct html *h, attributes_t attributes) {
    if (h->state.media != MEDIA_SHOWN && put_media(h, attributes, "object", html_attribute(attributes, "data"), true)) {
        h->state.media = MEDIA_SHOWN;
    }
}

void html_start_canvas(struct html *h, attributes_t attributes) {
    struct str name = FIRST_OF(h, attributes, "aria-label", "title", "id");
    if (name.n) {
        put_sign(h, "canvas", name, h->state.link);
    }
}

/* Of a drawing, only its title is shown. */
void html_start_drawing(struct html *h, attributes_t attributes) {
    struct str title = FIRST_OF(h, attributes, "aria-label");
    if (title.n) {
        html_put_image(h, title, h->state.link);
    }
    h->state.drawing = title.n ? DRAWING_TITLED : DRAWING_OPEN;
}

void html_start_title(struct html *h, attributes_t attributes) {
    (void)attributes;
    h->state.skip |= h->state.drawing != DRAWING_OPEN;
    h->state.bits |= SPAN_IMAGE;
    html_set_blank(h);
}

void html_start_form(struct html *h, attributes_t attributes) {
    struct str name = FIRST_OF(h, attributes, "aria-label", "title", "name", "id");
    put_sign(h, "form", name.n ? name : file_name(str_from(html_attribute(attributes, "action"))), h->state.link);
    html_boundary(h);
}
