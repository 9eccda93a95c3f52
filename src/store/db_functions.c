/* db_functions: SQL functions of our own. */
#include <string.h>

#include "buf.h"
#include "db_private.h"
#include "identity.h"
#include "text.h"

/* fold(TEXT): text_fold, for sorting titles. Declared innocuous, like the others, so that an index of an untrusted file may
 * call it. */
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

/* file_name(PATH): the part after the last slash. */
static void file_name(sqlite3_context *context, int count, sqlite3_value **values) {
    const char *path = sqlite3_value_blob(values[0]);
    size_t n = path ? (size_t)sqlite3_value_bytes(values[0]) : 0;
    struct str name = path_name((struct str){n ? path : "", n});
    (void)count;
    sqlite3_result_text64(context, name.p, name.n, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* name_key(PATH): the last part of the path's identity_name_key. */
static void name_key(sqlite3_context *context, int count, sqlite3_value **values) {
    struct buf key = {0};
    const char *path = sqlite3_value_blob(values[0]);
    (void)count;
    if (path) {
        identity_name_key(&key, (struct str){path, (size_t)sqlite3_value_bytes(values[0])});
    }
    struct str name = path_name(buf_str(&key));
    sqlite3_result_text64(context, name.n ? name.p : "", name.n, SQLITE_TRANSIENT, SQLITE_UTF8);
    buf_release(&key);
}

static const struct {
    const char *name;
    void (*run)(sqlite3_context *context, int count, sqlite3_value **values);
} functions[] = {{"fold", fold}, {"file_name", file_name}, {"name_key", name_key}};

int db_functions_register(sqlite3 *sqlite) {
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    int result = SQLITE_OK;
    for (size_t i = 0; i < ARRAY_SIZE(functions) && result == SQLITE_OK; i++) {
        result = sqlite3_create_function(sqlite, functions[i].name, 1, flags, NULL, functions[i].run, NULL, NULL);
    }
    return result;
}
