/* indexer_dates: dates for articles that have none of their own, from git or the file. */
#include <stdlib.h>

#include "indexer_git.h"
#include "indexer_private.h"

struct root_dates {
    struct git_state state;
    struct buf why; /* there are no dates; empty: there are */
    bool looked, read;
    struct git_history history;
};

struct file_dates {
    struct root_dates *roots;
};

static void warn(const struct index_run *r, int root, const char *what, struct str why) {
    const struct index_options *o = r->options;
    struct buf text = {0};
    buf_printf(&text, "%s '%s': %.*s", what, o->roots[root], (int)why.n, why.p);
    if (o->warning) {
        o->warning(o->context, buf_cstr(&text));
    }
    buf_release(&text);
}

static struct root_dates *look(struct index_run *r, int root) {
    if (!r->dates) {
        r->dates = xcalloc(1, sizeof *r->dates);
        r->dates->roots = xcalloc(r->options->root_count, sizeof *r->dates->roots);
    }
    struct root_dates *d = &r->dates->roots[root];
    if (!d->looked) {
        d->looked = true;
        git_look(r->options->roots[root], &d->state, &d->why);
    }
    return d;
}

/* What is wrong is said when a file needs a date. */
static const struct git_history *history_of(struct index_run *r, int root) {
    struct root_dates *d = look(r, root);
    if (!d->read) {
        d->read = true;
        d->history.endings = r->options->endings;
        if (d->why.n || !git_read(r->options->roots[root], &d->history, &d->why)) {
            warn(r, root, "no dates from git for", buf_str(&d->why));
        } else if (d->state.is_shallow) {
            warn(r, root, "dates from git may be too late for", STR("a shallow clone; run `git fetch --unshallow` there"));
        }
    }
    return d->why.n ? NULL : &d->history;
}

void indexer_dates_release(struct index_run *r) {
    for (size_t i = 0; r->dates && i < r->options->root_count; i++) {
        git_release(&r->dates->roots[i].history);
        buf_release(&r->dates->roots[i].why);
    }
    if (r->dates) {
        free(r->dates->roots);
    }
    free(r->dates);
    r->dates = NULL;
}

/* The day that the file gives; DATE_NONE: none. git is asked when the first file needs it, once for each root. */
static int32_t day_of_file(struct index_run *r, int root, struct str path) {
    struct file_stamp stamp;
    const struct git_history *history = r->options->dates == DATES_GIT ? history_of(r, root) : NULL;
    if (r->options->dates == DATES_FILE && indexer_stamp(r->options, root, path, &stamp)) {
        return date_of_time(stamp.modified / 1000000000);
    }
    return history ? git_day(history, path) : DATE_NONE;
}

static void guess_missing(struct index_run *r) {
    for (size_t i = 0; i < r->job_count; i++) {
        struct parse_job *job = &r->jobs[i];
        if (job->place.day == DATE_NONE) {
            job->place.day = day_of_file(r, job->root, job->path);
        }
    }
}

void indexer_order_jobs(struct index_run *r) {
    indexer_guess(r->jobs, r->job_count, r->options);
    if (r->options->dates != DATES_OWN) {
        guess_missing(r);
    }
    indexer_sort(r->jobs, r->job_count);
}

/* Only the day: files that one commit added have no order among themselves but that of their titles. */
static bool set_date(struct index_run *r, const struct parse_job *job, struct article *a) {
    static const char *const names[] = {[DATES_GIT] = "git", [DATES_FILE] = "file"};
    a->date_from = STR_NONE;
    if (r->options->dates == DATES_OWN || a->date.day != DATE_NONE) {
        return false;
    }
    a->date = (struct date){.day = day_of_file(r, job->root, job->path)};
    if (a->date.day != DATE_NONE) {
        a->date_from = str_from(names[r->options->dates]);
    }
    return a->date.day != DATE_NONE;
}

static void note_date(const struct article *a, struct problems *problems) {
    struct buf day = {0};
    date_format_iso(&day, a->date.day);
    problem_add(problems, SEVERITY_NOTE, 0, 0, "no date; dated %s by %s", buf_cstr(&day),
                str_is(a->date_from, "git") ? "its first commit" : "the file's time");
    buf_release(&day);
}

const struct result *indexer_give_date(struct index_run *r, const struct parse_job *job, const struct result *result,
                                       struct arena *arena, struct result *dated) {
    *dated = *result;
    if (result->kind != RESULT_ARTICLE || !set_date(r, job, &dated->article)) {
        return result;
    }
    problems_init(&dated->problems, arena);
    for (const struct problem *p = result->problems.first; p; p = p->next) {
        problem_add_copy(&dated->problems, p);
    }
    note_date(&dated->article, &dated->problems);
    return dated;
}

void indexer_set_visibility(const struct index_options *o, struct content_row *row) {
    unsigned states = article_states(row->article, &o->now);
    row->hidden = states & o->hide;
    if (states & o->hide & HIDE_FUTURE) {
        row->due = article_due(row->article);
    } else if (o->hide & HIDE_EXPIRED && !(states & HIDE_EXPIRED)) {
        row->due = row->article->expires;
    }
}

/* ---- what a commit changes although no file does ---- */

static bool has_new_head(struct index_run *r, int root) {
    int64_t head = (size_t)root < r->options->root_count ? look(r, root)->state.head : 0;
    return head && head != cache_git_head(r->cache, root);
}

static void forget_if_dated_otherwise(void *context, const struct known_file *f, int32_t day) {
    struct index_run *r = context;
    struct known_entry *known = known_find(&r->known, f->root, f->path);
    if (known && has_new_head(r, f->root) && day_of_file(r, f->root, f->path) != day) {
        known->stamp.size = -1;
    }
}

/* The log is read again only where there is another commit than in the run before. */
int indexer_check_dates(struct index_run *r, struct err *e) {
    bool changed = false;
    for (size_t i = 0; r->options->dates == DATES_GIT && i < r->options->root_count; i++) {
        changed = has_new_head(r, (int)i) || changed;
    }
    return changed ? cache_dated_files(r->cache, forget_if_dated_otherwise, r, e) : 0;
}

int indexer_store_heads(struct index_run *r, struct err *e) {
    int result = 0;
    for (size_t i = 0; r->options->dates == DATES_GIT && result == 0 && i < r->options->root_count; i++) {
        int64_t head = look(r, (int)i)->state.head;
        if (head != cache_git_head(r->cache, (int)i)) {
            result = cache_set_git_head(r->cache, (int)i, head, e);
        }
    }
    return result;
}
