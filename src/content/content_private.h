/* Shared by the files of content. */
#ifndef COURANT_CONTENT_PRIVATE_H
#define COURANT_CONTENT_PRIVATE_H

#include "content.h"

/* Converts markup in the fields that may contain it to plain text. */
void content_make_plain(struct article *a, struct arena *arena);

/* A fragment or a file about the repository is in no style of the archive's articles: its habits are notes. */
bool content_is_fragment(struct str path); /* what a generator puts into pages, or begins them with */
void content_excuse_fragment(struct str path, struct problems *problems);
/* Adds notes, after everything else is done. root: the front matter; NULL: none. */
void content_note(const struct node *root, const struct field_rules *rules, struct content *c);

/* Guessing from the beginning of a file: the next line, taken off the text; and content_guess_field for TOML and one path. */
struct str content_guess_line(struct str *text);
bool content_guess_is_toml(struct str beginning);
bool content_guess_toml(struct str beginning, const char *path, int *line, int *column);

#endif
