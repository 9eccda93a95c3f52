/* test_base_hash: who writes a file cannot choose names that share their hash.
 *
 * A hash without a key can be undone, and texts that collide made at will. `plain_mix` is one; pairs for it, and many texts
 * with one hash, are made here as anybody could, and must do no harm. */
#include <stdio.h>
#include <time.h>

#include "article_private.h"
#include "site.h"

static uint64_t mix(uint64_t x) {
    x = (x ^ (x >> 31)) * 0x9e3779b97f4a7c15u;
    return x ^ (x >> 29);
}

static uint64_t plain_mix(uint64_t seed, struct str s) {
    uint64_t hash = mix(seed + s.n), part;
    for (; s.n >= sizeof part; s.p += sizeof part, s.n -= sizeof part) {
        memcpy(&part, s.p, sizeof part);
        hash = mix(hash ^ part);
    }
    part = 0;
    memcpy(&part, s.p, s.n);
    return mix(hash ^ part);
}

static bool is_plain(const char *text, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (!((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= '0' && text[i] <= '9'))) {
            return false;
        }
    }
    return true;
}

static void every_byte_counts_and_no_other(void **state) {
    enum { LONGEST = 40 };
    char text[LONGEST + 1];
    (void)state;
    memset(text, 'a', sizeof text);
    for (size_t n = 0; n <= LONGEST; n++) {
        uint64_t hash = str_hash_keyed(1, (struct str){text, n});
        for (size_t i = 0; i <= n; i++) {
            text[i] ^= 1;
            assert_int_equal(str_hash_keyed(1, (struct str){text, n}) == hash, i == n);
            text[i] ^= 1;
        }
        assert_true(str_hash_keyed(2, (struct str){text, n}) != hash);
    }
}

enum { BLOCK = 16 };

/* Two blocks of letters and digits that lead from one state to the same other, which is returned: eight bytes are tried until
 * those that make good for them are letters too. */
static uint64_t collide(uint64_t state, struct numbers *numbers, char a[BLOCK], char b[BLOCK]) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    uint64_t first, last, then;
    memcpy(a, "announcement0001", BLOCK);
    memcpy(&first, a, 8);
    memcpy(&last, a + 8, 8);
    then = mix(state ^ first) ^ last;
    do {
        uint64_t random = next_number(numbers);
        for (size_t i = 0; i < 8; i++, random /= 36) {
            b[i] = letters[random % 36];
        }
        memcpy(&first, b, 8);
        last = then ^ mix(state ^ first);
        memcpy(b + 8, &last, 8);
    } while (!is_plain(b + 8, 8) || !memcmp(a, b, BLOCK));
    return mix(then);
}

static void make_pair(uint64_t seed, const char *ending, char *a, char *b) {
    struct numbers numbers = {seed + 1};
    collide(mix(seed + BLOCK + strlen(ending)), &numbers, a, b);
    strcpy(a + BLOCK, ending);
    strcpy(b + BLOCK, ending);
    assert_true(plain_mix(seed, str_from(a)) == plain_mix(seed, str_from(b)));
    assert_string_not_equal(a, b);
    assert_true(str_hash_keyed(seed, str_from(a)) != str_hash_keyed(seed, str_from(b)));
}

static void names_that_were_made_to_collide_are_two_files(void **state) {
    char a[32], b[32];
    struct site s;
    make_pair(0, ".md", a, b);
    site_open(&s, *state);
    write_article(&s, a, "alpha");
    site_index(&s);
    write_article(&s, b, "beta");
    site_index(&s);
    site_report(&s, 1, 0, 0, 1);
    site_expect(&s, "alpha", "id:alpha");
    site_expect(&s, "beta", "id:beta");
    remove_file(s.root, a);
    site_index(&s);
    site_report(&s, 0, 0, 1, 1);
    site_expect(&s, "", "id:beta");
    site_close(&s);
}

static void tags_that_were_made_to_collide_are_two_tags(void **state) {
    char a[32], b[32], query[64], key[64];
    struct site s;
    make_pair(TAX_TAG, "", a, b);
    site_open(&s, *state);
    write_article(&s, "a.md", a);
    write_article(&s, "b.md", b);
    site_index(&s);
    snprintf(query, sizeof query, "tag:%s", a);
    snprintf(key, sizeof key, "id:%s", a);
    site_expect(&s, query, key);
    snprintf(query, sizeof query, "tag:%s", b);
    snprintf(key, sizeof key, "id:%s", b);
    site_expect(&s, query, key);
    site_close(&s);
}

/* Blocks that collide, one behind the other, make two texts of one hash into four, and so on. */
static void many_terms_of_one_hash_take_no_more_time(void **state) {
    enum { BLOCKS = 15, COUNT = 1 << BLOCKS, LENGTH_OF_KEY = BLOCKS * BLOCK };
    static char blocks[BLOCKS][2][BLOCK];
    struct numbers numbers = {7};
    struct arena arena = {0};
    struct term_set set = {0};
    uint64_t at = mix(TAX_TAG + (uint64_t)LENGTH_OF_KEY);
    (void)state;
    for (size_t i = 0; i < BLOCKS; i++) {
        at = collide(at, &numbers, blocks[i][0], blocks[i][1]);
    }
    struct str *keys = arena_alloc(&arena, COUNT, sizeof *keys);
    for (size_t i = 0; i < COUNT; i++) {
        char *key = arena_alloc(&arena, LENGTH_OF_KEY, 1);
        for (size_t k = 0; k < BLOCKS; k++) {
            memcpy(key + k * BLOCK, blocks[k][i >> k & 1], BLOCK);
        }
        keys[i] = (struct str){key, LENGTH_OF_KEY};
        assert_true(plain_mix(TAX_TAG, keys[i]) == plain_mix(TAX_TAG, keys[0]));
    }
    clock_t begun = clock();
    for (size_t i = 0; i < COUNT; i++) {
        assert_true(term_set_add(&set, (struct term){.taxonomy = TAX_TAG, .key = keys[i]}, &arena));
    }
    assert_true(clock() - begun < CLOCKS_PER_SEC); /* as many comparisons as pairs would take several seconds */
    assert_int_equal(set.count, COUNT);
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_byte_counts_and_no_other),
        test_in_scratch(names_that_were_made_to_collide_are_two_files),
        test_in_scratch(tags_that_were_made_to_collide_are_two_tags),
        cmocka_unit_test(many_terms_of_one_hash_take_no_more_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
