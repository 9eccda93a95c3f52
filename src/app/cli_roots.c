/* cli_roots: which archive the command line means: its content roots, its cache, its marks. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli_private.h"
#include "indexer.h"
#include "xdg_paths.h"

static int copy_roots(struct cli *c, const char *const *paths, size_t count, struct err *e) {
    return indexer_roots(paths, count, &c->roots, &c->root_count, e);
}

int cli_take_roots(struct cli *c, struct cache *cache, struct err *e) {
    struct arena arena = {0};
    struct str *roots;
    size_t count;
    int result = cache_roots(cache, &arena, &roots, &count, e);
    c->roots = xcalloc(count + 1, sizeof *c->roots);
    for (size_t i = 0; result == 0 && i < count; i++) {
        c->roots[c->root_count++] = xstrdup(roots[i].p);
    }
    arena_release(&arena);
    return result;
}

static int roots_of_cache(struct cli *c, struct err *e) {
    struct cache *cache = cache_open(c->cache, CACHE_READ, e);
    int result = cache ? cli_take_roots(c, cache, e) : -1;
    cache_close(cache);
    return result;
}

/* A folder of that name is meant first. */
static const struct named_archive *archive_named(const struct cli *c, const char *name) {
    for (size_t i = 0; i < c->config.archive_count && access(name, F_OK) != 0; i++) {
        if (!strcmp(c->config.archives[i].name, name)) {
            return &c->config.archives[i];
        }
    }
    return NULL;
}

static int roots_meant(struct cli *c, char **given, size_t count, struct err *e) {
    const struct named_archive *archive = count == 1 ? archive_named(c, given[0]) : NULL;
    if (archive) {
        return copy_roots(c, archive->roots.paths, archive->roots.count, e);
    }
    if (count) {
        return copy_roots(c, (const char *const *)given, count, e);
    }
    if (c->cache) {
        return roots_of_cache(c, e);
    }
    if (c->config.roots.count) {
        return copy_roots(c, c->config.roots.paths, c->config.roots.count, e);
    }
    return xdg_paths_recall_roots(&c->roots, &c->root_count, e);
}

int cli_choose_roots(struct cli *c, char **given, size_t count, struct err *e) {
    if (roots_meant(c, given, count, e) < 0) {
        return -1;
    }
    if (!c->root_count) {
        return err_set(e,
                       "no content root: name a folder of content files, as in `courant %s%sFOLDER`, or set `roots:` in "
                       "config.yaml",
                       c->command, *c->command ? " " : "");
    }
    return 0;
}

/* Of a cache of our own: one that was named may stand anywhere. */
static int check_folder_of(const char *file, struct err *e) {
    char *folder = xstrdup(file), *slash = strrchr(folder, '/');
    if (slash) {
        *slash = '\0';
    }
    int result = cache_check_folder(folder, e);
    free(folder);
    return result;
}

int cli_find_roots(struct cli *c, char **given, size_t count, struct err *e) {
    if (cli_choose_roots(c, given, count, e) < 0) {
        return -1;
    }
    if (count && !c->cache) {
        xdg_paths_remember_roots((const char *const *)c->roots, c->root_count);
    }
    if (c->cache) {
        c->cache_file = xstrdup(c->cache);
        return 0;
    }
    c->cache_file = xdg_paths_cache_file((const char *const *)c->roots, c->root_count, e);
    return c->cache_file ? check_folder_of(c->cache_file, e) : -1;
}

/* ---- marks ---- */

static bool are_the_roots(const struct cli *c, const struct root_list *roots) {
    char **paths;
    size_t count;
    bool same = indexer_roots(roots->paths, roots->count, &paths, &count, NULL) == 0 && count == c->root_count;
    for (size_t i = 0; i < count; i++) {
        same = same && !strcmp(paths[i], c->roots[i]);
        free(paths[i]);
    }
    free(paths);
    return same;
}

const char *cli_archive_name(const struct cli *c) {
    for (size_t i = 0; i < c->config.archive_count; i++) {
        if (are_the_roots(c, &c->config.archives[i].roots)) {
            return c->config.archives[i].name;
        }
    }
    return NULL;
}

struct marks *cli_open_marks(const struct cli *c, const char *file, struct err *e) {
    struct marks *m = marks_open(file, e);
    if (m && marks_use_archive(m, cli_archive_name(c), (const char *const *)c->roots, c->root_count, e) < 0) {
        marks_close(m);
        return NULL;
    }
    if (m && marks_notice(m).n) {
        struct err said;
        err_set(&said, "%.*s", (int)marks_notice(m).n, marks_notice(m).p);
        cli_fail(&said, STATUS_OK);
    }
    return m;
}
