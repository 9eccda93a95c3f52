/* content: parses one content file: its bytes to an article, a document and problems. A pure function; workers run it for each
 * file. */
#ifndef COURANT_CONTENT_H
#define COURANT_CONTENT_H

#include "article.h"
#include "doc.h"
#include "problem.h"

enum content_mode {
    CONTENT_FULL,
    CONTENT_PLAIN, /* the body as plain text, after a full parse crashed or ran out of time or memory */
};

struct content {
    bool rejected; /* there is no article; `problems` says why */
    struct article article;
    struct doc doc;
    struct problems problems;
};

struct content_options {
    enum content_mode mode;
    const struct field_rules *rules; /* NULL: no rules of the user's own */
};

/* path: relative to its root; its extension distinguishes Markdown from HTML. Results are in the arena (or point into
 * bytes). */
void content_parse(struct str bytes, struct str path, const struct content_options *options, struct arena *arena,
                   struct content *out);

/* Is this the name of a content file? (.md .markdown .mdx .qmd .Rmd .html .htm, in any case; not hidden) */
bool content_is_named(struct str name);
extern const char content_endings[]; /* the extensions, for messages */

/* Guesses the date from the beginning of a file without parsing it, only to put files in order. DATE_NONE: none found. */
struct content_place {
    int32_t day, moment; /* see date_moment */
    uint64_t title;      /* the first letters of the folded title, as a number that sorts like them */
};
void content_guess_place(struct str beginning, struct str path, struct content_place *place);
/* Guesses the position of the first of these key paths that is present, only to position an editor. */
bool content_guess_field(struct str beginning, const char *const *paths, int *line, int *column);

#endif
