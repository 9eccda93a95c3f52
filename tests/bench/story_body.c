/* story: the body, in HTML or Markdown. */
#include <ctype.h>

#include "story.h"

/* How a thing is written in either. */
struct mark_up {
    const char *html, *html_end, *markdown, *markdown_end;
};

static void open(struct telling *t, const struct mark_up *m) {
    buf_puts(t->out, t->story->html ? m->html : m->markdown);
}

static void close(struct telling *t, const struct mark_up *m) {
    buf_puts(t->out, t->story->html ? m->html_end : m->markdown_end);
}

static void address(struct telling *t, const char *ending) {
    const struct world *w = t->world;
    struct str page = w->words[choose(&w->word, &t->random)];
    buf_printf(t->out, "https://www.%s/%s%s", w->sources[choose(&w->source, &t->random)].p, page.p, ending);
}

static void link(struct telling *t) {
    if (t->story->html) {
        buf_puts(t->out, "<a href=\"");
        address(t, "\" target=\"_blank\" rel=\"noopener\">");
        tell_words(t, 3);
        buf_puts(t->out, "</a>");
    } else {
        buf_puts(t->out, "[");
        tell_words(t, 3);
        buf_puts(t->out, "](");
        address(t, ")");
    }
}

static void dressed_word(struct telling *t) {
    static const struct mark_up dresses[] = {
        {"<strong>", "</strong>", "**", "**"},
        {"<em>", "</em>", "*", "*"},
        {"<code>", "</code>", "`", "`"},
        {"“", "”", "“", "”"},
    };
    uint32_t which = random_below(&t->random, 200);
    if (which < ARRAY_SIZE(dresses)) {
        open(t, &dresses[which]);
        tell_word(t);
        close(t, &dresses[which]);
    } else if (which == ARRAY_SIZE(dresses)) {
        link(t);
    } else {
        tell_word(t);
    }
}

/* Of about `words` words. */
static void prose(struct telling *t, uint32_t words) {
    const char *blank = t->story->cjk ? "" : " ";
    while (words) {
        uint32_t now = 5 + random_below(&t->random, 17);
        now = now < words ? now : words;
        size_t start = t->out->n;
        for (uint32_t i = 0; i < now; i++) {
            buf_puts(t->out, !i ? "" : random_below(&t->random, 13) || t->story->cjk ? blank : ", ");
            dressed_word(t);
        }
        t->out->p[start] = (char)toupper((unsigned char)t->out->p[start]);
        words -= now;
        buf_puts(t->out, t->story->cjk ? "。" : random_below(&t->random, 9) ? "." : "?");
        buf_puts(t->out, words ? blank : "");
    }
}

static void paragraph(struct telling *t) {
    static const struct mark_up m = {"<p>", "</p>\n", "", "\n\n"};
    open(t, &m);
    prose(t, 25 + random_below(&t->random, 70));
    close(t, &m);
}

static void heading(struct telling *t) {
    static const struct mark_up m = {"<h2>", "</h2>\n", "## ", "\n\n"};
    open(t, &m);
    tell_words(t, 3 + random_below(&t->random, 5));
    close(t, &m);
}

static void list(struct telling *t) {
    static const struct mark_up m = {"<ul>\n", "</ul>\n", "", "\n"}, item = {"<li>", "</li>\n", "- ", "\n"};
    open(t, &m);
    for (uint32_t n = 2 + random_below(&t->random, 5); n; n--) {
        open(t, &item);
        prose(t, 5 + random_below(&t->random, 15));
        close(t, &item);
    }
    close(t, &m);
}

static void quote(struct telling *t) {
    static const struct mark_up m = {"<blockquote><p>", "</p></blockquote>\n", "> ", "\n\n"};
    open(t, &m);
    prose(t, 15 + random_below(&t->random, 30));
    close(t, &m);
}

static void image(struct telling *t) {
    static const struct mark_up m = {"<p><img alt=\"", "\"></p>\n", "![", ")\n\n"}, src = {"\" src=\"", "", "](", ""};
    open(t, &m);
    tell_words(t, 4);
    open(t, &src);
    address(t, ".jpg");
    close(t, &m);
}

static void table(struct telling *t) {
    static const struct mark_up m = {"<table>\n", "</table>\n", "", "\n"}, row = {"<tr>", "</tr>\n", "|", "\n"};
    static const struct mark_up head = {"<th>", "</th>", " ", " |"}, cell = {"<td>", "</td>", " ", " |"};
    uint32_t columns = 2 + random_below(&t->random, 3), rows = 3 + random_below(&t->random, 6);
    open(t, &m);
    for (uint32_t i = 0; i < rows; i++) {
        open(t, &row);
        for (uint32_t j = 0; j < columns; j++) {
            open(t, i ? &cell : &head);
            tell_word(t);
            close(t, i ? &cell : &head);
        }
        close(t, &row);
        if (!i && !t->story->html) {
            buf_printf(t->out, "%.*s\n", (int)(1 + 5 * columns), "| --- | --- | --- | --- |");
        }
    }
    close(t, &m);
}

static void next_block(struct telling *t) {
    static const struct {
        uint32_t of_hundred;
        void (*tell)(struct telling *t);
    } blocks[] = {{7, heading}, {7, list}, {4, quote}, {2, image}, {1, table}};
    uint32_t at = random_below(&t->random, 100);
    for (size_t i = 0; i < ARRAY_SIZE(blocks); i++) {
        if (at < blocks[i].of_hundred) {
            blocks[i].tell(t);
            return;
        }
        at -= blocks[i].of_hundred;
    }
    paragraph(t);
}

/* Most are short, and one in two hundred is very long. */
void tell_body(struct telling *t) {
    uint32_t blocks = random_below(&t->random, 200) ? 1 : 60;
    while (blocks < 20 && random_below(&t->random, 100) < 72) {
        blocks++;
    }
    paragraph(t);
    while (--blocks) {
        next_block(t);
    }
}
