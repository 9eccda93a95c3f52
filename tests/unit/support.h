/* support: what several unit tests need: cmocka with what it wants before it, a folder of one's own, numbers from a seed. */
#ifndef COURANT_TEST_SUPPORT_H
#define COURANT_TEST_SUPPORT_H

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
/* clang-format on */

#include "arena.h"
#include "buf.h"
#include "err.h"

/* Setup and teardown of a test: *state is the name of a new, empty folder, which is removed with all in it. */
int scratch_open(void **state);
int scratch_close(void **state);
#define test_in_scratch(f) cmocka_unit_test_setup_teardown(f, scratch_open, scratch_close)

char *path_in(const char *folder, const char *name); /* malloc'd: "FOLDER/NAME" */
/* Writes a file below the folder, making the folders it is in. */
void write_file(const char *folder, const char *name, const void *bytes, size_t n);
void write_text(const char *folder, const char *name, const char *text);
void read_file(const char *path, struct buf *out); /* appends; a file that is not there fails the test */
void remove_file(const char *folder, const char *name);
bool file_exists(const char *folder, const char *name);

/* Takes from a superuser what lets him read everything, until it is called with false. False: it could not be done. */
bool obey_permissions(bool obey);

/* The same numbers for the same seed, everywhere. */
struct numbers {
    uint64_t state;
};
uint64_t next_number(struct numbers *r);
size_t number_below(struct numbers *r, size_t limit); /* limit > 0 */
bool one_in(struct numbers *r, size_t n);
/* How many times as many cases a property is tried on: the number in COURANT_LONGER, else 1. */
size_t longer(void);

/* Fails the test with the error's text. */
#define assert_well(call, e)                                                                                                   \
    do {                                                                                                                       \
        if ((call) < 0) {                                                                                                      \
            fail_msg("%s: %s", #call, (e)->text);                                                                              \
        }                                                                                                                      \
    } while (0)
#define assert_says(e, part)                                                                                                   \
    do {                                                                                                                       \
        if (!strstr((e)->text, (part))) {                                                                                      \
            fail_msg("'%s' does not say '%s'", (e)->text, (part));                                                             \
        }                                                                                                                      \
    } while (0)
#define assert_str(s, text)                                                                                                    \
    do {                                                                                                                       \
        struct str said = (s);                                                                                                 \
        if (!str_is(said, (text))) {                                                                                           \
            fail_msg("'%.*s' is not '%s'", (int)said.n, said.p, (text));                                                       \
        }                                                                                                                      \
    } while (0)

/* The tables of a marks file of version 2, as SQL. */
extern const char MARKS_VERSION_2[];

#endif
