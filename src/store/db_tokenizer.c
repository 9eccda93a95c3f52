/* db_tokenizer: the full-text tokenizer. SQLite's unicode61 takes a run of Chinese or Japanese as one word, so that nothing
 * inside it can be found; here each such character is a token, and the text in between goes to unicode61, except for plain
 * ASCII words, which are split here as unicode61 would. In a text that begins with a certain control character, which clean
 * text never contains, each number is a token, so that full text can search by things other than words. (FTS5 custom
 * tokenizers: sqlite.org/fts5.html, section 7.) */
#include <stdbool.h>
#include <stdint.h>

#include "base.h"
#include "db_private.h"

struct tokenizer {
    fts5_tokenizer inner;
    Fts5Tokenizer *inner_instance;
};

typedef int (*token_callback)(void *context, int flags, const char *token, int length, int start, int end);

static void delete_tokenizer(Fts5Tokenizer *instance) {
    struct tokenizer *t = (struct tokenizer *)instance;
    if (t->inner_instance) {
        t->inner.xDelete(t->inner_instance);
    }
    sqlite3_free(t);
}

static int create_tokenizer(void *context, const char **arguments, int count, Fts5Tokenizer **out) {
    (void)arguments;
    (void)count;
    fts5_api *api = context;
    struct tokenizer *t = sqlite3_malloc(sizeof *t);
    if (!t) {
        return SQLITE_NOMEM;
    }
    *t = (struct tokenizer){0};
    void *inner_context;
    const char *options[] = {"remove_diacritics", "2"};
    int result = api->xFindTokenizer(api, "unicode61", &inner_context, &t->inner);
    if (result == SQLITE_OK) {
        result = t->inner.xCreate(inner_context, options, ARRAY_SIZE(options), &t->inner_instance);
    }
    if (result != SQLITE_OK) {
        delete_tokenizer((Fts5Tokenizer *)t);
        return result;
    }
    *out = (Fts5Tokenizer *)t;
    return SQLITE_OK;
}

/* Scripts written without spaces between words: kana, ideographs, Hangul syllables. All take three or four bytes in UTF-8. */
static bool stands_alone(uint32_t c) {
    return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x31f0 && c <= 0x31ff) || (c >= 0x3400 && c <= 0x4dbf) ||
           (c >= 0x4e00 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
           (c >= 0xff66 && c <= 0xff9d) || (c >= 0x20000 && c <= 0x3ffff);
}

/* Length of the character at p if it is a token of its own, else 0. */
static int alone_bytes(const unsigned char *p, int left) {
    if (p[0] < 0xe3 || left < 3) {
        return 0;
    }
    if (p[0] < 0xf0) {
        uint32_t c = ((p[0] & 0x0fu) << 12) | ((p[1] & 0x3fu) << 6) | (p[2] & 0x3fu);
        return stands_alone(c) ? 3 : 0;
    }
    if (left < 4) {
        return 0;
    }
    uint32_t c = ((p[0] & 0x07u) << 18) | ((p[1] & 0x3fu) << 12) | ((p[2] & 0x3fu) << 6) | (p[3] & 0x3fu);
    return stands_alone(c) ? 4 : 0;
}

struct shifted_tokens {
    token_callback callback;
    void *context;
    int offset; /* offset of the piece in the whole text */
};

static int forward_token(void *context, int flags, const char *token, int length, int start, int end) {
    struct shifted_tokens *s = context;
    return s->callback(s->context, flags, token, length, s->offset + start, s->offset + end);
}

static int tokenize_piece(struct tokenizer *t, struct shifted_tokens *s, int flags, const char *text, int from, int to) {
    if (from == to) {
        return SQLITE_OK;
    }
    s->offset = from;
    return t->inner.xTokenize(t->inner_instance, s, flags, text + from, to - from, forward_token);
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

/* Splits at characters that are tokens of their own. */
static int tokenize_script(struct tokenizer *t, struct shifted_tokens *s, int flags, const char *text, int from, int to) {
    int result = SQLITE_OK;
    for (int at = from; at < to && result == SQLITE_OK;) {
        int n = alone_bytes((const unsigned char *)text + at, to - at);
        if (!n) {
            at++;
            continue;
        }
        result = tokenize_piece(t, s, flags, text, from, at);
        if (result == SQLITE_OK) {
            result = s->callback(s->context, 0, text + at, n, at, at + n);
        }
        from = at += n;
    }
    return result == SQLITE_OK ? tokenize_piece(t, s, flags, text, from, to) : result;
}

static inline bool is_ascii_word(char c) {
    char small = (char)(c | 0x20);
    return (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9');
}

/* Finds the next byte that ends any word. */
static int end_of_word(const char *text, int at, int length) {
    while (at < length && (is_ascii_word(text[at]) || text[at] & 0x80)) {
        at++;
    }
    return at;
}

/* Most words are plain ASCII, and unicode61 takes twice as long for them, which would be a tenth of the time to write an
 * article. */
static int tokenize_words(struct tokenizer *t, struct shifted_tokens *s, int flags, const char *text, int length) {
    enum { PLAIN_MAX = 64 };
    char word[PLAIN_MAX];
    int result = SQLITE_OK;
    for (int at = 0; at < length && result == SQLITE_OK;) {
        int from = at, n = 0;
        while (at < length && n < PLAIN_MAX && is_ascii_word(text[at])) {
            word[n++] = (char)(text[at++] | 0x20); /* lower case; digits already have this bit */
        }
        if (at < length && (text[at] & 0x80 || n == PLAIN_MAX)) {
            at = end_of_word(text, at, length);
            result = tokenize_script(t, s, flags, text, from, at);
        } else if (n) {
            result = s->callback(s->context, 0, word, n, from, at);
        } else {
            at++;
        }
    }
    return result;
}

static int tokenize(Fts5Tokenizer *instance, void *context, int flags, const char *text, int length, token_callback callback) {
    struct shifted_tokens s = {.callback = callback, .context = context};
    if (length && text[0] == DB_NUMBERS) {
        return tokenize_numbers(context, text, length, callback);
    }
    return tokenize_words((struct tokenizer *)instance, &s, flags, text, length);
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
