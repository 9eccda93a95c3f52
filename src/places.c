/* places: files of the program's own, below the XDG folders. */
#include "places.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "config.h"

static char *in_folder(char *folder, const char *name, struct err *e) {
    struct buf path = {0};
    if (!folder || make_directories(folder, e) < 0) {
        free(folder);
        return NULL;
    }
    buf_printf(&path, "%s/%s", folder, name);
    buf_putc(&path, '\0');
    free(folder);
    return path.p;
}

char *places_cache_file(const char *const *roots, size_t count, struct err *e) {
    struct buf all = {0};
    char name[32];
    for (size_t i = 0; i < count; i++) {
        buf_add(&all, roots[i], strlen(roots[i]) + 1);
    }
    snprintf(name, sizeof name, "%016llx.db", (unsigned long long)str_hash(buf_str(&all)));
    buf_release(&all);
    return in_folder(config_cache_dir(e), name, e);
}

char *places_marks_file(struct err *e) {
    return in_folder(config_state_dir(e), "marks.db", e);
}

static char *roots_file(struct err *e) {
    return in_folder(config_state_dir(e), "roots", e);
}

void places_remember_roots(const char *const *roots, size_t count) {
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

int places_recall_roots(char ***roots, size_t *count, struct err *e) {
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
