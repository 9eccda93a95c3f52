/* indexer_order: files put in order by the date that they seem to have, so that the ids they get only ever grow: full text is
 * half as fast when they do not. A wrong guess costs time, nothing else. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "content.h"
#include "indexer_private.h"

enum { BEGINNING = 3072, MANY_JOBS = 2000 };

static void open_roots(const struct index_options *o, int *roots) {
    for (size_t i = 0; i < o->root_count; i++) {
        roots[i] = open(o->roots[i], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    }
}

static int32_t guess_day(const struct job *job, const int *roots) {
    char beginning[BEGINNING];
    int fd = openat(roots[job->root], job->path.p, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, beginning, BEGINNING);
    if (fd >= 0) {
        close(fd);
    }
    return content_guess_day((struct str){beginning, n > 0 ? (size_t)n : 0}, job->path);
}

static void guess_days(const struct job *jobs, const int *roots, size_t from, size_t to, int32_t *days) {
    for (size_t i = from; i < to; i++) {
        days[i] = guess_day(&jobs[i], roots);
    }
}

NORETURN
static void guess_apart(const struct index_options *o, const struct job *jobs, size_t from, size_t to, int32_t *days) {
    int *roots = xcalloc(o->root_count, sizeof *roots);
    worker_detach(STDERR_FILENO);
    open_roots(o, roots);
    worker_confine(roots, o->root_count);
    guess_days(jobs, roots, from, to, days);
    _exit(0);
}

/* One half is guessed by another process, into memory that both see; when there is none, by this one after the other half. */
static void guess_all(const struct index_options *o, const struct job *jobs, size_t count, const int *roots, int32_t *days) {
    size_t half = count < MANY_JOBS ? count : count / 2;
    pid_t pid = half < count ? fork() : -1;
    if (pid == 0) {
        guess_apart(o, jobs, half, count, days);
    }
    guess_days(jobs, roots, 0, half, days);
    int status = 1;
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (half < count && status != 0) {
        guess_days(jobs, roots, half, count, days);
    }
}

static int by_day(const void *a, const void *b) {
    const struct job *x = a, *y = b;
    if (x->day != y->day) {
        return x->day < y->day ? -1 : 1;
    }
    return x->root != y->root ? x->root - y->root : str_compare(x->path, y->path);
}

void indexer_order(struct job *jobs, size_t count, const struct index_options *options) {
    if (count < 2) {
        return;
    }
    size_t bytes = count * sizeof(int32_t);
    int32_t *days = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int *roots = xcalloc(options->root_count, sizeof *roots);
    if (days != MAP_FAILED) { /* without, any order is right, only slower */
        open_roots(options, roots);
        guess_all(options, jobs, count, roots, days);
        for (size_t i = 0; i < count; i++) {
            jobs[i].day = days[i];
        }
        for (size_t i = 0; i < options->root_count; i++) {
            close(roots[i]);
        }
        munmap(days, bytes);
    }
    free(roots);
    qsort(jobs, count, sizeof *jobs, by_day);
}
