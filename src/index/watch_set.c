/* watch_set: sets the watches. */
#include <errno.h>
#include <linux/magic.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "indexer.h"
#include "watch_private.h"

/* IN_MODIFY, too: not every program closes what it has written. */
enum {
    FOLDER_EVENTS = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB |
                    IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK,
    FILE_EVENTS = IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_MODIFY | IN_ONLYDIR,
};

/* File systems that other machines or programs change without this kernel's knowledge. */
static const struct {
    long magic;
    const char *name;
} remote[] = {
    {NFS_SUPER_MAGIC, "NFS"},     {SMB_SUPER_MAGIC, "SMB"},   {CIFS_SUPER_MAGIC, "CIFS"}, {SMB2_SUPER_MAGIC, "SMB"},
    {FUSE_SUPER_MAGIC, "FUSE"},   {V9FS_MAGIC, "9p"},         {CEPH_SUPER_MAGIC, "Ceph"}, {AFS_FS_MAGIC, "AFS"},
    {AFS_SUPER_MAGIC, "AFS"},     {CODA_SUPER_MAGIC, "Coda"}, {0x786f4256, "vboxsf"},     {0x01161970, "GFS2"},
    {OCFS2_SUPER_MAGIC, "OCFS2"},
};

static void rescan_because(struct watch *w, const char *why) {
    if (!w->rescans) {
        snprintf(w->why, sizeof w->why, "%s", why);
    }
    w->rescans = true;
}

static void rescan_after(struct watch *w, int error) {
    char why[200];
    snprintf(why, sizeof why, "folders cannot be watched: %s", strerror(error));
    rescan_because(w, why);
}

static void see_file_system(struct watch *w, int folder) {
    struct statfs status;
    char why[100];
    for (size_t i = 0; !w->rescans && fstatfs(folder, &status) == 0 && i < ARRAY_SIZE(remote); i++) {
        if ((unsigned)status.f_type == (unsigned)remote[i].magic) {
            snprintf(why, sizeof why, "there are folders on a network file system (%s)", remote[i].name);
            rescan_because(w, why);
        }
    }
}

static bool is_stopping(const struct watch *w) {
    return poll(&(struct pollfd){w->stop, POLLIN, 0}, 1, 0) > 0;
}

/* By descriptor, as a path may be too long. A folder that is gone is reported by its parent. */
static bool watch_folder(void *context, int folder) {
    struct watch *w = context;
    char path[40];
    snprintf(path, sizeof path, "/proc/self/fd/%d", folder);
    see_file_system(w, folder);
    if (inotify_add_watch(w->content, path, FOLDER_EVENTS) >= 0) {
        return !is_stopping(w);
    }
    int why = errno;
    if (why == ENOSPC) {
        rescan_because(w, "there are more folders than the system can watch (sysctl fs.inotify.max_user_watches)");
    } else if (why != ENOENT || access("/proc/self/fd", F_OK) != 0) {
        rescan_after(w, why);
    }
    return !is_stopping(w) && why != ENOSPC;
}

static void note_places(struct watch *w) {
    struct stat status;
    for (size_t i = 0; i < w->root_count; i++) {
        bool is_there = stat(w->roots[i], &status) == 0;
        w->places[i] = (struct watched_root){is_there ? (int64_t)status.st_dev : 0, is_there ? (int64_t)status.st_ino : 0};
    }
}

bool watch_roots_moved(const struct watch *w) {
    struct stat status;
    for (size_t i = 0; i < w->root_count; i++) {
        bool is_there = stat(w->roots[i], &status) == 0;
        const struct watched_root *before = &w->places[i];
        if (is_there != (before->inode != 0) ||
            (is_there && ((int64_t)status.st_dev != before->device || (int64_t)status.st_ino != before->inode))) {
            return true;
        }
    }
    return false;
}

/* With another inotify instance, so that folders that were moved away are watched no more. Whatever happens meanwhile is seen
 * by the index run that follows. */
void watch_set_all(struct watch *w) {
    if (w->content >= 0) {
        close(w->content);
    }
    w->is_stale = w->rescans = false;
    note_places(w);
    w->has_roots = true;
    w->content = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (w->content < 0) {
        rescan_after(w, errno);
    } else {
        w->has_roots = indexer_folders((const char *const *)w->roots, w->root_count, w->endings, watch_folder, w);
    }
}

/* Their folders, as files are replaced. */
void watch_set_files(struct watch *w) {
    w->singles = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    bool all = w->singles >= 0;
    for (size_t i = 0; i < w->file_count && all; i++) {
        const char *slash = strrchr(w->files[i], '/');
        struct statfs status;
        char *folder = slash ? strndup(w->files[i], (size_t)(slash - w->files[i]) + 1) : NULL;
        all = folder && statfs(folder, &status) == 0 && inotify_add_watch(w->singles, folder, FILE_EVENTS) >= 0;
        for (size_t j = 0; all && j < ARRAY_SIZE(remote); j++) {
            all = (unsigned)status.f_type != (unsigned)remote[j].magic;
        }
        free(folder);
    }
    if (!all && w->singles >= 0) {
        close(w->singles);
        w->singles = -1;
    }
}
