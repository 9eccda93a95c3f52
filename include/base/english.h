/* english: numbers and plurals in messages. */
#ifndef COURANT_ENGLISH_H
#define COURANT_ENGLISH_H

#include "buf.h"

void format_count(struct buf *out, int64_t n);                                      /* "1,234" */
void format_counted(struct buf *out, int64_t n, const char *one, const char *many); /* "1 article", "1,234 articles" */
const char *plural(int64_t n);                                                      /* "s", or "" for 1 */

#endif
