/* indexer_walk: lists what is below the roots, folder by folder. */
#include "indexer_walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void walk_push(struct walk_paths *p, int root, struct str folder, const char *name) {
    struct buf path = {0};
    buf_add_str(&path, folder);
    buf_puts(&path, folder.n && *name ? "/" : "");
    buf_puts(&path, name);
    p->list = grow(p->list, p->count, &p->capacity, sizeof *p->list);
    p->list[p->count++] = (struct walk_path){root, false, xstrdup(buf_cstr(&path))};
    buf_release(&path);
}

void walk_release(struct walk_paths *p) {
    for (size_t i = 0; i < p->count; i++) {
        free(p->list[i].path);
    }
    free(p->list);
    *p = (struct walk_paths){0};
}

/* ---- what was entered by a link ---- */

static bool is_seen(const void *places, uint32_t place, uint64_t root, struct str path) {
    const struct walk_path *p = &((const struct walk_paths *)places)->list[place - 1];
    return (uint64_t)p->root == root && str_is(path, p->path);
}

bool walk_has_seen(const struct walk *w, int root, struct str path) {
    return map_find(&w->by_path, is_seen, &w->seen, (uint64_t)root, path) != 0;
}

bool walk_see(struct walk *w, int root, struct str path) {
    uint32_t *place = map_at(&w->by_path, is_seen, &w->seen, (uint64_t)root, path);
    bool is_new = !*place;
    if (is_new) {
        *place = (uint32_t)w->seen.count + 1;
        walk_push(&w->seen, root, path, "");
    }
    return is_new;
}

/* ---- a folder ---- */

/* DT_UNKNOWN: it is gone. -1: cannot be determined. */
static int type_of(int folder, const struct dirent *entry) {
    struct stat status;
    if (entry->d_type != DT_UNKNOWN) {
        return entry->d_type;
    }
    if (fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return errno == ENOENT ? DT_UNKNOWN : -1;
    }
    return S_ISDIR(status.st_mode) ? DT_DIR : S_ISREG(status.st_mode) ? DT_REG : S_ISLNK(status.st_mode) ? DT_LNK : DT_FIFO;
}

void walk_skip(const struct walk *w, int root, struct str path, enum skip why, struct str target) {
    struct skipped s = {str_from(w->options->roots[root]), path, why, target};
    if (w->options->skipped) {
        w->options->skipped(w->options->context, &s);
    }
}

void walk_skip_hidden(const struct walk *w, const struct walk_path *at) {
    struct str path = str_from(at->path);
    walk_skip(w, at->root, path, skip_is_generated(path) ? SKIP_GENERATED : SKIP_HIDDEN, STR_NONE);
}

static void regular_file(struct walk *w, int root, int fd, struct str name, struct str path) {
    if (content_is_named(name, w->options->endings)) {
        struct found_file f = {.root = root, .path = path, .folder = fd, .name = name.p};
        w->to->file(w->to->context, &f);
    } else {
        walk_skip(w, root, path, skip_is_asset(name) ? SKIP_ASSET : SKIP_ENDING, STR_NONE);
    }
}

/* A link may still show it. */
static void hidden_name(struct walk *w, int root, int type, struct str path) {
    walk_push(&w->hidden, root, path, "");
    w->hidden.list[w->hidden.count - 1].is_folder = type == DT_DIR;
}

static void name_in_sight(struct walk *w, int root, int fd, int type, struct str name, struct str path) {
    if (type == DT_DIR) {
        walk_push(&w->todo, root, path, "");
    } else if (type == DT_REG) {
        regular_file(w, root, fd, name, path);
    } else if (type == DT_LNK) {
        walk_push(&w->links, root, path, "");
    } else if (type != DT_UNKNOWN) {
        walk_skip(w, root, path, SKIP_SPECIAL, STR_NONE);
    }
}

static bool is_dots(const char *name) {
    return name[0] == '.' && (!name[1] || (name[1] == '.' && !name[2]));
}

static void read_folder(struct walk *w, DIR *folder, int root, struct str path, enum walk_mode mode) {
    const struct dirent *entry;
    int why = 0, fd = dirfd(folder);
    struct buf *full = &w->scratch;
    buf_reset(full);
    buf_add_str(full, path);
    buf_puts(full, path.n ? "/" : "");
    size_t start = full->n;
    for (errno = 0; (entry = readdir(folder)); errno = 0) {
        int type = is_dots(entry->d_name) ? DT_UNKNOWN : type_of(fd, entry);
        if (type < 0) {
            why = errno;
        } else if (type != DT_UNKNOWN) {
            buf_puts(full, entry->d_name);
            bool hides = entry->d_name[0] == '.' || (type == DT_DIR && skip_is_generated(str_from(entry->d_name)));
            if (mode == WALK_HIDDEN || hides) {
                hidden_name(w, root, type, buf_str(full));
            } else {
                name_in_sight(w, root, fd, type, str_from(entry->d_name), buf_str(full));
            }
            buf_truncate(full, start);
        }
    }
    if (errno || why) {
        w->to->unreadable(w->to->context, root, path, errno ? errno : why);
    }
}

int walk_open_folder(int root, const char *path) {
    return openat(root, *path ? path : ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

void walk_folder(struct walk *w, int top, const struct walk_path *at, enum walk_mode mode) {
    int fd = top < 0 ? -1 : walk_open_folder(top, at->path);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    if (folder) {
        w->ended = w->ended || (w->to->folder && !w->to->folder(w->to->context, fd));
        if (!w->ended) {
            read_folder(w, folder, at->root, str_from(at->path), mode);
        }
        closedir(folder);
        return;
    }
    if (mode == WALK_HIDDEN) {
        walk_skip_hidden(w, at);
    } else {
        w->to->unreadable(w->to->context, at->root, str_from(at->path), errno);
    }
    if (fd >= 0) {
        close(fd);
    }
}

int walk_open_root(const struct walk *w, int root) {
    return open(w->options->roots[root], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* A stack instead of recursion, so that depth costs no descriptors. linked: each folder is entered once. */
void walk_tree(struct walk *w, int root, struct str path, bool linked) {
    int top = walk_open_root(w, root);
    walk_push(&w->todo, root, path, "");
    while (w->todo.count) {
        struct walk_path at = w->todo.list[--w->todo.count];
        if (!w->ended && (!linked || walk_see(w, root, str_from(at.path)))) {
            walk_folder(w, top, &at, WALK_IN_SIGHT);
        }
        free(at.path);
    }
    if (top >= 0) {
        close(top);
    }
}
