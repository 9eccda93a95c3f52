/* test_identity: keys, put together and taken apart, and what a root is called among others. */
#include "identity.h"
#include "support.h"

static void keys_come_apart(void **state) {
    static const struct {
        const char *own, *label, *path, *key, *taken_own;
        bool named;
    } cases[] = {
        {"id:1", "", "a.md", "id:1//a.md", "id:1", true},
        {"id:1", "news", "a/b.md", "id:1//news/a/b.md", "id:1", true},
        {"slug:x//y", "", "a.md", "slug:x//y//a.md", "slug:x//y", true},
        {"path:a.md", "", "a.md", "path://a.md", "path:", false},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct buf key = {0};
        identity_make_key(&key, str_from(cases[i].own), str_from(cases[i].label), str_from(cases[i].path));
        assert_str(buf_str(&key), cases[i].key);
        assert_str(identity_own(buf_str(&key)), cases[i].taken_own);
        assert_str(identity_path(buf_str(&key)), strstr(cases[i].key, "//") + (i == 2 ? 5 : 2));
        assert_int_equal(identity_has_own_name(buf_str(&key)), cases[i].named);
        buf_release(&key);
    }
    static const char *const none[] = {"", "/", "id:1", "id:1/a.md"};
    for (size_t i = 0; i < ARRAY_SIZE(none); i++) {
        assert_str(identity_own(str_from(none[i])), none[i]);
        assert_str(identity_path(str_from(none[i])), "");
    }
}

static void a_root_has_the_shortest_name_of_its_own(void **state) {
    static const struct {
        const char *roots[3];
        size_t count;
        const char *labels[3];
    } cases[] = {
        {{"/srv/news"}, 1, {""}},
        {{"/srv/news", "/srv/blog"}, 2, {"news", "blog"}},
        {{"/a/news", "/b/news", "/b/blog"}, 3, {"a/news", "b/news", "blog"}},
        {{"/news", "/b/news"}, 2, {"news", "b/news"}}, /* there is no more of the first */
        {{"/", "/b"}, 2, {"", "b"}},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        for (size_t root = 0; root < cases[i].count; root++) {
            struct buf label = {0};
            identity_root_label(&label, cases[i].roots, cases[i].count, root);
            assert_str(buf_str(&label), cases[i].labels[root]);
            buf_release(&label);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_come_apart),
        cmocka_unit_test(a_root_has_the_shortest_name_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
