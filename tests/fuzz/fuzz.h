/* fuzz: one function for each parser that gets bytes from outside: it must end, in bounds, and what it says must hold.
 *
 *   libfuzzer.c  hands a target to libFuzzer, which looks for inputs that take new ways through the code
 *   replay.c     runs all targets on their seeds, once each, with any compiler: a part of `make test`
 *   target_*.c   the targets
 *   cache_file.c a small cache, always the same, for those that need one
 *   corpus/      seeds that people can read, a folder for each target; those of binary formats are made when they are needed
 *   *.dict       words that are hard to find by chance */
#ifndef COURANT_FUZZ_H
#define COURANT_FUZZ_H

#include "doc.h"
#include "grid.h"

typedef void fuzz_seed(void *context, struct str bytes);

struct fuzz_target {
    const char *name;
    void (*run)(struct str bytes);                 /* aborts when something is not as it should be */
    void (*seeds)(fuzz_seed *each, void *context); /* makes those that are no text; NULL: there are none */
};
extern const struct fuzz_target fuzz_targets[];
extern const size_t fuzz_target_count;
const struct fuzz_target *fuzz_target_named(const char *name); /* dies when there is none */

/* target_content.c */
void fuzz_front(struct str bytes);
void fuzz_markdown(struct str bytes);
void fuzz_html(struct str bytes);
void fuzz_text(struct str bytes);
void fuzz_config(struct str bytes);
/* target_keys.c */
void fuzz_keys(struct str bytes);
/* target_answer.c */
void fuzz_answer(struct str bytes);
void fuzz_answer_seeds(fuzz_seed *each, void *context);
/* target_cache.c */
void fuzz_query(struct str bytes);
void fuzz_cache(struct str bytes);
void fuzz_cache_seeds(fuzz_seed *each, void *context);

/* target_screen.c */
void fuzz_screen(struct str bytes);
/* Types keys at the reader, and paints after each. marks_file may be NULL. */
void fuzz_play(const char *cache_file, const char *marks_file, struct str keys);

/* Says which line found it, and aborts. */
#define EXPECT(holds) ((holds) ? (void)0 : expect_failed(__FILE__, __LINE__, #holds))
void expect_failed(const char *file, int line, const char *what) NORETURN;

/* What holds for any document, laid out at several widths and painted. */
void expect_layout(const struct doc *d);
/* No cell holds what a terminal would take for more than a character. */
void expect_screen(const struct screen *s);

/* Content files for what needs some, NUL-terminated; NULL after the last. */
extern const char *const fuzz_articles[];

/* A folder that is removed when the process ends. */
const char *fuzz_folder(void);
char *fuzz_path(const char *name); /* malloc'd: in that folder */
/* Builds a cache of fuzz_articles, and marks; the same bytes each time. */
void fuzz_make_cache(const char *cache_file, const char *marks_file);

#endif
