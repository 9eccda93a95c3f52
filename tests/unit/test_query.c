/* test_query: the query language: what it reads, what it refuses and where, and that what it prints it reads again. */
#include <stdio.h>

#include "date.h"
#include "query.h"
#include "support.h"
#include "text.h"

static struct query parsed(const char *text, enum query_mode mode, struct arena *arena) {
    struct query q;
    struct err e = {0};
    if (query_parse(str_from(text), mode, arena, &q, NULL, &e) < 0) {
        fail_msg("'%s': %s", text, e.text);
    }
    return q;
}

static void reads_as(const char *text, const char *printed) {
    struct arena arena = {0};
    struct buf out = {0};
    struct query q = parsed(text, QUERY_WRITTEN, &arena);
    query_print(&q, &out);
    if (!str_is(buf_str(&out), printed)) {
        fail_msg("'%s' is read as '%s', not '%s'", text, buf_cstr(&out), printed);
    }
    buf_release(&out);
    arena_release(&arena);
}

static void reads_the_language(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},
        {"  \t ", ""},
        {"telehealth", "telehealth"},
        {"telehealth \"home care\"  nurs*  -bitcoin", "telehealth \"home care\" nurs* -bitcoin"},
        {"\"home  care\"", "\"home care\""},
        {"\" home care \"*", "\"home care\"*"},
        {"nurs***", "nurs*"},
        {"a\"b\"c", "a b c"},
        {"topic:atlas", "topic:atlas"},
        {"topic:\"healthcare artificial\"", "topic:\"healthcare artificial\""},
        {"topics:x offerings:y sources:z", "topic:x offering:y source:z"},
        {"author:radhika tag:news section:blog", "author:radhika tag:news section:blog"},
        {"-topic:x", "-topic:x"},
        {"topic:-x", "topic:\"-x\""},
        {"title:atlas title:\"a b\"*", "title:atlas title:\"a b\"*"},
        {"-+ x ...", "x"},
        {"-\"+\" is:unread", "is:unread"},
        {"- x", "x"},
        {"--x", "-\"-x\""},
        {"*", ""},
        {"\"\"", ""},
        {"after:2021-06", "after:2021-06-01"},
        {"after:2021", "after:2021-01-01"},
        {"before:2022", "before:2022-01-01"},
        {"date:2021", "date:2021"},
        {"date:2021-2", "date:2021-02"},
        {"date:2021-12", "date:2021-12"},
        {"date:2021-11-28", "date:2021-11-28"},
        {"date:9999 date:9999-12 date:9999-12-31", "date:9999 date:9999-12 date:9999-12-31"},
        {"date:1 date:0001-01-01", "date:0001 date:0001-01-01"},
        {"date:2024-02-29", "date:2024-02-29"},
        {"-date:2021", "-date:2021"},
        {"is:unread is:read is:starred is:queued is:draft", "is:unread is:read is:starred is:queued is:draft"},
        {"-is:read", "-is:read"},
        {"has:offering has:topics", "has:offering has:topic"},
        {"sort:oldest x", "x sort:oldest"},
        {"x sort:oldest sort:newest", "x"},
        {"sort:oldest", "sort:oldest"},
        {"http://example.com/x", "\"http://example.com/x\""},
        {"12:30", "\"12:30\""},
        {"Tern Index: Ransomware", "Tern \"Index:\" Ransomware"},
        {"offering:/offering/atlas", "offering:\"/offering/atlas\""},
        {"title:/x foo:/x", "title:\"/x\" \"foo:/x\""},
        {"\"topic:x\"", "\"topic:x\""},
        {"c++ C#", "c++ C#"},
        {"\xe6\x97\xa5\xe6\x9c\xac", "\xe6\x97\xa5\xe6\x9c\xac"},
        {"caf\xc3\xa9:x", "\"caf\xc3\xa9:x\""},
        {"a\nb", "a b"},
        {"topic:atlas* -topic:\"a b\"*", "topic:atlas* -topic:\"a b\"*"},
        {"tag:=NEWS -topic:=\"KLAS: AI\" tags:=\"=\"", "tag:=NEWS -topic:=\"KLAS: AI\" tag:=\"=\""},
        {"tag:\"=x\" title:=x =x", "tag:\"=x\" title:\"=x\" \"=x\""},
        {"offering:\"the \"\"best\"\" one\"", "offering:\"the \"\"best\"\" one\""},
        {"\"a\"\"b\"", "\"a\"\"b\""},
        {"date:2021..2022", "date:2021-01-01..2022-12-31"},
        {"date:2021-02..2021-02-10", "date:2021-02-01..2021-02-10"},
        {"date:2021-01..2021-12", "date:2021"},
        {"date:2021..9999", "date:2021-01-01..9999-12-31"},
        {"-date:2020..2020", "-date:2020"},
        {"is:private is:expired is:hidden", "is:private is:expired is:hidden"},
        {"has:image -has:date has:section", "has:image -has:date has:section"},
        {"x sort:title", "x sort:title"},
        {"sort:relevance x", "x sort:relevance"},
        {"x\x1b[31m", "x[31m"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        reads_as(cases[i][0], cases[i][1]);
    }
}

static void fills_conditions(void **state) {
    (void)state;
    struct arena arena = {0};
    struct query q = parsed("nurs* -\"home care\" -title:x offering:\"a b\" date:2021-11 -is:draft has:tag sort:oldest",
                            QUERY_WRITTEN, &arena);
    assert_int_equal(q.count, 7);
    assert_int_equal(q.sort, SORT_OLDEST);
    const struct condition *c = q.conditions;
    assert_true(c[0].kind == CONDITION_WORDS && c[0].prefix && !c[0].exclude);
    assert_str(c[0].text, "nurs");
    assert_true(c[1].kind == CONDITION_WORDS && !c[1].prefix && c[1].exclude);
    assert_str(c[1].text, "home care");
    assert_true(c[2].kind == CONDITION_TITLE && c[2].exclude);
    assert_true(c[3].kind == CONDITION_TERM && c[3].taxonomy == TAX_OFFERING);
    assert_str(c[3].text, "a b");
    assert_true(c[4].kind == CONDITION_DATES);
    assert_int_equal(c[4].from, date_day(2021, 11, 1));
    assert_int_equal(c[4].before, date_day(2021, 12, 1));
    assert_true(c[5].kind == CONDITION_IS && c[5].state == STATE_DRAFT && c[5].exclude);
    assert_true(c[6].kind == CONDITION_HAS && c[6].taxonomy == TAX_TAG);
    arena_release(&arena);
}

static void dates_span_days(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int from[3], before[3];
    } cases[] = {
        {"date:2021", {2021, 1, 1}, {2022, 1, 1}},         {"date:2021-12", {2021, 12, 1}, {2022, 1, 1}},
        {"date:2024-02", {2024, 2, 1}, {2024, 3, 1}},      {"date:2023-02-28", {2023, 2, 28}, {2023, 3, 1}},
        {"date:2021-12-31", {2021, 12, 31}, {2022, 1, 1}}, {"after:2021-06", {2021, 6, 1}, {0, 0, 0}},
        {"before:2021-06", {0, 0, 0}, {2021, 6, 1}},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct query q = parsed(cases[i].text, QUERY_WRITTEN, &arena);
        assert_int_equal(q.count, 1);
        assert_int_equal(q.conditions[0].from, date_day(cases[i].from[0], cases[i].from[1], cases[i].from[2]));
        assert_int_equal(q.conditions[0].before, date_day(cases[i].before[0], cases[i].before[1], cases[i].before[2]));
    }
    struct query last = parsed("date:9999", QUERY_WRITTEN, &arena);
    assert_int_equal(last.conditions[0].before, date_day(9999, 12, 31) + 1);
    arena_release(&arena);
}

static void says_what_is_wrong_and_where(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t place;
        const char *says;
    } cases[] = {
        {"-", 0, "'-' has no letter or digit"},
        {"...", 0, "'...' has no letter or digit"},
        {"is:unread title:\"\u00b1 +\" *", 10, "'\u00b1 +' has no letter or digit"},
        {"-x \U0001f389 -y &", 3, "'\U0001f389' has no letter or digit"},
        {"foo:bar", 0, "unknown field 'foo:'"},
        {"x foo:bar", 2, "unknown field 'foo:'"},
        {"x -foo:bar", 3, "unknown field 'foo:'"},
        {"  x   foo:bar", 6, "unknown field 'foo:'"},
        {"Topic:x", 0, "unknown field 'Topic:'"},
        {"\xff\xff\xff\xff x:y", 5, "unknown field 'x:'"},
        {"home \"care", 5, "unclosed quote"},
        {"\"", 0, "unclosed quote"},
        {"topic:\"x", 6, "unclosed quote"},
        {"topic:", 0, "'topic:' needs a value"},
        {"a topic: b", 2, "'topic:' needs a value"},
        {"topic:\"\"", 0, "'topic:' needs a value"},
        {"topic:=", 0, "'topic:' needs a value"},
        {"a topic:=kl*", 9, "'=' before 'kl' means the whole name"},
        {"is:", 0, "'is:' needs a value"},
        {"is:good", 3, "is:good is unknown"},
        {"is:rea", 3, "is:rea is unknown"},
        {"has:good", 4, "has:good is unknown"},
        {"sort:good", 5, "sort:good is unknown"},
        {"is:good", 3, "(known: is:unread, is:read, "},
        {"sort:titles", 5, "sort:newest, sort:oldest, sort:title, sort:relevance and sort:queue"},
        {"-sort:title", 0, "excludes nothing"},
        {"has:draft", 4, "has:draft is unknown"},
        {"has:topicss", 4, "such as has:date"},
        {"a -is:\"no\"", 6, "is:no is unknown"},
        {"date:2022..2021", 5, "ends before it begins"},
        {"date:2022..", 5, "is not a date"},
        {"date:..2022", 5, "is not a date"},
        {"date:2020..2021..2022", 5, "is not a date"},
        {"after:2020..2021", 6, "is not a date"},
        {"topic:\"a\"\"b", 6, "unclosed quote"},
        {"after:x", 6, "'x' is not a date"},
        {"after:2021-13", 6, "is not a date"},
        {"after:2021-02-30", 6, "is not a date"},
        {"after:2021-", 6, "is not a date"},
        {"after:-1", 6, "is not a date"},
        {"after:0", 6, "is not a date"},
        {"after:2021-1-1-1", 6, "is not a date"},
        {"after:20211", 6, "is not a date"},
        {"after:99999999999999999999", 6, "is not a date"},
        {"date:2021-1-x", 5, "is not a date"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct arena arena = {0};
        struct query q;
        struct err e = {0};
        size_t place = 999;
        if (!query_parse(str_from(cases[i].text), QUERY_WRITTEN, &arena, &q, &place, &e)) {
            fail_msg("'%s' was let through", cases[i].text);
        }
        assert_says(&e, cases[i].says);
        if (place != cases[i].place) {
            fail_msg("'%s': place %zu, not %zu", cases[i].text, place, cases[i].place);
        }
        assert_int_equal(query_parse(str_from(cases[i].text), QUERY_WRITTEN, &arena, &q, NULL, NULL), -1);
        arena_release(&arena);
    }
}

static void marks_what_is_wrong(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t place, end;
    } cases[] = {
        {"x foo:bar y", 2, 9},
        {"is:good x", 3, 7},
        {"home \"care", 5, 10},
        {"is:\"not so\" x", 3, 11},
        {"\"", 0, 1},
        {"is:\"a \"\"b\"\" c\" d", 3, 14},
        {"is:*", 3, 4},
        {"a topic: b", 2, 8},
        {"", 0, 0},
        {"x", 9, 1},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        if (query_fault_end(str_from(cases[i].text), cases[i].place) != cases[i].end) {
            fail_msg("'%s' at %zu", cases[i].text, cases[i].place);
        }
    }
}

static void holds_so_many_conditions(void **state) {
    (void)state;
    struct arena arena = {0};
    struct buf text = {0};
    struct query q;
    struct err e;
    size_t place;
    for (int i = 0; i < QUERY_CONDITIONS; i++) {
        buf_puts(&text, "tag:x ");
    }
    assert_well(query_parse(buf_str(&text), QUERY_WRITTEN, &arena, &q, NULL, &e), &e);
    assert_int_equal(q.count, QUERY_CONDITIONS);
    buf_puts(&text, "-one");
    assert_int_equal(query_parse(buf_str(&text), QUERY_WRITTEN, &arena, &q, &place, &e), -1);
    assert_says(&e, "at most 200 conditions are allowed, and '-one' is one more");
    assert_int_equal(place, text.n - 4);
    buf_release(&text);
    arena_release(&arena);
}

/* While it is typed, no beginning of a good query is wrong. */
static void typing_is_never_wrong_half_way(void **state) {
    (void)state;
    static const char *const texts[] = {
        "telehealth \"home care\" nurs* -bitcoin",
        "topic:\"healthcare artificial\" -offering:atlas source:digitalhealth.net author:radhika",
        "title:atlas title:\"a b\" after:2021-06-30 before:2022 -date:2021-11-28",
        "is:unread is:starred -is:draft has:offering sort:oldest",
        "sort:\"oldest\" is:\"read\" after:\"2021-06\"",
        "offering:\"the \"\"best\"\" one\" topic:heal* date:2020-02..2021 has:summary sort:relevance",
    };
    struct arena arena = {0};
    for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
        parsed(texts[i], QUERY_WRITTEN, &arena);
        for (size_t n = 0; n <= strlen(texts[i]); n++) {
            struct query q;
            struct err e;
            if (query_parse((struct str){texts[i], n}, QUERY_TYPING, &arena, &q, NULL, &e) < 0) {
                fail_msg("'%.*s': %s", (int)n, texts[i], e.text);
            }
        }
    }
    arena_release(&arena);
}

static void typing_goes_on_with_the_last_word(void **state) {
    (void)state;
    static const struct {
        const char *text, *printed;
    } cases[] = {
        {"car", "car*"},
        {"home car", "home car*"},
        {"home care ", "home care"},
        {"\"home car", "\"home car\"*"},
        {"\"home care\"", "\"home care\""},
        {"-car", "-car*"},
        {"title:car", "title:car*"},
        {"topic:car", "topic:car"},
        {"topic:", ""},
        {"is:unr", ""},
        {"is:unread", "is:unread"},
        {"x after:2021-0", "x"},
        {"x date:2021..", "x"},
        {"has:off", ""},
        {"-", ""},
        {"\"", ""},
        {"", ""},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct arena arena = {0};
        struct buf out = {0};
        struct query q = parsed(cases[i].text, QUERY_TYPING, &arena);
        query_print(&q, &out);
        if (!str_is(buf_str(&out), cases[i].printed)) {
            fail_msg("'%s' is read as '%s', not '%s'", cases[i].text, buf_cstr(&out), cases[i].printed);
        }
        buf_release(&out);
        arena_release(&arena);
    }
}

/* What goes on may still become right; what cannot is said at once. */
static void typing_what_is_wrong_is_told(void **state) {
    (void)state;
    static const struct {
        const char *text, *message;
        size_t place;
    } cases[] = {
        {"x after:20x", "is not a date", 8},
        {"is:good", "is:good is unknown", 3},
        {"x sort:tit1", "sort:tit1 is unknown", 7},
        {"has:offx", "has:offx is unknown", 4},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct arena arena = {0};
        struct query q;
        struct err e;
        size_t place = 0;
        assert_int_equal(query_parse(str_from(cases[i].text), QUERY_TYPING, &arena, &q, &place, &e), -1);
        assert_int_equal(place, cases[i].place);
        assert_non_null(strstr(e.text, cases[i].message));
        arena_release(&arena);
    }
}

static void keeps_nothing_of_the_text(void **state) {
    (void)state;
    struct arena arena = {0};
    struct query q;
    struct err e;
    char text[] = "topic:atlas care";
    assert_well(query_parse(str_from(text), QUERY_WRITTEN, &arena, &q, NULL, &e), &e);
    memset(text, 'x', sizeof text);
    assert_str(q.conditions[0].text, "atlas");
    assert_str(q.conditions[1].text, "care");
    arena_release(&arena);
}

static void joins_queries(void **state) {
    (void)state;
    struct arena arena = {0};
    struct buf out = {0};
    struct query empty = {0}, words = parsed("x y sort:oldest", QUERY_WRITTEN, &arena);
    struct query term = query_term(TAX_TOPIC, STR("KLAS: AI"), &arena);
    struct query both = query_and(&words, &term, &arena);
    query_print(&both, &out);
    assert_str(buf_str(&out), "x y topic:\"KLAS: AI\""); /* the order of the second */
    buf_reset(&out);
    both = query_and(&term, &words, &arena);
    query_print(&both, &out);
    assert_str(buf_str(&out), "topic:\"KLAS: AI\" x y sort:oldest");
    both = query_and(&empty, &empty, &arena);
    assert_int_equal(both.count, 0);
    buf_release(&out);
    arena_release(&arena);
}

/* ---- properties ---- */

static void same_query(const struct query *a, const struct query *b, const char *text) {
    bool same = a->count == b->count && a->sort == b->sort;
    for (size_t i = 0; same && i < a->count; i++) {
        const struct condition *x = &a->conditions[i], *y = &b->conditions[i];
        same = x->kind == y->kind && x->exclude == y->exclude && x->prefix == y->prefix && x->exact == y->exact &&
               x->taxonomy == y->taxonomy && x->notes == y->notes && x->state == y->state && x->field == y->field &&
               x->from == y->from && x->before == y->before && str_equal(x->text, y->text);
    }
    if (!same) {
        fail_msg("'%s' is read as another query", text);
    }
}

/* What is printed is read as the same query, and printed again as the same text. */
static void survives_printing(const struct query *q, bool same) {
    struct arena arena = {0};
    struct buf first = {0}, second = {0};
    query_print(q, &first);
    struct query again = parsed(buf_cstr(&first), QUERY_WRITTEN, &arena);
    if (same) {
        same_query(q, &again, buf_cstr(&first));
    }
    query_print(&again, &second);
    assert_string_equal(buf_cstr(&first), buf_cstr(&second));
    buf_release(&first);
    buf_release(&second);
    arena_release(&arena);
}

static struct str random_text(struct numbers *r, struct arena *arena) {
    static const char *const parts[] = {"a",    "care", "-", "*", ":",  "topic:", "is:x",     "\\",           "'", "(", "AND",
                                        "2021", "c++",  ".", "/", "\"", "%",      "\xc3\xa9", "\xe6\x97\xa5", "--"};
    struct buf text = {0};
    for (size_t n = 1 + number_below(r, 4); n; n--) {
        buf_puts(&text, parts[number_below(r, ARRAY_SIZE(parts))]);
        buf_puts(&text, n > 1 && one_in(r, 3) ? " " : "");
    }
    buf_puts(&text, "z"); /* what holds no letter is not searched for */
    struct str copy = arena_copy(arena, buf_str(&text));
    buf_release(&text);
    return copy;
}

/* A year, a month or a day, from any day to another, or what is open on one side. */
static void random_dates(struct numbers *r, struct condition *c) {
    int year = 1 + (int)number_below(r, 9999), month = 1 + (int)number_below(r, 12);
    size_t span = number_below(r, 3);
    c->from = date_day(year, span ? month : 1, 1);
    c->before = span == 2 ? c->from + 1 : !span || month == 12 ? date_day(year, 12, 31) + 1 : date_day(year, month + 1, 1);
    if (one_in(r, 3)) {
        int32_t last = date_day(9999, 12, 31);
        c->before += (int32_t)number_below(r, 5000);
        c->before = c->before > last ? last + 1 : c->before;
    } else if (one_in(r, 2)) {
        c->before = 0;
    } else if (one_in(r, 2)) {
        c->before = c->from;
        c->from = 0;
    }
}

static struct condition random_condition(struct numbers *r, struct arena *arena) {
    struct condition c = {
        .kind = (enum condition_kind)number_below(r, CONDITION_LANGUAGES + 1), .exclude = one_in(r, 3), .text = STR_NONE};
    switch (c.kind) {
    case CONDITION_WORDS:
    case CONDITION_TITLE:
        c.prefix = one_in(r, 2);
        c.text = random_text(r, arena);
        break;
    case CONDITION_TERM:
        c.taxonomy = (enum taxonomy)number_below(r, TAX_COUNT);
        c.exact = one_in(r, 4);
        c.prefix = !c.exact && one_in(r, 4);
        c.text = random_text(r, arena);
        break;
    case CONDITION_DATES:
        random_dates(r, &c);
        break;
    case CONDITION_IS:
        c.state = (enum query_state)number_below(r, STATE_COUNT);
        break;
    case CONDITION_HAS:
        c.field = &fields[number_below(r, field_count)];
        if (!query_can_have(c.field) || c.field != field_named(str_from(c.field->name))) {
            c.field = NULL;
            c.taxonomy = (enum taxonomy)number_below(r, TAX_COUNT);
        }
        break;
    case CONDITION_NOTE:
        c.notes = (enum query_notes)number_below(r, NOTES_COUNT + 1);
        c.text = c.notes == NOTES_ANY ? random_text(r, arena) : STR_NONE;
        c.prefix = c.text.n && one_in(r, 2);
        break;
    case CONDITION_LANGUAGES:
        c.exclude = false;
        break;
    }
    return c;
}

static void what_is_printed_is_read_again(void **state) {
    (void)state;
    struct numbers r = {2};
    for (size_t round = 0; round < 20000 * longer(); round++) {
        struct arena arena = {0};
        struct condition conditions[5];
        struct query q = {
            .conditions = conditions, .count = number_below(&r, 6), .sort = (enum query_sort)number_below(&r, SORT_COUNT)};
        for (size_t i = 0; i < q.count; i++) {
            conditions[i] = random_condition(&r, &arena);
        }
        survives_printing(&q, true);
        arena_release(&arena);
    }
}

/* Any bytes are a query or an error with a place in them. */
static void any_bytes_are_read_or_refused(void **state) {
    (void)state;
    static const char *const parts[] = {
        "topic:", "is:",      "has:", "date:",        "after:", "sort:", "title:", "x:",      "\"",   "-",
        "*",      " ",        ":",    "2021",         "-06",    "read",  "oldest", "tag",     "word", "\\",
        "\xff",   "\xe6\x97", "\x1b", "\xe2\x80\xae", "\n",     "\t",    "/",      "\xc2\xa0"};
    struct numbers r = {3};
    size_t good = 0, refused = 0;
    for (size_t round = 0; round < 60000 * longer(); round++) {
        struct arena arena = {0};
        struct buf text = {0};
        struct query q;
        struct err e = {0};
        size_t place = SIZE_MAX;
        for (size_t n = number_below(&r, 9); n; n--) {
            if (one_in(&r, 5)) {
                buf_putc(&text, (char)next_number(&r));
            } else {
                buf_puts(&text, parts[number_below(&r, ARRAY_SIZE(parts))]);
            }
        }
        char *exact = malloc(text.n + !text.n); /* so that a sanitizer sees what is read behind the end */
        memcpy(exact, text.n ? text.p : "", text.n);
        if (query_parse((struct str){exact, text.n}, round % 2 ? QUERY_TYPING : QUERY_WRITTEN, &arena, &q, &place, &e) == 0) {
            good++;
            survives_printing(&q, false);
        } else {
            refused++;
            if (place > text.n || !e.text[0]) {
                fail_msg("place %zu of %zu bytes: '%s' in '%s'", place, text.n, e.text, buf_cstr(&text));
            }
        }
        free(exact);
        buf_release(&text);
        arena_release(&arena);
    }
    assert_true(good > 1000 && refused > 1000);
}

static void a_long_query_takes_no_long_time(void **state) {
    (void)state;
    static const char *const parts[] = {"word ", "topic:x ", "\"a b\" ", "-", "\"", "*", "x:", "date:2021 "};
    for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
        struct arena arena = {0};
        struct buf text = {0}, out = {0};
        struct query q;
        struct err e;
        while (text.n < 1 << 20) {
            buf_puts(&text, parts[i]);
        }
        if (query_parse(buf_str(&text), QUERY_WRITTEN, &arena, &q, NULL, &e) == 0) {
            query_print(&q, &out);
        } else {
            assert_true(strlen(e.text) < 400); /* quotes no more than a piece of it */
        }
        buf_release(&text);
        buf_release(&out);
        arena_release(&arena);
    }
}

static void a_text_that_is_too_long_is_no_query(void **state) {
    (void)state;
    struct arena arena = {0};
    struct query q;
    struct err e;
    size_t place = 1;
    char *text = calloc(1, QUERY_BYTES + 1);
    memset(text, 'a', QUERY_BYTES + 1);
    assert_int_equal(query_parse((struct str){text, QUERY_BYTES + 1}, QUERY_TYPING, &arena, &q, &place, &e), -1);
    assert_string_equal(e.text, "the query is too long: at most 262144 bytes are allowed");
    assert_int_equal(place, 0);
    assert_int_equal(query_parse((struct str){text, QUERY_BYTES}, QUERY_TYPING, &arena, &q, &place, &e), 0);
    free(text);
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_language),
        cmocka_unit_test(fills_conditions),
        cmocka_unit_test(dates_span_days),
        cmocka_unit_test(says_what_is_wrong_and_where),
        cmocka_unit_test(marks_what_is_wrong),
        cmocka_unit_test(holds_so_many_conditions),
        cmocka_unit_test(typing_is_never_wrong_half_way),
        cmocka_unit_test(typing_goes_on_with_the_last_word),
        cmocka_unit_test(typing_what_is_wrong_is_told),
        cmocka_unit_test(keeps_nothing_of_the_text),
        cmocka_unit_test(joins_queries),
        cmocka_unit_test(what_is_printed_is_read_again),
        cmocka_unit_test(any_bytes_are_read_or_refused),
        cmocka_unit_test(a_long_query_takes_no_long_time),
        cmocka_unit_test(a_text_that_is_too_long_is_no_query),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
