/* cli_check: `courant check`: an index run that keeps nothing and reports the problems in the content files. */
#include <stdio.h>
#include <string.h>

#include "cli_private.h"
#include "content.h"
#include "english.h"
#include "indexer.h"
#include "text.h"

struct check {
    const struct cli *cli;
    struct cli_progress progress;
    const struct output_format *format;
    struct problem_groups *groups; /* of the format for people; NULL: in any other */
    struct cli_left_out left_out;
    size_t told; /* rows so far */
    int64_t found[SEVERITY_ERROR + 1];
    int64_t files[VERDICT_COUNT];
    struct buf last_file; /* whose rows come now */
};

static void progress(void *context, const struct index_progress *p) {
    cli_progress_show(&((struct check *)context)->progress, p);
}

static void print_row(struct check *c, struct str root, struct str path, enum verdict verdict, const struct problem *p) {
    struct checked checked = {
        .root = root, .path = path, .other_roots = c->cli->root_count > 1, .verdict = verdict, .problem = *p};
    c->format->check(stdout, c->told++, &checked);
}

/* Other formats have rows for it if all are asked for. */
static void skipped(void *context, const struct skipped *s) {
    struct check *c = context;
    struct buf reason = {0};
    cli_left_out_add(&c->left_out, s);
    skip_reason(&reason, s);
    struct problem p = {.severity = SEVERITY_NOTE, .message = buf_str(&reason), .kind = str_from(skip_kind(s->why))};
    if (!c->groups && c->cli->all) {
        print_row(c, s->root, s->path, VERDICT_SKIP, &p);
    } else if (c->groups && (c->cli->all || skip_is_loss(s->why))) {
        problem_groups_add(c->groups, s->root, s->path, &p);
    }
    buf_release(&reason);
}

/* An unreadable folder is not a content file: only the format for people lists it. */
static bool is_content(const struct check *c, struct str path) {
    return content_kind_of(path_name(path), &c->cli->config.endings) != CONTENT_OTHER;
}

/* The first row of a file tells the worst of it. */
static void count_file(struct check *c, const struct file_problem *f, enum verdict verdict) {
    struct buf file = {0};
    buf_add_str(&file, f->root);
    buf_putc(&file, '/');
    buf_add_str(&file, f->path);
    c->files[verdict] += !str_equal(buf_str(&file), buf_str(&c->last_file));
    buf_reset(&c->last_file);
    buf_add_str(&c->last_file, buf_str(&file));
    buf_release(&file);
}

/* A file without a problem has a row as well, where the format has rows of files. */
static void print(void *context, const struct file_problem *f) {
    static const enum verdict verdicts[] = {
        [SEVERITY_NOTE] = VERDICT_INDEX, [SEVERITY_WARNING] = VERDICT_WARN, [SEVERITY_ERROR] = VERDICT_REJECT};
    struct check *c = context;
    enum verdict verdict = f->message.n ? verdicts[f->severity] : VERDICT_INDEX;
    struct problem p = {.severity = f->severity, .line = f->line, .column = f->column, .message = f->message, .kind = f->kind};
    bool content = is_content(c, f->path);
    c->found[f->severity] += f->message.n > 0;
    if (content) {
        count_file(c, f, verdict);
    }
    if (c->groups && f->message.n) {
        problem_groups_add(c->groups, f->root, f->path, &p);
    } else if (!c->groups && content) {
        print_row(c, f->root, f->path, verdict, &p);
    } else if (!c->groups) {
        emit_problem(stderr, f->root, f->path, &p);
    }
}

static int inspect(void *context, struct cache *cache, struct err *e) {
    struct check *c = context;
    cli_progress_clear(&c->progress);
    int result = cache_each_problem(cache, c->cli->notes ? SEVERITY_NOTE : SEVERITY_WARNING, print, c, e);
    if (c->groups) {
        problem_groups_print(c->groups, "", 0, 0, stdout);
    } else {
        c->format->check(stdout, c->told, NULL);
    }
    return result;
}

static void print_count(int64_t n, const char *what, const char *after) {
    fprintf(stderr, "%lld %s%s%s", (long long)n, what, plural(n), after);
}

static void print_left_out(struct check *c) {
    struct buf text = {0};
    cli_left_out_describe(&c->left_out, &text);
    if (text.n) {
        fprintf(stderr, "courant: %s%s\n", buf_cstr(&text), c->cli->all ? "" : " (--all lists them)");
    }
    if (c->cli->all) {
        int64_t indexed = c->files[VERDICT_INDEX] + c->files[VERDICT_WARN], rejected = c->files[VERDICT_REJECT];
        fputs("courant: ", stderr);
        print_count(indexed + rejected + c->left_out.names, "file", ": ");
        fprintf(stderr, "%lld indexed, %lld rejected, %lld skipped\n", (long long)indexed, (long long)rejected,
                (long long)c->left_out.names);
    }
    buf_release(&text);
}

static int end(struct check *c, const struct index_report *report) {
    int status = cli_end_output();
    bool errors = c->found[SEVERITY_ERROR] > 0;
    fputs("courant: ", stderr);
    print_count(report->files, "content file", ": ");
    print_count(c->found[SEVERITY_ERROR], "error", ", ");
    print_count(c->found[SEVERITY_WARNING], "warning", c->cli->notes ? ", " : "\n");
    if (c->cli->notes) {
        print_count(c->found[SEVERITY_NOTE], "note", "\n");
    }
    print_left_out(c);
    return status ? status : errors || (c->cli->strict && c->found[SEVERITY_WARNING]) ? STATUS_PROBLEMS : STATUS_OK;
}

static int run(struct check *c, const struct index_options *options) {
    struct index_report report = {0};
    struct err e = {0};
    c->groups = c->format == output_formats ? problem_groups_new() : NULL;
    cli_progress_begin(&c->progress, true);
    int status = indexer_run(options, &report, &e) < 0 ? cli_fail(&e, STATUS_FAILED) : end(c, &report);
    if (c->groups) {
        problem_groups_free(c->groups);
    }
    buf_release(&c->last_file);
    return status;
}

int cli_check(struct cli *c) {
    struct check check = {.cli = c};
    struct err e = {0};
    if (!cli_read_format(c, &check.format)) {
        return STATUS_USAGE;
    }
    if (cli_choose_roots(c, c->words, c->word_count, &e) < 0) {
        return cli_fail(&e, c->word_count ? STATUS_FAILED : STATUS_USAGE);
    }
    struct index_options options = {
        .roots = (const char *const *)c->roots,
        .root_count = c->root_count,
        .rules = c->config.fields,
        .now = date_now(),
        .hide = c->config.hide,
        .dates = c->config.dates,
        .endings = &c->config.endings,
        .context = &check,
        .progress = progress,
        .inspect = inspect,
        .skipped = skipped,
        .all = c->all,
    };
    return run(&check, &options);
}
