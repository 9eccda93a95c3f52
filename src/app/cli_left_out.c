/* cli_left_out: counts what an index run did not read, and says it in a line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli_private.h"
#include "english.h"
#include "indexer.h"
#include "text.h"

enum { ENDINGS_SHOWN = 6, ENDING_MAX = 16 };

static struct ending_count *count_of(struct cli_left_out *l, struct str ending) {
    for (size_t i = 0; i < l->ending_count; i++) {
        if (str_equal_nocase(str_from(l->endings[i].text), ending)) {
            return &l->endings[i];
        }
    }
    if (l->ending_count == ARRAY_SIZE(l->endings) || ending.n >= sizeof l->endings->text) {
        return NULL;
    }
    struct ending_count *e = &l->endings[l->ending_count++];
    snprintf(e->text, sizeof e->text, "%.*s", (int)ending.n, ending.p);
    return e;
}

void cli_left_out_add(struct cli_left_out *l, const struct skipped *s) {
    if (skip_is_link(s->why)) {
        l->links += skip_is_loss(s->why) || s->why == SKIP_LINK_UNREAD;
    } else if (s->why == SKIP_ENDING) {
        struct ending_count *e = count_of(l, skip_ending(s->path));
        *(e ? &e->count : &l->others) += 1;
    } else {
        *(s->why == SKIP_ASSET       ? &l->assets
          : s->why == SKIP_HIDDEN    ? &l->hidden
          : s->why == SKIP_GENERATED ? &l->generated
                                     : &l->special) += 1;
    }
    l->names++;
}

static int by_count(const void *a, const void *b) {
    const struct ending_count *x = a, *y = b;
    return x->count != y->count ? (x->count > y->count ? -1 : 1) : strcmp(x->text, y->text);
}

static void add(struct buf *out, int64_t n, const char *one, const char *many) {
    if (n) {
        buf_puts(out, out->n ? ", " : "");
        format_counted(out, n, one, many);
    }
}

void cli_left_out_describe(struct cli_left_out *l, struct buf *out) {
    struct buf raw = {0};
    int64_t others = l->others;
    qsort(l->endings, l->ending_count, sizeof *l->endings, by_count);
    for (size_t i = 0; i < l->ending_count; i++) {
        const struct ending_count *e = &l->endings[i];
        const char *name = *e->text ? e->text : "without an ending";
        if (i < ENDINGS_SHOWN) {
            add(&raw, e->count, name, name);
        } else {
            others += e->count;
        }
    }
    add(&raw, others, "with another ending", "with other endings");
    add(&raw, l->assets, "asset", "assets");
    add(&raw, l->links, "link", "links");
    add(&raw, l->special, "special file", "special files");
    add(&raw, l->hidden, "hidden", "hidden");
    add(&raw, l->generated, "of a site generator", "of a site generator");
    buf_puts(&raw, raw.n ? " not read" : "");
    text_clean_line(out, buf_str(&raw)); /* an ending is part of a file's name */
    buf_release(&raw);
}
