/* config_dirs: where the program keeps its files. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "buf.h"
#include "config.h"

static const char *absolute(const char *path) {
    return path && path[0] == '/' ? path : NULL;
}

static char *join(const char *a, const char *b) {
    struct buf path = {0};
    buf_puts(&path, a);
    buf_puts(&path, b);
    char *copy = xstrdup(buf_cstr(&path));
    buf_release(&path);
    return copy;
}

static char *place(const char *variable, const char *below_home, struct err *e) {
    const char *base = absolute(getenv(variable));
    const char *home = absolute(getenv("HOME"));
    if (base) {
        return join(base, "/courant");
    }
    if (!home) {
        err_set(e, "cannot tell where to keep files: neither %s nor HOME is set to an absolute path", variable);
        return NULL;
    }
    return join(home, below_home);
}

char *config_cache_dir(struct err *e) {
    return place("XDG_CACHE_HOME", "/.cache/courant", e);
}

char *config_state_dir(struct err *e) {
    return place("XDG_STATE_HOME", "/.local/state/courant", e);
}

char *config_config_dir(struct err *e) {
    return place("XDG_CONFIG_HOME", "/.config/courant", e);
}

static bool is_directory(const char *path) {
    struct stat st;
    return !stat(path, &st) && S_ISDIR(st.st_mode);
}

int config_make_directories(const char *path, struct err *e) {
    char *copy = xstrdup(path);
    int result = 0;
    for (char *p = copy + (*copy == '/'); !result && *p; p++) {
        p += strcspn(p, "/");
        char end = *p;
        *p = '\0';
        if (mkdir(copy, 0700) && !is_directory(copy)) {
            result = err_set(e, "cannot create the folder '%s': %s", copy, strerror(errno));
        }
        *p = end;
        if (!end) {
            break;
        }
    }
    free(copy);
    return result;
}
