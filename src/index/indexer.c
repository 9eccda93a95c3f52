/* indexer: finds what is new, changed and deleted, and writes it to the cache. */
#include "indexer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "content.h"
#include "indexer_private.h"

enum { PROGRESS_MILLISECONDS = 100, FIRST_COMMIT_MILLISECONDS = 250, MANY_JOBS = 1000 };

static void report_progress(struct index_run *r, bool now) {
    const struct index_options *o = r->options;
    int64_t time = monotonic_ms();
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

/* ---- what the cache knows ---- */

static void remember(void *context, const struct known_file *f) {
    struct index_run *r = context;
    known_add(&r->known, f);
    if (f->stamp.size >= 0 && (size_t)f->root < r->options->root_count) {
        r->roots[f->root].known++;
    }
}

/* Articles that are due, or have expired, since they were indexed are reparsed like changed ones. */
static void forget_stamp(void *context, const struct known_file *f) {
    struct index_run *r = context;
    known_find(&r->known, f->root, f->path)->stamp.size = -1;
}

/* ---- the walk ---- */

static bool same_stamp(const struct file_stamp *stamp, const struct stat *status) {
    return stamp->size == status->st_size && stamp->inode == (int64_t)status->st_ino &&
           stamp->modified == status->st_mtim.tv_sec * 1000000000ll + status->st_mtim.tv_nsec;
}

/* The last job is for a path where there used to be another file. */
static void note_swapped(struct index_run *r, const struct known_entry *known) {
    struct parse_job *job = &r->jobs[r->job_count - 1];
    job->swapped = true;
    r->gone = grow(r->gone, r->gone_count, &r->gone_capacity, sizeof *r->gone);
    r->gone[r->gone_count++] = (struct gone_file){known->id, r->job_count, known->stamp, job->root, job->path};
}

static void found_file(void *context, const struct found_file *f) {
    struct index_run *r = context;
    struct stat status;
    r->report->files++;
    r->roots[f->root].found++;
    languages_note(&r->languages, f->root, f->path);
    struct known_entry *old = known_find(&r->old, f->root, f->path);
    if (old) {
        old->seen = true;
    }
    struct known_entry *known = known_find(&r->known, f->root, f->path);
    if (!known) {
        indexer_add_job(r, f->root, f->path, 0);
        return;
    }
    known->seen = true;
    bool found = fstatat(f->folder, f->name, &status, AT_SYMLINK_NOFOLLOW) == 0;
    if (found && same_stamp(&known->stamp, &status)) {
        r->report->unchanged++;
        known->same = true;
        return;
    }
    indexer_add_job(r, f->root, f->path, known->id);
    if (found && known->stamp.size >= 0 && known->stamp.inode != (int64_t)status.st_ino) {
        note_swapped(r, known);
    }
}

static void bad_folder(void *context, int root, struct str folder, int why) {
    struct index_run *r = context;
    r->bad = grow(r->bad, r->bad_count, &r->bad_capacity, sizeof *r->bad);
    r->bad[r->bad_count++] = (struct bad_folder){root, arena_copy(&r->arena, folder), why};
}

static void warn_none_found(const struct index_options *o, const char *root) {
    struct buf text = {0};
    buf_printf(&text, "no content files (%s) below '%s'", content_endings, root);
    if (o->notice) {
        o->notice(o->context, buf_cstr(&text));
    }
    buf_release(&text);
}

static bool has_bad_folder(const struct index_run *r, int root) {
    for (size_t i = 0; i < r->bad_count; i++) {
        if (r->bad[i].root == root) {
            return true;
        }
    }
    return false;
}

static void walk(struct index_run *r) {
    struct walk_callbacks walk = {.context = r, .file = found_file, .unreadable = bad_folder};
    walk_roots(r->options, &walk);
    for (size_t i = 0; i < r->options->root_count; i++) {
        struct stat status;
        r->roots[i].device = stat(r->options->roots[i], &status) == 0 ? (int64_t)status.st_dev : 0;
        if (!r->roots[i].found && !r->roots[i].known && !has_bad_folder(r, (int)i)) {
            warn_none_found(r->options, r->options->roots[i]);
        }
    }
}

/* ---- writing ---- */

static void count_result(struct index_run *r, const struct parse_job *job, const struct result *result) {
    struct index_report *report = r->report;
    report->rejected += result->kind == RESULT_REJECTED;
    report->unreadable += result->kind != RESULT_ARTICLE && result->kind != RESULT_REJECTED;
    report->warnings += (int64_t)result->problems.warnings;
    if (result->kind == RESULT_ARTICLE || result->kind == RESULT_REJECTED) {
        report->added += !job->file;
        report->moved += job->moved;
        report->changed += job->file && !job->moved;
    }
}

static struct file_stamp stamp_of(struct index_run *r, const struct parse_job *job, const struct result *result) {
    struct file_stamp stamp = result->stamp;
    if (!stamp.inode) { /* the worker died before it sent the stamp: use the current one */
        indexer_stamp(r->options, job->root, job->path, &stamp);
    }
    return stamp;
}

static int put_row(struct index_run *r, const struct parse_job *job, const struct result *result, const struct article *a,
                   struct err *e) {
    struct content_row row = {
        .file = job->file,
        .root = job->root,
        .path = job->path,
        .stamp = stamp_of(r, job, result),
        .article = a,
        .document = result->document,
        .problems = &result->problems,
        .added = time(NULL),
    };
    if (row.article) {
        indexer_set_visibility(r->options, &row);
    }
    report_change(r, job->moved ? CHANGE_MOVED : job->file ? CHANGE_EDITED : CHANGE_NEW, job->root, job->path);
    return cache_put(r->cache, &row, e);
}

static int put(struct index_run *r, const struct parse_job *job, const struct result *result, struct err *e) {
    struct arena arena = {0};
    struct article a = result->article;
    bool is_article = result->kind == RESULT_ARTICLE;
    if (is_article) {
        languages_apply(&r->languages, job->root, job->path, &a, &arena);
    }
    int done = put_row(r, job, result, is_article ? &a : NULL, e);
    arena_release(&arena);
    return done;
}

/* Puts a known file, and reports the new identity of its article. */
static int put_known(struct index_run *r, const struct parse_job *job, const struct result *result, struct err *e) {
    struct arena arena = {0};
    struct identity before, after;
    int done = cache_identity_of_file(r->cache, job->file, &arena, &before, e);
    done = done < 0 ? done : put(r, job, result, e);
    done = done < 0 ? done : cache_identity_of_file(r->cache, job->file, &arena, &after, e);
    if (done == 0) {
        indexer_report_known(r, before.key, &after);
    }
    arena_release(&arena);
    return done;
}

/* Keeps the old rows. The walk has just seen the file: if it, or its whole root, was deleted since, the next run notices. */
static int keep_old(struct index_run *r, const struct parse_job *job, const struct result *result, struct err *e) {
    const struct problem *first = result->problems.first;
    struct str why = first ? first->message : STR("cannot parse the file: too many files before it could not be parsed");
    if (result->kind == RESULT_UNPARSED && !r->unparsed++) {
        buf_add_str(&r->first_fault, why);
    }
    indexer_note_loss(r, job->root, job->path, why);
    return result->kind == RESULT_GONE && !job->file ? 0
                                                     : cache_put_unreadable(r->cache, job->file, job->root, job->path, why, e);
}

static int store(struct index_run *r, const struct parse_job *job, const struct result *result, struct err *e) {
    if (result->kind != RESULT_ARTICLE && result->kind != RESULT_REJECTED) {
        return keep_old(r, job, result, e);
    }
    return (job->file ? put_known : put)(r, job, result, e);
}

/* A build commits early, then less and less often: each commit makes FTS5 write another segment of its index. */
static int commit_now_and_then(struct index_run *r, struct err *e) {
    int64_t now = monotonic_ms();
    if (!r->building || !r->options->cache_file || now < r->next_commit) {
        return 0;
    }
    r->commit_every *= 3;
    if (cache_commit(r->cache, e) < 0 || cache_begin(r->cache, e) < 0) {
        return -1;
    }
    r->next_commit = monotonic_ms() + r->commit_every;
    r->committed = true;
    return 0;
}

static int take(struct index_run *r, size_t index, const struct result *result, struct err *e) {
    const struct parse_job *job = &r->jobs[index];
    if (index == 0 && r->job_count >= MANY_JOBS) { /* not before: the workers run by now, and have no use for it */
        indexer_use_large_pages();
    }
    count_result(r, job, result);
    for (const struct problem *p = result->problems.first; p; p = p->next) {
        report_problem(r, job->root, job->path, p);
    }
    if (store(r, job, result, e) < 0) {
        return -1;
    }
    r->done++;
    if (index % 32 == 0) {
        if (commit_now_and_then(r, e) < 0) {
            return -1;
        }
        report_progress(r, false);
    }
    return 0;
}

static int take_result(void *context, size_t index, const struct result *parsed, struct err *e) {
    struct index_run *r = context;
    const struct parse_job *job = &r->jobs[index];
    struct arena arena = {0};
    struct result dated;
    const struct result *result = indexer_give_date(r, job, parsed, &arena, &dated);
    int stored = indexer_batch_add(r, index, result, take, e);
    arena_release(&arena);
    return stored;
}

static int parse_and_store(struct index_run *r, struct err *e) {
    known_release(&r->known); /* no longer needed, and writing needs the memory */
    struct task *tasks = xcalloc(r->job_count, sizeof *tasks);
    for (size_t i = 0; i < r->job_count; i++) {
        tasks[i] = (struct task){r->jobs[i].root, r->jobs[i].path};
    }
    struct work work = {.roots = r->options->roots,
                        .root_count = r->options->root_count,
                        .tasks = tasks,
                        .task_count = r->job_count,
                        .processes = r->options->processes,
                        .rules = r->options->rules,
                        .endings = r->options->endings};
    int result = r->job_count ? worker_run(&work, take_result, r, e) : 0;
    result = result < 0 ? -1 : indexer_batch_flush(r, take, e);
    free(tasks);
    return result < 0 ? -1 : indexer_check_parsed(r, e);
}

static void report_finding(void *context, int root, struct str path, const char *field, struct problem *p) {
    struct index_run *r = context;
    indexer_locate_field(r->options, root, path, field, p);
    r->report->warnings += p->severity == SEVERITY_WARNING;
    report_problem(r, root, path, p);
}

static struct str language_wanted(const struct index_options *o) {
    return str_from(o->language);
}

/* Marks are committed first: if this run ends before the cache is committed, the next one reports the same changes again, and
 * the marks stay as they are. If they cannot follow, the cache records that, and in the next run they check everything. */
static int report_settled(struct index_run *r, struct err *e) {
    bool unfollowed = cache_is_unfollowed(r->cache);
    r->report->unfollowed = unfollowed;
    if (r->options->settled && r->options->settled(r->options->context, r->cache, r->report) == unfollowed) {
        return cache_set_unfollowed(r->cache, !unfollowed, e);
    }
    return 0;
}

static int write_all(struct index_run *r, struct err *e) {
    if (cache_begin(r->cache, e) < 0) {
        return -1;
    }
    r->commit_every = FIRST_COMMIT_MILLISECONDS;
    r->next_commit = monotonic_ms() + r->commit_every;
    if ((r->building && indexer_set_origin(r, e) < 0) || cache_set_language(r->cache, language_wanted(r->options), e) < 0 ||
        languages_store(r, e) < 0 || indexer_set_devices(r, e) < 0 || indexer_store_bad_folders(r, e) < 0 ||
        indexer_drop_gone(r, e) < 0 || parse_and_store(r, e) < 0 || indexer_check_losses(r, e) < 0 ||
        cache_finish(r->cache, report_finding, r, e) < 0 || report_settled(r, e) < 0 || indexer_store_heads(r, e) < 0) {
        cache_rollback(r->cache);
        return -1;
    }
    return cache_commit(r->cache, e);
}

/* No file has changed. */
static int keep_all(struct index_run *r, struct err *e) {
    return report_settled(r, e) < 0 ? -1 : indexer_store_heads(r, e);
}

static void release(struct index_run *r) {
    arena_release(&r->arena);
    free(r->jobs);
    known_release(&r->known);
    known_release(&r->old);
    free(r->roots);
    languages_release(&r->languages);
    buf_release(&r->first_fault);
    buf_release(&r->first_loss);
    free(r->bad);
    free(r->gone);
    indexer_dates_release(r);
    indexer_batch_release(r);
}

static int close_cache(struct index_run *r, int result, struct err *e) {
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

static int finish(struct index_run *r, int result, struct err *e) {
    r->committed = true;
    if (result == 0) {
        r->report->customs = cache_customs(r->cache);
        result = cache_counts(r->cache, &r->report->counts, e);
    }
    result = close_cache(r, result, e);
    if (result == 0) {
        report_progress(r, true);
    }
    release(r);
    return result;
}

static int keep_foreign(const struct index_options *o, struct err *e) {
    struct buf kept = {0}, text = {0};
    int result = cache_keep_foreign(o->cache_file, &kept, e);
    if (result == 0 && kept.n && o->notice) {
        buf_printf(&text, "'%s' is not a Courant cache; it is kept as '%s'", o->cache_file, buf_cstr(&kept));
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
    struct index_run r = {.options = o, .report = report, .building = true};
    *report = (struct index_report){.built = true};
    r.cache =
        o->cache_file ? cache_open_for_update(o->cache_file, CACHE_BUILD, e) : cache_open_for_update("", CACHE_SCRATCH, e);
    if (!r.cache) {
        return -1;
    }
    r.roots = xcalloc(o->root_count, sizeof *r.roots);
    indexer_read_old(&r);
    walk(&r);
    if (indexer_check_walk(&r, e) < 0 || languages_decide(&r, e) < 0) {
        return finish(&r, -1, e);
    }
    report_progress(&r, true);
    indexer_order_jobs(&r);
    return finish(&r, write_all(&r, e), e);
}

static int update(const struct index_options *o, struct cache *cache, struct index_report *report, struct err *e) {
    struct index_run r = {.options = o, .report = report, .cache = cache};
    *report = (struct index_report){0};
    r.roots = xcalloc(o->root_count, sizeof *r.roots);
    for (size_t i = 0; i < o->root_count; i++) {
        r.roots[i].was_on = cache_device(cache, (int)i);
    }
    if (cache_known_files(cache, remember, &r, e) < 0 || cache_due_files(cache, &o->now, forget_stamp, &r, e) < 0 ||
        indexer_check_dates(&r, e) < 0) {
        return finish(&r, -1, e);
    }
    walk(&r);
    if (languages_decide(&r, e) < 0 || indexer_find_gone(&r, e) < 0) {
        return finish(&r, -1, e);
    }
    indexer_find_moves(r.jobs, r.job_count, r.gone, r.gone_count, o);
    indexer_keep_emptied(&r);
    indexer_order_jobs(&r);
    report_progress(&r, true);
    bool work = r.job_count || r.bad_count || r.gone_count || r.languages.changed ||
                cache_has_other_language(cache, language_wanted(o));
    return finish(&r, work ? write_all(&r, e) : keep_all(&r, e), e);
}

static void notice(const struct index_options *o, const char *why) {
    struct buf text = {0};
    buf_printf(&text, "%s; rebuilding the cache", why);
    if (o->notice) {
        o->notice(o->context, buf_cstr(&text));
    }
    buf_release(&text);
}

static int bring_up_to_date(const struct index_options *o, struct index_report *report, struct err *e) {
    struct err why = {0};
    struct cache *cache = o->rebuild ? NULL : cache_open_for_update(o->cache_file, CACHE_UPDATE, &why);
    const char *differs = NULL;
    if (cache && (indexer_compare_origin(cache, o, &differs, &why) < 0 || differs)) {
        cache_close(cache);
    } else if (cache && update(o, cache, report, &why) == 0) {
        return 0;
    }
    if (differs) {
        notice(o, differs);
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
