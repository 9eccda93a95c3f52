/* editor: opens a content file in the user's editor, at a line. */
#ifndef COURANT_EDITOR_H
#define COURANT_EDITOR_H

#include "buf.h"
#include "err.h"
#include "spawn.h"

/* The arguments to start an editor with: the words of `editor` (as in $VISUAL: parted by blanks), then the file at the line, in
 * the way that this editor takes one. line 0: none. NULL when `editor` has no word; free with spawn_free. */
char **editor_command(const char *editor, const char *path, int line);

/* Opens the absolute path in $VISUAL, else $EDITOR, else what the system has, and waits for its end. */
int editor_open(const char *path, int line, const struct spawn_screen *screen, struct err *e);

/* The same for a text: in a file that exists only meanwhile. On failure the text is unchanged. */
int editor_edit(struct buf *text, const struct spawn_screen *screen, struct err *e);

#endif
