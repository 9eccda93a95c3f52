/* replay: runs each target once on each of its seeds, and on those files that are named: replay [TARGET FILE...] */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "fuzz.h"

static void run_file(const struct fuzz_target *target, const char *path) {
    FILE *f = fopen(path, "re");
    struct buf bytes = {0};
    char part[4096];
    size_t n;
    if (!f) {
        die("cannot open '%s'", path);
    }
    while ((n = fread(part, 1, sizeof part, f)) > 0) {
        buf_add(&bytes, part, n);
    }
    fclose(f);
    /* Not a byte more, so that a sanitizer sees what is read behind the end. */
    char *exact = xcalloc(bytes.n ? bytes.n : 1, 1);
    memcpy(exact, bytes.n ? bytes.p : "", bytes.n);
    target->run((struct str){exact, bytes.n});
    free(exact);
    buf_release(&bytes);
}

static void run_seed(void *context, struct str bytes) {
    ((const struct fuzz_target *)context)->run(bytes);
}

/* Returns how many seeds there were. */
static int run_seeds(const struct fuzz_target *target, const char *corpus) {
    struct buf path = {0};
    struct dirent *entry;
    int count = 0;
    buf_printf(&path, "%s/%s", corpus, target->name);
    DIR *folder = opendir(buf_cstr(&path));
    while (folder && (entry = readdir(folder))) {
        if (entry->d_name[0] != '.') {
            buf_reset(&path);
            buf_printf(&path, "%s/%s/%s", corpus, target->name, entry->d_name);
            run_file(target, buf_cstr(&path));
            count++;
        }
    }
    if (folder) {
        closedir(folder);
    }
    if (target->seeds) {
        target->seeds(run_seed, (void *)(uintptr_t)target);
        count++;
    }
    buf_release(&path);
    return count;
}

int main(int count, char **arguments) {
    const char *top = getenv("COURANT_TOP");
    struct buf corpus = {0};
    int failed = 0;
    if (count > 2) {
        for (int i = 2; i < count; i++) {
            run_file(fuzz_target_named(arguments[1]), arguments[i]);
        }
        return 0;
    }
    buf_printf(&corpus, "%s/tests/fuzz/corpus", top ? top : ".");
    for (size_t i = 0; i < fuzz_target_count; i++) {
        printf("%s\n", fuzz_targets[i].name); /* the last one is that of a crash */
        fflush(stdout);
        if (!run_seeds(&fuzz_targets[i], buf_cstr(&corpus))) {
            printf("%s: there are no seeds\n", fuzz_targets[i].name);
            failed++;
        }
    }
    buf_release(&corpus);
    printf("%d passed, %d failed\n", (int)fuzz_target_count - failed, failed);
    return failed > 0;
}
