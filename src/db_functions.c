/* db_functions: what SQL of ours may call beside SQLite's own. */
#include "buf.h"
#include "db_private.h"
#include "text.h"

/* fold(TEXT): as text_fold has it, for the order of titles. Harmless, so that an index of an untrusted file may call it. */
static void fold(sqlite3_context *context, int count, sqlite3_value **values) {
    struct buf folded = {0};
    const void *text = sqlite3_value_blob(values[0]);
    (void)count;
    if (text) {
        text_fold(&folded, (struct str){text, (size_t)sqlite3_value_bytes(values[0])});
    }
    sqlite3_result_text64(context, folded.n ? folded.p : "", folded.n, SQLITE_TRANSIENT, SQLITE_UTF8);
    buf_release(&folded);
}

int db_functions_register(sqlite3 *sqlite) {
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    return sqlite3_create_function(sqlite, "fold", 1, flags, NULL, fold, NULL, NULL);
}
