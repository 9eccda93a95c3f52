/* content, between its own files. */
#ifndef COURANT_CONTENT_PRIVATE_H
#define COURANT_CONTENT_PRIVATE_H

#include "content.h"

/* Adds notes, when everything else is done. root: the front matter; NULL: there is none. */
void content_note(const struct node *root, struct content *c);

#endif
