/* cache_trust: who may own the files of a cache, and locking it.
 *
 * SQLite reads a hostile file defensively, but its contents would still pass for the user's own archive, and SQLite replays a
 * log that somebody put beside a cache. So a cache that is written, or kept in the XDG folder, must belong to the user who runs
 * the program, to root, or to the owner of its folder: where user ids are mapped (containers, NFS), all files of a home
 * directory may show another owner, and the owner of a folder can put anything there anyway. */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "cache_private.h"

char *cache_beside(const char *file, const char *suffix) {
    struct buf name = {0};
    buf_printf(&name, "%s%s", file, suffix);
    buf_putc(&name, '\0');
    return name.p;
}

static char *folder_of(const char *file) {
    const char *slash = strrchr(file, '/');
    size_t n = !slash ? 0 : slash == file ? 1 : (size_t)(slash - file);
    struct buf name = {0};
    buf_add(&name, slash ? file : ".", slash ? n : 1);
    buf_putc(&name, '\0');
    return name.p;
}

/* Is it a private group with one member, as many systems create for each user? With umask 002 that user's folders are
 * group-writable. */
static bool is_own_group(gid_t group) {
    uid_t me = geteuid();
    if (group == 0 || group == me) {
        return true;
    }
    const struct passwd *user = getpwuid(me);
    char *name = user ? xstrdup(user->pw_name) : NULL;
    const struct group *g = name ? getgrgid(group) : NULL;
    bool own = g && !strcmp(g->gr_name, name) && (!g->gr_mem[0] || (!g->gr_mem[1] && !strcmp(g->gr_mem[0], name)));
    free(name);
    return own;
}

static bool others_write(const struct stat *folder) {
    return (folder->st_mode & S_IWOTH) || ((folder->st_mode & S_IWGRP) && !is_own_group(folder->st_gid));
}

int cache_check_folder(const char *folder, struct err *e) {
    struct stat status;
    if (stat(folder, &status) == 0 && !(status.st_mode & S_ISVTX) && others_write(&status)) {
        return err_set(e, "others can write to the cache folder '%s': run chmod go-w on it, or choose a file with --cache",
                       folder);
    }
    return 0;
}

static bool is_trusted(const struct stat *file, const struct stat *folder) {
    return file->st_uid == geteuid() || file->st_uid == 0 || (file->st_uid == folder->st_uid && !others_write(folder));
}

int cache_check_owner(const char *file, struct err *e) {
    static const char *const suffixes[] = {"", "-wal", "-journal", "-shm"};
    char *folder_name = folder_of(file);
    struct stat folder, status;
    bool known = stat(folder_name, &folder) == 0;
    int result = 0;
    free(folder_name);
    for (size_t i = 0; known && result == 0 && i < ARRAY_SIZE(suffixes); i++) {
        char *name = cache_beside(file, suffixes[i]);
        if ((i ? lstat : stat)(name, &status) != 0) { /* a missing file is harmless */
        } else if (!S_ISREG(status.st_mode)) {
            result = err_set_code(e, ERR_CORRUPT, "'%s' is not a regular file", name);
        } else if (!is_trusted(&status, &folder)) {
            result = err_set_code(e, ERR_CORRUPT, "'%s' belongs to another user", name);
        }
        free(name);
    }
    return result;
}

int cache_create_file(const char *file, struct err *e) {
    int fd = open(file, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (fd < 0) {
        return err_set(e, "cannot create '%s': %s", file, strerror(errno));
    }
    close(fd);
    return 0;
}

/* ---- locking ---- */

static int no_locks(const char *name, struct err *e) {
    return err_set(e, "the file system of '%s' has no file locks: put the cache on a local disk with XDG_CACHE_HOME or --cache",
                   name);
}

static bool has_none(int why) {
    return why == ENOLCK || why == EOPNOTSUPP || why == ENOSYS;
}

/* SQLite uses such locks, and mistakes a file system without them for a lock held by another process. */
static bool has_record_locks(int fd) {
    struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET, .l_len = 1};
    return fcntl(fd, F_SETLK, &lock) == 0 || !has_none(errno);
}

/* Does not follow a symbolic link, which somebody may have put there, and does not open a device or a pipe. */
static int open_lock(const char *name, int flags, struct err *e) {
    struct stat status;
    int fd = open(name, flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0600);
    if (fd < 0) {
        return err_set(e, "cannot create '%s': %s", name,
                       errno == ELOOP ? "it is a symbolic link; remove it" : strerror(errno));
    }
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        close(fd);
        return err_set(e, "'%s' is not a regular file; remove it", name);
    }
    return fd;
}

static int lock(int fd, const char *name, bool wait, struct err *e) {
    if (flock(fd, LOCK_EX | (wait ? 0 : LOCK_NB)) == 0) {
        return has_record_locks(fd) ? 0 : no_locks(name, e);
    }
    if (has_none(errno)) {
        return no_locks(name, e);
    }
    bool busy = errno == EWOULDBLOCK;
    return err_set_code(e, busy ? ERR_BUSY : ERR_OTHER, "cannot lock '%s': %s", name,
                        busy ? "another index run is in progress" : strerror(errno));
}

int cache_lock(const char *file, bool wait, struct err *e) {
    char *name = cache_beside(file, ".lock");
    int fd = open_lock(name, O_RDWR | O_CREAT, e);
    if (fd >= 0 && lock(fd, name, wait, e) < 0) {
        close(fd);
        fd = -1;
    }
    free(name);
    return fd;
}

int cache_explain_busy(const char *file, struct err *e) {
    char *name = cache_beside(file, ".lock");
    int fd = e && e->code == ERR_BUSY ? open_lock(name, O_RDONLY, NULL) : -1;
    if (fd >= 0) {
        if (!has_record_locks(fd)) {
            no_locks(file, e);
        }
        close(fd);
    }
    free(name);
    return -1;
}
