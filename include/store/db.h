/* db: SQLite, made small. The only code that knows sqlite3.h; cache and marks speak SQL through it.
 *
 * Errors are sticky: after a failure every step yields no row until db_check, called once at the end of a piece of work, tells
 * what failed first. Statements are prepared once and kept, found again by their text. */
#ifndef COURANT_DB_H
#define COURANT_DB_H

#include "arena.h"
#include "err.h"

struct db;
struct statement;

enum db_mode {
    DB_READ,  /* never writes; works on a read-only file system; the file is not trusted */
    DB_WRITE, /* the file must exist */
    DB_CREATE,
};

/* Full text: the tokenizer "courant" is unicode61 without accents, and each Chinese, Japanese or Korean character a token of
 * its own, so that any run of them is found as a phrase. Of a text that begins with DB_NUMBERS each number is a token, which
 * such a text of one number finds. SQL may call fold(TEXT), which is text_fold, and
 * file_name(PATH), which is what stands behind its last slash. */
enum { DB_NUMBERS = '\x01' };
struct db *db_open(const char *file, enum db_mode mode, struct err *e);
void db_close(struct db *db); /* NULL is fine */

int db_exec(struct db *db, const char *sql, struct err *e);
int db_check(struct db *db, struct err *e); /* 0, or -1 with the first failure since the last check */
bool db_failed(const struct db *db);

/* A statement, reset, with nothing bound. Never NULL. Valid until db_close. For the program's own fixed texts. */
struct statement *db_cached(struct db *db, const char *sql);
/* The same for a text made at run time; the caller ends it with db_finalize. */
struct statement *db_prepare(struct db *db, const char *sql);
void db_finalize(struct statement *s);

void bind_int(struct statement *s, int parameter, int64_t value);
void bind_str(struct statement *s, int parameter, struct str value);  /* the bytes must stay until the last step */
void bind_blob(struct statement *s, int parameter, struct str value); /* the same */

bool db_step(struct statement *s);  /* true: there is a row; false: no more, or a failure */
void db_run(struct statement *s);   /* steps to the end and resets: for statements without rows */
void db_reset(struct statement *s); /* resets: ends the read, releases what was bound */
int64_t column_int(struct statement *s, int column);
struct str column_str(struct statement *s, int column);                       /* valid until the next step or reset */
struct str column_copy(struct statement *s, int column, struct arena *arena); /* the same, copied */
bool column_is_null(struct statement *s, int column);

/* What is read between these is of one moment, and costs one lock instead of one for each statement. They do not nest; within a
 * transaction they do nothing. */
void db_begin_read(struct db *db);
void db_end_read(struct db *db);

int64_t db_int(struct db *db, const char *sql); /* the first column of the first row; 0 when there is none */
int64_t db_last_id(struct db *db);              /* of the row that was inserted last */

/* Asks from time to time while a statement runs; not 0 gives it up with ERR_INTERRUPTED. NULL: never. */
void db_set_interrupt(struct db *db, int (*ask)(void *context), void *context);

const char *db_library(void); /* the version of SQLite */

#endif
