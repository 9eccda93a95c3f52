/* job: the parent's side of an index run in the background. */
#include "job.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { REPORT_DESCRIPTOR = 3 };

static void exec_indexer(const char *cache_file, const char *const *roots, size_t count, bool rebuild, int pipe) {
    struct buf cache = {0}, report = {0};
    char **arguments = xcalloc(count + 7, sizeof *arguments);
    size_t n = 0;
    int null = open("/dev/null", O_RDWR);
    for (int fd = 0; fd < 3; fd++) {
        dup2(null, fd); /* the terminal belongs to the parent */
    }
    if (pipe == REPORT_DESCRIPTOR) {
        fcntl(pipe, F_SETFD, 0);
    } else {
        dup2(pipe, REPORT_DESCRIPTOR);
    }
    close_range(REPORT_DESCRIPTOR + 1, ~0u, 0);
    buf_printf(&cache, "--cache=%s", cache_file);
    buf_printf(&report, "--report=%d", REPORT_DESCRIPTOR);
    arguments[n++] = xstrdup("courant");
    arguments[n++] = xstrdup("index");
    arguments[n++] = xstrdup(buf_cstr(&cache));
    arguments[n++] = xstrdup(buf_cstr(&report));
    if (rebuild) {
        arguments[n++] = xstrdup("--rebuild");
    }
    arguments[n++] = xstrdup("--");
    for (size_t i = 0; i < count; i++) {
        arguments[n++] = xstrdup(roots[i]);
    }
    setsid(); /* so that ^C at the terminal does not reach it */
    execv("/proc/self/exe", arguments);
    _exit(127);
}

int job_start(struct job_process *j, const char *cache_file, const char *const *roots, size_t count, bool rebuild,
              struct err *e) {
    int ends[2];
    *j = (struct job_process){.pipe = -1};
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return err_set(e, "cannot index in the background: %s", strerror(errno));
    }
    pid_t pid = fork();
    if (pid == 0) {
        exec_indexer(cache_file, roots, count, rebuild, ends[1]);
    }
    int why = errno;
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return err_set(e, "cannot index in the background: %s", strerror(why));
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    j->pid = pid;
    j->pipe = ends[0];
    return 0;
}

static void reap(struct job_process *j) {
    while (waitpid(j->pid, NULL, 0) < 0 && errno == EINTR) {
    }
    close(j->pipe);
    j->pid = 0;
    j->pipe = -1;
    buf_release(&j->input);
}

static bool starts(struct str *line, const char *word) {
    if (!str_starts(*line, word)) {
        return false;
    }
    *line = str_trim(str_slice(*line, strlen(word), line->n));
    return true;
}

static void read_numbers(struct str text, int64_t *numbers) {
    for (int i = 0; i < 4; i++) {
        const char *blank = memchr(text.p, ' ', text.n);
        size_t n = blank ? (size_t)(blank - text.p) : text.n;
        str_to_int(str_slice(text, 0, n), &numbers[i]);
        text = str_slice(text, n + 1, text.n);
    }
}

static bool broke_off(struct job_process *j, struct job_event *event) {
    bool ended = j->ended;
    reap(j);
    *event = (struct job_event){.kind = JOB_FAILED, .text = STR("the index run stopped before it was done")};
    return !ended;
}

static bool read_event(struct str line, struct job_event *event) {
    *event = (struct job_event){.kind = JOB_PROGRESS};
    if (starts(&line, "progress ")) {
        event->kind = JOB_PROGRESS;
    } else if (starts(&line, "done ")) {
        event->kind = JOB_DONE;
    } else if (starts(&line, "notice ")) {
        event->kind = JOB_NOTICE;
    } else if (starts(&line, "warning ")) {
        event->kind = JOB_WARNING;
    } else if (starts(&line, "unread ")) {
        event->kind = JOB_UNREAD;
    } else if (starts(&line, "failed ")) {
        event->kind = JOB_FAILED;
    } else {
        return false;
    }
    event->text = line;
    if (event->kind == JOB_PROGRESS || event->kind == JOB_DONE) {
        read_numbers(line, event->numbers);
    }
    return true;
}

static bool take_line(struct job_process *j, size_t *consumed, struct str *line) {
    const char *end = j->input.n ? memchr(j->input.p, '\n', j->input.n) : NULL;
    if (!end) {
        return false;
    }
    *line = (struct str){j->input.p, (size_t)(end - j->input.p)};
    *consumed = line->n + 1;
    return true;
}

bool job_next(struct job_process *j, struct job_event *event) {
    struct str line;
    size_t consumed;
    if (!j->pid) {
        return false;
    }
    while (!take_line(j, &consumed, &line)) {
        buf_reserve(&j->input, 4096);
        ssize_t n = read(j->pipe, j->input.p + j->input.n, buf_available(&j->input));
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return n == 0 && broke_off(j, event);
        }
        buf_filled(&j->input, (size_t)n);
    }
    /* Moves the line to the end of the buffer's memory, where it stays valid until the next call. */
    char *copy = xrealloc(NULL, line.n + 1, 1);
    memcpy(copy, line.p, line.n);
    memmove(j->input.p, j->input.p + consumed, j->input.n - consumed);
    buf_truncate(&j->input, j->input.n - consumed);
    buf_reserve(&j->input, line.n);
    memcpy(j->input.p + j->input.n, copy, line.n);
    free(copy);
    bool known = read_event((struct str){j->input.p + j->input.n, line.n}, event);
    j->ended = j->ended || (known && (event->kind == JOB_DONE || event->kind == JOB_FAILED));
    return known;
}

void job_leave(struct job_process *j) {
    if (j->pid) {
        close(j->pipe);
        buf_release(&j->input);
        *j = (struct job_process){.pipe = -1};
    }
}

void job_stop(struct job_process *j) {
    if (j->pid) {
        kill(j->pid, SIGTERM);
        kill(j->pid, SIGCONT); /* a stopped process would not notice the other signal */
        reap(j);
    }
}
