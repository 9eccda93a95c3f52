/* worker_vault: tells whether a content file is in a vault of notes. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "worker_private.h"

/* folder: with its slash; empty: the root. */
static bool has_settings(int root, struct str folder) {
    static const char *const settings[] = {".obsidian", "logseq/config.edn"};
    bool found = false;
    for (size_t i = 0; i < ARRAY_SIZE(settings) && !found; i++) {
        struct buf name = {0};
        buf_add_str(&name, folder);
        buf_puts(&name, settings[i]);
        found = faccessat(root, buf_cstr(&name), F_OK, AT_SYMLINK_NOFOLLOW) == 0;
        buf_release(&name);
    }
    return found;
}

bool worker_in_vault(struct vault_search *v, int root, struct str path) {
    struct str folder = path_folder(path), last = buf_str(&v->folder);
    bool same_root = v->begun && v->root == root;
    if (same_root && str_equal(folder, last)) {
        return v->found;
    }
    bool found = false;
    for (size_t end = 0; end <= folder.n && !found; end++) {
        bool is_folder = !end || folder.p[end - 1] == '/';
        bool known = same_root && !v->found && end <= last.n && !memcmp(folder.p, last.p, end);
        found = is_folder && !known && has_settings(root, str_slice(folder, 0, end));
    }
    buf_reset(&v->folder);
    buf_add_str(&v->folder, folder);
    v->root = root;
    v->begun = true;
    v->found = found;
    return found;
}
