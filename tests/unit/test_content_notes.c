/* test_content_notes: what is no fault, but worth a curator's look. */
#include "content.h"
#include "support.h"

/* The notes of a content file, a line each with their place. */
static struct str notes_of(const char *file, struct arena *arena) {
    struct content c;
    struct buf all = {0};
    content_parse(str_from(file), STR("news/a.md"), &(struct content_options){.mode = CONTENT_FULL}, arena, &c);
    assert_false(c.rejected);
    for (const struct problem *p = c.problems.first; p; p = p->next) {
        assert_int_equal(p->severity, SEVERITY_NOTE);
        buf_printf(&all, "%d:%d %.*s\n", p->line, p->column, (int)p->message.n, p->message.p);
    }
    struct str copy = arena_copy(arena, buf_str(&all));
    buf_release(&all);
    return copy;
}

static void a_summary_cut_in_a_word_is_noted(void **state) {
    static const struct {
        const char *summary, *body;
        bool noted;
    } cases[] = {
        {"The ward of the future is not a place but a pho", "The ward of the future is not a place but a phone.", true},
        {"The ward of the future is not a place but a phone", "The ward of the future is not a place but a phone.", false},
        {"The ward of the future is not a place but a phone", "The ward of the future is not a place but a phone \xe2\x80\x94.",
         false},
        {"The ward of the future is not a place but a phone",
         "The ward of the future is not a place but a "
         "phone\xe2\x80\x94more.",
         false},
        {"The ward of the future is not a place but a telep", "Another text altogether, of telephones.", false},
        {"A caf", "A caf\xc3\xa9 in the ward.", false}, /* too short to be sure */
        {"The longest queue of the year stood before a caf", "The longest queue of the year stood before a caf\xc3\xa9.", true},
        {"First line of it.\n\n  Second paragraph that was cu", "<p>First line of it.</p><p>Second paragraph that was cut</p>",
         true},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct arena arena = {0};
        struct buf file = {0};
        buf_printf(&file, "---\ntitle: T\nhref: https://a.example/\ndate: 2021-01-01\ndescription: |-\n  %s\n---\n%s\n",
                   cases[i].summary, cases[i].body);
        struct str notes = notes_of(buf_cstr(&file), &arena);
        if (!str_is(notes, cases[i].noted ? "5:14 the summary is cut off in the middle of a word\n" : "")) {
            fail_msg("'%s': '%.*s'", cases[i].summary, (int)notes.n, notes.p);
        }
        buf_release(&file);
        arena_release(&arena);
    }
}

/* Only where one is meant to be: most trees have no sources at all. */
static void a_missing_source_is_noted(void **state) {
    struct arena arena = {0};
    (void)state;
    assert_str(notes_of("---\ntitle: T\ndate: 2021-01-01\nsource_url: ''\n---\nx\n", &arena),
               "4:13 'source_url' is empty: the article has no source link\n");
    assert_str(notes_of("---\ntitle: T\ndate: 2021-01-01\nlink:\n  href:\n---\nx\n", &arena),
               "5:8 'link.href' is empty: the article has no source link\n");
    assert_str(notes_of("---\ntitle: T\ndate: 2021-01-01\nlink:\n  href:\nsource_url: https://a.example/\n---\nx\n", &arena),
               "");
    assert_str(notes_of("---\ntitle: T\ndate: 2021-01-01\n---\nx\n", &arena), "");
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_summary_cut_in_a_word_is_noted),
        cmocka_unit_test(a_missing_source_is_noted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
