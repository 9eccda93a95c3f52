/* content, between its own files. */
#ifndef COURANT_CONTENT_PRIVATE_H
#define COURANT_CONTENT_PRIVATE_H

#include "content.h"

/* Markup in a field that may hold it becomes the text that it means. */
void content_make_plain(struct article *a, struct arena *arena);

/* Adds notes, when everything else is done. root: the front matter; NULL: there is none. */
void content_note(const struct node *root, const struct field_rules *rules, struct content *c);

#endif
