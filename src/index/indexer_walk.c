/* indexer_walk: lists content files below a root, folder by folder. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buf.h"
#include "content.h"
#include "indexer_private.h"

/* Folders still to be read, relative to the root: a stack instead of recursion, so that depth costs no descriptors. */
struct folders {
    char **paths;
    size_t count, capacity;
};

static void push(struct folders *f, struct str folder, const char *name) {
    struct buf path = {0};
    buf_add_str(&path, folder);
    buf_puts(&path, folder.n ? "/" : "");
    buf_puts(&path, name);
    f->paths = grow(f->paths, f->count, &f->capacity, sizeof *f->paths);
    f->paths[f->count++] = xstrdup(buf_cstr(&path));
    buf_release(&path);
}

/* DT_UNKNOWN: a type that does not matter. -1: cannot be determined. */
static int type_of(int folder, const struct dirent *entry) {
    struct stat status;
    if (entry->d_type != DT_UNKNOWN) {
        return entry->d_type;
    }
    if (fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return errno == ENOENT ? DT_UNKNOWN : -1;
    }
    return S_ISDIR(status.st_mode) ? DT_DIR : S_ISREG(status.st_mode) ? DT_REG : DT_UNKNOWN;
}

/* path: the folder's, with its slash; restored on return. */
static void report_file(const struct walk_callbacks *walk, int root, struct buf *path, int fd, struct str name) {
    size_t folder = path->n;
    buf_add_str(path, name);
    struct found_file f = {.root = root, .path = buf_str(path), .folder = fd, .name = name.p};
    walk->file(walk->context, &f);
    buf_truncate(path, folder);
}

static void read_folder(DIR *folder, struct str path, int root, const struct walk_callbacks *walk, struct folders *todo,
                        struct buf *scratch) {
    const struct dirent *entry;
    int why = 0, fd = dirfd(folder);
    buf_reset(scratch);
    buf_add_str(scratch, path);
    buf_puts(scratch, path.n ? "/" : "");
    for (errno = 0; (entry = readdir(folder)); errno = 0) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        struct str name = str_from(entry->d_name);
        int type = type_of(fd, entry);
        if (type == DT_DIR) {
            push(todo, path, entry->d_name);
        } else if (type == DT_REG && content_is_named(name)) {
            report_file(walk, root, scratch, fd, name);
        } else if (type < 0) {
            why = errno;
        }
    }
    if (errno || why) {
        walk->unreadable(walk->context, root, path, errno ? errno : why);
    }
}

static int open_folder(int root, const char *path) {
    return openat(root, *path ? path : ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

void walk_root(const char *root, int index, const struct walk_callbacks *walk) {
    struct folders todo = {0};
    struct buf scratch = {0};
    int top = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    push(&todo, STR_NONE, "");
    while (todo.count) {
        char *path = todo.paths[--todo.count];
        int fd = top < 0 ? -1 : open_folder(top, path);
        DIR *folder = fd < 0 ? NULL : fdopendir(fd);
        if (folder) {
            read_folder(folder, str_from(path), index, walk, &todo, &scratch);
            closedir(folder);
        } else {
            walk->unreadable(walk->context, index, str_from(path), errno);
            if (fd >= 0) {
                close(fd);
            }
        }
        free(path);
    }
    if (top >= 0) {
        close(top);
    }
    free(todo.paths);
    buf_release(&scratch);
}
