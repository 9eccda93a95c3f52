/* indexer_roots: normalises the set of content roots that a person names. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "indexer.h"

static bool is_inside(const char *path, const char *root) {
    size_t n = strlen(root);
    return !strncmp(path, root, n) && (path[n] == '/' || path[n] == '\0' || (n && root[n - 1] == '/'));
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* In sorted order a folder comes before everything inside it. */
static size_t drop_nested(char **roots, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept && is_inside(roots[i], roots[kept - 1])) {
            free(roots[i]);
        } else {
            roots[kept++] = roots[i];
        }
    }
    return kept;
}

int indexer_roots(const char *const *paths, size_t count, char ***roots, size_t *root_count, struct err *e) {
    struct stat status;
    *roots = xcalloc(count + 1, sizeof **roots);
    for (*root_count = 0; *root_count < count; ++*root_count) {
        const char *path = paths[*root_count];
        char *real = realpath(path, NULL);
        if (!real || stat(real, &status) != 0 || !S_ISDIR(status.st_mode)) {
            err_set(e, "cannot use '%s' as a content root: %s", path, real ? "it is not a folder" : strerror(errno));
            free(real);
            return -1; /* the caller frees what is there */
        }
        (*roots)[*root_count] = real;
    }
    if (count) {
        qsort(*roots, count, sizeof **roots, by_name);
    }
    *root_count = drop_nested(*roots, count);
    return 0;
}
