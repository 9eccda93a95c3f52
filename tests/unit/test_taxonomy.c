/* test_taxonomy: what follows from a row of taxonomies does so for each of them: queries, messages, completion, the cache,
 * JSON, the key, its list, facets, the page of a term and of an article. */
#include <stdio.h>

#include "archive.h"
#include "commands.h"
#include "compose.h"
#include "query.h"
#include "text.h"
#include "view.h"

enum { ROWS = 120, COLUMNS = 80, LABEL_COLUMNS = 11 /* of a term's page */ };

static const struct field *field_of(enum taxonomy taxonomy) {
    const struct field *found = NULL;
    for (size_t i = 0; i < field_count; i++) {
        if (fields[i].kind == FIELD_TERMS && fields[i].taxonomy == taxonomy) {
            assert_null(found);
            found = &fields[i];
        }
    }
    return found;
}

static void rows_are_whole(void **state) {
    (void)state;
    for (int t = 0; t < TAX_COUNT; t++) {
        const struct taxonomy_info *i = &taxonomies[t];
        const struct field *f = field_of((enum taxonomy)t);
        enum taxonomy found;
        if (!f) {
            fail_msg("the taxonomy %s has no row of fields", i->name);
        }
        assert_string_equal(f->name, i->plural);
        assert_true(taxonomy_parse(str_from(i->name), &found) && (int)found == t);
        assert_true(taxonomy_parse(str_from(i->plural), &found) && (int)found == t);
        assert_true(!*i->alias || (taxonomy_parse(str_from(i->alias), &found) && (int)found == t));
        assert_int_equal(strspn(i->name, "abcdefghijklmnopqrstuvwxyz"), strlen(i->name)); /* as a query's fields are */
        assert_int_equal(strspn(i->alias, "abcdefghijklmnopqrstuvwxyz"), strlen(i->alias));
        assert_true(text_columns(str_from(i->title)) <= LABEL_COLUMNS);
        for (size_t k = 0; k < query_field_count; k++) {
            assert_true(strcmp(query_fields[k], i->name) != 0 && strcmp(query_fields[k], i->alias) != 0);
        }
    }
}

static bool same_key(const char *keys, const char *key, size_t n) {
    for (const char *at = keys; *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        if (length == n && !memcmp(at, key, n)) {
            return true;
        }
        at += length;
    }
    return false;
}

/* Each key has one command, and each taxonomy a command and a key. */
static void keys_are_free(void **state) {
    (void)state;
    for (size_t i = 0; i < command_count; i++) {
        for (const char *key = commands[i].keys; *key; key += strspn(key, " ")) {
            size_t n = strcspn(key, " ");
            for (size_t k = 0; k < command_count; k++) {
                if (same_key(commands[k].keys, key, n) != (k == i)) {
                    fail_msg("the key %.*s of %s is also that of %s", (int)n, key, commands[i].name, commands[k].name);
                }
            }
            key += n;
        }
    }
    for (int t = 0; t < TAX_COUNT; t++) {
        size_t k = 0;
        while (k < command_count && strcmp(commands[k].name, taxonomies[t].plural) != 0) {
            k++;
        }
        assert_true(k < command_count);
        assert_string_equal(commands[k].keys, taxonomies[t].key);
    }
}

static void queries_know_each(void **state) {
    (void)state;
    struct arena arena = {0};
    struct query q;
    struct err unknown, had, e;
    struct query_spot spot;
    struct candidates c;
    assert_int_equal(query_parse(STR("nosuchfield:x"), QUERY_WRITTEN, &arena, &q, NULL, &unknown), -1);
    assert_int_equal(query_parse(STR("has:nosuchfield"), QUERY_WRITTEN, &arena, &q, NULL, &had), -1);
    query_spot(STR(""), 0, &arena, &spot);
    query_candidates(&spot, NULL, 0, &arena, &c);
    for (int t = 0; t < TAX_COUNT; t++) {
        const char *names[] = {taxonomies[t].name, taxonomies[t].plural, taxonomies[t].alias};
        bool offered = false;
        for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
            if (*names[i]) {
                assert_well(
                    query_parse(arena_printf(&arena, "%s:x has:%s", names[i], names[i]), QUERY_WRITTEN, &arena, &q, NULL, &e),
                    &e);
                assert_true(q.conditions[0].kind == CONDITION_TERM && q.conditions[1].kind == CONDITION_HAS);
                assert_true((int)q.conditions[0].taxonomy == t && (int)q.conditions[1].taxonomy == t);
            }
        }
        assert_says(&unknown, taxonomies[t].name);
        assert_says(&had, arena_printf(&arena, "has:%s,", taxonomies[t].name).p);
        for (size_t i = 0; i < c.count; i++) {
            offered = offered || str_equal(c.texts[i], arena_printf(&arena, "%s:", taxonomies[t].name));
        }
        assert_true(offered);
    }
    arena_release(&arena);
}

/* ---- one article that has a term of each ---- */

static struct str name_of(int t, struct arena *arena) {
    return arena_printf(arena, "Value %s", taxonomies[t].name);
}

static void make_article(struct article *a, struct arena *arena) {
    *a = (struct article){.title = STR("One of each"), .key = STR("id:1"), .date = {date_day(2021, 1, 1), 0}};
    a->terms = arena_alloc(arena, TAX_COUNT, sizeof *a->terms);
    for (int t = 0; t < TAX_COUNT; t++) {
        struct str name = name_of(t, arena);
        a->terms[a->term_count++] = (struct term){.taxonomy = (enum taxonomy)t, .key = name, .name = name, .label = name};
    }
}

static struct cache *build(const char *file) {
    struct arena arena = {0};
    struct buf document = {0};
    struct doc doc;
    struct article a;
    struct err e;
    struct cache *c = open_for_update_well(file, CACHE_BUILD);
    make_article(&a, &arena);
    doc_from_plain(STR("text"), &arena, &doc);
    doc_pack(&document, &doc);
    struct content_row row = {.path = STR("1.md"), .article = &a, .document = buf_str(&document)};
    assert_well(cache_begin(c, &e), &e);
    assert_well(cache_put(c, &row, &e), &e);
    assert_well(cache_commit(c, &e), &e);
    assert_well(cache_finish(c, NULL, NULL, &e), &e);
    assert_well(cache_publish(c, &e), &e);
    buf_release(&document);
    arena_release(&arena);
    return open_well(file, CACHE_WATCH);
}

static void see_json(void *json, struct str object) {
    buf_add_str(json, object);
}

static void the_cache_has_each(void **state) {
    struct arena arena = {0};
    struct buf json = {0};
    struct query q, all = {0};
    struct err e;
    char *file = path_in(*state, "cache.db");
    struct cache *c = build(file);
    assert_well(cache_json(c, &all, 0, see_json, &json, &e), &e);
    for (int t = 0; t < TAX_COUNT; t++) {
        struct terms terms;
        int64_t count;
        bool exact;
        assert_well(query_parse(arena_printf(&arena, "%s:\"value %s\" has:%s", taxonomies[t].name, taxonomies[t].name,
                                             taxonomies[t].name),
                                QUERY_WRITTEN, &arena, &q, NULL, &e),
                    &e);
        assert_well(cache_count(c, &q, 10, &count, &exact, NULL, &e), &e);
        assert_int_equal(count, 1);
        assert_well(query_parse(arena_printf(&arena, "\"value %s\"", taxonomies[t].name), QUERY_WRITTEN, &arena, &q, NULL, &e),
                    &e);
        assert_well(cache_count(c, &q, 10, &count, &exact, NULL, &e), &e);
        assert_int_equal(count, field_of((enum taxonomy)t)->flags & FIELD_SEARCHED ? 1 : 0);
        assert_well(cache_terms(c, (enum taxonomy)t, 0, 0, &arena, &terms, &e), &e);
        assert_int_equal(terms.count, 1);
        assert_non_null(
            strstr(json.p, arena_printf(&arena, "\"%s\":[{\"name\":\"Value %s\"", taxonomies[t].plural, taxonomies[t].name).p));
    }
    cache_close(c);
    buf_release(&json);
    arena_release(&arena);
    free(file);
}

static void show(struct ui *ui, struct buf *screen) {
    buf_reset(screen);
    do {
        ui_paint(ui, ROWS, COLUMNS);
    } while (ui_work(ui));
    ui_paint(ui, ROWS, COLUMNS);
    screen_dump(&ui->screen, screen);
}

static void expect(const struct buf *screen, const char *text) {
    if (!strstr(screen->p, text)) {
        fail_msg("no '%s' on\n%s", text, screen->p);
    }
}

/* The key of each opens its list, the list a page; facets and an article's page have them all. */
static void screens_show_each(void **state) {
    struct arena arena = {0};
    struct buf screen = {0};
    struct query all = {0};
    struct ui ui;
    char *file = path_in(*state, "cache.db");
    ui_init(&ui, &view_destinations, commands, command_count);
    cache_close(build(file));
    ui.backend = backend_start(&(struct backend_options){.cache_file = file, .without_thread = true});
    ui.has_cache = true;
    ui_push(&ui, view_articles(&ui, &all, STR("All articles")));
    for (int t = 0; t < TAX_COUNT; t++) {
        ui_key(&ui, (unsigned char)*taxonomies[t].key);
        show(&ui, &screen);
        expect(&screen, arena_printf(&arena, "› %s", taxonomies[t].title).p);
        expect(&screen, name_of(t, &arena).p);
        ui_key(&ui, KEY_ENTER_);
        show(&ui, &screen);
        ui_key(&ui, 'i'); /* the whole head */
        show(&ui, &screen);
        for (int other = 0; other < TAX_COUNT; other++) {
            if (other != t) {
                expect(&screen, arena_printf(&arena, "%s", taxonomies[other].title).p);
            }
            expect(&screen, name_of(other, &arena).p);
        }
        ui_key(&ui, 'h');
        ui_key(&ui, 'h');
    }
    ui_key(&ui, 'f');
    show(&ui, &screen);
    for (int t = 0; t < TAX_COUNT; t++) {
        expect(&screen, arena_printf(&arena, "%s\n", taxonomies[t].title).p);
        expect(&screen, arena_printf(&arena, "[ ] Value %s ", taxonomies[t].name).p);
    }
    ui_release(&ui);
    backend_stop(ui.backend);
    buf_release(&screen);
    arena_release(&arena);
    free(file);
}

static void an_article_shows_each(void **state) {
    (void)state;
    struct arena arena = {0};
    struct article a;
    struct doc body, page;
    make_article(&a, &arena);
    doc_from_plain(STR("text"), &arena, &body);
    compose_article(&a, &body, NULL, true, &arena, &page);
    for (int t = 0; t < TAX_COUNT; t++) {
        assert_non_null(strstr(page.text.p, name_of(t, &arena).p));
        assert_true(taxonomies[t].shown == SHOWN_IN_BYLINE || strstr(page.text.p, taxonomies[t].label));
    }
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_whole),    cmocka_unit_test(keys_are_free),    cmocka_unit_test(queries_know_each),
        test_in_scratch(the_cache_has_each), test_in_scratch(screens_show_each), cmocka_unit_test(an_article_shows_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
