/* indexer_gone: deleted files, and files that only seem to be: a read error is not a deletion, and neither is an unmounted
 * disk. */
#include <string.h>

#include "indexer_private.h"

int indexer_store_bad_folders(struct index_run *r, struct err *e) {
    for (size_t i = 0; i < r->bad_count; i++) {
        const struct bad_folder *bad = &r->bad[i];
        struct problem p = {.severity = SEVERITY_ERROR};
        p.message = arena_printf(&r->arena, "cannot read the folder: %s%s", strerror(bad->why),
                                 r->building ? "" : "; its indexed articles are kept");
        struct str path = bad->path.n ? bad->path : STR(".");
        struct known_entry *known = known_find(&r->known, bad->root, path);
        int64_t file = known ? known->id : 0;
        if (known) {
            known->seen = true;
        }
        report_problem(r, bad->root, path, &p);
        r->report->unreadable++;
        if (cache_put_unreadable(r->cache, file, bad->root, path, p.message, e) < 0) {
            return -1;
        }
    }
    return 0;
}

/* The folder itself also gets a file row, with the problem. */
static bool is_in(struct str path, struct str folder) {
    return !folder.n || str_equal(path, folder) ||
           (path.n > folder.n && path.p[folder.n] == '/' && !memcmp(path.p, folder.p, folder.n));
}

const struct bad_folder *indexer_bad_folder(const struct index_run *r, int root, struct str path) {
    for (size_t i = 0; i < r->bad_count; i++) {
        if (r->bad[i].root == root && is_in(path, r->bad[i].path)) {
            return &r->bad[i];
        }
    }
    return NULL;
}

static void gone_unless_unread(void *context, const struct known_file *f) {
    struct index_run *r = context;
    if ((size_t)f->root >= r->options->root_count || known_find(&r->known, f->root, f->path)->seen ||
        indexer_bad_folder(r, f->root, f->path)) {
        return;
    }
    r->gone = grow(r->gone, r->gone_count, &r->gone_capacity, sizeof *r->gone);
    r->gone[r->gone_count++] = (struct gone_file){f->id, 0, f->stamp, f->root, arena_copy(&r->arena, f->path)};
}

int indexer_find_gone(struct index_run *r, struct err *e) {
    return known_unseen(&r->known) ? cache_known_files(r->cache, gone_unless_unread, r, e) : 0;
}

/* A root looks unmounted if nothing is left where there was more than one file; if less than half is left where there were
 * many; or if it is on another device and more than half of the files are missing. */
bool indexer_is_emptied(const struct root_state *root) {
    enum { MANY = 20 };
    bool elsewhere = root->was_on && root->device && root->was_on != root->device;
    return root->missing && ((!root->found && root->known > 1) || (root->known >= MANY && root->found * 2 < root->known) ||
                             (elsewhere && root->missing * 2 > root->known));
}

static bool counts(const struct gone_file *g) {
    return g->file && g->stamp.size >= 0;
}

static void warn_kept(const struct index_run *r, size_t root) {
    struct buf text = {0};
    buf_printf(&text,
               "%lld of the %lld files indexed below '%s' are missing (is a disk not mounted?); nothing was dropped; if they "
               "are gone for good, run `courant index --forget`",
               (long long)r->roots[root].missing, (long long)r->roots[root].known, r->options->roots[root]);
    if (r->options->warning) {
        r->options->warning(r->options->context, buf_cstr(&text));
    }
    buf_release(&text);
}

void indexer_keep_emptied(struct index_run *r) {
    size_t left = 0;
    for (size_t i = 0; i < r->gone_count; i++) {
        r->roots[r->gone[i].root].missing += counts(&r->gone[i]);
    }
    for (size_t i = 0; i < r->options->root_count; i++) {
        if (!r->options->forget && indexer_is_emptied(&r->roots[i])) {
            r->report->kept += r->roots[i].missing;
            r->roots[i].device = 0; /* the cache still has the files of the other device */
            warn_kept(r, i);
        } else {
            r->roots[i].missing = 0;
        }
    }
    for (size_t i = 0; i < r->gone_count; i++) {
        if (!r->roots[r->gone[i].root].missing) {
            r->gone[left++] = r->gone[i];
        }
    }
    r->gone_count = left;
}

int indexer_drop_gone(struct index_run *r, struct err *e) {
    int result = 0;
    for (size_t i = 0; i < r->gone_count && result == 0; i++) {
        const struct gone_file *g = &r->gone[i];
        if (g->file) {
            result = indexer_drop(r, g->file, e);
            report_change(r, CHANGE_WITHDRAWN, g->root, g->path);
            r->report->removed += g->stamp.size >= 0; /* a file that could never be read was not counted as added */
        }
    }
    return result;
}

int indexer_set_devices(struct index_run *r, struct err *e) {
    int result = 0;
    for (size_t i = 0; i < r->options->root_count && result == 0; i++) {
        const struct root_state *root = &r->roots[i];
        if (root->device && (r->building || root->device != root->was_on)) {
            result = cache_set_device(r->cache, (int)i, root->device, e);
        }
    }
    return result;
}

/* A failure of the system says nothing about a file: what is not parsed stays as it was, with its old stamp, so that the next
 * run retries it. */
int indexer_check_parsed(struct index_run *r, struct err *e) {
    if (!r->unparsed) {
        return 0;
    }
    if (r->unparsed == (int64_t)r->job_count) {
        return err_set(e, "no file could be parsed: %s; nothing was changed, and the next run tries again",
                       buf_cstr(&r->first_fault));
    }
    struct buf text = {0};
    buf_printf(&text,
               "%lld of %zu files could not be parsed: %s; their indexed articles are kept, and the next run tries again",
               (long long)r->unparsed, r->job_count, buf_cstr(&r->first_fault));
    if (r->options->warning) {
        r->options->warning(r->options->context, buf_cstr(&text));
    }
    buf_release(&text);
    return 0;
}
