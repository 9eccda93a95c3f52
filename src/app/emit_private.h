/* What the files of emit share. */
#ifndef COURANT_EMIT_PRIVATE_H
#define COURANT_EMIT_PRIVATE_H

#include "emit.h"

void emit_add_line(struct buf *out, struct str s); /* one line of text, cleaned where it must be: hardly any has to */

void emit_add_json_text(struct buf *out, const char *name, struct str s); /* "NAME":"TEXT" */

extern const char *const emit_verdicts[VERDICT_COUNT]; /* "INDEX", "WARN", "REJECT", "SKIP" */
void emit_add_file_pos(struct buf *out,
                       const struct checked *checked); /* its path, with the root where there are others; as it is */

#endif
