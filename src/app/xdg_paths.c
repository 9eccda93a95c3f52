/* xdg_paths: files of the program's own, below the XDG folders. */
#include "xdg_paths.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "config.h"

static char *in_folder(char *folder, const char *name, struct err *e) {
    struct buf path = {0};
    if (!folder || config_make_directories(folder, e) < 0) {
        free(folder);
        return NULL;
    }
    buf_printf(&path, "%s/%s", folder, name);
    buf_putc(&path, '\0');
    free(folder);
    return path.p;
}

static bool holds(const char *file, struct str text) {
    char *bytes = xcalloc(text.n + 1, 1);
    FILE *f = fopen(file, "re");
    bool same = f && fread(bytes, 1, text.n + 1, f) == text.n && !memcmp(bytes, text.p, text.n);
    if (f) {
        fclose(f);
    }
    free(bytes);
    return same;
}

/* Creates the file completely or not at all, and never overwrites one. */
static bool make_with(const char *file, struct str text) {
    char *new_file = NULL;
    int fd = asprintf(&new_file, "%s.XXXXXX", file) < 0 ? -1 : mkostemp(new_file, O_CLOEXEC);
    bool made = fd >= 0 && write(fd, text.p, text.n) == (ssize_t)text.n && link(new_file, file) == 0;
    int why = errno;
    if (fd >= 0) {
        close(fd);
        unlink(new_file);
    }
    free(new_file);
    errno = why;
    return made;
}

/* A file next to each cache names its roots, because different roots may have the same hash. False: it belongs to other roots.
 */
static bool is_for(const char *folder, const char *name, struct str roots) {
    char *file = NULL;
    if (asprintf(&file, "%s/%s.roots", folder, name) < 0) {
        die("out of memory");
    }
    bool there = access(file, F_OK) == 0;
    bool ours = there ? holds(file, roots) : make_with(file, roots) || errno != EEXIST || holds(file, roots);
    free(file);
    return ours;
}

static void name_cache(const char *folder, struct str roots, char *name, size_t size) {
    unsigned long long hash = str_hash(roots);
    snprintf(name, size, "%016llx", hash);
    for (unsigned n = 1; !is_for(folder, name, roots); n++) {
        snprintf(name, size, "%016llx-%u", hash, n);
    }
}

char *xdg_paths_cache_file(const char *const *roots, size_t count, struct err *e) {
    char *folder = config_cache_dir(e), *file = NULL, name[40];
    struct buf all = {0};
    for (size_t i = 0; i < count; i++) {
        buf_add(&all, roots[i], strlen(roots[i]) + 1);
    }
    if (folder && config_make_directories(folder, e) == 0) {
        name_cache(folder, buf_str(&all), name, sizeof name - sizeof ".db");
        size_t n = strlen(name);
        snprintf(name + n, sizeof name - n, ".db");
        file = in_folder(xstrdup(folder), name, e);
    }
    buf_release(&all);
    free(folder);
    return file;
}

char *xdg_paths_marks_file(struct err *e) {
    return in_folder(config_state_dir(e), "marks.db", e);
}

static char *roots_file(struct err *e) {
    return in_folder(config_state_dir(e), "roots", e);
}

void xdg_paths_remember_roots(const char *const *roots, size_t count) {
    char *file = roots_file(NULL);
    FILE *f = file ? fopen(file, "we") : NULL;
    for (size_t i = 0; f && i < count; i++) {
        if (!strchr(roots[i], '\n')) {
            fprintf(f, "%s\n", roots[i]);
        }
    }
    if (f) {
        fclose(f);
    }
    free(file);
}

int xdg_paths_recall_roots(char ***roots, size_t *count, struct err *e) {
    char *file = roots_file(e), *line = NULL;
    size_t size = 0, capacity = 0;
    *roots = NULL;
    *count = 0;
    if (!file) {
        return -1;
    }
    FILE *f = fopen(file, "re");
    while (f && getline(&line, &size, f) > 0) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '/' && access(line, F_OK) == 0) {
            *roots = grow(*roots, *count, &capacity, sizeof **roots);
            (*roots)[(*count)++] = xstrdup(line);
        }
    }
    if (f) {
        fclose(f);
    }
    free(line);
    free(file);
    return 0;
}
