/* bindings: from what the configuration says of keys, and from what is typed after `:`, to what the engine runs. */
#ifndef COURANT_BINDINGS_H
#define COURANT_BINDINGS_H

#include "config.h"
#include "keymap.h"

/* Adds the keys of the configuration to those of the key table. What cannot be used, and what hides other keys, is a warning of
 * `told`; NULL: it is not said again. c must outlive m. */
void bindings_apply(struct keymap *m, const struct config *c, struct config *told);

/* The keys of the table and of the configuration, in the place of those of m. */
void bindings_renew(struct keymap *m, const struct config *c);

/* For a configuration that was just read: its warnings of keys. */
void bindings_check(struct config *c);

#endif
