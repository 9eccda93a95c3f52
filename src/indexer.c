/* indexer: what is new, changed and gone, and its way into the cache. */
#include "indexer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "content.h"
#include "indexer_private.h"
#include "text.h"

enum { PROGRESS_MILLISECONDS = 100, FIRST_COMMIT_MILLISECONDS = 250 };

struct bad_folder {
    int root;
    struct str path;
    int why;
};

struct run {
    const struct index_options *options;
    struct index_report *report;
    struct cache *cache;
    bool building;
    struct arena arena; /* paths of jobs and bad folders */
    struct job *jobs;
    size_t job_count, job_capacity;
    struct known_files known;
    struct bad_folder *bad;
    size_t bad_count, bad_capacity;
    struct gone *gone;
    size_t gone_count, gone_capacity;
    int64_t done, next_progress, next_commit, commit_every; /* milliseconds */
    bool committed;
};

static int64_t milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000ll + now.tv_nsec / 1000000;
}

static void tell_progress(struct run *r, bool now) {
    const struct index_options *o = r->options;
    int64_t time = milliseconds();
    if (o->progress && (now || r->committed || time >= r->next_progress)) {
        struct index_progress p = {.done = r->done,
                                   .total = (int64_t)r->job_count,
                                   .problems = r->report->warnings + r->report->rejected + r->report->unreadable,
                                   .committed = r->committed};
        o->progress(o->context, &p);
        r->committed = false;
        r->next_progress = time + PROGRESS_MILLISECONDS;
    }
}

static void tell_problem(struct run *r, int root, struct str path, const struct problem *p) {
    if (r->options->problem) {
        r->options->problem(r->options->context, str_from(r->options->roots[root]), path, p);
    }
}

/* ---- what the cache knows ---- */

static void remember(void *context, const struct known_file *f) {
    struct run *r = context;
    known_add(&r->known, f);
}

/* What has expired since it was indexed is read again, as if it had changed, and so goes where it now belongs. */
static void forget_stamp(void *context, const struct known_file *f) {
    struct run *r = context;
    known_find(&r->known, f->root, f->path)->stamp.size = -1;
}

/* ---- the walk ---- */

static void add_job(struct run *r, const struct found *f, int64_t file) {
    r->jobs = grow(r->jobs, r->job_count, &r->job_capacity, sizeof *r->jobs);
    r->jobs[r->job_count++] = (struct job){.path = arena_copy(&r->arena, f->path), .file = file, .root = f->root};
}

static bool same_stamp(const struct file_stamp *stamp, const struct stat *status) {
    return stamp->size == status->st_size && stamp->inode == (int64_t)status->st_ino &&
           stamp->modified == status->st_mtim.tv_sec * 1000000000ll + status->st_mtim.tv_nsec;
}

static void found_file(void *context, const struct found *f) {
    struct run *r = context;
    struct stat status;
    r->report->files++;
    struct known *known = known_find(&r->known, f->root, f->path);
    if (!known) {
        add_job(r, f, 0);
        return;
    }
    known->seen = true;
    if (fstatat(f->folder, f->name, &status, AT_SYMLINK_NOFOLLOW) == 0 && same_stamp(&known->stamp, &status)) {
        r->report->unchanged++;
    } else {
        add_job(r, f, known->id);
    }
}

static void bad_folder(void *context, int root, struct str folder, int why) {
    struct run *r = context;
    r->bad = grow(r->bad, r->bad_count, &r->bad_capacity, sizeof *r->bad);
    r->bad[r->bad_count++] = (struct bad_folder){root, arena_copy(&r->arena, folder), why};
}

static void say_none_found(const struct index_options *o, const char *root) {
    struct buf text = {0};
    buf_printf(&text, "no content files (%s) were found below '%s'", content_endings, root);
    if (o->notice) {
        o->notice(o->context, buf_cstr(&text));
    }
    buf_release(&text);
}

static void walk(struct run *r) {
    struct walk walk = {.context = r, .file = found_file, .unreadable = bad_folder};
    for (size_t i = 0; i < r->options->root_count; i++) {
        int64_t files = r->report->files;
        size_t bad = r->bad_count;
        walk_root(r->options->roots[i], (int)i, &walk);
        if (r->report->files == files && r->bad_count == bad) {
            say_none_found(r->options, r->options->roots[i]);
        }
    }
}

/* ---- writing ---- */

static void count_result(struct run *r, const struct job *job, const struct result *result) {
    struct index_report *report = r->report;
    report->rejected += result->kind == RESULT_REJECTED;
    report->unreadable += result->kind == RESULT_UNREADABLE;
    report->removed += result->kind == RESULT_GONE && job->file;
    report->warnings += (int64_t)result->problems.warnings;
    if (result->kind == RESULT_ARTICLE || result->kind == RESULT_REJECTED) {
        report->added += !job->file;
        report->moved += job->moved;
        report->changed += job->file && !job->moved;
    }
}

static struct file_stamp stamp_of(struct run *r, const struct job *job, const struct result *result) {
    struct file_stamp stamp = result->stamp;
    if (!stamp.inode) { /* the worker died before it could say: what the file is now will do */
        indexer_stamp(r->options, job->root, job->path, &stamp);
    }
    return stamp;
}

static void tell_change(struct run *r, enum change_kind kind, int root, struct str path) {
    if (r->options->changed) {
        r->options->changed(r->options->context, kind, str_from(r->options->roots[root]), path);
    }
}

static int put(struct run *r, const struct job *job, const struct result *result, struct err *e) {
    struct content_row row = {
        .file = job->file,
        .root = job->root,
        .path = job->path,
        .stamp = stamp_of(r, job, result),
        .article = result->kind == RESULT_ARTICLE ? &result->article : NULL,
        .document = result->document,
        .problems = &result->problems,
        .hidden = result->kind == RESULT_ARTICLE && article_is_hidden(&result->article, r->options->today),
    };
    tell_change(r, job->moved ? CHANGE_MOVED : job->file ? CHANGE_EDITED : CHANGE_NEW, job->root, job->path);
    return cache_put(r->cache, &row, e);
}

static int put_moved(struct run *r, const struct job *job, const struct result *result, struct err *e) {
    struct buf before = {0}, after = {0};
    int done = cache_key_of_file(r->cache, job->file, &before, e);
    done = done < 0 ? done : put(r, job, result, e);
    done = done < 0 ? done : cache_key_of_file(r->cache, job->file, &after, e);
    if (done == 0 && before.n && after.n && !str_equal(buf_str(&before), buf_str(&after)) && r->options->rekeyed) {
        r->options->rekeyed(r->options->context, buf_str(&before), buf_str(&after));
    }
    buf_release(&before);
    buf_release(&after);
    return done;
}

static int store(struct run *r, const struct job *job, const struct result *result, struct err *e) {
    if (result->kind == RESULT_GONE) {
        return job->file ? cache_drop(r->cache, job->file, e) : 0;
    }
    if (result->kind == RESULT_UNREADABLE) {
        const struct problem *why = result->problems.first;
        return cache_put_unreadable(r->cache, job->file, job->root, job->path, why ? why->message : STR("cannot read the file"),
                                    e);
    }
    return (job->moved ? put_moved : put)(r, job, result, e);
}

/* A build shows what it has early, then ever more rarely: each commit costs full text a piece of its index. */
static int commit_now_and_then(struct run *r, struct err *e) {
    int64_t now = milliseconds();
    if (!r->building || !r->options->cache_file || now < r->next_commit) {
        return 0;
    }
    r->commit_every *= 2;
    if (cache_commit(r->cache, e) < 0 || cache_begin(r->cache, e) < 0) {
        return -1;
    }
    r->next_commit = milliseconds() + r->commit_every;
    r->committed = true;
    return 0;
}

static int take_result(void *context, size_t index, const struct result *result, struct err *e) {
    struct run *r = context;
    const struct job *job = &r->jobs[index];
    count_result(r, job, result);
    for (const struct problem *p = result->problems.first; p; p = p->next) {
        tell_problem(r, job->root, job->path, p);
    }
    if (store(r, job, result, e) < 0) {
        return -1;
    }
    r->done++;
    if (index % 32 == 0) {
        if (commit_now_and_then(r, e) < 0) {
            return -1;
        }
        tell_progress(r, false);
    }
    return 0;
}

static int parse_and_store(struct run *r, struct err *e) {
    known_release(&r->known); /* nobody asks any more, and writing wants memory of its own */
    struct task *tasks = xcalloc(r->job_count, sizeof *tasks);
    for (size_t i = 0; i < r->job_count; i++) {
        tasks[i] = (struct task){r->jobs[i].root, r->jobs[i].path};
    }
    struct work work = {.roots = r->options->roots,
                        .root_count = r->options->root_count,
                        .tasks = tasks,
                        .task_count = r->job_count,
                        .processes = r->options->processes,
                        .rules = r->options->rules};
    int result = r->job_count ? worker_run(&work, take_result, r, e) : 0;
    free(tasks);
    return result;
}

static int store_bad_folders(struct run *r, struct err *e) {
    for (size_t i = 0; i < r->bad_count; i++) {
        const struct bad_folder *bad = &r->bad[i];
        struct problem p = {.severity = SEVERITY_ERROR};
        p.message = arena_printf(&r->arena, "cannot read the folder: %s; what was indexed of it stays", strerror(bad->why));
        struct str path = bad->path.n ? bad->path : STR(".");
        struct known *known = known_find(&r->known, bad->root, path);
        int64_t file = known ? known->id : 0;
        if (known) {
            known->seen = true;
        }
        tell_problem(r, bad->root, path, &p);
        r->report->unreadable++;
        if (cache_put_unreadable(r->cache, file, bad->root, path, p.message, e) < 0) {
            return -1;
        }
    }
    return 0;
}

/* The folder itself has a row too, with the problem. */
static bool is_in(struct str path, struct str folder) {
    return !folder.n || str_equal(path, folder) ||
           (path.n > folder.n && path.p[folder.n] == '/' && !memcmp(path.p, folder.p, folder.n));
}

/* What was not seen is gone, unless a folder above it could not be read: a read error is not a deletion. */
static void gone_unless_unread(void *context, const struct known_file *f) {
    struct run *r = context;
    if (known_find(&r->known, f->root, f->path)->seen) {
        return;
    }
    for (size_t i = 0; i < r->bad_count; i++) {
        if (r->bad[i].root == f->root && is_in(f->path, r->bad[i].path)) {
            return;
        }
    }
    r->gone = grow(r->gone, r->gone_count, &r->gone_capacity, sizeof *r->gone);
    r->gone[r->gone_count++] = (struct gone){f->id, f->stamp, f->root, arena_copy(&r->arena, f->path)};
}

static int find_gone(struct run *r, struct err *e) {
    return known_unseen(&r->known) ? cache_known_files(r->cache, gone_unless_unread, r, e) : 0;
}

static int drop_gone(struct run *r, struct err *e) {
    int result = 0;
    for (size_t i = 0; i < r->gone_count && result == 0; i++) {
        const struct gone *g = &r->gone[i];
        if (g->file) {
            result = cache_drop(r->cache, g->file, e);
            tell_change(r, CHANGE_WITHDRAWN, g->root, g->path);
            r->report->removed += g->stamp.size >= 0; /* what never could be read was never counted as new */
        }
    }
    return result;
}

static void tell_finding(void *context, int root, struct str path, const char *field, struct problem *p) {
    struct run *r = context;
    indexer_place(r->options, root, path, field, p);
    r->report->warnings += p->severity == SEVERITY_WARNING;
    tell_problem(r, root, path, p);
}

static struct str rules_text(const struct index_options *o) {
    return o->rules ? o->rules->text : STR_NONE;
}

static int write_all(struct run *r, struct err *e) {
    if (cache_begin(r->cache, e) < 0) {
        return -1;
    }
    r->commit_every = FIRST_COMMIT_MILLISECONDS;
    r->next_commit = milliseconds() + r->commit_every;
    if ((r->building && cache_set_origin(r->cache, r->options->roots, r->options->root_count, rules_text(r->options), e) < 0) ||
        store_bad_folders(r, e) < 0 || drop_gone(r, e) < 0 || parse_and_store(r, e) < 0 ||
        cache_settle(r->cache, tell_finding, r, e) < 0) {
        cache_rollback(r->cache);
        return -1;
    }
    return cache_commit(r->cache, e);
}

static void release(struct run *r) {
    arena_release(&r->arena);
    free(r->jobs);
    known_release(&r->known);
    free(r->bad);
    free(r->gone);
}

static int close_cache(struct run *r, int result, struct err *e) {
    const struct index_options *o = r->options;
    if (result == 0 && r->building && o->cache_file) {
        return cache_publish(r->cache, e);
    }
    if (result == 0 && !o->cache_file && o->inspect) {
        result = o->inspect(o->context, r->cache, e);
    }
    cache_close(r->cache);
    return result;
}

static int finish(struct run *r, int result, struct err *e) {
    r->committed = true;
    if (result == 0) {
        result = cache_counts(r->cache, &r->report->counts, e);
    }
    result = close_cache(r, result, e);
    if (result == 0) {
        tell_progress(r, true);
    }
    release(r);
    return result;
}

static int keep_foreign(const struct index_options *o, struct err *e) {
    struct buf kept = {0}, text = {0};
    int result = cache_keep_foreign(o->cache_file, &kept, e);
    if (result == 0 && kept.n && o->notice) {
        buf_printf(&text, "'%s' is no cache of Courant; it is kept as '%s'", o->cache_file, buf_cstr(&kept));
        o->notice(o->context, buf_cstr(&text));
    }
    buf_release(&kept);
    buf_release(&text);
    return result;
}

static int build(const struct index_options *o, struct index_report *report, struct err *e) {
    if (o->cache_file && keep_foreign(o, e) < 0) {
        return -1;
    }
    struct run r = {.options = o, .report = report, .building = true};
    *report = (struct index_report){.built = true};
    r.cache = o->cache_file ? cache_open(o->cache_file, CACHE_BUILD, e) : cache_open("", CACHE_SCRATCH, e);
    if (!r.cache) {
        return -1;
    }
    walk(&r);
    tell_progress(&r, true);
    indexer_order(r.jobs, r.job_count, o);
    return finish(&r, write_all(&r, e), e);
}

static bool same_roots(struct cache *cache, const struct index_options *o) {
    struct arena arena = {0};
    struct str *roots;
    size_t count;
    bool same = cache_roots(cache, &arena, &roots, &count, NULL) == 0 && count == o->root_count;
    for (size_t i = 0; same && i < count; i++) {
        same = str_is(roots[i], o->roots[i]);
    }
    arena_release(&arena);
    return same;
}

static bool same_rules(struct cache *cache, const struct index_options *o) {
    struct arena arena = {0};
    bool same = str_equal(cache_rules(cache, &arena), rules_text(o));
    arena_release(&arena);
    return same;
}

static int update(const struct index_options *o, struct cache *cache, struct index_report *report, struct err *e) {
    struct run r = {.options = o, .report = report, .cache = cache};
    *report = (struct index_report){0};
    if (cache_known_files(cache, remember, &r, e) < 0 || cache_expired_files(cache, o->today, forget_stamp, &r, e) < 0) {
        return finish(&r, -1, e);
    }
    walk(&r);
    if (find_gone(&r, e) < 0) {
        return finish(&r, -1, e);
    }
    indexer_find_moves(r.jobs, r.job_count, r.gone, r.gone_count, o);
    indexer_order(r.jobs, r.job_count, o);
    tell_progress(&r, true);
    bool work = r.job_count || r.bad_count || r.gone_count;
    return finish(&r, work ? write_all(&r, e) : 0, e);
}

static void notice(const struct index_options *o, const char *why) {
    struct buf text = {0};
    buf_printf(&text, "%s; building it again", why);
    if (o->notice) {
        o->notice(o->context, buf_cstr(&text));
    }
    buf_release(&text);
}

static int bring_up_to_date(const struct index_options *o, struct index_report *report, struct err *e) {
    struct err why = {0};
    struct cache *cache = o->rebuild ? NULL : cache_open(o->cache_file, CACHE_UPDATE, &why);
    if (cache && !same_roots(cache, o)) {
        cache_close(cache);
        cache = NULL;
        notice(o, "the cache holds other content roots");
    } else if (cache && !same_rules(cache, o)) {
        cache_close(cache);
        cache = NULL;
        notice(o, "the rules under `fields` in config.yaml have changed");
    } else if (cache) {
        if (update(o, cache, report, &why) == 0) {
            return 0;
        }
        cache = NULL;
    }
    if (why.code != ERR_NONE && why.code != ERR_MISSING) {
        if (why.code != ERR_CORRUPT) {
            *e = why;
            return -1;
        }
        notice(o, why.text);
    }
    return build(o, report, e);
}

int indexer_run(const struct index_options *o, struct index_report *report, struct err *e) {
    if (!o->cache_file) {
        return build(o, report, e);
    }
    int lock = cache_lock(o->cache_file, true, e);
    if (lock < 0) {
        return -1;
    }
    int result = bring_up_to_date(o, report, e);
    close(lock);
    return result;
}
