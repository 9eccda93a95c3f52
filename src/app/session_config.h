/* Shared by the files of session: what the reader takes of the configuration. */
#ifndef COURANT_SESSION_CONFIG_H
#define COURANT_SESSION_CONFIG_H

#include "config.h"
#include "term.h"
#include "ui.h"

void session_use_config(struct ui *ui, const struct config *c); /* c must outlive its use */
void session_say_warnings(struct ui *ui, const struct config *c);
/* To the program of the configuration, else to the clipboard. done: gets where it went. */
int session_copy(struct terminal *term, const struct config *c, struct str text, struct buf *done, struct err *e);

#endif
