/* target_keys: what a terminal sends. */
#include "fuzz.h"
#include "term_private.h"
#include "text.h"

static void expect_key(int key) {
    struct buf name = {0};
    EXPECT((key >= 0 && key <= 0x10FFFF) || (key > KEY_BASE && key <= KEY_UNKNOWN));
    key_print(key, &name);
    EXPECT(name.n && text_is_clean(buf_str(&name)));
    if (!str_is(buf_str(&name), "that key")) {
        EXPECT(key_parse(buf_str(&name)) == key || (key >= 0x2190 && key <= 0x2193)); /* "←" may be written for Left */
    }
    buf_release(&name);
}

/* However the bytes come in, in pieces or at once, they are the same keys. */
void fuzz_keys(struct str bytes) {
    struct typed typed = {0};
    key_parse(bytes);
    while (bytes.n) {
        struct typed early = typed, complete = typed;
        size_t used = keys_decode(bytes, false, &typed);
        for (size_t n = 1; n < bytes.n && n < 80; n++) {
            struct typed part = early;
            size_t taken = keys_decode(str_slice(bytes, 0, n), false, &part);
            EXPECT(taken <= n);
            EXPECT(!taken || (taken == used && part.key == typed.key && part.pasting == typed.pasting));
            if (taken) {
                break;
            }
        }
        size_t at_end = keys_decode(bytes, true, &complete);
        EXPECT(used <= bytes.n && at_end > 0 && at_end <= bytes.n && (!used || used == at_end));
        typed = used ? typed : complete;
        expect_key(typed.key);
        EXPECT(typed.row >= 0 && typed.column >= 0);
        bytes = str_slice(bytes, used ? used : at_end, bytes.n);
    }
}
