/* libfuzzer: one target under libFuzzer, the one that $FUZZ_TARGET names. With $FUZZ_SEEDS its made seeds are written to that
 * folder first. */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct folder {
    const char *path;
    int count;
};

static void write_seed(void *context, struct str bytes) {
    struct folder *folder = context;
    char path[4096];
    snprintf(path, sizeof path, "%s/made-%d", folder->path, ++folder->count);
    FILE *f = fopen(path, "we");
    if (!f || fwrite(bytes.p, 1, bytes.n, f) != bytes.n || fclose(f) != 0) {
        die("cannot write '%s'", path);
    }
}

static const struct fuzz_target *the_target(void) {
    const char *name = getenv("FUZZ_TARGET");
    return fuzz_target_named(name ? name : "");
}

int LLVMFuzzerInitialize(int *count, char ***arguments) {
    (void)count;
    (void)arguments;
    struct folder folder = {.path = getenv("FUZZ_SEEDS")};
    const struct fuzz_target *target = the_target();
    if (folder.path && target->seeds) {
        target->seeds(write_seed, &folder);
    }
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct fuzz_target *target;
    target = target ? target : the_target();
    target->run((struct str){(const char *)data, size});
    return 0;
}
