/* worker_pipe: the parent's end of a worker's pipe: starts a process, reads its results, waits for its end, always with a
 * limit. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "worker_private.h"

enum { PIPE_BYTES = 1 << 20, READ_BYTES = 256 * 1024, END_MILLISECONDS = 1000, SLICE_MILLISECONDS = 1000 };

static int64_t microseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000ll + now.tv_nsec / 1000;
}

static int run(struct worker *w, const struct work *work, const struct shard *shard, const int *ends) {
    fcntl(ends[1], F_SETPIPE_SZ, PIPE_BYTES); /* a smaller pipe works too, with more waiting */
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    w->pid = fork();
    if (w->pid == 0) {
        worker_main(work, shard, ends[1]);
    }
    return w->pid < 0 ? -1 : 0;
}

int worker_start(struct worker *w, const struct work *work, const struct shard *shard, struct err *e) {
    int ends[2];
    int result = pipe2(ends, O_CLOEXEC);
    if (result == 0) {
        result = run(w, work, shard, ends);
        int why = errno;
        close(ends[1]);
        if (result < 0) {
            close(ends[0]);
        }
        errno = why;
    }
    if (result < 0) {
        w->pid = 0;
        return err_set(e, "cannot start a worker process: %s", strerror(errno));
    }
    w->pipe = ends[0];
    w->taken = 0;
    w->ready = false;
    buf_reset(&w->input);
    return 0;
}

/* Waits until there is something to read, and subtracts the time from *left (microseconds). A single wait counts for at most
 * one slice: if this process was stopped meanwhile, its workers may have been too. */
static enum answer wait_for_input(const struct worker *w, int64_t *left) {
    while (*left > 0) {
        struct pollfd p = {.fd = w->pipe, .events = POLLIN};
        int64_t begun = microseconds();
        int n = poll(&p, 1, SLICE_MILLISECONDS < *left / 1000 ? SLICE_MILLISECONDS : (int)(*left / 1000) + 1);
        int64_t took = microseconds() - begun;
        *left -= took < SLICE_MILLISECONDS * 1000ll ? took : SLICE_MILLISECONDS * 1000ll;
        if (n > 0) {
            return ANSWER_RESULT;
        }
        if (n < 0 && errno != EINTR) {
            return ANSWER_FAILURE;
        }
    }
    return ANSWER_SILENCE;
}

static void make_room(struct worker *w, size_t need) {
    if (w->taken) {
        memmove(w->input.p, w->input.p + w->taken, w->input.n - w->taken);
        buf_truncate(&w->input, w->input.n - w->taken);
        w->taken = 0;
    }
    buf_reserve(&w->input, need > READ_BYTES ? need : READ_BYTES);
}

/* ANSWER_RESULT if the input has `need` bytes after those taken. */
static enum answer fill(struct worker *w, size_t need, int64_t *left) {
    enum answer answer = ANSWER_RESULT;
    while (answer == ANSWER_RESULT && w->input.n - w->taken < need) {
        make_room(w, need);
        ssize_t n = read(w->pipe, w->input.p + w->input.n, buf_available(&w->input));
        if (n > 0) {
            buf_filled(&w->input, (size_t)n);
        } else if (n == 0) {
            answer = ANSWER_END;
        } else if (errno == EAGAIN) {
            answer = wait_for_input(w, left);
        } else if (errno != EINTR) {
            answer = ANSWER_FAILURE;
        }
    }
    return answer;
}

static enum answer next_frame(struct worker *w, int64_t *left, struct str *frame) {
    uint32_t length;
    enum answer answer = fill(w, sizeof length, left);
    if (answer != ANSWER_RESULT) {
        return answer;
    }
    memcpy(&length, w->input.p + w->taken, sizeof length);
    if (length > RESULT_MAX) {
        return ANSWER_NONSENSE;
    }
    answer = fill(w, sizeof length + length, left);
    if (answer == ANSWER_RESULT) {
        *frame = (struct str){w->input.p + w->taken + sizeof length, length};
        w->taken += sizeof length + length;
    }
    return answer;
}

enum answer worker_next(struct worker *w, int milliseconds, struct str *frame) {
    int64_t left = milliseconds * 1000ll;
    enum answer answer = w->ready ? ANSWER_RESULT : next_frame(w, &left, frame);
    if (!w->ready && answer == ANSWER_RESULT) {
        w->ready = frame->n == 0;
        answer = w->ready ? answer : ANSWER_NONSENSE;
    }
    return answer == ANSWER_RESULT ? next_frame(w, &left, frame) : answer;
}

/* False: it has not ended by then. */
static bool reap(pid_t pid, int *status) {
    enum { MAX_SLEEP = 10000 }; /* microseconds of sleep */
    int64_t until = microseconds() + END_MILLISECONDS * 1000ll;
    for (long sleep = 50;; sleep = sleep * 2 < MAX_SLEEP ? sleep * 2 : MAX_SLEEP) {
        pid_t ended = waitpid(pid, status, WNOHANG);
        if (ended != 0) {
            return ended == pid;
        }
        if (microseconds() > until) {
            return false;
        }
        nanosleep(&(struct timespec){.tv_nsec = sleep * 1000}, NULL);
    }
}

void process_kill(pid_t pid) {
    int status;
    kill(pid, SIGKILL);
    reap(pid, &status);
}

void worker_kill(struct worker *w) {
    if (w->pid) {
        close(w->pipe);
        process_kill(w->pid);
        w->pid = 0;
    }
}

bool worker_end(struct worker *w, int *status) {
    bool ended = reap(w->pid, status);
    if (ended) {
        close(w->pipe);
        w->pid = 0;
    } else {
        worker_kill(w);
    }
    return ended;
}
