/* passage: finds a passage of a text again after the text was edited. Pure. */
#ifndef COURANT_PASSAGE_H
#define COURANT_PASSAGE_H

#include "base.h"

struct passage {
    struct str quote, before, after; /* the words, and some of those around them */
    size_t at;                       /* where it stood */
};

/* Where it stands now, compared by words: where all of its words are, of several places that with most of the words around it,
 * then the nearest; else, if it has some words, where most of them are in their order. False: nowhere. */
bool passage_find(struct str text, const struct passage *p, size_t *from, size_t *to);

/* The text around [from, to), enough to tell the passage from another with the same words. */
void passage_around(struct str text, size_t from, size_t to, struct str *before, struct str *after);

#endif
