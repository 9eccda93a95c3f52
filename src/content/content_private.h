/* content, between its own files. */
#ifndef COURANT_CONTENT_PRIVATE_H
#define COURANT_CONTENT_PRIVATE_H

#include "content.h"

/* Markup in a field that may hold it becomes the text that it means. */
void content_make_plain(struct article *a, struct arena *arena);

/* Adds notes, when everything else is done. root: the front matter; NULL: there is none. */
void content_note(const struct node *root, const struct field_rules *rules, struct content *c);

/* Of content_guess_day and content_guess_place, for TOML. */
bool content_guess_is_toml(struct str beginning);
bool content_guess_toml(struct str beginning, const char *path, int *line, int *column);

#endif
