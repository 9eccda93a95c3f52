/* indexer_order: sorts files by where their articles seem to go, so that ids are assigned in increasing order: full text is
 * half as fast otherwise. A wrong guess costs only time. */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "content.h"
#include "indexer_private.h"

enum { BEGINNING = 3072, MANY_JOBS = 2000, PART = 64 };

void indexer_add_job(struct index_run *r, int root, struct str path, int64_t file) {
    r->jobs = grow(r->jobs, r->job_count, &r->job_capacity, sizeof *r->jobs);
    r->jobs[r->job_count++] = (struct parse_job){.path = arena_copy(&r->arena, path), .file = file, .root = root};
}

static void open_roots(const struct index_options *o, int *roots) {
    for (size_t i = 0; i < o->root_count; i++) {
        roots[i] = open(o->roots[i], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    }
}

static struct content_place guess_place(const struct parse_job *job, const int *roots) {
    struct content_place place;
    char beginning[BEGINNING];
    int fd = openat(roots[job->root], job->path.p, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, beginning, BEGINNING);
    if (fd >= 0) {
        close(fd);
    }
    content_guess_place((struct str){beginning, n > 0 ? (size_t)n : 0}, job->path, &place);
    return place;
}

/* The work that two processes share: each takes the next part, until none is left. */
struct guesses {
    atomic_size_t next, taken; /* taken: the start of the child's current part, or of its last one */
    struct content_place places[];
};

static void guess_part(const struct parse_job *jobs, size_t count, const int *roots, size_t from, struct guesses *g) {
    for (size_t i = from; i < count && i < from + PART; i++) {
        g->places[i] = guess_place(&jobs[i], roots);
    }
}

static void guess_parts(const struct parse_job *jobs, size_t count, const int *roots, struct guesses *g, bool child) {
    size_t from;
    while ((from = atomic_fetch_add(&g->next, PART)) < count) {
        if (child) {
            atomic_store(&g->taken, from);
        }
        guess_part(jobs, count, roots, from, g);
    }
}

NORETURN
static void guess_in_parallel(const struct index_options *o, const struct parse_job *jobs, size_t count, struct guesses *g) {
    int *roots = xcalloc(o->root_count, sizeof *roots);
    worker_detach(STDERR_FILENO);
    open_roots(o, roots);
    worker_confine(roots, o->root_count);
    guess_parts(jobs, count, roots, g, true);
    _exit(0);
}

/* When no part is left, this process repeats the child's last part instead of waiting for it, as the child may have been killed
 * or stopped. If that happens between taking a part and recording it, the places of that part stay unknown. */
static void guess_all(const struct index_options *o, const struct parse_job *jobs, size_t count, const int *roots,
                      struct guesses *g) {
    pid_t pid = count < MANY_JOBS ? -1 : fork();
    if (pid == 0) {
        guess_in_parallel(o, jobs, count, g);
    }
    guess_parts(jobs, count, roots, g, false);
    if (pid > 0) {
        guess_part(jobs, count, roots, atomic_load(&g->taken), g);
        process_kill(pid);
    }
}

/* Of one moment the article with the first title has the highest id. */
static int by_place(const void *a, const void *b) {
    const struct parse_job *x = a, *y = b;
    const struct content_place *p = &x->place, *q = &y->place;
    if (p->day != q->day || p->moment != q->moment) {
        return p->day != q->day ? p->day - q->day : p->moment - q->moment;
    }
    if (p->title != q->title) {
        return p->title > q->title ? -1 : 1;
    }
    return x->root != y->root ? y->root - x->root : str_compare(y->path, x->path);
}

void indexer_sort(struct parse_job *jobs, size_t count) {
    if (count) {
        qsort(jobs, count, sizeof *jobs, by_place);
    }
}

void indexer_guess(struct parse_job *jobs, size_t count, const struct index_options *options) {
    if (count < 2) { /* nothing to sort */
        return;
    }
    size_t bytes = sizeof(struct guesses) + count * sizeof(struct content_place);
    struct guesses *g = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int *roots = xcalloc(options->root_count, sizeof *roots);
    if (g != MAP_FAILED) { /* without it any order is correct, only slower */
        open_roots(options, roots);
        guess_all(options, jobs, count, roots, g);
        for (size_t i = 0; i < count; i++) {
            jobs[i].place = g->places[i];
        }
        for (size_t i = 0; i < options->root_count; i++) {
            close(roots[i]);
        }
        munmap(g, bytes);
    }
    free(roots);
}
