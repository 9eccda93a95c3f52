/* db_tokenizer: the full-text tokenizer: the words of a text, folded as text is everywhere. In a text that begins with a
 * certain control character, which clean text never contains, each number is a token, so that full text can search by things
 * other than words. (FTS5 custom tokenizers: sqlite.org/fts5.html, section 7.) */
#include "base.h"
#include "db_private.h"
#include "text.h"

typedef int (*token_callback)(void *context, int flags, const char *token, int length, int start, int end);

static void delete_tokenizer(Fts5Tokenizer *instance) {
    text_words_free((struct text_words *)instance);
}

static int create_tokenizer(void *context, const char **arguments, int count, Fts5Tokenizer **out) {
    (void)context;
    (void)arguments;
    (void)count;
    *out = (Fts5Tokenizer *)text_words_new();
    return SQLITE_OK;
}

/* Emits each number, preceded by the control character. */
static int tokenize_numbers(void *context, const char *text, int length, token_callback callback) {
    enum { DIGITS_MAX = 20 };
    char token[DIGITS_MAX + 1] = {DB_NUMBERS};
    int result = SQLITE_OK, n = 0;
    for (int i = 1; i <= length && result == SQLITE_OK; i++) {
        if (i < length && text[i] >= '0' && text[i] <= '9' && n < DIGITS_MAX) {
            token[++n] = text[i];
        } else if (n) {
            result = callback(context, 0, token, n + 1, i - n, i);
            n = 0;
        }
    }
    return result;
}

struct token_sink {
    token_callback callback;
    void *context;
};

static int forward_word(void *context, struct str folded, size_t from, size_t to) {
    struct token_sink *s = context;
    return s->callback(s->context, 0, folded.p, (int)folded.n, (int)from, (int)to);
}

static int tokenize(Fts5Tokenizer *instance, void *context, int flags, const char *text, int length, token_callback callback) {
    (void)flags;
    if (length && text[0] == DB_NUMBERS) {
        return tokenize_numbers(context, text, length, callback);
    }
    struct token_sink sink = {callback, context};
    return text_words_each((struct text_words *)instance, (struct str){text, (size_t)length}, forward_word, &sink);
}

static fts5_api *api_of(sqlite3 *sqlite) {
    fts5_api *api = NULL;
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(sqlite, "SELECT fts5(?1)", -1, &s, NULL) == SQLITE_OK) {
        sqlite3_bind_pointer(s, 1, &api, "fts5_api_ptr", NULL);
        sqlite3_step(s);
    }
    sqlite3_finalize(s);
    return api;
}

int db_tokenizer_register(sqlite3 *sqlite) {
    fts5_api *api = api_of(sqlite);
    if (!api) {
        return SQLITE_ERROR;
    }
    fts5_tokenizer functions = {create_tokenizer, delete_tokenizer, tokenize};
    return api->xCreateTokenizer(api, "courant", api, &functions, NULL);
}
