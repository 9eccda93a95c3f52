/* cli_index: `courant index`: progress for a person, or lines for the reader that started it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli_private.h"
#include "indexer.h"
#include "text.h"

struct telling {
    const struct cli *cli;
    FILE *report;  /* the reader listens; NULL: a person */
    bool terminal; /* standard error is one: progress on a line of its own */
    struct timespec begun;
};

static double seconds_since(const struct timespec *begun) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - begun->tv_sec) + (double)(now.tv_nsec - begun->tv_nsec) / 1e9;
}

static void clear_line(const struct telling *t) {
    if (t->terminal) {
        fputs("\r\033[K", stderr);
    }
}

static void progress(void *context, const struct index_progress *p) {
    struct telling *t = context;
    double seconds = seconds_since(&t->begun);
    if (t->report) {
        fprintf(t->report, "progress %lld %lld %lld %d\n", (long long)p->done, (long long)p->total, (long long)p->problems,
                p->committed);
        fflush(t->report);
    } else if (t->terminal && !t->cli->quiet) {
        fprintf(stderr, "\r%lld of %lld files, %.0f files/s, %lld problems\033[K", (long long)p->done, (long long)p->total,
                seconds > 0.01 ? (double)p->done / seconds : 0, (long long)p->problems);
    }
}

static void problem(void *context, struct str root, struct str path, const struct problem *p) {
    struct telling *t = context;
    if (!t->report && !t->cli->quiet) {
        clear_line(t);
        emit_problem(stderr, root, path, p);
    }
}

static void notice(void *context, const char *text) {
    struct telling *t = context;
    struct buf clean = {0};
    text_clean_line(&clean, str_from(text));
    if (t->report) {
        fprintf(t->report, "notice %s\n", buf_cstr(&clean));
    } else {
        clear_line(t);
        fprintf(stderr, "courant: %s\n", buf_cstr(&clean));
    }
    buf_release(&clean);
}

static int report_end(const struct telling *t, const struct index_report *r, const struct err *e, int result) {
    if (result < 0) {
        struct buf clean = {0};
        text_clean_line(&clean, str_from(e->text));
        fprintf(t->report, "failed %s\n", buf_cstr(&clean));
        buf_release(&clean);
    } else {
        fprintf(t->report, "done %lld %lld %lld %lld\n", (long long)r->added, (long long)r->changed, (long long)r->removed,
                (long long)r->rejected);
    }
    fclose(t->report);
    return result < 0 ? STATUS_FAILED : STATUS_OK;
}

static void summary(const struct telling *t, const struct index_report *r) {
    int64_t problems = r->counts.problems, articles = r->counts.articles + r->counts.hidden;
    printf("%lld article%s: %lld new, %lld changed, %lld gone, %lld unchanged; %lld problem%s", (long long)articles,
           articles == 1 ? "" : "s", (long long)r->added, (long long)r->changed, (long long)r->removed, (long long)r->unchanged,
           (long long)problems, problems == 1 ? "" : "s");
    if (r->counts.rejected) {
        printf(", %lld file%s left out", (long long)r->counts.rejected, r->counts.rejected == 1 ? "" : "s");
    }
    printf(" (%.1f s)\n", seconds_since(&t->begun));
}

static int finish(const struct telling *t, const struct index_report *r, const struct err *e, int result) {
    if (t->report) {
        return report_end(t, r, e, result);
    }
    if (!t->cli->quiet) {
        clear_line(t);
    }
    if (result < 0) {
        return cli_fail(e, STATUS_FAILED);
    }
    summary(t, r);
    int status = cli_end_output();
    return status ? status : r->counts.errors || r->unreadable ? STATUS_PROBLEMS : STATUS_OK;
}

/* An index of a cache that was named but is not there, of roots that were not: nothing can say what to index. */
int cli_index(struct cli *c) {
    struct telling t = {.cli = c, .terminal = isatty(STDERR_FILENO) && !c->quiet};
    struct index_report report = {0};
    struct err e = {0};
    long fd;
    if (c->report) {
        if (cli_number(c->report, "report", 3, 1000, &fd) || !(t.report = fdopen((int)fd, "w"))) {
            return STATUS_USAGE;
        }
        t.terminal = false;
    }
    clock_gettime(CLOCK_MONOTONIC, &t.begun);
    if (cli_find_roots(c, c->words, c->word_count, &e) < 0) {
        return t.report ? report_end(&t, &report, &e, -1) : cli_fail(&e, c->word_count ? STATUS_FAILED : STATUS_USAGE);
    }
    struct index_options options = {
        .cache_file = c->cache_file,
        .roots = (const char *const *)c->roots,
        .root_count = c->root_count,
        .rebuild = c->rebuild,
        .today = date_today(),
        .context = &t,
        .progress = progress,
        .problem = problem,
        .notice = notice,
    };
    return finish(&t, &report, &e, indexer_run(&options, &report, &e));
}
