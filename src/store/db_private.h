/* Shared by the files of db. */
#ifndef COURANT_DB_PRIVATE_H
#define COURANT_DB_PRIVATE_H

#include <sqlite3.h>

#include "db.h"

/* Return SQLite result codes. */
int db_tokenizer_register(sqlite3 *sqlite);
int db_functions_register(sqlite3 *sqlite);

#endif
