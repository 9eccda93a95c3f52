/* identity: what distinguishes an article from all others of its archive, so that marks find it again.
 *
 * A key is the article's own name and its file's path: "id:10034//news/atlas.md", "slug:atlas//news/atlas.md" or, if the front
 * matter has neither, "path://news/atlas.md". A path never contains two slashes in a row, so the last such pair always
 * separates the two, and no text in one file can forge the key of another. */
#ifndef COURANT_IDENTITY_H
#define COURANT_IDENTITY_H

#include "buf.h"

/* What is known of an article besides its marks. If its key changes, title and day help to recognise it. */
struct identity {
    struct str key, title;
    int32_t day; /* DATE_NONE: undated */
};

/* Appends a key. own: the record's key ("id:7", "slug:x", "path:..."); label: of the root, see identity_root_label; path: below
 * that root. */
void identity_make_key(struct buf *out, struct str own, struct str label, struct str path);
struct str identity_own(struct str key);    /* "id:7", "slug:x" or "path:"; the whole key if it has no such parts */
struct str identity_path(struct str key);   /* with the root's label before it; empty if it has no such parts */
bool identity_has_own_name(struct str key); /* it has an id or a slug */

/* Appends the prefix of a root's paths in keys: nothing for the only root, which may then be moved anywhere; else as many of
 * its last folders as tell it from the other roots. */
void identity_root_label(struct buf *out, const char *const *roots, size_t count, size_t root);

/* Appends a set of roots, encoded so that different sets give different bytes. */
void identity_root_set(struct buf *out, const struct str *roots, size_t count);

/* Appends the form in which names of files are compared, for links by name: of each part of a path, folded, with one blank for
 * blanks, hyphens and underscores; without the ending of a content file, and without "index". */
void identity_name_key(struct buf *out, struct str path);

#endif
