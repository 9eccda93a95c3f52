/* worker: the parent: collects results in the order of the tasks, and tells faults of a file from faults of the system. */
#include "worker.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "worker_private.h"

/* After this many failed tasks in a row, more than a worker's batch, or this many timeouts, no more are tried. */
enum { PROCESSES_MAX = 16, FAILURES_MAX = 2 * BATCH, SILENCES_MAX = 3 };

struct pool {
    const struct work *work;
    struct worker workers[PROCESSES_MAX];
    size_t count;
    struct arena arena; /* holds the current result */
    size_t failures;    /* of the system, since the last result */
    size_t silences;
};

/* Why there is no result. */
struct fault {
    bool system; /* otherwise the file's, as far as we can tell */
    bool silence;
    char text[200];
};

static size_t processors(void) {
    cpu_set_t set;
    CPU_ZERO(&set);
    sched_getaffinity(0, sizeof set, &set); /* the set stays empty on failure */
    size_t n = (size_t)CPU_COUNT(&set);
    return n < 1 ? 1 : n > PROCESSES_MAX ? PROCESSES_MAX : n;
}

static void explain_exit(int status, struct fault *f) {
    f->system = status == EXIT_STARVED || status == EXIT_FAILED;
    if (status == EXIT_NO_MEMORY) {
        snprintf(f->text, sizeof f->text, "parsing the file took more than %d MB of memory", WORKER_MEGABYTES);
    } else if (status == EXIT_STARVED) {
        snprintf(f->text, sizeof f->text, "cannot parse the file: out of memory");
    } else if (status == EXIT_FAILED) {
        snprintf(f->text, sizeof f->text, "cannot parse the file: its worker process failed");
    } else {
        snprintf(f->text, sizeof f->text, "the parser exited on the file (status %d)", status);
    }
}

static void explain_signal(int signal, struct fault *f) {
    static const int own[] = {SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGSYS, SIGPROF};
    f->system = true;
    for (size_t i = 0; i < ARRAY_SIZE(own); i++) {
        f->system = f->system && signal != own[i];
    }
    if (signal == SIGPROF) {
        snprintf(f->text, sizeof f->text, "parsing the file took more than %d seconds", WORKER_SECONDS);
    } else if (f->system) {
        snprintf(f->text, sizeof f->text, "cannot parse the file: its worker process was killed (signal %d)", signal);
    } else {
        snprintf(f->text, sizeof f->text, "the parser crashed on the file (signal %d)", signal);
    }
}

static void explain_end(int status, struct fault *f) {
    if (WIFSIGNALED(status)) {
        explain_signal(WTERMSIG(status), f);
    } else {
        explain_exit(WEXITSTATUS(status), f);
    }
}

/* Ends the worker. If it closed its pipe and keeps running, or sends garbage, its file is to blame, if it had started one. */
static void explain(struct worker *w, enum answer answer, struct fault *f) {
    int status, why = errno;
    *f = (struct fault){.silence = answer == ANSWER_SILENCE, .system = answer == ANSWER_SILENCE || answer == ANSWER_FAILURE};
    if (answer == ANSWER_END && worker_end(w, &status)) {
        explain_end(status, f);
    } else if (f->silence) {
        snprintf(f->text, sizeof f->text, "cannot parse the file: its worker process does not answer");
    } else if (f->system) {
        snprintf(f->text, sizeof f->text, "cannot parse the file: cannot read from its worker process: %s", strerror(why));
    } else {
        snprintf(f->text, sizeof f->text, "the parser crashed on the file");
    }
    worker_kill(w);
    if (!w->ready && !f->system) {
        f->system = true;
        snprintf(f->text, sizeof f->text, "cannot parse the file: its worker process could not be set up");
    }
}

/* True: there is a result. False: the worker no longer runs, and f says why. */
static bool attempt(struct pool *p, const struct shard *shard, struct result *r, struct fault *f) {
    struct worker *w = &p->workers[shard->index];
    struct err e;
    struct str frame;
    if (!w->pid && worker_start(w, p->work, shard, &e) < 0) {
        *f = (struct fault){.system = true};
        snprintf(f->text, sizeof f->text, "%.*s", (int)sizeof f->text - 1, e.text);
        return false;
    }
    enum answer answer =
        worker_next(w, p->work->wait_milliseconds ? p->work->wait_milliseconds : WORKER_WAIT_SECONDS * 1000, &frame);
    if (answer == ANSWER_RESULT && worker_unpack(frame, &p->arena, r) == 0) {
        return true;
    }
    explain(w, answer == ANSWER_RESULT ? ANSWER_NONSENSE : answer, f);
    return false;
}

static void give_up(struct pool *p, const struct fault *f, struct result *r) {
    p->failures++;
    p->silences += f->silence;
    *r = (struct result){.kind = RESULT_UNPARSED};
    problems_init(&r->problems, &p->arena);
    problem_add(&r->problems, SEVERITY_ERROR, 0, 0, "%s", f->text);
}

/* The worker continues after the file. */
static void reject(struct pool *p, struct shard shard, size_t task, const struct fault *f, struct result *r) {
    *r = (struct result){.kind = RESULT_REJECTED};
    problems_init(&r->problems, &p->arena);
    problem_add(&r->problems, SEVERITY_ERROR, 0, 0, "%s; it was skipped", f->text);
    p->failures = 0;
    shard.plain = false;
    shard.first = shard_next(&shard, task);
    worker_start(&p->workers[shard.index], p->work, &shard, NULL); /* on failure, its next task tries again */
}

/* The result of a task whose worker may have died of it or been killed. The arena holds it. */
static void take(struct pool *p, size_t task, struct result *r) {
    struct shard shard = {.index = task / BATCH % p->count, .of = p->count, .first = task};
    struct fault fault, of_markup;
    for (bool again = false; !attempt(p, &shard, r, &fault);) {
        if (!fault.system && shard.plain) {
            reject(p, shard, task, &fault, r);
            return;
        }
        if (fault.silence || (fault.system && again)) {
            give_up(p, &fault, r);
            return;
        }
        again |= fault.system;
        if (!fault.system) {
            of_markup = fault;
            shard.plain = true;
        }
    }
    p->failures = 0;
    if (shard.plain) {
        problem_add(&r->problems, SEVERITY_WARNING, 0, 0, "%s; its text is shown without markup", of_markup.text);
    }
}

static int run(struct pool *p, worker_each *each, void *context, struct err *e) {
    for (size_t i = 0; i < p->count; i++) { /* if one cannot be started, its first task tries again */
        worker_start(&p->workers[i], p->work, &(struct shard){.index = i, .of = p->count, .first = i * BATCH}, NULL);
    }
    for (size_t i = 0; i < p->work->task_count; i++) {
        struct result r = {.kind = RESULT_UNPARSED};
        arena_reset(&p->arena);
        if (p->failures < FAILURES_MAX && p->silences < SILENCES_MAX) {
            take(p, i, &r);
        } else {
            problems_init(&r.problems, &p->arena);
        }
        if (each(context, i, &r, e) < 0) {
            return -1;
        }
    }
    return 0;
}

int worker_run(const struct work *work, worker_each *each, void *context, struct err *e) {
    signal(SIGCHLD, SIG_DFL); /* some programs leave it ignored, and then waitpid cannot return a status */
    size_t bundles = (work->task_count + BATCH - 1) / BATCH;
    struct pool p = {.work = work, .count = work->processes ? work->processes : processors()};
    p.count = p.count > bundles ? bundles : p.count;
    int result = run(&p, each, context, e);
    for (size_t i = 0; i < p.count; i++) {
        worker_kill(&p.workers[i]); /* all its results are here */
        buf_release(&p.workers[i].input);
    }
    arena_release(&p.arena);
    return result;
}
