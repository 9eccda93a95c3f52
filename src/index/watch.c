/* watch: the thread that collects changes into batches. */
#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "watch_private.h"

/* ---- telling ---- */

static void notify(int descriptor) {
    ssize_t written = write(descriptor, &(uint64_t){1}, sizeof(uint64_t));
    (void)written; /* fails only if it is readable already */
}

static void tell_files(struct watch *w) {
    pthread_mutex_lock(&w->lock);
    w->news.files = true;
    notify(w->descriptor);
    pthread_mutex_unlock(&w->lock);
}

static void tell_roots(struct watch *w) {
    pthread_mutex_lock(&w->lock);
    w->news.roots = true;
    notify(w->descriptor);
    pthread_mutex_unlock(&w->lock);
}

static void tell_set(struct watch *w, int64_t rescan_ms, bool is_first) {
    pthread_mutex_lock(&w->lock);
    w->news.is_set = w->news.is_set || is_first;
    w->news.has_files = w->singles >= 0;
    if (w->rescans) {
        snprintf(w->news.notice, sizeof w->news.notice, "Looking for changed files every %lld s: %s",
                 (long long)(rescan_ms / 1000), w->why);
    }
    if (is_first || w->rescans) {
        notify(w->descriptor);
    }
    pthread_mutex_unlock(&w->lock);
}

bool watch_take(struct watch *w, struct watch_news *news) {
    uint64_t count;
    pthread_mutex_lock(&w->lock);
    bool is_new = read(w->descriptor, &count, sizeof count) == sizeof count;
    *news = w->news;
    w->news = (struct watch_news){.has_files = w->news.has_files};
    pthread_mutex_unlock(&w->lock);
    return is_new;
}

/* ---- the thread ---- */

static void note_change(struct watch *w) {
    w->last = monotonic_ms();
    w->first = w->first ? w->first : w->last;
}

static void folder_event(struct watch *w, unsigned mask, struct str name) {
    unsigned meaning = watch_meaning(mask, name, w->endings);
    w->is_stale = w->is_stale || meaning & EVENT_FOLDERS;
    if (meaning) {
        note_change(w);
    }
}

/* "marks.db-journal" is about "marks.db". */
static void file_event(struct watch *w, unsigned mask, struct str name) {
    (void)mask;
    for (size_t i = 0; i < w->file_count; i++) {
        const char *slash = strrchr(w->files[i], '/');
        if (!name.n || str_starts(name, slash + 1)) {
            w->files_until = monotonic_ms() + WATCH_FILES_MS;
        }
    }
}

static int64_t set_all(struct watch *w) {
    int64_t began = monotonic_ms();
    watch_set_all(w);
    int64_t took = monotonic_ms() - began, every = took * 20;
    every = every > WATCH_RESCAN_MS ? every : WATCH_RESCAN_MS;
    w->next_rescan = w->rescans ? monotonic_ms() + every : 0;
    return every;
}

static void end_batch(struct watch *w) {
    w->first = w->last = 0;
    if (w->is_stale || w->rescans) {
        tell_set(w, set_all(w), false);
    }
    tell_roots(w);
}

/* The earlier of two times; 0: never. */
static int64_t earlier(int64_t a, int64_t b) {
    return !a || (b && b < a) ? b : a;
}

static int64_t batch_due(const struct watch *w) {
    return w->first ? earlier(w->last + WATCH_QUIET_MS, w->first + WATCH_MOST_MS) : 0;
}

static int until(int64_t due) {
    int64_t left = due - monotonic_ms();
    return !due ? -1 : left > 0 ? (int)left : 0;
}

/* A root that is missing is waited for. */
static int64_t next_due(const struct watch *w, int64_t now) {
    int64_t due = earlier(batch_due(w), w->next_rescan);
    due = w->has_roots ? due : earlier(due, now + WATCH_ROOT_MS);
    return earlier(due, w->files_until);
}

static void see_roots(struct watch *w) {
    if (watch_roots_moved(w)) {
        w->is_stale = true;
        note_change(w);
    }
}

/* False: the thread is to end. */
static bool wait_once(struct watch *w) {
    enum { STOP, CONTENT, FILES, MOUNTS, COUNT };
    struct pollfd on[COUNT] = {[STOP] = {w->stop, POLLIN, 0},
                               [CONTENT] = {w->content, POLLIN, 0},
                               [FILES] = {w->files_until ? -1 : w->singles, POLLIN, 0},
                               [MOUNTS] = {w->mounts, POLLPRI, 0}};
    int ready = poll(on, COUNT, until(next_due(w, monotonic_ms())));
    if (ready < 0 || on[STOP].revents) {
        return ready < 0 && errno == EINTR;
    }
    if (on[CONTENT].revents) {
        watch_read(w->content, folder_event, w);
    }
    if (on[FILES].revents) {
        watch_read(w->singles, file_event, w);
        if (w->files_until) {
            tell_files(w);
        }
    }
    if (on[MOUNTS].revents || !w->has_roots) {
        see_roots(w);
    }
    return true;
}

static void see_time(struct watch *w) {
    int64_t now = monotonic_ms(), due = batch_due(w);
    if (w->files_until && now >= w->files_until) {
        w->files_until = 0;
    }
    if ((due && now >= due) || (w->next_rescan && now >= w->next_rescan)) {
        end_batch(w);
    }
}

static void *run(void *context) {
    struct watch *w = context;
    watch_set_files(w);
    tell_set(w, set_all(w), true);
    while (wait_once(w)) {
        see_time(w);
    }
    return NULL;
}

/* ---- start and stop ---- */

static char **copy_all(const char *const *texts, size_t count) {
    char **copies = xcalloc(count + 1, sizeof *copies);
    for (size_t i = 0; i < count; i++) {
        copies[i] = xstrdup(texts[i]);
    }
    return copies;
}

static void free_all(char **texts, size_t count) {
    for (size_t i = 0; i < count; i++) {
        free(texts[i]);
    }
    free(texts);
}

static void close_all(const int *descriptors, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (descriptors[i] >= 0) {
            close(descriptors[i]);
        }
    }
}

static void release(struct watch *w) {
    int descriptors[] = {w->descriptor, w->stop, w->content, w->singles, w->mounts};
    close_all(descriptors, ARRAY_SIZE(descriptors));
    pthread_mutex_destroy(&w->lock);
    free_all(w->roots, w->root_count);
    free_all(w->files, w->file_count);
    free(w->places);
    free(w);
}

/* Blocks all signals in the thread: the one that has the terminal handles them. */
static bool start_thread(struct watch *w) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int result = pthread_create(&w->thread, NULL, run, w);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return result == 0;
}

struct watch *watch_start(const struct watch_options *o) {
    struct watch *w = xcalloc(1, sizeof *w);
    w->roots = copy_all(o->roots, w->root_count = o->root_count);
    w->files = copy_all(o->files, w->file_count = o->file_count);
    w->places = xcalloc(w->root_count + 1, sizeof *w->places);
    w->endings = o->endings;
    w->content = w->singles = -1;
    w->mounts = open("/proc/self/mounts", O_RDONLY | O_CLOEXEC);
    w->descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    w->stop = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&w->lock, NULL);
    if (w->descriptor < 0 || w->stop < 0 || !start_thread(w)) {
        release(w);
        return NULL;
    }
    return w;
}

/* A file system that does not answer must not keep the reader from ending: then the memory is left to the thread. */
void watch_stop(struct watch *w) {
    enum { PATIENCE = 1 };
    struct timespec deadline;
    if (!w) {
        return;
    }
    notify(w->stop);
    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_sec += PATIENCE;
    if (pthread_timedjoin_np(w->thread, NULL, &deadline) == 0) {
        release(w);
    }
}

int watch_descriptor(const struct watch *w) {
    return w->descriptor;
}
