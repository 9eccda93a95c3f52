/* cli_index: `courant index`: shows progress to the user, or reports to the reader that started it. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli_private.h"
#include "english.h"
#include "follow.h"
#include "hooks.h"
#include "indexer.h"
#include "text.h"
#include "xdg_paths.h"

struct telling {
    const struct cli *cli;
    FILE *report; /* to the reader; NULL: to the user */
    struct cli_progress progress;
    struct problem_groups *groups; /* NULL: nobody wants to know */
    struct cli_left_out left_out;
    struct marks *marks;               /* NULL: none, or not usable */
    bool marks_failed, marks_are_shut; /* updating them failed; opening them failed */
    struct follow follow;
    struct arena arena; /* for hooks: */
    const char **added; /* absolute paths of the new files */
    size_t added_count, added_capacity;
};

static void progress(void *context, const struct index_progress *p) {
    struct telling *t = context;
    if (t->report) {
        fprintf(t->report, "progress %lld %lld %lld %d\n", (long long)p->done, (long long)p->total, (long long)p->problems,
                p->committed);
        fflush(t->report);
    }
    cli_progress_show(&t->progress, p);
}

static void problem(void *context, struct str root, struct str path, const struct problem *p) {
    struct telling *t = context;
    if (t->groups && p->severity != SEVERITY_NOTE) {
        problem_groups_add(t->groups, root, path, p);
    }
}

static void skipped(void *context, const struct skipped *s) {
    struct telling *t = context;
    cli_left_out_add(&t->left_out, s);
    if (t->groups && skip_is_loss(s->why)) {
        struct buf reason = {0};
        skip_reason(&reason, s);
        struct problem p = {.severity = SEVERITY_NOTE, .message = buf_str(&reason), .kind = str_from(skip_kind(s->why))};
        problem_groups_add(t->groups, s->root, s->path, &p);
        buf_release(&reason);
    }
}

static void print_problems(const struct telling *t, unsigned customs) {
    enum { LINES = 10 };
    size_t more = problem_groups_print(t->groups, "courant: ", customs, LINES, stderr);
    if (more) {
        struct buf count = {0};
        format_count(&count, (int64_t)more);
        fprintf(stderr, "courant: %s more problem%s; `courant check` lists them all\n", buf_cstr(&count),
                plural((int64_t)more));
        buf_release(&count);
    }
}

static void changed(void *context, enum change_kind kind, struct str root, struct str path) {
    struct telling *t = context;
    if (kind == CHANGE_NEW && t->cli->config.hook_count) {
        t->added = grow(t->added, t->added_count, &t->added_capacity, sizeof *t->added);
        t->added[t->added_count++] = arena_printf(&t->arena, "%.*s/%.*s", (int)root.n, root.p, (int)path.n, path.p).p;
    }
    if (t->cli->verbose) {
        cli_progress_clear(&t->progress);
        printf("%-9s  ", change_kinds[kind]);
        emit_path(stdout, root, path);
        putchar('\n');
    }
}

static void tell(const struct telling *t, const char *kind, const char *text) {
    struct buf clean = {0};
    text_clean_line(&clean, str_from(text));
    if (t->report) {
        fprintf(t->report, "%s %s\n", kind, buf_cstr(&clean));
    } else {
        cli_progress_clear(&t->progress);
        fprintf(stderr, "courant: %s\n", buf_cstr(&clean));
    }
    buf_release(&clean);
}

static void notice(void *context, const char *text) {
    tell(context, "notice", text);
}

static void warning(void *context, const char *text) {
    tell(context, "warning", text);
}

/* ---- marks ---- */

/* Indexing works without marks, so a failure is only reported. */
static void marks_failed(struct telling *t, const struct err *e) {
    if (!t->marks_failed) {
        notice(t, e->text);
    }
    t->marks_failed = true;
}

/* Without marks there is nothing to update. */
static void open_marks(struct telling *t) {
    struct err e;
    const struct cli *c = t->cli;
    char *file = xdg_paths_marks_file(&e);
    if (file && marks_exist(file)) {
        t->marks = cli_open_marks(c, file, &e);
        if (t->marks) {
            follow_begin(&t->follow, t->marks);
        } else {
            t->marks_are_shut = true;
            notice(t, e.text);
        }
    }
    free(file);
}

static void known(void *context, struct str old_key, const struct identity *now) {
    struct telling *t = context;
    struct err e;
    if (t->marks && follow_change(&t->follow, old_key, now, &e) < 0) {
        marks_failed(t, &e);
    }
}

static void say_claimed(struct telling *t) {
    struct buf text = {0};
    buf_puts(&text, "took over the marks of ");
    format_counted(&text, t->follow.claimed, "article", "articles");
    buf_puts(&text, " from an earlier version of Courant");
    notice(t, buf_cstr(&text));
    buf_release(&text);
}

static bool settled(void *context, struct cache *c, const struct index_report *r) {
    struct telling *t = context;
    struct err e;
    bool changed = r->added || r->changed || r->moved || r->removed;
    if (!t->marks) {
        return !t->marks_are_shut;
    }
    if (follow_end(&t->follow, c, r->built || r->unfollowed, changed, time(NULL), &e) < 0) {
        marks_failed(t, &e);
    } else if (t->follow.claimed) {
        say_claimed(t);
    }
    if (t->follow.recognised) {
        notice(t, "this archive was in another folder before; its marks are kept");
    }
    return !t->marks_failed;
}

/* ---- programs to run for new articles ---- */

/* Of a build everything is new. A reader that was closed meanwhile no longer hears of failures. */
static void run_hooks(struct telling *t, const struct index_report *r) {
    struct err e;
    char *marks_file = xdg_paths_marks_file(NULL);
    struct hooks_run run = {.config = &t->cli->config,
                            .cache_file = t->cli->cache_file,
                            .marks_file = marks_file && marks_exist(marks_file) ? marks_file : NULL,
                            .files = t->added,
                            .file_count = r->built ? 0 : t->added_count,
                            .warning = warning,
                            .context = t};
    signal(SIGPIPE, SIG_IGN);
    if (hooks_run(&run, &e) < 0) {
        warning(t, e.text);
    }
    free(marks_file);
    free(t->added);
    arena_release(&t->arena);
}

/* ---- the end ---- */

static void report_left_out(struct telling *t) {
    struct buf text = {0};
    cli_left_out_describe(&t->left_out, &text);
    if (text.n) {
        fprintf(t->report, "unread %s\n", buf_cstr(&text));
    }
    buf_release(&text);
}

static int report_end(struct telling *t, const struct index_report *r, const struct err *e, int result) {
    if (result < 0) {
        struct buf clean = {0};
        text_clean_line(&clean, str_from(e->text));
        fprintf(t->report, "failed %s\n", buf_cstr(&clean));
        buf_release(&clean);
    } else {
        if (r->built) {
            report_left_out(t);
        }
        fprintf(t->report, "done %lld %lld %lld %lld\n", (long long)r->added, (long long)r->changed + r->moved,
                (long long)r->removed, (long long)r->rejected);
        fflush(t->report);
        run_hooks(t, r);
    }
    fclose(t->report);
    return result < 0 ? STATUS_FAILED : STATUS_OK;
}

static void print_counted(const char *before, int64_t n, const char *what, const char *after) {
    if (n) {
        printf("%s%lld %s%s%s", before, (long long)n, what, plural(n), after);
    }
}

/* "4044 articles, 1852 of them hidden (draft, private or not yet due): 4044 new, ...; 25 warnings (0.8 s)": scripts parse this
 * line. */
static void summary(const struct telling *t, const struct index_report *r) {
    const struct counts *c = &r->counts;
    int64_t articles = c->articles + c->hidden;
    printf("%lld article%s", (long long)articles, plural(articles));
    if (c->hidden) {
        printf(", %lld of them hidden (draft, private or not yet due)", (long long)c->hidden);
    }
    printf(": %lld new, %lld changed, ", (long long)r->added, (long long)r->changed);
    if (r->moved) {
        printf("%lld moved, ", (long long)r->moved);
    }
    printf("%lld removed, %lld unchanged", (long long)r->removed, (long long)r->unchanged);
    print_counted("; ", c->errors, "error", "");
    print_counted(c->errors ? ", " : "; ", c->warnings, "warning", "");
    print_counted("; ", c->rejected, "file", " skipped");
    printf(" (%.1f s)\n", cli_progress_seconds(&t->progress));
}

static void print_left_out(struct telling *t) {
    struct buf text = {0};
    cli_left_out_describe(&t->left_out, &text);
    if (text.n) {
        printf("%s\n", buf_cstr(&text));
    }
    buf_release(&text);
}

static int finish(struct telling *t, const struct index_report *r, const struct err *e, int result) {
    if (t->report) {
        return report_end(t, r, e, result);
    }
    cli_progress_clear(&t->progress);
    if (t->groups) {
        print_problems(t, r->customs);
        problem_groups_free(t->groups);
    }
    if (result < 0) {
        return cli_fail(e, STATUS_FAILED);
    }
    summary(t, r);
    print_left_out(t);
    run_hooks(t, r);
    int status = cli_end_output();
    bool problems = r->counts.errors || r->unreadable || r->kept || t->marks_failed;
    return status ? status : problems ? STATUS_PROBLEMS : STATUS_OK;
}

/* --cache names a cache that does not exist, and no roots are given: there is nothing to index. */
int cli_index(struct cli *c) {
    struct telling t = {.cli = c};
    struct index_report report = {0};
    struct err e = {0};
    long fd;
    if (c->report) {
        if (cli_number(c->report, "report", 3, 1000, &fd) || !(t.report = fdopen((int)fd, "w"))) {
            return STATUS_USAGE;
        }
    }
    cli_progress_begin(&t.progress, !c->quiet && !t.report);
    if (cli_find_roots(c, c->words, c->word_count, &e) < 0) {
        return t.report ? report_end(&t, &report, &e, -1) : cli_fail(&e, c->word_count ? STATUS_FAILED : STATUS_USAGE);
    }
    struct index_options options = {
        .cache_file = c->cache_file,
        .roots = (const char *const *)c->roots,
        .root_count = c->root_count,
        .rebuild = c->rebuild,
        .forget = c->forget,
        .rules = c->config.fields,
        .now = date_now(),
        .hide = c->config.hide,
        .dates = c->config.dates,
        .language = c->config.language,
        .endings = &c->config.endings,
        .context = &t,
        .progress = progress,
        .problem = problem,
        .changed = changed,
        .skipped = skipped,
        .known = known,
        .settled = settled,
        .notice = notice,
        .warning = warning,
    };
    t.groups = t.report || c->quiet ? NULL : problem_groups_new();
    open_marks(&t);
    int result = indexer_run(&options, &report, &e);
    struct err why;
    if (t.marks && !t.marks_failed && result == 0 && follow_committed(&t.follow, &why) < 0) {
        marks_failed(&t, &why);
    }
    marks_close(t.marks);
    return finish(&t, &report, &e, result);
}
