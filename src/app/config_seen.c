/* config_seen: whether the file has changed. */
#include <string.h>
#include <sys/stat.h>

#include "config.h"

bool config_look(struct config_seen *seen) {
    enum { LOOK_MS = 900 };
    struct buf path = {0};
    struct stat st;
    struct config_seen now = {.at = monotonic_ms()};
    bool first = !seen->at;
    if (!first && now.at - seen->at < LOOK_MS) {
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
