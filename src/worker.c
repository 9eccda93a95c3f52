/* worker: the side that goes on: starts workers, takes their results in the order of the tasks, replaces those that died. */
#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "worker_private.h"

enum { PIPE_BYTES = 1 << 20, PROCESSES_MAX = 16 };

struct worker {
    pid_t pid; /* 0: not running */
    int pipe;
    struct buf input;
    size_t taken; /* of input */
};

struct pool {
    const struct work *work;
    struct worker workers[PROCESSES_MAX];
    size_t count;
    struct arena arena; /* of the result at hand */
};

static size_t processors(void) {
    cpu_set_t set;
    size_t n = sched_getaffinity(0, sizeof set, &set) == 0 ? (size_t)CPU_COUNT(&set) : 1;
    return n < 1 ? 1 : n > PROCESSES_MAX ? PROCESSES_MAX : n;
}

static int start(struct pool *p, const struct share *share, struct err *e) {
    struct worker *w = &p->workers[share->index];
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return err_set(e, "cannot start a worker process: %s", strerror(errno));
    }
    fcntl(ends[1], F_SETPIPE_SZ, PIPE_BYTES); /* a smaller one works too, with more waiting */
    pid_t pid = fork();
    if (pid == 0) {
        worker_main(p->work, share, ends[1]);
    }
    int why = errno;
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return err_set(e, "cannot start a worker process: %s", strerror(why));
    }
    w->pid = pid;
    w->pipe = ends[0];
    w->taken = 0;
    buf_reset(&w->input);
    return 0;
}

static int end(struct worker *w) {
    int status = 0;
    if (w->pid) {
        close(w->pipe);
        while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR) {
        }
        w->pid = 0;
    }
    return status;
}

/* True when the input holds `need` bytes behind what was taken; false when the worker ended before. */
static bool fill(struct worker *w, size_t need) {
    while (w->input.n - w->taken < need) {
        if (w->taken) {
            memmove(w->input.p, w->input.p + w->taken, w->input.n - w->taken);
            w->input.n -= w->taken;
            w->taken = 0;
        }
        buf_reserve(&w->input, need > 256 * 1024 ? need : 256 * 1024);
        ssize_t n = read(w->pipe, w->input.p + w->input.n, w->input.capacity - w->input.n);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        w->input.n += (size_t)n;
    }
    return true;
}

static bool next_frame(struct worker *w, struct str *frame) {
    uint32_t length;
    if (!fill(w, sizeof length)) {
        return false;
    }
    memcpy(&length, w->input.p + w->taken, sizeof length);
    if (length > RESULT_MAX || !fill(w, sizeof length + length)) {
        return false;
    }
    *frame = (struct str){w->input.p + w->taken + sizeof length, length};
    w->taken += sizeof length + length;
    return true;
}

static void died(struct result *r, struct arena *arena, int status, bool plain) {
    bool time = WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF;
    bool memory = WIFEXITED(status) && WEXITSTATUS(status) == EXIT_NO_MEMORY;
    enum severity severity = plain ? SEVERITY_ERROR : SEVERITY_WARNING;
    const char *then = plain ? "it was left out" : "its text is shown without markup";
    *r = (struct result){.kind = RESULT_REJECTED};
    problems_init(&r->problems, arena);
    if (time) {
        problem_add(&r->problems, severity, 0, 0, "parsing the file took more than %d seconds; %s", WORKER_SECONDS, then);
    } else if (memory) {
        problem_add(&r->problems, severity, 0, 0, "parsing the file took more than %d MB of memory; %s", WORKER_MEGABYTES,
                    then);
    } else {
        problem_add(&r->problems, severity, 0, 0, "the parser crashed on the file (signal %d); %s",
                    WIFSIGNALED(status) ? WTERMSIG(status) : 0, then);
    }
}

/* The result of a task whose worker may have died of it; the arena holds the result. Restarts the worker at the same file with
 * its body plain, then behind it. */
static int take(struct pool *p, size_t task, struct result *r, struct err *e) {
    struct share share = {.index = task / BUNDLE % p->count, .of = p->count, .first = task};
    struct worker *w = &p->workers[share.index];
    struct str frame;
    struct result first = {0};
    for (int attempt = 0; attempt < 2; attempt++) {
        if (next_frame(w, &frame) && worker_unpack(frame, &p->arena, r) == 0) {
            if (attempt) {
                problem_add(&r->problems, SEVERITY_WARNING, 0, 0, "%.*s", (int)first.problems.first->message.n,
                            first.problems.first->message.p);
            }
            return 0;
        }
        kill(w->pid, SIGKILL); /* one that talks nonsense has not ended by itself */
        died(attempt ? r : &first, &p->arena, end(w), attempt);
        share.plain = !attempt;
        share.first = attempt ? share_next(&share, task) : task;
        if (start(p, &share, e) < 0) {
            return -1;
        }
    }
    return 0;
}

static int run(struct pool *p, worker_each *each, void *context, struct err *e) {
    for (size_t i = 0; i < p->count; i++) {
        if (start(p, &(struct share){.index = i, .of = p->count, .first = i * BUNDLE}, e) < 0) {
            return -1;
        }
    }
    for (size_t i = 0; i < p->work->task_count; i++) {
        struct result r;
        arena_reset(&p->arena);
        if (take(p, i, &r, e) < 0 || each(context, i, &r, e) < 0) {
            return -1;
        }
    }
    return 0;
}

int worker_run(const struct work *work, worker_each *each, void *context, struct err *e) {
    size_t bundles = (work->task_count + BUNDLE - 1) / BUNDLE;
    struct pool p = {.work = work, .count = work->processes ? work->processes : processors()};
    p.count = p.count > bundles ? bundles : p.count;
    int result = run(&p, each, context, e);
    for (size_t i = 0; i < p.count; i++) {
        if (result < 0 && p.workers[i].pid) {
            kill(p.workers[i].pid, SIGKILL);
        }
        end(&p.workers[i]);
        buf_release(&p.workers[i].input);
    }
    arena_release(&p.arena);
    return result;
}
