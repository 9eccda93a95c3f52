/* test_cache_named: links by name lead to the article that their author meant. */
#include "site.h"

static const struct {
    const char *path, *text;
} files[] = {
    {"Home Care.md", "Body.\n"},
    {"places/Harbour-Clinic.md", "---\naliases: [The Dock Ward, 'Dock 5']\n---\nBody.\n"},
    {"places/Desk.md", "Body.\n"},
    {"other/deep/desk.md", "Body.\n"},
    {"other/Old desk.markdown", "Body.\n"},
    {"Café_Olé.md", "---\nalias: Corner\n---\nBody.\n"},
    {"strange.md", "---\ntitle: A title of its own\nid: n-77\n---\nBody.\n"},
    {"202301011200 First slip.md", "Body.\n"},
    {"ward/index.md", "---\ntitle: W\n---\nBody.\n"},
    {"unit.ward.night.md", "Body.\n"},
    {"moved.md", "---\npermalink: /old/place/\n---\nBody.\n"},
};

static int64_t located(struct cache *c, const char *path) {
    int64_t id = 0;
    struct err e = {0};
    assert_well(cache_locate(c, str_from(path), &id, &e), &e);
    return id;
}

static void leads(struct cache *c, const char *name, const char *from, const char *wanted) {
    int64_t id = 0, expected = wanted ? located(c, wanted) : 0;
    struct err e = {0};
    assert_well(cache_article_named(c, str_from(name), from ? located(c, from) : 0, &id, &e), &e);
    if (id != expected) {
        fail_msg("'%s' from %s does not lead to %s", name, from ? from : "nowhere", wanted ? wanted : "nothing");
    }
}

static void to_the_article_that_is_meant(void **state) {
    static const struct {
        const char *name, *from, *wanted;
    } cases[] = {
        {"Home Care", NULL, "Home Care.md"},
        {"home care", NULL, "Home Care.md"},
        {"HOME-CARE.md", NULL, "Home Care.md"},
        {" Home  Care ", NULL, "Home Care.md"},
        {"Home", NULL, NULL},
        {"harbour clinic", NULL, "places/Harbour-Clinic.md"},
        {"places/Harbour Clinic", NULL, "places/Harbour-Clinic.md"},
        {"/Places/Harbour Clinic.md", NULL, "places/Harbour-Clinic.md"},
        {"vault/places/Harbour Clinic", NULL, "places/Harbour-Clinic.md"},
        {"elsewhere/Harbour Clinic", NULL, NULL},
        {"laces/Harbour Clinic", NULL, NULL},
        {"cafe ole", NULL, "Café_Olé.md"},
        {"Desk", NULL, "places/Desk.md"},
        {"Desk", "places/Harbour-Clinic.md", "places/Desk.md"},
        {"Desk", "other/deep/desk.md", "other/deep/desk.md"},
        {"deep/desk", NULL, "other/deep/desk.md"},
        {"../old desk", "other/deep/desk.md", "other/Old desk.markdown"},
        {"./desk", "other/deep/desk.md", "other/deep/desk.md"},
        {"../../../../Home Care", "other/deep/desk.md", "Home Care.md"},
        {"the dock ward", NULL, "places/Harbour-Clinic.md"},
        {"DOCK 5", NULL, "places/Harbour-Clinic.md"},
        {"corner", NULL, "Café_Olé.md"},
        {"a title of ITS own", NULL, "strange.md"},
        {"n-77", NULL, "strange.md"},
        {"202301011200", NULL, "202301011200 First slip.md"},
        {"20230101", NULL, NULL},
        {"ward", NULL, "ward/index.md"},
        {"unit.ward.night", NULL, "unit.ward.night.md"},
        {"unit.ward", NULL, NULL},
        {"old/place", NULL, "moved.md"},
        {"", "strange.md", "strange.md"},
        {"", NULL, NULL},
        {"%", NULL, NULL},
        {"/", NULL, NULL},
        {"..", "strange.md", NULL},
        {"nothing", "strange.md", NULL},
    };
    struct site s;
    site_open(&s, *state);
    for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
        write_text(s.root, files[i].path, files[i].text);
    }
    site_index(&s);
    struct err e = {0};
    struct cache *c = cache_open(s.cache_file, CACHE_READ, &e);
    assert_non_null(c);
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        leads(c, cases[i].name, cases[i].from, cases[i].wanted);
    }
    cache_close(c);
    site_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(to_the_article_that_is_meant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
