/* identity: what tells an article from all others of its archive, so that marks find it again.
 *
 * A key is the article's own name and the place of its file, as in "id:10034//news/atlas.md", "slug:atlas//news/atlas.md" or,
 * where the front matter gives neither, "path://news/atlas.md". A path never holds two slashes in a row, so the last such pair
 * always parts the two, and no text in one file can make up the key of another. */
#ifndef COURANT_IDENTITY_H
#define COURANT_IDENTITY_H

#include "buf.h"

/* What is known of an article besides its marks. When its key changes, the title and the day help to recognise it. */
struct identity {
    struct str key, title;
    int32_t day; /* of its date; DATE_NONE where it has none */
};

/* Appends a key. own: the record's key ("id:7", "slug:x", "path:..."); label: the root's, see identity_root_label; path: below
 * that root. */
void identity_make_key(struct buf *out, struct str own, struct str label, struct str path);
struct str identity_own(struct str key);    /* "id:7", "slug:x" or "path:"; the whole when it has no such parts */
struct str identity_path(struct str key);   /* with the root's label before it; empty when it has no such parts */
bool identity_has_own_name(struct str key); /* an id or a slug */

/* Appends what stands before the paths of a root in keys: nothing when it is the only root, which may then be moved anywhere;
 * else as many of its last folders as no other root ends in. */
void identity_root_label(struct buf *out, const char *const *roots, size_t count, size_t root);

/* Appends a set of roots, as bytes that no other set has. */
void identity_root_set(struct buf *out, const struct str *roots, size_t count);

#endif
