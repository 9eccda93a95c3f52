/* reader_labels: letters on the links that are seen; typing those of one follows it. */
#include <stdlib.h>
#include <string.h>

#include "reader.h"

static const char letters[] = "asdfghjklqwertyuiopzxcvbnm"; /* under the fingers first */
enum { LETTERS = sizeof letters - 1, LABEL_MAX = 4 };

struct labelled {
    uint32_t link;
    int row, column; /* where it begins in the window */
};

/* The links of the lines that are seen, each where it first begins. */
struct seen {
    struct labelled *links;
    size_t count, capacity;
};

static bool is_seen(const struct seen *s, uint32_t link) {
    for (size_t i = s->count; i--;) {
        if (s->links[i].link == link) {
            return true;
        }
    }
    return false;
}

static void add_line(struct seen *s, const struct page *p, size_t line, int row) {
    int column = 0;
    for (uint32_t i = 0; i < p->lines[line].run_count; i++) {
        const struct run *run = &p->runs[p->lines[line].first_run + i];
        if (run->link && !is_seen(s, run->link)) {
            s->links = grow(s->links, s->count, &s->capacity, sizeof *s->links);
            s->links[s->count++] = (struct labelled){run->link, row, column};
        }
        column += run->columns;
    }
}

static struct seen find_seen(const struct reader *r) {
    struct seen s = {0};
    const struct page *p = &r->rendered.page;
    for (long row = 0; row < r->rows && r->top + row < (long)p->line_count; row++) {
        add_line(&s, p, (size_t)(r->top + row), (int)row);
    }
    return s;
}

/* All labels of a window are equally long, so that none is the beginning of another. Their first letters differ most, so that
 * one letter leaves few. */
static struct str label(char out[LABEL_MAX], size_t nth, size_t count) {
    size_t n = 1;
    for (size_t all = LETTERS; all < count && n < LABEL_MAX; all *= LETTERS) {
        n++;
    }
    for (size_t i = 0; i < n; i++, nth /= LETTERS) {
        out[i] = letters[nth % LETTERS];
    }
    return (struct str){out, n};
}

static bool begins(struct str label, struct str typed) {
    return typed.n <= label.n && !strncasecmp(label.p, typed.p, typed.n);
}

/* The link with this label, 0: none; *possible: one begins so. */
static uint32_t link_labelled(const struct reader *r, struct str typed, bool *possible) {
    struct seen s = find_seen(r);
    uint32_t link = 0;
    *possible = false;
    for (size_t i = 0; i < s.count; i++) {
        char text[LABEL_MAX];
        struct str name = label(text, i, s.count);
        if (typed.n && begins(name, typed)) {
            *possible = true;
            link = name.n == typed.n ? s.links[i].link : link;
        }
    }
    free(s.links);
    return link;
}

void reader_paint_labels(const struct reader *r, const struct grid *g, struct str typed) {
    struct seen s = find_seen(r);
    for (size_t i = 0; i < s.count; i++) {
        char text[LABEL_MAX];
        struct str name = label(text, i, s.count);
        if (begins(name, typed)) {
            grid_put(g, s.links[i].row, s.links[i].column, str_slice(name, typed.n, name.n),
                     LOOK_LABEL | STYLE_STRONG | STYLE_SELECTED);
        }
    }
    free(s.links);
}

static void typed(struct ui *ui, struct str text) {
    bool possible;
    if (link_labelled((struct reader *)ui_view(ui), text, &possible)) {
        ui_accept(ui);
    } else if (!possible) {
        ui_prompt_fault(ui, 0, text.n);
    }
}

static bool is_good(struct ui *ui, struct str text) {
    bool possible;
    if (link_labelled((struct reader *)ui_view(ui), text, &possible)) {
        return true;
    }
    ui_info(ui, "Type the letters on a link; Esc cancels");
    return false;
}

static void accept(struct ui *ui, struct str text) {
    struct reader *r = (struct reader *)ui_view(ui);
    bool possible;
    uint32_t link = link_labelled(r, text, &possible);
    r->labels = false;
    if (link) {
        reader_focus(r, ui, link);
        follow_link(ui, r->rendered.doc.links[link - 1].url, r->rendered.id);
    }
}

static void cancel(struct ui *ui) {
    ((struct reader *)ui_view(ui))->labels = false;
}

static const struct prompt_ops label_ops = {.changed = typed, .accept = accept, .cancel = cancel, .is_good = is_good};

void reader_label_links(struct reader *r, struct ui *ui) {
    struct seen s = find_seen(r);
    free(s.links);
    if (!s.count) {
        ui_info(ui, "No links on this page");
        return;
    }
    r->labels = true;
    ui_prompt(ui, "Follow link: ", STR_NONE, &label_ops);
}
