/* What the files of db share. */
#ifndef COURANT_DB_PRIVATE_H
#define COURANT_DB_PRIVATE_H

#include <sqlite3.h>

int db_tokenizer_register(sqlite3 *sqlite); /* an SQLite result code */

#endif
