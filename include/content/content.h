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

enum content_kind { CONTENT_OTHER, CONTENT_MARKDOWN, CONTENT_HTML };

/* Endings of file names that the user wants read, besides those that always are; they come first. */
struct endings {
    const struct ending {
        const char *text; /* ".txt", found in any case */
        enum content_kind kind;
    } * list;
    size_t count;
    struct str text; /* all of it as a text: a cache that was made with other endings is rebuilt */
};

struct content_options {
    enum content_mode mode;
    const struct field_rules *rules; /* NULL: no rules of the user's own */
    const struct endings *endings;   /* NULL: none of the user's own */
    bool in_vault;                   /* the file is in a folder of notes: #tags in its text are tags */
};

/* path: relative to its root; its ending distinguishes Markdown from HTML. Results are in the arena (or point into
 * bytes). */
void content_parse(struct str bytes, struct str path, const struct content_options *options, struct arena *arena,
                   struct content *out);

/* How a file of that name is read, by its ending. (.md .markdown .mdx .qmd .Rmd .html .htm, in any case) own: may be NULL. */
enum content_kind content_kind_of(struct str name, const struct endings *own);
bool content_is_named(struct str name, const struct endings *own); /* it is that of a content file, and not hidden */
extern const char content_endings[];                               /* those that are always read, for messages */

/* Guesses the date from the beginning of a file without parsing it, only to put files in order. DATE_NONE: none found. */
struct content_place {
    int32_t day, moment; /* see date_moment */
    uint64_t title;      /* without a day: the first letters of the folded title, as a number that sorts like them; else 0 */
};
void content_guess_place(struct str beginning, struct str path, struct content_place *place);
/* Guesses the position of the first of these key paths that is present, only to position an editor. */
bool content_guess_field(struct str beginning, const char *const *paths, int *line, int *column);

#endif
