/* content: the bytes of one content file to an article, its document and its problems. Pure: what a worker does with each file.
 */
#ifndef COURANT_CONTENT_H
#define COURANT_CONTENT_H

#include "article.h"
#include "doc.h"
#include "problem.h"

enum content_mode {
    CONTENT_FULL,
    CONTENT_PLAIN, /* the body as plain text: when the full way crashed or ran out of time or memory */
};

struct content {
    bool rejected; /* there is no article, and problems say why */
    struct article article;
    struct doc doc;
    struct problems problems;
};

struct content_options {
    enum content_mode mode;
    const struct field_rules *rules; /* NULL: none of one's own */
};

/* path: relative to its root; its ending tells Markdown from HTML. All that comes out lives in the arena (or points into
 * bytes). */
void content_parse(struct str bytes, struct str path, const struct content_options *options, struct arena *arena,
                   struct content *out);

/* Has a file of this name content? (.md .markdown .html .htm, in any case; not hidden) */
bool content_is_named(struct str name);
extern const char content_endings[]; /* what such names end in, as a person reads it */

/* The day that a file's beginning seems to say, without parsing it: to put files in order, nothing else. DATE_NONE when none is
 * seen. */
int32_t content_guess_day(struct str beginning, struct str path);
/* Where the key of one of these paths seems to stand, the first that is there: to lead an editor to it, nothing else. */
bool content_guess_field(struct str beginning, const char *const *paths, int *line, int *column);

#endif
