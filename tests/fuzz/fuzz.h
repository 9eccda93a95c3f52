/* fuzz: one function for each parser that gets bytes from outside: it must end, in bounds, and what it says must hold. */
#ifndef COURANT_FUZZ_H
#define COURANT_FUZZ_H

#include "base.h"

struct fuzz_target {
    const char *name;
    void (*run)(struct str bytes); /* aborts when something is not as it should be */
};
extern const struct fuzz_target fuzz_targets[];
extern const size_t fuzz_target_count;

#endif
