/* article_signs: what the tags of a title or summary raise, lower or strike, written out as in a body. */
#include "article_private.h"
#include "text.h"

static const struct {
    const char *name;
    enum article_sign sign;
} tags[] = {{"sup", SIGN_RAISED}, {"sub", SIGN_LOWERED}, {"del", SIGN_STRUCK}, {"s", SIGN_STRUCK}, {"strike", SIGN_STRUCK}};

/* text: what begins at `from` in out. */
static void write_sign(struct buf *out, size_t from, struct str text, enum article_sign sign) {
    bool raised = sign == SIGN_RAISED;
    struct text_script script = {"~~", "~~", false};
    if (sign != SIGN_STRUCK) {
        script = text_script(text, raised, str_slice(buf_str(out), 0, from));
    }
    buf_truncate(out, from);
    buf_puts(out, script.before);
    text_put_script(out, text, raised, &script);
    buf_puts(out, script.after);
}

static void end_sign(struct article_signs *s, struct buf *out, enum article_sign sign) {
    if (s->open[sign] && s->from[sign] < out->n) {
        struct buf text = {0};
        buf_add_str(&text, str_slice(buf_str(out), s->from[sign], out->n));
        write_sign(out, s->from[sign], buf_str(&text), sign);
        buf_release(&text);
    }
    s->open[sign] = false;
}

void article_signs_tag(struct article_signs *s, struct buf *out, struct str tag) {
    bool ends = str_starts(tag, "</");
    struct str name = str_slice(tag, ends ? 2 : 1, tag.n);
    for (name.n = 0; name.p[name.n] >= 'A' && name.p[name.n] <= 'z'; name.n++) {
    }
    for (size_t i = 0; i < ARRAY_SIZE(tags); i++) {
        enum article_sign sign = tags[i].sign;
        if (!str_equal_nocase(name, str_from(tags[i].name))) {
            continue;
        }
        if (ends) {
            end_sign(s, out, sign);
        } else if (!s->open[sign]) {
            s->open[sign] = true;
            s->from[sign] = out->n;
        }
    }
}
