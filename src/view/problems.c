/* problems: what is wrong in the content files, the worst first, grouped by file. */
#include <stdio.h>
#include <string.h>

#include "english.h"
#include "lines.h"
#include "text.h"

enum { PROBLEMS = 5000, LABEL_COLUMNS = 16 };

static const style_t looks[] = {[SEVERITY_NOTE] = LOOK_DIM, [SEVERITY_WARNING] = LOOK_WARNING, [SEVERITY_ERROR] = LOOK_ERROR};

static void add_file(struct lines *l, const struct file_problem *p) {
    struct buf quoted = {0};
    text_quote(&quoted, p->path);
    lines_add_heading(l, arena_copy(&l->arena, buf_str(&quoted)));
    buf_release(&quoted);
}

static void add_problem(struct lines *l, const struct file_problem *p) {
    struct entry *e = lines_add(l);
    e->style = looks[p->severity];
    e->label = p->line ? arena_printf(&l->arena, "%s %d:%d", severity_name(p->severity), p->line, p->column)
                       : arena_copy(&l->arena, str_from(severity_name(p->severity)));
    e->text = p->message;
    e->article = p->article;
    e->file = (struct file_place){p->root, p->path, p->line};
}

static void count(struct lines *l, struct ui *ui, size_t listed) {
    static const char *const many[] = {"notes", "warnings", "errors"};
    struct counts counts;
    struct buf text = {0};
    if (cache_counts(ui->cache, &counts, NULL) == 0) {
        const int64_t numbers[] = {counts.notes, counts.warnings, counts.errors};
        for (int i = SEVERITY_ERROR; i >= SEVERITY_NOTE; i--) {
            if (numbers[i]) {
                buf_puts(&text, text.n ? " \u00b7 " : "");
                format_counted(&text, numbers[i], severity_name((enum severity)i), many[i]);
            }
        }
    }
    buf_puts(&text, !text.n ? "no problems" : listed == PROBLEMS ? ", the worst are listed" : "");
    l->summary = arena_copy(&l->arena, buf_str(&text));
    buf_release(&text);
}

static int load(struct lines *l, struct ui *ui, struct err *e) {
    struct file_problem *problems;
    size_t n;
    if (cache_problems(ui->cache, SEVERITY_NOTE, PROBLEMS, &l->arena, &problems, &n, e) < 0) {
        return -1;
    }
    for (size_t i = 0; i < n; i++) {
        const struct file_problem *p = &problems[i];
        if (!i || !str_equal(problems[i - 1].path, p->path) || !str_equal(problems[i - 1].root, p->root)) {
            add_file(l, p);
        }
        add_problem(l, p);
    }
    count(l, ui, n);
    return 0;
}

static void refresh(struct view *v, struct ui *ui) {
    lines_reload((struct lines *)v, ui, load);
}

static const struct view_ops problems_ops = {
    .name = "problems",
    .hints = "Enter read the article  E edit the file  j/k move  h back  ? help",
    .stays_beside = true,
    .release = lines_release,
    .describe = lines_describe,
    .paint = lines_paint,
    .move = lines_move,
    .point = lines_point,
    .act = list_view_act,
    .subject = list_view_subject,
    .refresh = refresh,
};

struct view *view_problems(struct ui *ui) {
    struct lines *l = lines_loaded(&problems_ops, "Problems", LABEL_COLUMNS, ui, load);
    if (l) {
        l->empty = "nothing is wrong in the content files; R indexes what has changed";
    }
    return l ? &l->base.view : NULL;
}
