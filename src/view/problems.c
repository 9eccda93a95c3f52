/* problems: problems in the content files, errors first, grouped by file. */
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
    e->file = (struct file_pos){p->root, p->path, p->line};
}

/* "'date' is empty (161 files: a.md, b.md, c.md, ...)" */
static void add_kind(struct lines *l, const struct problem_kind *k) {
    struct buf text = {0};
    struct entry *e = lines_add(l);
    buf_add_str(&text, k->message);
    buf_puts(&text, " (");
    format_counted(&text, k->files, "file", "files");
    for (size_t i = 0; i < ARRAY_SIZE(k->places); i++) {
        buf_puts(&text, i ? ", " : ": ");
        text_quote(&text, k->places[i]);
    }
    buf_puts(&text, ", \u2026)");
    e->style = looks[k->severity];
    e->label = str_from(severity_name(k->severity));
    e->text = arena_copy(&l->arena, buf_str(&text));
    e->more = k->kind;
    buf_release(&text);
}

static void add_kinds(struct lines *l, const struct problems_request *answer) {
    if (answer->kind_count) {
        lines_add_heading(l, STR("In many files"));
    }
    for (size_t i = 0; i < answer->kind_count; i++) {
        add_kind(l, &answer->kinds[i]);
    }
}

static void count_kind(struct lines *l, const struct problems_request *answer) {
    struct buf text = {0};
    format_counted(&text, (int64_t)answer->count, "problem", "problems");
    buf_puts(&text, answer->count == PROBLEMS ? " (the worst are listed)" : "");
    l->summary = arena_copy(&l->arena, buf_str(&text));
    buf_release(&text);
}

static void count(struct lines *l, const struct problems_request *answer) {
    static const char *const many[] = {"notes", "warnings", "errors"};
    const int64_t numbers[] = {answer->counts.notes, answer->counts.warnings, answer->counts.errors};
    struct buf text = {0};
    for (int i = SEVERITY_ERROR; i >= SEVERITY_NOTE; i--) {
        if (numbers[i]) {
            buf_puts(&text, text.n ? " \u00b7 " : "");
            format_counted(&text, numbers[i], severity_name((enum severity)i), many[i]);
        }
    }
    buf_puts(&text, !text.n ? "no problems" : answer->count == PROBLEMS ? " (the worst are listed)" : "");
    l->summary = arena_copy(&l->arena, buf_str(&text));
    buf_release(&text);
}

static void fill(struct lines *l, const struct request *request) {
    const struct problems_request *answer = (const struct problems_request *)request;
    const struct file_problem *problems = answer->problems;
    add_kinds(l, answer);
    for (size_t i = 0; i < answer->count; i++) {
        const struct file_problem *p = &problems[i];
        if (!i || !str_equal(problems[i - 1].path, p->path) || !str_equal(problems[i - 1].root, p->root)) {
            add_file(l, p);
        }
        add_problem(l, p);
    }
    (answer->kind.n ? count_kind : count)(l, answer);
}

static void refresh(struct view *v, struct ui *ui) {
    struct lines *l = (struct lines *)v;
    lines_ask(l, ui, &request_problems_of(buf_str(&l->about), PROBLEMS)->request);
}

static const struct view_ops problems_ops = {
    .name = "problems",
    .hints = "open read  edit edit  filter filter  back back",
    .is_list = true,
    .release = lines_release,
    .describe = lines_describe,
    .paint = lines_paint,
    .move = lines_move,
    .point = lines_point,
    .filter = lines_filter,
    .position = list_view_position,
    .go = lines_go,
    .act = list_view_act,
    .subject = list_view_subject,
    .refresh = refresh,
};

static struct view *view_kind(struct ui *ui, struct str kind, void (*open)(struct ui *ui, const struct entry *e)) {
    struct lines *l = lines_new(&problems_ops, "Problems");
    l->label_columns = LABEL_COLUMNS;
    l->fill = fill;
    l->open = open;
    l->empty = "No problems in the content files. R indexes what has changed.";
    buf_add_str(&l->about, kind);
    if (kind.n) {
        l->title = buf_str(&l->about);
    }
    refresh(&l->base.view, ui);
    return lines_view(l);
}

static void open_kind(struct ui *ui, const struct entry *e) {
    struct view *v = view_kind(ui, e->more, NULL);
    if (v) {
        ui_push(ui, v);
    }
}

struct view *view_problems(struct ui *ui) {
    return view_kind(ui, STR_NONE, open_kind);
}
