/* place: a place in a text as one number, which finds it again when the text has changed around it. */
#ifndef COURANT_PLACE_H
#define COURANT_PLACE_H

#include "base.h"

/* 0: the beginning, or too far from it to be kept (16 MB). */
int64_t place_of(struct str text, size_t offset);
/* Where the words around the place are now, the nearest if they are there several times; where it was if they are gone. Never
 * past the end of the text, whatever the number is. */
size_t place_find(struct str text, int64_t place);

#endif
