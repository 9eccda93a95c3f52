/* cli_check: `courant check`: an index run that leaves nothing behind but what is wrong in the content files. */
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
    enum format format;
    int64_t files;
    struct str last; /* path of the file at hand */
    int64_t found[SEVERITY_ERROR + 1];
};

static void progress(void *context, const struct index_progress *p) {
    cli_progress_show(&((struct check *)context)->progress, p);
}

/* A folder that cannot be read is no content file, and has no row. */
static bool is_content(struct str path) {
    return content_is_named(path_name(path));
}

static void print_tsv(struct check *c, const struct file_problem *f, const struct problem *p) {
    struct buf whole = {0};
    if (!is_content(f->path)) {
        emit_problem(stderr, f->root, f->path, p);
        return;
    }
    if (c->cli->root_count > 1) {
        buf_add_str(&whole, f->root);
        buf_putc(&whole, '/');
    }
    buf_add_str(&whole, f->path);
    emit_problem_tsv(stdout, buf_str(&whole), p);
    buf_release(&whole);
}

/* A file without a problem has a row as well, when rows are asked for. */
static void print(void *context, const struct file_problem *f) {
    struct check *c = context;
    struct problem p = {.severity = f->severity, .line = f->line, .column = f->column, .message = f->message};
    bool well = !f->message.n;
    if (well) {
        p.severity = SEVERITY_NOTE;
    } else {
        c->found[p.severity]++;
    }
    if (c->format == FORMAT_TSV) {
        print_tsv(c, f, &p);
    } else if (!well) {
        emit_problem(stdout, f->root, f->path, &p);
    }
}

static int inspect(void *context, struct cache *cache, struct err *e) {
    struct check *c = context;
    cli_progress_clear(&c->progress);
    return cache_each_problem(cache, c->cli->notes ? SEVERITY_NOTE : SEVERITY_WARNING, print, c, e);
}

static void print_count(int64_t n, const char *what, const char *behind) {
    fprintf(stderr, "%lld %s%s%s", (long long)n, what, plural(n), behind);
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
    if (check.format == FORMAT_JSON) {
        return cli_wrong_use("`courant check` has the formats text and tsv");
    }
    if (cli_choose_roots(c, c->words, c->word_count, &e) < 0) {
        return cli_fail(&e, c->word_count ? STATUS_FAILED : STATUS_USAGE);
    }
    cli_progress_begin(&check.progress, true);
    struct index_options options = {
        .roots = (const char *const *)c->roots,
        .root_count = c->root_count,
        .rules = c->config.fields,
        .today = date_today(),
        .context = &check,
        .progress = progress,
        .inspect = inspect,
    };
    return indexer_run(&options, &report, &e) < 0 ? cli_fail(&e, STATUS_FAILED) : end(&check, &report);
}
