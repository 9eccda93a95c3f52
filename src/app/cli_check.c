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
    size_t told; /* rows so far */
    int64_t found[SEVERITY_ERROR + 1];
};

static void progress(void *context, const struct index_progress *p) {
    cli_progress_show(&((struct check *)context)->progress, p);
}

/* An unreadable folder is not a content file: only a format for people lists it. */
static bool is_content(struct str path) {
    return content_is_named(path_name(path));
}

/* A file without a problem has a row as well, where the format has rows of files. */
static void print(void *context, const struct file_problem *f) {
    struct check *c = context;
    struct checked checked = {
        .root = f->root,
        .path = f->path,
        .other_roots = c->cli->root_count > 1,
        .problem = {.severity = f->severity, .line = f->line, .column = f->column, .message = f->message},
    };
    if (!f->message.n) {
        checked.problem.severity = SEVERITY_NOTE;
    } else {
        c->found[f->severity]++;
    }
    if (is_content(f->path)) {
        c->format->check(stdout, c->told++, &checked);
    } else {
        emit_problem(c->format == output_formats ? stdout : stderr, f->root, f->path, &checked.problem);
    }
}

static int inspect(void *context, struct cache *cache, struct err *e) {
    struct check *c = context;
    cli_progress_clear(&c->progress);
    int result = cache_each_problem(cache, c->cli->notes ? SEVERITY_NOTE : SEVERITY_WARNING, print, c, e);
    c->format->check(stdout, c->told, NULL);
    return result;
}

static void print_count(int64_t n, const char *what, const char *after) {
    fprintf(stderr, "%lld %s%s%s", (long long)n, what, plural(n), after);
}

static int end(const struct check *c, const struct index_report *report) {
    int status = cli_end_output();
    bool errors = c->found[SEVERITY_ERROR] > 0;
    fputs("courant: ", stderr);
    print_count(report->files, "content file", ": ");
    print_count(c->found[SEVERITY_ERROR], "error", ", ");
    print_count(c->found[SEVERITY_WARNING], "warning", c->cli->notes ? ", " : "\n");
    if (c->cli->notes) {
        print_count(c->found[SEVERITY_NOTE], "note", "\n");
    }
    return status ? status : errors || (c->cli->strict && c->found[SEVERITY_WARNING]) ? STATUS_PROBLEMS : STATUS_OK;
}

int cli_check(struct cli *c) {
    struct check check = {.cli = c};
    struct index_report report = {0};
    struct err e = {0};
    if (!cli_read_format(c, &check.format)) {
        return STATUS_USAGE;
    }
    if (cli_choose_roots(c, c->words, c->word_count, &e) < 0) {
        return cli_fail(&e, c->word_count ? STATUS_FAILED : STATUS_USAGE);
    }
    cli_progress_begin(&check.progress, true);
    struct index_options options = {
        .roots = (const char *const *)c->roots,
        .root_count = c->root_count,
        .rules = c->config.fields,
        .now = date_now(),
        .hide = c->config.hide,
        .dates = c->config.dates,
        .context = &check,
        .progress = progress,
        .inspect = inspect,
    };
    return indexer_run(&options, &report, &e) < 0 ? cli_fail(&e, STATUS_FAILED) : end(&check, &report);
}
