/* worker_process: the child: reads content files, parses them, writes results. */
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "content.h"
#include "worker_private.h"

size_t shard_next(const struct shard *shard, size_t task) {
    return (task + 1) % BATCH ? task + 1 : task + 1 + BATCH * (shard->of - 1);
}

/* Memory that malloc has obtained from the system. Makes no system call, as none may be allowed. */
static size_t heap_in_use(void) {
    struct mallinfo2 info = mallinfo2();
    return info.arena + info.hblkhd;
}

/* The file is to blame if it had used much memory already, and the system could still provide the rest of a file's limit. */
static void out_of_memory(void *heap_at_start) {
    enum { LARGE = WORKER_MEGABYTES / 4, SLACK = WORKER_MEGABYTES / 8 }; /* MB */
    size_t start = *(size_t *)heap_at_start, now = heap_in_use();
    size_t taken = (now > start ? now - start : 0) >> 20;
    size_t left = taken + SLACK < WORKER_MEGABYTES ? WORKER_MEGABYTES - SLACK - taken : 0;
    bool given = !left || mmap(NULL, left << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
    _exit(taken >= LARGE && given ? EXIT_NO_MEMORY : EXIT_STARVED);
}

/* Memory in use at the start does not count against the file. (statm's sixth number: pages of data and stack.) */
static rlim_t data_in_use(void) {
    unsigned long pages = 0;
    FILE *f = fopen("/proc/self/statm", "re");
    if (f) {
        int found = fscanf(f, "%*u %*u %*u %*u %*u %lu", &pages);
        (void)found;
        fclose(f);
    }
    return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

static void set_up(int *pipe) {
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGPROF, SIGQUIT};
    for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
        signal(signals[i], SIG_DFL);
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (dup2(*pipe, 3) < 0) {
        _exit(EXIT_FAILED);
    }
    *pipe = 3;
    worker_detach(3);
    rlim_t bytes = data_in_use() + (rlim_t)WORKER_MEGABYTES * 1024 * 1024;
    setrlimit(RLIMIT_DATA, &(struct rlimit){bytes, bytes});
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
}

static void start_clock(void) {
    struct itimerval limit = {.it_value = {.tv_sec = WORKER_SECONDS}};
    setitimer(ITIMER_PROF, &limit, NULL);
}

static bool is_too_large(size_t size) {
    if (size > (size_t)WORKER_FILE_MEGABYTES * 1024 * 1024) {
        errno = EFBIG;
        return true;
    }
    return false;
}

static int read_whole(int fd, size_t size, struct buf *out) {
    if (is_too_large(size)) { /* there may be no memory for it */
        return -1;
    }
    buf_reserve(out, size + 2 * 4096); /* enough to see the end of a file that did not grow without another allocation */
    for (;;) {
        buf_reserve(out, 4096);
        size_t room = buf_available(out);
        ssize_t n = read(fd, out->p + out->n, room);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return n < 0 ? -1 : 0;
        }
        buf_filled(out, (size_t)n);
        if (is_too_large(out->n)) {
            return -1;
        }
        if (out->n == size && (size_t)n < room) { /* read as much as expected, and there was room for more */
            return 0;
        }
    }
}

static int close_after(int fd, int result) {
    int why = errno;
    close(fd);
    errno = why;
    return result;
}

/* The file may have changed since the walk: stores the stamp of what was read. */
static int read_file(int root, const char *path, struct file_stamp *stamp, struct buf *bytes) {
    struct stat status;
    int fd = openat(root, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        return -1;
    }
    int result = fstat(fd, &status);
    if (result < 0) {
        return close_after(fd, result);
    }
    *stamp = (struct file_stamp){status.st_size, status.st_mtim.tv_sec * 1000000000ll + status.st_mtim.tv_nsec,
                                 (int64_t)status.st_ino};
    if (!S_ISREG(status.st_mode)) {
        errno = ENOENT; /* no longer a content file */
        return close_after(fd, -1);
    }
    return close_after(fd, read_whole(fd, (size_t)status.st_size, bytes));
}

static void pack_problems(struct buf *out, const struct problems *problems) {
    pack_uint(out, problems->count);
    for (const struct problem *p = problems->first; p; p = p->next) {
        pack_uint(out, p->severity);
        pack_uint(out, (uint64_t)p->line);
        pack_uint(out, (uint64_t)p->column);
        pack_uint(out, p->habit);
        pack_str(out, p->message);
        pack_str(out, p->kind);
    }
}

static void pack_result(struct buf *out, enum result_kind kind, const struct file_stamp *stamp, const struct content *content) {
    pack_uint(out, kind);
    pack_int(out, stamp->size);
    pack_int(out, stamp->modified);
    pack_int(out, stamp->inode);
    pack_problems(out, &content->problems);
    if (kind == RESULT_ARTICLE) {
        struct buf part = {0};
        article_pack(&part, &content->article);
        pack_str(out, buf_str(&part));
        buf_reset(&part);
        doc_pack(&part, &content->doc);
        pack_str(out, buf_str(&part));
        buf_release(&part);
    }
}

static void unreadable(struct content *content, struct arena *arena, int why) {
    *content = (struct content){.rejected = true};
    problems_init(&content->problems, arena);
    if (why == EFBIG) {
        problem_add(&content->problems, SEVERITY_ERROR, 0, 0, "the file is larger than %d MB; it was skipped",
                    WORKER_FILE_MEGABYTES);
    } else {
        problem_add(&content->problems, SEVERITY_ERROR, 0, 0, "cannot read the file: %s", strerror(why));
    }
}

static void send_without_document(struct content *content, struct arena *arena) {
    *content = (struct content){.rejected = true};
    problems_init(&content->problems, arena);
    problem_add(&content->problems, SEVERITY_ERROR, 0, 0, "the parsed text of the file is larger than %d MB; it was skipped",
                RESULT_MAX >> 20);
}

struct worker_state { /* buffers reused for every file */
    struct arena arena;
    struct buf bytes, out;
    struct vault_search vault;
};

static void do_task(struct worker_state *d, int root, struct str path, struct content_options *options) {
    struct file_stamp stamp = {0};
    struct content content;
    arena_reset(&d->arena);
    buf_reset(&d->bytes);
    enum result_kind kind;
    if (root < 0) {
        kind = RESULT_UNPARSED;
        unreadable(&content, &d->arena, -root);
    } else if (read_file(root, path.p, &stamp, &d->bytes) < 0) {
        kind = errno == ENOENT || errno == ELOOP || errno == ENOTDIR ? RESULT_GONE
               : errno == EFBIG                                      ? RESULT_REJECTED
                                                                     : RESULT_UNREADABLE;
        unreadable(&content, &d->arena, errno);
    } else {
        options->in_vault = worker_in_vault(&d->vault, root, path);
        content_parse(buf_str(&d->bytes), path, options, &d->arena, &content);
        worker_note_images(root, path, &content, &d->arena);
        kind = content.rejected ? RESULT_REJECTED : RESULT_ARTICLE;
    }
    pack_result(&d->out, kind, &stamp, &content);
    if (d->out.n - LENGTH_BYTES > RESULT_MAX) {
        buf_reset(&d->out);
        buf_add(&d->out, "\0\0\0\0", LENGTH_BYTES);
        send_without_document(&content, &d->arena);
        pack_result(&d->out, RESULT_REJECTED, &stamp, &content);
    }
}

static void send_result(int pipe, struct buf *out) {
    uint32_t length = (uint32_t)(out->n - sizeof length);
    memcpy(out->p, &length, sizeof length);
    for (size_t sent = 0; sent < out->n;) {
        ssize_t n = write(pipe, out->p + sent, out->n - sent);
        if (n < 0 && errno != EINTR) {
            _exit(errno == EBADF ? EXIT_FAILURE : EXIT_FAILED); /* only the parser could have closed the pipe */
        }
        sent += n > 0 ? (size_t)n : 0;
    }
    if (out->capacity > 1 << 20) {
        buf_release(out);
    }
}

static void send_ready(int pipe) {
    struct buf ready = {0};
    buf_add(&ready, "\0\0\0\0", LENGTH_BYTES);
    send_result(pipe, &ready);
    buf_release(&ready);
}

void worker_main(const struct work *work, const struct shard *shard, int pipe) {
    struct worker_state state = {0};
    malloc_trim(0); /* a reserve of the parent's would be added to the limit */
    size_t heap_at_start = heap_in_use();
    die_hook(out_of_memory, &heap_at_start);
    set_up(&pipe);
    int *roots = xcalloc(work->root_count, sizeof *roots);
    for (size_t i = 0; i < work->root_count; i++) {
        roots[i] = open(work->roots[i], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        roots[i] = roots[i] < 0 ? -errno : roots[i];
    }
    worker_confine(roots, work->root_count);
    send_ready(pipe);
    for (size_t i = shard->first; i < work->task_count; i = shard_next(shard, i)) {
        start_clock();
        buf_reset(&state.out);
        buf_add(&state.out, "\0\0\0\0", LENGTH_BYTES);
        struct content_options options = {.mode = shard->plain && i == shard->first ? CONTENT_PLAIN : CONTENT_FULL,
                                          .rules = work->rules,
                                          .endings = work->endings};
        do_task(&state, roots[work->tasks[i].root], work->tasks[i].path, &options);
        send_result(pipe, &state.out);
        if (state.bytes.capacity > 1 << 20) {
            buf_release(&state.bytes);
        }
    }
    _exit(0);
}
