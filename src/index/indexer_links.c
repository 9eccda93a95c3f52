/* indexer_links: walks all roots, follows the symbolic links in them, and reports what is hidden. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "indexer_walk.h"

/* What a link leads to. */
struct target {
    int root;
    struct str path; /* below the root */
    bool is_folder;
};

/* True: below one of the roots. */
static bool locate(const struct walk *w, const char *real, struct target *t) {
    for (size_t i = 0; i < w->options->root_count; i++) {
        const char *root = w->options->roots[i];
        size_t n = strlen(root);
        n -= n == 1; /* "/" */
        if (!strncmp(real, root, n) && (real[n] == '/' || !real[n])) {
            t->root = (int)i;
            t->path = str_from(real + n + (real[n] == '/'));
            return true;
        }
    }
    return false;
}

static bool is_hidden(struct str path) {
    return str_starts(path, ".") || (path.n && memmem(path.p, path.n, "/.", 2));
}

static bool holds(struct str folder, struct str path) {
    return !folder.n || (str_starts(path, folder.p) && path.p[folder.n] == '/');
}

static enum skip why_unresolved(int why) {
    return why == ENOENT || why == ENOTDIR ? SKIP_LINK_BROKEN : why == ELOOP ? SKIP_LINK_LOOP : SKIP_LINK_FAILED;
}

/* Enters a folder; a file waits until all folders were entered. */
static void follow(struct walk *w, const struct walk_path *link, const struct target *t, struct walk_paths *files) {
    struct str path = str_from(link->path);
    struct buf full = {0};
    if (t->root != link->root) {
        buf_printf(&full, "%s%s", w->options->roots[t->root], t->path.n ? "/" : "");
    }
    buf_add_str(&full, t->path);
    struct str name = buf_str(&full);
    if (t->is_folder && t->root == link->root && holds(t->path, path)) {
        walk_skip(w, link->root, path, SKIP_LINK_LOOP, STR_NONE);
    } else if (!t->is_folder && !content_kind_of(path_name(t->path), w->options->endings)) {
        walk_skip(w, link->root, path, SKIP_LINK_UNREAD, name);
    } else if (!is_hidden(t->path) || walk_has_seen(w, t->root, t->path)) {
        walk_skip(w, link->root, path, SKIP_LINK_KNOWN, name);
    } else if (t->is_folder) {
        walk_tree(w, t->root, t->path, true);
        walk_skip(w, link->root, path, SKIP_LINK_FOLLOWED, name);
    } else {
        walk_push(files, t->root, t->path, "");
        walk_skip(w, link->root, path, SKIP_LINK_FOLLOWED, name);
    }
    buf_release(&full);
}

static void resolve(struct walk *w, const struct walk_path *link, struct walk_paths *files) {
    struct buf full = {0};
    struct target t;
    struct stat status;
    buf_printf(&full, "%s/%s", w->options->roots[link->root], link->path);
    char *real = realpath(buf_cstr(&full), NULL);
    if (!real || stat(real, &status) != 0) {
        walk_skip(w, link->root, str_from(link->path), why_unresolved(errno), str_from(strerror(errno)));
    } else if (!locate(w, real, &t)) {
        walk_skip(w, link->root, str_from(link->path), SKIP_LINK_OUT, str_from(real));
    } else if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) {
        walk_skip(w, link->root, str_from(link->path), SKIP_SPECIAL, STR_NONE);
    } else {
        t.is_folder = S_ISDIR(status.st_mode);
        follow(w, link, &t, files);
    }
    free(real);
    buf_release(&full);
}

static void read_file(struct walk *w, const struct walk_path *file) {
    struct str path = str_from(file->path), name = path_name(path);
    struct buf folder = {0};
    buf_add_str(&folder, str_slice(path, 0, path.n > name.n ? path.n - name.n - 1 : 0));
    bool seen = walk_has_seen(w, file->root, buf_str(&folder)); /* with its folder */
    int top = seen || !walk_see(w, file->root, path) ? -1 : walk_open_root(w, file->root);
    int fd = top < 0 ? -1 : walk_open_folder(top, buf_cstr(&folder));
    if (fd >= 0) {
        struct found_file f = {.root = file->root, .path = path, .folder = fd, .name = name.p};
        w->to->file(w->to->context, &f);
        close(fd);
    }
    if (top >= 0) {
        close(top);
    }
    buf_release(&folder);
}

static int by_path(const void *a, const void *b) {
    const struct walk_path *x = a, *y = b;
    return x->root != y->root ? x->root - y->root : strcmp(x->path, y->path);
}

/* Each link leads to something that has a name of its own below the roots: what is read under that name is not read again, and
 * what only the link shows, as its own name is hidden, is read now, once. */
static void follow_links(struct walk *w) {
    struct walk_paths files = {0};
    if (w->links.count) {
        qsort(w->links.list, w->links.count, sizeof *w->links.list, by_path);
    }
    for (size_t i = 0; i < w->links.count && !w->ended; i++) { /* entering a folder may add more */
        struct walk_path link = w->links.list[i];
        resolve(w, &link, &files);
    }
    for (size_t i = 0; i < files.count; i++) {
        read_file(w, &files.list[i]);
        free(files.list[i].path);
    }
    free(files.list);
}

static void walk_hidden(struct walk *w) {
    while (w->hidden.count) {
        struct walk_path at = w->hidden.list[--w->hidden.count];
        struct str path = str_from(at.path);
        if (!walk_has_seen(w, at.root, path) && at.is_folder && w->options->all) {
            int top = walk_open_root(w, at.root);
            walk_folder(w, top, &at, WALK_HIDDEN);
            close(top);
        } else if (!walk_has_seen(w, at.root, path)) {
            walk_skip_hidden(w, &at);
        }
        free(at.path);
    }
}

void walk_roots(const struct index_options *options, const struct walk_callbacks *to) {
    struct walk w = {.options = options, .to = to};
    for (size_t i = 0; i < options->root_count; i++) {
        walk_tree(&w, (int)i, STR_NONE, false);
    }
    follow_links(&w);
    walk_hidden(&w);
    walk_release(&w.links);
    walk_release(&w.seen);
    free(w.todo.list);
    free(w.hidden.list);
    map_release(&w.by_path);
    buf_release(&w.scratch);
}
