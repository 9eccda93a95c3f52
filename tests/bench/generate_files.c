/* generate: content files. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "generate.h"

static int write_file(const char *name, struct str bytes, struct err *e) {
    FILE *f = fopen(name, "w");
    bool good = f && fwrite(bytes.p, 1, bytes.n, f) == bytes.n;
    if ((f && fclose(f) != 0) || !good) {
        return err_set(e, "cannot write '%s': %s", name, strerror(errno));
    }
    return 0;
}

/* Every folder on the way to the file. */
static int make_folders(struct buf *name, size_t from, struct err *e) {
    char *path = name->p;
    for (char *slash = strchr(path + from, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        bool made = mkdir(path, 0777) == 0 || errno == EEXIST;
        if (!made) {
            return err_set(e, "cannot make the folder '%s': %s", path, strerror(errno));
        }
        *slash = '/';
    }
    return 0;
}

static int tell_file(void *context, const struct story *s, struct err *e) {
    const char *folder = *(const char *const *)context;
    struct buf name = {0}, bytes = {0};
    buf_printf(&name, "%s/%s", folder, s->path.p);
    story_print(s, &bytes);
    int result = make_folders(&name, strlen(folder), e) < 0 ? -1 : write_file(buf_cstr(&name), buf_str(&bytes), e);
    buf_release(&name);
    buf_release(&bytes);
    return result;
}

int generate_files(const struct world *w, const char *folder, uint64_t count, struct err *e) {
    return generate_each(w, count, tell_file, &folder, e);
}
