/* config_seen: whether the file has changed. */
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config.h"

bool config_look(struct config_seen *seen, bool soon) {
    enum { LOOK_MS = 900 };
    struct buf path = {0};
    struct stat st;
    struct config_seen now = {.at = monotonic_ms()};
    bool first = !seen->at;
    if (!first && !soon && now.at - seen->at < LOOK_MS) {
        return false;
    }
    if (config_file(&path) && !stat(buf_cstr(&path), &st)) {
        now.inode = st.st_ino;
        now.size = (uint64_t)st.st_size;
        now.seconds = st.st_mtim.tv_sec;
        now.nanoseconds = st.st_mtim.tv_nsec;
    }
    buf_release(&path);
    bool changed = now.inode != seen->inode || now.size != seen->size || now.seconds != seen->seconds ||
                   now.nanoseconds != seen->nanoseconds;
    *seen = now;
    return changed && !first;
}

/* Editors write another file and rename it, so the folder is watched. */
int config_watch(void) {
    char *folder = config_config_dir(NULL);
    int watch = folder ? inotify_init1(IN_NONBLOCK | IN_CLOEXEC) : -1;
    if (watch >= 0 && inotify_add_watch(watch, folder, IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE | IN_MOVED_FROM) < 0) {
        close(watch);
        watch = -1;
    }
    free(folder);
    return watch;
}

void config_drain(int watch) {
    char events[4096];
    while (watch >= 0 && read(watch, events, sizeof events) > 0) {
    }
}
