/* commands: the key table: every key of the reader, what it is called, and what it does. Help is printed from it. */
#ifndef COURANT_COMMANDS_H
#define COURANT_COMMANDS_H

#include "ui.h"

extern const struct command commands[];
extern const size_t command_count;

#endif
