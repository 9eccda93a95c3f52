/* test_indexer_collisions: nothing takes an equal hash for an equal text.
 *
 * Texts that collide cannot be had from a hash with a key, so this program has one of its own in the place of
 * src/base_hash.c, of two values: the linker then takes nothing of that from the library. */
#include <stdio.h>

#include "site.h"

uint64_t str_hash_keyed(uint64_t seed, struct str s) {
    (void)seed;
    return s.n & 1;
}

static const char OFFERING[] = "---\ntitle: %s\nid: %s\ndate: '2021-11-28'\nrelatedOfferings:\n  - label: '%s'\n"
                               "    permalink: /offering/%s\n    categories: ['KLAS: %s']\ntags: [%s, common]\n---\nBody.\n";

static void write_offering(struct site *s, const char *name, const char *word, const char *label, const char *topic) {
    char text[600];
    snprintf(text, sizeof text, OFFERING, word, word, label, word, topic, word);
    write_text(s->root, name, text);
}

static void files_are_told_apart(void **state) {
    struct site s;
    site_open(&s, *state);
    write_articles(&s, 60);
    site_index(&s);
    site_report(&s, 60, 0, 0, 0);
    site_index(&s);
    site_report(&s, 0, 0, 0, 60);
    write_article(&s, "new.md", "new");
    write_article(&s, "f0/0.md", "changed");
    remove_file(s.root, "f3/45.md");
    char *from = path_in(s.root, "f3/52.md"), *to = path_in(s.root, "f3/53.md");
    assert_int_equal(rename(from, to), 0);
    site_index(&s);
    assert_int_equal(s.report.moved, 1);
    site_report(&s, 1, 1, 1, 57);
    site_expect(&s, "tag:new", "id:new");
    site_expect(&s, "word0", "");
    site_expect(&s, "tag:word45", "");
    site_expect(&s, "tag:word52", "id:word52");
    site_index(&s);
    site_report(&s, 0, 0, 0, 60);
    free(from);
    free(to);
    site_close(&s);
}

static void terms_are_told_apart(void **state) {
    struct site s;
    site_open(&s, *state);
    write_offering(&s, "a.md", "alpha", "First", "AI");
    write_offering(&s, "b.md", "beta", "Other", "ML");
    write_offering(&s, "c.md", "gamma", "Third", "AI");
    site_index(&s);
    site_expect(&s, "tag:alpha", "id:alpha");
    site_expect(&s, "tag:common tag:beta", "id:beta");
    site_expect(&s, "offering:First", "id:alpha");
    site_expect(&s, "offering:Other", "id:beta");
    write_offering(&s, "b.md", "beta", "Third", "ML");
    write_offering(&s, "d.md", "delta", "First", "ML");
    site_index(&s);
    site_report(&s, 1, 1, 0, 2);
    site_expect(&s, "offering:Other", "");
    site_expect(&s, "offering:First tag:delta", "id:delta");
    site_expect(&s, "offering:First tag:alpha", "id:alpha");
    site_expect(&s, "offering:Third tag:beta", "id:beta");
    site_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(files_are_told_apart),
        test_in_scratch(terms_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
