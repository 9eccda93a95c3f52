/* test_worker_images: which images an article is said to lack; which files are in a vault. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "faults.h"
#include "support.h"
#include "worker_private.h"

/* Below the root: img/there.png, bundle/there.png. In the text an image has its place on the site. */
static const struct {
    const char *file, *image, *in_text; /* NULL: none */
    const char *says;                   /* NULL: nothing */
} cases[] = {
    {"a.md", NULL, NULL, NULL},
    {"a.md", "img/none.png", NULL, "1 image is missing: 'img/none.png'"},
    {"a.md", "img/there.png", NULL, NULL},
    {"a.md", "none.png", NULL, NULL}, /* the root says nothing of where images are */
    {"a.md", "nowhere/none.png", NULL, NULL},
    {"a.md", "img/none", NULL, NULL},
    {"a.md", "img/n%6fne.png", NULL, NULL},
    {"a.md", "img/there.png/none.png", NULL, NULL}, /* in no folder that is there */
    {"a.md", "/img/none.png", NULL, NULL},
    {"a.md", "http://example.org/none.png", NULL, NULL},
    {"a.md", "img/../none.png", NULL, NULL},
    {"img/a.md", "none.png", NULL, NULL}, /* no bundle, and beside the file is where it need not be */
    {"img/a.md", "img/none.png", NULL, NULL},
    {"a.md", NULL, "/img/none.png", "'img/none.png'"},
    {"a.md", NULL, "/img/none.png?size=2", NULL},
    {"a.md", NULL, "/img/none.png#x", NULL},
    {"a.md", NULL, "/", NULL},
    {"a.md", NULL, "img/none.png", NULL},
    {"a.md", "img/none.png", "/img/neither.png", "2 images are missing: 'img/none.png'"},
    {"bundle/index.md", "there.png", NULL, NULL},
    {"bundle/index.md", "none.png", NULL, "'bundle/none.png'"},
    {"bundle/_index.md", "none.png", NULL, "'bundle/none.png'"},
    {"bundle/index.md", NULL, "/img/none.png", NULL}, /* elsewhere than in the bundle */
    {"bundle/index.md", NULL, "/b", NULL},
    {"bundle/index.md", NULL, "/another/none.png", NULL},
    {"bundle/other.md", "none.png", NULL, NULL},
    {"index.md", "img/none.png", NULL, "'img/none.png'"}, /* of the root: no bundle */
};

static void note(int root, size_t i, bool rejected, struct arena *arena, struct content *content) {
    struct link link = {.url = str_from(cases[i].in_text ? cases[i].in_text : "")};
    struct span spans[] = {{.bits = SPAN_IMAGE}, {.link = 1}, {.bits = SPAN_IMAGE, .link = 1}};
    *content = (struct content){.rejected = rejected};
    problems_init(&content->problems, arena);
    content->article.image = str_from(cases[i].image ? cases[i].image : "");
    content->doc = (struct doc){.spans = spans, .span_count = ARRAY_SIZE(spans), .links = &link, .link_count = 1};
    worker_note_images(root, str_from(cases[i].file), content, arena);
}

static void says_what_is_not_there(void **state) {
    write_text(*state, "img/there.png", "");
    write_text(*state, "bundle/there.png", "");
    int root = open(*state, O_RDONLY | O_DIRECTORY);
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct arena arena = {0};
        struct content content;
        note(root, i, false, &arena, &content);
        const struct problem *p = content.problems.first;
        if (!p != !cases[i].says || (p && !memmem(p->message.p, p->message.n, cases[i].says, strlen(cases[i].says)))) {
            fail_msg("%zu: '%.*s', not '%s'", i, p ? (int)p->message.n : 0, p ? p->message.p : "", cases[i].says);
        }
        note(root, i, true, &arena, &content);
        assert_null(content.problems.first);
        arena_release(&arena);
    }
    close(root);
}

static bool is_said_to_lack(int root, const char *image) {
    struct arena arena = {0};
    struct content content = {.rejected = false};
    problems_init(&content.problems, &arena);
    content.article.image = str_from(image);
    worker_note_images(root, STR("a.md"), &content, &arena);
    bool said = content.problems.first != NULL;
    arena_release(&arena);
    return said;
}

/* What is shut away may be there; a name that no file can have is of none. */
static void what_cannot_be_told_is_not_said(void **state) {
    char longest[400] = "img/";
    memset(longest + 4, 'x', 300);
    memcpy(longest + 304, ".png", 5);
    write_text(*state, "img/there.png", "");
    int root = open(*state, O_RDONLY | O_DIRECTORY);
    assert_true(is_said_to_lack(root, longest));
    assert_true(is_said_to_lack(root, "img/none.png"));
    faults_begin("access", FAULTS_HERE, 2, false, EACCES); /* the folder is the first that is asked for */
    assert_false(is_said_to_lack(root, "img/none.png"));
    assert_int_equal(faults_end(), 2);
    close(root);
}

static void finds_vaults(void **state) {
    static const struct {
        const char *file;
        bool in_vault;
    } files[] = {
        {"a.md", false},           {"notes/a.md", true},      {"notes/b.md", true}, {"notes/deep/er/a.md", true},
        {"notesx/a.md", false},    {"site/deep/a.md", false}, {"site/a.md", false}, {"site/log/a.md", true},
        {"site/log/x/a.md", true}, {"site/b.md", false},
    };
    write_text(*state, "notes/.obsidian/app.json", "{}");
    write_text(*state, "site/log/logseq/config.edn", "{}");
    int root = open(*state, O_RDONLY | O_DIRECTORY);
    struct vault_search v = {.begun = false};
    for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
        assert_int_equal(worker_in_vault(&v, root, str_from(files[i].file)), files[i].in_vault);
    }
    buf_release(&v.folder);
    close(root);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(says_what_is_not_there),
        test_in_scratch(what_cannot_be_told_is_not_said),
        test_in_scratch(finds_vaults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
