/* session: the loop of the reader, and what the engine asks of the outside. */
#include "session.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "bindings.h"
#include "browser.h"
#include "commands.h"
#include "editor.h"
#include "job.h"
#include "panes.h"
#include "program.h"
#include "requests.h"
#include "session_copy.h"
#include "session_live.h"
#include "term.h"
#include "view.h"
#include "xdg_paths.h"

enum { ACTIVITY_FILES = 50 }; /* files of a run for which no key was pressed, from which on it is shown */

struct session {
    const struct session_options *options;
    struct terminal *term;
    struct ui ui;
    struct job_process job;
    struct job_process hooks; /* an index run that is done, and runs programs for new articles */
    int browser;              /* says when the browser failed at once; -1: none is watched */
    char browser_name[64];
    int program; /* the same, of another program */
    char program_name[64];
    const struct config *config; /* that of the options, or `own` */
    struct config own;           /* read again after a change */
    struct config_seen seen;
    int config_watch; /* -1: none */
    struct live live;
    enum run run;       /* under way; RUN_ASKED: with R or after editing */
    enum run again;     /* to be started after it: files were changed meanwhile */
    bool failed;        /* the last run has */
    bool told;          /* what is wrong with the configuration was said once more */
    struct buf warning; /* of the run; said when it has ended */
    struct buf unread;  /* what a build left out; likewise */
    int inner_share;    /* of the panes, at the beginning */
    bool rebuilt;       /* once per run, so that a failing disk does not cause endless rebuilds */
};

/* ---- what the engine asks ---- */

static void leave_screen(void *context) {
    term_leave(((struct session *)context)->term);
}

static void return_to_screen(void *context) {
    term_return(((struct session *)context)->term);
}

static void stop_watching(int *watch) {
    if (*watch >= 0) {
        close(*watch);
    }
    *watch = -1;
}

static int open_url(void *context, struct str url, char started[64], struct err *e) {
    struct session *s = context;
    struct spawn_screen screen = {leave_screen, return_to_screen, context};
    stop_watching(&s->browser);
    int result = browser_open(url, &screen, started, &s->browser, e);
    snprintf(s->browser_name, sizeof s->browser_name, "%s", started);
    return result;
}

static int run_program(void *context, char *const *argv, enum run_way way, struct err *e) {
    struct session *s = context;
    struct spawn_screen screen = {leave_screen, return_to_screen, context};
    if (way != RUN_DETACHED) {
        return program_run(argv, way == RUN_SHOWN, &screen, e);
    }
    stop_watching(&s->program);
    snprintf(s->program_name, sizeof s->program_name, "%s", argv[0]);
    return program_start(argv, &s->program, e);
}

/* What is watched, if it has something to tell; else -1. */
static int take_watch(int *watch) {
    int told = *watch >= 0 && poll(&(struct pollfd){*watch, POLLIN, 0}, 1, 0) > 0 ? *watch : -1;
    *watch = told >= 0 ? -1 : *watch;
    return told;
}

/* Some programs start and fail. */
static void see_programs(struct session *s) {
    struct err e;
    int browser = take_watch(&s->browser), program = take_watch(&s->program);
    if (browser >= 0 && browser_ended(browser, s->browser_name, &e) < 0) {
        ui_error_from(&s->ui, &e);
    }
    if (program >= 0 && program_ended(program, s->program_name, &e) < 0) {
        ui_error_from(&s->ui, &e);
    }
}

static int copy(void *context, struct str text, struct buf *done, struct err *e) {
    struct session *s = context;
    return session_copy(s->term, s->config->copy.items, text, done, e);
}

static void redraw(void *context) {
    term_redraw(((struct session *)context)->term);
}

static void suspend(void *context) {
    term_suspend(((struct session *)context)->term);
}

static int64_t now(void *context) {
    (void)context;
    return time(NULL);
}

static int start_job(struct session *s, enum run run, bool rebuild, struct err *e) {
    if (s->job.pid) {
        return err_set(e, "indexing is already running");
    }
    const struct session_options *o = s->options;
    if (job_start(&s->job, o->cache_file, o->roots, o->root_count, rebuild, e) < 0) {
        return -1;
    }
    buf_reset(&s->warning);
    buf_reset(&s->unread);
    buf_reset(&s->ui.activity);
    buf_puts(&s->ui.activity, run == RUN_LIVE ? "" : "indexing");
    s->run = run;
    return 0;
}

static int reindex(void *context, struct err *e) {
    struct session *s = context;
    return start_job(s, RUN_ASKED, s->ui.damaged, e);
}

static int edit(void *context, const char *path, int line, struct err *e) {
    struct session *s = context;
    struct spawn_screen screen = {leave_screen, return_to_screen, context};
    if (editor_open(path, line, &screen, e) < 0) {
        return -1;
    }
    if (s->job.pid) {
        s->again = RUN_ASKED;
        return 0;
    }
    return reindex(context, e);
}

static int edit_text(void *context, struct buf *text, struct err *e) {
    return editor_edit(text, &(struct spawn_screen){leave_screen, return_to_screen, context}, e);
}

/* ---- the cache ---- */

static void say_config_warnings(struct session *s) {
    const struct config *c = s->config;
    if (c->warning_count > 1) {
        ui_error(&s->ui, "%s (and %zu more: `courant config --check`)", c->warnings[0].p, c->warning_count - 1);
    } else if (c->warning_count) {
        ui_error(&s->ui, "%s", c->warnings[0].p);
    }
}

static void say_marks_notice(struct session *s) {
    if (s->ui.notice.n) {
        ui_error(&s->ui, "%s", buf_cstr(&s->ui.notice));
    }
}

/* ---- the index run ---- */

static void show_progress(struct session *s, const int64_t *n) {
    struct buf *activity = &s->ui.activity;
    bool is_shown = s->run != RUN_LIVE || n[1] >= ACTIVITY_FILES;
    buf_reset(activity);
    if (is_shown && n[1] && !s->ui.accessible) { /* else each number would be read out */
        buf_printf(activity, "indexing %lld of %lld", (long long)n[0], (long long)n[1]);
    } else if (is_shown) {
        buf_puts(activity, "indexing");
    }
    if (n[3]) {
        ui_see_cache(&s->ui);
    }
}

static void say_done(struct session *s, const int64_t *n) {
    struct buf changes = {0};
    live_say_done(&changes, s->run, n);
    if (s->unread.n) {
        buf_printf(&changes, "%s%s", changes.n ? "; " : "", buf_cstr(&s->unread));
        buf_reset(&s->unread);
    }
    if (!changes.n && s->failed) {
        buf_puts(&changes, "Indexing works again");
    }
    s->failed = false;
    if (changes.n) {
        ui_info(&s->ui, "%s", buf_cstr(&changes));
    }
    buf_release(&changes);
}

static void job_done(struct session *s, const int64_t *n) {
    buf_reset(&s->ui.activity);
    ui_see_cache(&s->ui);
    say_done(s, n);
    s->run = RUN_NONE;
    if (!s->told) { /* the first index run's message replaced it */
        s->told = true;
        say_config_warnings(s);
        say_marks_notice(s);
    }
    if (s->warning.n) {
        ui_error(&s->ui, "%s", buf_cstr(&s->warning));
    }
}

static void index_again(struct session *s) {
    struct err e;
    enum run run = s->again;
    s->again = RUN_NONE;
    if (run && start_job(s, run, s->ui.damaged, &e) < 0) {
        ui_error_from(&s->ui, &e);
    }
}

static void see_files(struct session *s) {
    enum live_due due = live_take(&s->live, &s->ui);
    enum run run = due == LIVE_FIRST ? RUN_FIRST : due == LIVE_BATCH ? RUN_LIVE : RUN_NONE;
    s->again = run > s->again ? run : s->again;
    if (!s->job.pid) {
        index_again(s);
    }
    if (s->live.notice.n && !s->job.pid) {
        ui_info(&s->ui, "%s", buf_cstr(&s->live.notice));
        buf_reset(&s->live.notice);
    }
}

static void take_warning(struct session *s, struct str text) {
    if (s->run) {
        buf_reset(&s->warning);
        buf_add_str(&s->warning, text);
    } else { /* after the end of the run */
        ui_error(&s->ui, "%.*s", (int)text.n, text.p);
    }
}

/* Once it has its articles, the next run need not wait for the programs. */
static void set_hooks_aside(struct session *s) {
    struct job_event event;
    while (job_next(&s->hooks, &event)) {
        if (event.kind == JOB_WARNING) {
            ui_error(&s->ui, "%.*s", (int)event.text.n, event.text.p);
        }
    }
    if (s->job.pid && s->job.ended && !s->hooks.pid) {
        s->hooks = s->job;
        s->job = (struct job_process){.pipe = -1};
    }
}

static void take_events(struct session *s) {
    struct job_event event;
    while (job_next(&s->job, &event)) {
        switch (event.kind) {
        case JOB_PROGRESS:
            show_progress(s, event.numbers);
            break;
        case JOB_NOTICE:
            ui_info(&s->ui, "%.*s", (int)event.text.n, event.text.p);
            break;
        case JOB_WARNING:
            take_warning(s, event.text);
            break;
        case JOB_UNREAD:
            buf_reset(&s->unread);
            buf_add_str(&s->unread, event.text);
            break;
        case JOB_DONE:
            job_done(s, event.numbers);
            break;
        case JOB_FAILED:
            s->failed = true;
            s->run = RUN_NONE;
            ui_error(&s->ui, "Indexing failed: %.*s", (int)event.text.n, event.text.p);
            break;
        }
    }
    set_hooks_aside(s);
    if (!s->job.pid) {
        buf_reset(&s->ui.activity);
        index_again(s);
    }
}

static void mend_cache(struct session *s) {
    struct err e;
    if (s->ui.damaged && !s->rebuilt && !s->job.pid && start_job(s, RUN_ASKED, true, &e) == 0) {
        s->rebuilt = true;
        ui_error(&s->ui, "The cache is damaged: rebuilding it");
    }
}

/* ---- the configuration ---- */

/* What the engine takes of it. */
static void use_config(struct session *s, const struct config *c) {
    s->config = c;
    term_set_theme(s->term, &c->theme);
    s->ui.measure = c->measure;
    s->ui.even_lines = c->even_lines;
    s->ui.base_url = c->base_url;
    s->ui.queries = c->queries;
    s->ui.query_count = c->query_count;
    bindings_renew(&s->ui.keymap, c);
}

/* The file was changed: what can be changed in a running reader is taken up. */
static void session_config_changed(struct session *s) {
    struct config fresh;
    struct err e;
    if (config_load(NULL, &fresh, &e) < 0) {
        ui_error(&s->ui, "The configuration stays as it was: %s", e.text);
        config_release(&fresh);
        return;
    }
    bindings_check(&fresh);
    struct config old = s->own;
    s->own = fresh;
    use_config(s, &s->own);
    ui_lists_changed(&s->ui);
    config_release(&old);
    ui_info(&s->ui, "config.yaml was read again");
    say_config_warnings(s);
}

static bool config_has_changed(struct session *s) {
    bool woken = s->config_watch >= 0 && poll(&(struct pollfd){s->config_watch, POLLIN, 0}, 1, 0) > 0;
    config_drain(woken ? s->config_watch : -1);
    return config_look(&s->seen, woken);
}

/* ---- the loop ---- */

/* How long to wait for a key, if nothing else happens. */
static int patience(const struct session *s) {
    int backend = backend_patience(s->ui.backend), live = live_patience(&s->live);
    return backend >= 0 && backend < live ? backend : live;
}

static void loop(struct session *s) {
    bool work = true;
    while (!s->ui.quit) {
        int rows, columns;
        term_size(s->term, &rows, &columns);
        ui_paint(&s->ui, rows, columns);
        term_show(s->term, &s->ui.screen);
        int wakers[] = {s->job.pid ? s->job.pipe : -1,
                        backend_descriptor(s->ui.backend),
                        s->browser,
                        live_descriptor(&s->live),
                        s->program,
                        s->hooks.pid ? s->hooks.pipe : -1,
                        s->config_watch};
        int key = term_key(s->term, wakers, ARRAY_SIZE(wakers), work ? 0 : patience(s));
        if (key == KEY_PASTE) {
            ui_paste(&s->ui, term_pasted(s->term));
            work = true;
        } else if (key != KEY_NOTHING) {
            term_mouse(s->term, &s->ui.click_row, &s->ui.click_column);
            s->ui.is_double_click = term_is_double_click(s->term);
            ui_key(&s->ui, key);
            work = true;
        } else { /* there is work, an answer, or news of the index run */
            work = ui_work(&s->ui);
        }
        unsigned before = s->ui.generation;
        take_events(s);
        see_files(s);
        see_programs(s);
        if (config_has_changed(s)) {
            session_config_changed(s);
        }
        mend_cache(s);
        work = work || s->ui.generation != before;
    }
}

static void start_backend(struct session *s) {
    const struct session_options *o = s->options;
    struct err e;
    char *marks_file = xdg_paths_marks_file(&e);
    if (!marks_file) {
        ui_error_from(&s->ui, &e);
    }
    struct backend_options options = {.cache_file = o->cache_file,
                                      .marks_file = marks_file,
                                      .archive = o->archive,
                                      .roots = o->roots,
                                      .root_count = o->root_count,
                                      .now = now(s)};
    s->ui.backend = backend_start(&options);
    ui_take_news(&s->ui);
    live_begin(&s->live, o, marks_file);
    free(marks_file);
}

static void begin(struct session *s) {
    ui_init(&s->ui, &view_destinations, commands, command_count);
    s->ui.ascii = s->options->ascii;
    s->ui.accessible = s->options->accessible;
    panes_begin(s->options->config->panes, &s->ui.outer_share, &s->ui.inner_share);
    s->inner_share = s->ui.inner_share;
    use_config(s, s->options->config);
    config_look(&s->seen, true);
    s->config_watch = config_watch();
    s->ui.host = (struct ui_host){.context = s,
                                  .open_url = open_url,
                                  .copy = copy,
                                  .redraw = redraw,
                                  .suspend = suspend,
                                  .reindex = reindex,
                                  .edit = edit,
                                  .edit_text = edit_text,
                                  .run = run_program,
                                  .now = now};
    start_backend(s);
    ui_push(&s->ui, view_home(&s->ui));
    if (s->config->start) {
        command_start(&s->ui, str_from(s->config->start));
    }
    say_config_warnings(s);
}

static void visit_ended(struct ui *ui, struct request *r) {
    (void)ui;
    (void)r; /* that it cannot be kept was said before, when the marks were opened */
}

static void end(struct session *s) {
    if (s->ui.inner_share != s->inner_share && !s->options->config->panes[1]) {
        panes_save(s->ui.outer_share, s->ui.inner_share);
    }
    if (s->ui.has_marks) {
        ui_change(&s->ui, request_end_visit(now(s)), visit_ended);
    }
    s->again = RUN_NONE;
    take_events(s);
    job_leave(&s->hooks);
    if (s->job.ended) {
        job_leave(&s->job);
    }
    job_stop(&s->job);
    live_end(&s->live);
    stop_watching(&s->browser);
    stop_watching(&s->program);
    ui_release(&s->ui);
    backend_stop(s->ui.backend);
    buf_release(&s->warning);
    buf_release(&s->unread);
    config_release(&s->own);
    stop_watching(&s->config_watch);
}

int session_run(const struct session_options *options, struct err *e) {
    struct session s = {.options = options,
                        .job = {.pipe = -1},
                        .hooks = {.pipe = -1},
                        .browser = -1,
                        .program = -1,
                        .config_watch = -1,
                        .config = options->config};
    struct term_options look = {.ascii = options->ascii,
                                .no_color = options->no_color,
                                .no_mouse = options->no_mouse,
                                .hyperlinks =
                                    options->accessible ? HYPERLINKS_OFF : (enum hyperlinks)options->config->hyperlinks,
                                .theme = &options->config->theme};
    s.term = term_open(&look, e);
    if (!s.term) {
        return STATUS_USAGE;
    }
    begin(&s);
    loop(&s);
    term_close(s.term);
    end(&s);
    return STATUS_OK;
}
