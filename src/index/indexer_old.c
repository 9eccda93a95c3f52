/* indexer_old: checks what a build would lose of the cache it replaces. A build reads every file again, and lacks what it
 * cannot read. */
#include <stdio.h>
#include <string.h>

#include "english.h"
#include "indexer_private.h"

/* -1: not a root of this run, so its files are no longer wanted. */
static int root_named(const struct index_run *r, struct str path) {
    for (size_t i = 0; i < r->options->root_count; i++) {
        if (str_is(path, r->options->roots[i])) {
            return (int)i;
        }
    }
    return -1;
}

static void remember(void *context, const struct old_file *f) {
    struct index_run *r = context;
    int root = root_named(r, f->root);
    if (root >= 0) {
        known_add(&r->old, &(struct known_file){.id = 1, .root = root, .path = f->path});
        r->roots[root].known++;
        r->roots[root].was_on = f->device;
    }
}

void indexer_read_old(struct index_run *r) {
    const struct index_options *o = r->options;
    if (o->cache_file && !o->forget && cache_old_files(o->cache_file, remember, r, &r->old_fault) < 0) {
        known_release(&r->old);
        memset(r->roots, 0, o->root_count * sizeof *r->roots);
    }
}

static void add_loss(struct index_run *r, int root, struct str path, struct str why) {
    if (!r->losses++) {
        buf_printf(&r->first_loss, "'%s/%.*s': %.*s", r->options->roots[root], (int)path.n, path.p, (int)why.n, why.p);
    }
}

void indexer_note_loss(struct index_run *r, int root, struct str path, struct str why) {
    if (known_find(&r->old, root, path)) {
        add_loss(r, root, path, why);
    }
}

static void miss(void *context, const struct old_file *f) {
    struct index_run *r = context;
    int root = root_named(r, f->root);
    const struct known_entry *known = root < 0 ? NULL : known_find(&r->old, root, f->path);
    if (!known || known->seen) {
        return;
    }
    const struct bad_folder *bad = indexer_bad_folder(r, root, f->path);
    if (bad) {
        char why[100];
        snprintf(why, sizeof why, "cannot read its folder: %s", strerror(bad->why));
        add_loss(r, root, f->path, str_from(why));
    } else {
        r->roots[root].missing++;
    }
}

static const char *how_to_forget(const struct index_run *r) {
    return r->options->rebuild ? "courant index --rebuild --forget" : "courant index --forget";
}

static int check_emptied(const struct index_run *r, struct err *e) {
    for (size_t i = 0; i < r->options->root_count; i++) {
        const struct root_state *root = &r->roots[i];
        if (indexer_is_emptied(root)) {
            return err_set(e,
                           "%lld of the %lld articles indexed below '%s' are missing (is a disk not mounted?); the cache is "
                           "unchanged; if they are gone for good, run `%s`",
                           (long long)root->missing, (long long)root->known, r->options->roots[i], how_to_forget(r));
        }
    }
    return 0;
}

int indexer_check_walk(struct index_run *r, struct err *e) {
    if (known_unseen(&r->old) && cache_old_files(r->options->cache_file, miss, r, e) < 0) {
        return -1;
    }
    return check_emptied(r, e) < 0 ? -1 : indexer_check_losses(r, e);
}

/* A damaged cache that lists nothing has nothing to lose; one that could not be read may have. */
static int check_incomplete(const struct index_run *r, struct err *e) {
    bool doubt = r->old_fault.code != ERR_NONE && r->old_fault.code != ERR_CORRUPT;
    if (!doubt || !(r->report->unreadable || r->bad_count || !r->report->files)) {
        return 0;
    }
    return err_set(e, "cannot tell what would be lost from the old cache: %s; it was kept; to rebuild without it, run `%s`",
                   r->old_fault.text, how_to_forget(r));
}

int indexer_check_losses(const struct index_run *r, struct err *e) {
    if (!r->losses) {
        return check_incomplete(r, e);
    }
    return err_set(e,
                   "%lld article%s of the cache cannot be read again (%.*s%s), so the cache is unchanged; fix that, or drop "
                   "%s with `%s`",
                   (long long)r->losses, plural(r->losses), (int)(r->first_loss.n < 300 ? r->first_loss.n : 300),
                   r->first_loss.p, r->losses > 1 ? ", ..." : "", r->losses == 1 ? "it" : "them", how_to_forget(r));
}
