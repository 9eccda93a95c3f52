/* db: a small interface to SQLite. The only module that includes sqlite3.h; cache and marks run SQL through it.
 *
 * Errors are sticky: after a failure every step returns no row, until db_check, called once at the end of a piece of work,
 * reports the first failure. Statements are prepared once and cached by their text. */
#ifndef COURANT_DB_H
#define COURANT_DB_H

#include "arena.h"
#include "err.h"

struct db;
struct statement;

enum db_mode {
    DB_READ,  /* read-only, works on a read-only file system; the file is not trusted */
    DB_WRITE, /* the file must exist */
    DB_CREATE,
};

/* Full text: the tokenizer "courant" is unicode61 with accents removed, except that each Chinese, Japanese or Korean character
 * is a token of its own, so that any run of them is found as a phrase. In a text that begins with DB_NUMBERS each number is a
 * token; a query text of one such number finds it. SQL may call fold(TEXT), which is text_fold, file_name(PATH), the part
 * of a path after its last slash, and name_key(PATH), its form for comparing. */
enum { DB_NUMBERS = '\x01' };
struct db *db_open(const char *file, enum db_mode mode, struct err *e);
void db_close(struct db *db); /* NULL is fine */

int db_exec(struct db *db, const char *sql, struct err *e);
int db_check(struct db *db, struct err *e); /* 0, or -1 with the first failure since the last check */
bool db_failed(const struct db *db);

/* A cached statement, reset, with nothing bound. Never NULL, valid until db_close. sql must be a constant of the program. */
struct statement *db_cached(struct db *db, const char *sql);
/* The same for a text built at run time; the caller releases it with db_finalize. */
struct statement *db_prepare(struct db *db, const char *sql);
void db_finalize(struct statement *s);

void bind_int(struct statement *s, int parameter, int64_t value);
void bind_str(struct statement *s, int parameter, struct str value);  /* the bytes must stay valid until the last step */
void bind_blob(struct statement *s, int parameter, struct str value); /* the same */

bool db_step(struct statement *s);  /* true: there is a row; false: no more, or a failure */
void db_run(struct statement *s);   /* steps to the end and resets: for statements that return no rows */
void db_reset(struct statement *s); /* ends the read and releases what was bound */
int64_t column_int(struct statement *s, int column);
struct str column_str(struct statement *s, int column);                       /* valid until the next step or reset */
struct str column_copy(struct statement *s, int column, struct arena *arena); /* the same, copied */
bool column_is_null(struct statement *s, int column);

/* A read transaction: everything read between these calls comes from one snapshot and takes one lock instead of one per
 * statement. They do not nest; within a transaction they do nothing. */
void db_begin_read(struct db *db);
void db_end_read(struct db *db);

int64_t db_int(struct db *db, const char *sql); /* the first column of the first row; 0 when there is none */
int64_t db_last_id(struct db *db);              /* of the row inserted last */

/* Calls `should_stop` from time to time while a statement runs; if it returns nonzero, the statement fails with
 * ERR_INTERRUPTED. NULL: never. */
void db_set_interrupt(struct db *db, int (*should_stop)(void *context), void *context);

const char *db_library(void); /* the version of SQLite */

#endif
