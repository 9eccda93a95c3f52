/* target_keys: what a terminal sends. */
#include <string.h>

#include "fuzz.h"
#include "term_private.h"
#include "text.h"

static void expect_key(int key) {
    struct buf name = {0};
    int plain = key & (KEY_WITH_ALT - 1);
    EXPECT((key >= 0 && plain <= 0x10FFFF) || (plain > KEY_BASE && plain <= KEY_UNKNOWN));
    key_print(key, &name);
    EXPECT(name.n && text_is_clean(buf_str(&name)));
    if (!str_is(buf_str(&name), "that key")) {
        EXPECT(key_parse(buf_str(&name)) == key || (plain >= 0x2190 && plain <= 0x2193)); /* "←" may be written for Left */
    }
    buf_release(&name);
}

/* Appends what the bytes are as keys and pasted texts, when they come in pieces of that size. */
static void decode_all(struct str bytes, size_t piece, struct buf *said) {
    struct typed typed = {0};
    size_t at = 0, come = 0;
    while (at < bytes.n) {
        come = come > at ? come : at;
        come = piece < bytes.n - come ? come + piece : bytes.n;
        size_t used = keys_decode(str_slice(bytes, at, come), come == bytes.n, &typed);
        EXPECT(used <= come - at && (used || come < bytes.n));
        EXPECT(typed.row >= 0 && typed.column >= 0);
        at += used;
        if (used && typed.key != KEY_NOTHING) {
            expect_key(typed.key);
            buf_add(said, &typed.key, sizeof typed.key);
        }
        if (used && typed.key == KEY_PASTE) {
            buf_add_str(said, buf_str(&typed.pasted));
        }
    }
    buf_release(&typed.pasted);
}

/* A paste that holds the sequence that ends it goes on to the last one that has come. */
static bool ends_twice(struct str bytes) {
    static const char end[] = "\x1b[201~";
    const char *first = bytes.n ? memmem(bytes.p, bytes.n, end, strlen(end)) : NULL;
    return first && memmem(first + 1, (size_t)(bytes.p + bytes.n - first) - 1, end, strlen(end));
}

/* However the bytes come in, in pieces or at once, they are the same keys. */
void fuzz_keys(struct str bytes) {
    struct buf at_once = {0}, in_pieces = {0};
    size_t piece = bytes.n ? 1 + (unsigned char)bytes.p[0] % 7 : 1;
    key_parse(bytes);
    decode_all(bytes, bytes.n + 1, &at_once);
    decode_all(bytes, piece, &in_pieces);
    EXPECT(ends_twice(bytes) || str_equal(buf_str(&at_once), buf_str(&in_pieces)));
    buf_release(&at_once);
    buf_release(&in_pieces);
}
