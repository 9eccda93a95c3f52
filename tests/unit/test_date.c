/* test_date: reading, writing, and the calendar itself. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
/* clang-format on */

#include <time.h>

#include "date.h"

static void counts_days(void **state) {
    (void)state;
    assert_int_equal(date_day(1, 1, 1), 1);
    assert_int_equal(date_day(1970, 1, 1), 719163);
    assert_int_equal(date_day(9999, 12, 31), 3652059);
    assert_int_equal(date_day(2000, 2, 29) + 1, date_day(2000, 3, 1));
    assert_int_equal(date_day(1900, 2, 28) + 1, date_day(1900, 3, 1));
    static const int none[][3] = {{0, 1, 1},     {10000, 1, 1}, {-5, 1, 1},    {2021, 0, 1},  {2021, 13, 1}, {2021, 1, 0},
                                  {2021, 1, 32}, {2021, 4, 31}, {2021, 2, 29}, {1900, 2, 29}, {2021, -1, 1}, {2021, 11, -1}};
    for (size_t i = 0; i < ARRAY_SIZE(none); i++) {
        assert_int_equal(date_day(none[i][0], none[i][1], none[i][2]), DATE_NONE);
    }
}

/* Every day there is, in order, without a gap, and back. */
static void splits_every_day(void **state) {
    (void)state;
    int32_t expected = 0;
    for (int year = 1; year <= 9999; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; date_day(year, month, day) != DATE_NONE; day++) {
                int y, m, d;
                expected++;
                date_split(expected, &y, &m, &d);
                if (date_day(year, month, day) != expected || y != year || m != month || d != day) {
                    fail_msg("%d-%d-%d is day %d, split to %d-%d-%d", year, month, day, (int)expected, y, m, d);
                }
            }
        }
    }
    assert_int_equal(expected, 3652059);
}

static void splits_no_day(void **state) {
    (void)state;
    static const int32_t none[] = {DATE_NONE, -1, INT32_MIN, 3652060, INT32_MAX};
    for (size_t i = 0; i < ARRAY_SIZE(none); i++) {
        int y, m, d;
        date_split(none[i], &y, &m, &d);
        assert_int_equal(y, 0);
        assert_int_equal(m, 0);
        assert_int_equal(d, 0);
    }
}

static void reads_forms(void **state) {
    (void)state;
    static const struct {
        const char *text, *iso;
        int second;
    } cases[] = {
        {"2021-11-28", "2021-11-28", 0},
        {" \t2021-11-28\n", "2021-11-28", 0},
        {"2021-1-2", "2021-01-02", 0},
        {"2021/11/28", "2021-11-28", 0},
        {"2021.11.28", "2021-11-28", 0},
        {"20211128", "2021-11-28", 0},
        {"4th June 2024", "2024-06-04", 0},
        {"June 21st, 2024", "2024-06-21", 0},
        {"28. November 2021", "2021-11-28", 0},
        {"2021-11-28T18:58:26.010891Z", "2021-11-28", 68306},
        {"2021-11-28T18:58:26.123456789123456789Z", "2021-11-28", 68306},
        {"2021-11-28t18:58:26z", "2021-11-28", 68306},
        {"2021-11-28T23:30:00+05:30", "2021-11-28", 84600},
        {"2021-11-28T23:30:00+0530", "2021-11-28", 84600},
        {"2021-11-28T23:30:00-05", "2021-11-28", 84600},
        {"2021-11-28T23:30:00+14:00", "2021-11-28", 84600},
        {"2021-11-28 18:58", "2021-11-28", 68280},
        {"2021-11-28 9:05:00 -0500", "2021-11-28", 32700},
        {"2021-11-28 12:00:00 EST", "2021-11-28", 43200},
        {"2016-12-31T23:59:60Z", "2016-12-31", 86400},
        {"2021-11-28T00:00:00", "2021-11-28", 0},
        {"4 June 2024", "2024-06-04", 0},
        {"Tuesday, June 4th 2024, 9:05:10 am", "2024-06-04", 32710},
        {"June 4, 2024 12:30 PM", "2024-06-04", 45000},
        {"2024-06-04 12:05 AM", "2024-06-04", 300},
        {"2024-06-04 11:05pm", "2024-06-04", 83100},
        {"04 Jun 2024", "2024-06-04", 0},
        {"28 november 2021", "2021-11-28", 0},
        {"November 28, 2021", "2021-11-28", 0},
        {"Nov. 28, 2021", "2021-11-28", 0},
        {"Sept 1, 2021", "2021-09-01", 0},
        {"Nov 28 2021", "2021-11-28", 0},
        {"Sun, 28 Nov 2021 18:58:26 +0000", "2021-11-28", 68306},
        {"Sunday, November 28, 2021", "2021-11-28", 0},
        {"28 Nov 2021 18:58:26 GMT", "2021-11-28", 68306},
        {"2021-11-28 9:05:00 -5", "2021-11-28", 32700},
        {"2021-11-28T09:05+5:30", "2021-11-28", 32700},
        {"2021-11-28T10:11:12 (UTC +02:00)", "2021-11-28", 36672},
        {"Sun Nov 28 2021 10:00:00 GMT+0100 (Central European Time)", "2021-11-28", 36000},
        {"2000-02-29", "2000-02-29", 0},
        {"0001-01-02", "0001-01-02", 0},
        {"9999-12-31", "9999-12-31", 0},
        {"1900-01-01", "1900-01-01", 0},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct date date;
        struct buf iso = {0};
        if (date_parse(str_from(cases[i].text), &date) != DATE_GOOD) {
            fail_msg("'%s' was not read", cases[i].text);
        }
        date_format_iso(&iso, date.day);
        assert_string_equal(buf_cstr(&iso), cases[i].iso);
        assert_int_equal(date.second, cases[i].second);
        buf_release(&iso);
    }
}

static void reads_odd_forms(void **state) {
    (void)state;
    static const struct {
        const char *text, *iso;
        int second;
    } cases[] = {
        {"25.12.2023", "2023-12-25", 0},
        {"12/25/2023", "2023-12-25", 0},
        {"25-12-2023 10:20", "2023-12-25", 37200},
        {"12/25/2023, 10:20:30", "2023-12-25", 37230},
        {"5.5.2023", "2023-05-05", 0},
        {"1638125906", "2021-11-28", 68306},
        {"1638125906999", "2021-11-28", 68306},
        {"1000000000", "2001-09-09", 6400},
        {"9999999999", "2286-11-20", 63999},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct date date;
        struct buf iso = {0};
        if (date_parse(str_from(cases[i].text), &date) != DATE_ODD) {
            fail_msg("'%s' was not read as an odd form", cases[i].text);
        }
        date_format_iso(&iso, date.day);
        assert_string_equal(buf_cstr(&iso), cases[i].iso);
        assert_int_equal(date.second, cases[i].second);
        buf_release(&iso);
    }
}

static void refuses(void **state) {
    (void)state;
    static const struct {
        const char *text;
        enum date_verdict verdict;
    } cases[] = {
        {"", DATE_EMPTY},
        {" \n\t", DATE_EMPTY},
        {"2021", DATE_UNREADABLE},
        {"2021-11", DATE_UNREADABLE},
        {"202111280", DATE_UNREADABLE},
        {"20211328", DATE_IMPOSSIBLE},
        {"4xx June 2024", DATE_UNREADABLE},
        {"2021-W47-7", DATE_UNREADABLE},
        {"2021-332", DATE_UNREADABLE},
        {"16381259060", DATE_UNREADABLE},
        {"-163812590", DATE_UNREADABLE},
        {"16381259.6", DATE_UNREADABLE},
        {"(2021-11-28)", DATE_UNREADABLE},
        {"2021-11-28 (a) b", DATE_UNREADABLE},
        {"28.11.2021 or so", DATE_UNREADABLE},
        {"10000-01-01", DATE_UNREADABLE},
        {"-0044-03-15", DATE_UNREADABLE},
        {"99999999999999999999-01-01", DATE_UNREADABLE},
        {"2021-11-28 or so", DATE_UNREADABLE},
        {"on 2021-11-28", DATE_UNREADABLE},
        {"2021-11-28T", DATE_UNREADABLE},
        {"2021-11-28T18", DATE_UNREADABLE},
        {"2021-11-28T18:58:26Z!", DATE_UNREADABLE},
        {"2021-11-28T18:58:26+", DATE_UNREADABLE},
        {"2021-11-28T18:58:26+530", DATE_UNREADABLE},
        {"2021-11-28T18:58:26+5:3", DATE_UNREADABLE},
        {"2021-11-28T18:58:26+05:", DATE_UNREADABLE},
        {"2021-11/28", DATE_UNREADABLE},
        {"2021-11-280", DATE_UNREADABLE},
        {"2021-111-28", DATE_UNREADABLE},
        {"Foo 28, 2021", DATE_UNREADABLE},
        {"Ju 4, 2021", DATE_UNREADABLE},
        {"4 June", DATE_UNREADABLE},
        {"2024-06-04 13:05 pm", DATE_IMPOSSIBLE},
        {"2024-06-04 0:05 am", DATE_IMPOSSIBLE},
        {"4 June 24", DATE_UNREADABLE},
        {"June", DATE_UNREADABLE},
        {"Sun,", DATE_UNREADABLE},
        {"4", DATE_UNREADABLE},
        {"true", DATE_UNREADABLE},
        {"\xef\xbc\x92\xef\xbc\x90\xef\xbc\x92\xef\xbc\x91-11-28", DATE_UNREADABLE},
        {"2021\xe2\x88\x92"
         "11\xe2\x88\x92"
         "28",
         DATE_UNREADABLE},
        {"2021-11-28\033[31m", DATE_UNREADABLE},
        {"2021-02-30", DATE_IMPOSSIBLE},
        {"2021-02-29", DATE_IMPOSSIBLE},
        {"1900-02-29", DATE_IMPOSSIBLE},
        {"2021-00-10", DATE_IMPOSSIBLE},
        {"2021-13-01", DATE_IMPOSSIBLE},
        {"2021-11-00", DATE_IMPOSSIBLE},
        {"0000-00-00", DATE_IMPOSSIBLE},
        {"0001-01-01T00:00:00Z", DATE_IMPOSSIBLE},
        {"31 June 2021", DATE_IMPOSSIBLE},
        {"2021-11-28T24:00:00Z", DATE_IMPOSSIBLE},
        {"2021-11-28T23:60:00Z", DATE_IMPOSSIBLE},
        {"2021-11-28T23:59:61Z", DATE_IMPOSSIBLE},
        {"2021-11-28T00:00:00+25:00", DATE_IMPOSSIBLE},
        {"2021-11-28T00:00:00+14:01", DATE_IMPOSSIBLE},
        {"2021-11-28T00:00:00+01:60", DATE_IMPOSSIBLE},
        {"01/02/2021", DATE_AMBIGUOUS},
        {"03.04.2021 10:00", DATE_AMBIGUOUS},
        {"28.11.21", DATE_AMBIGUOUS},
        {"28.13.2021", DATE_IMPOSSIBLE},
        {"31.06.2021", DATE_IMPOSSIBLE},
        {"1-2-21", DATE_AMBIGUOUS},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct date date = {.day = 1, .second = 1};
        enum date_verdict verdict = date_parse(str_from(cases[i].text), &date);
        if (verdict != cases[i].verdict) {
            fail_msg("'%s': verdict %d, not %d", cases[i].text, verdict, cases[i].verdict);
        }
        assert_int_equal(date.day, DATE_NONE);
        assert_int_equal(date.second, 0);
    }
    struct date date;
    assert_int_equal(date_parse((struct str){"2021\0-11-28", 11}, &date), DATE_UNREADABLE);
    assert_int_equal(date_parse((struct str){"2021-11-28\0", 11}, &date), DATE_UNREADABLE);
    assert_int_equal(date_parse((struct str){"2021-11-28T10:00:00\0", 20}, &date), DATE_UNREADABLE);
}

static void reads_paths(void **state) {
    (void)state;
    static const struct {
        const char *path, *iso;
    } cases[] = {
        {"news/2021-03-04-x.md", "2021-03-04"},
        {"2021-03-04-x/index.md", "2021-03-04"},
        {"a/2021-03-04/img/x.md", "2021-03-04"},
        {"2020-01-01-a/2021-03-04-x.md", "2021-03-04"},
        {"2021/03/04/x.md", "2021-03-04"},
        {"blog/2021/03/04/x/index.md", "2021-03-04"},
        {"2021-03-04-x/2020-01-01-b/x.md", "2020-01-01"},
        {"2020-01-01-a/2021/03/04/x.md", "2020-01-01"},
        {"2021/03/x.md", ""},
        {"2021/13/04/x.md", ""},
        {"2021/03/045/x.md", ""},
        {"20210/03/04/x.md", ""},
        {"2021-a/03/04/x.md", ""},
        {"v2021/03/04/x.md", ""},
        {"x.md", ""},
        {"", ""},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct date date;
        struct buf iso = {0};
        bool found = date_from_path(str_from(cases[i].path), &date);
        date_format_iso(&iso, date.day);
        if (strcmp(buf_cstr(&iso), cases[i].iso) || found != (date.day != DATE_NONE)) {
            fail_msg("'%s': '%s'", cases[i].path, buf_cstr(&iso));
        }
        buf_release(&iso);
    }
}

/* Every start of every form, in memory of just that size: nothing is read behind the end. */
static void reads_nothing_behind_the_end(void **state) {
    (void)state;
    static const char *const forms[] = {"2021-11-28T18:58:26.010891+05:30",
                                        "Sun, 28 Nov 2021 18:58:26 +0000",
                                        "November 28, 2021 10:00 EST",
                                        "25/12/2021, 10:20 +5:30",
                                        "1638125906000",
                                        "2021-11-28 10:00 (UTC)"};
    for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
        for (size_t n = 0; n <= strlen(forms[i]); n++) {
            char *copy = malloc(n ? n : 1);
            struct date date;
            memcpy(copy, forms[i], n);
            date_parse((struct str){copy, n}, &date);
            date_from_name((struct str){copy, n}, &date);
            free(copy);
        }
    }
}

static void reads_names(void **state) {
    (void)state;
    struct date date;
    assert_true(date_from_name(STR("2021-11-28-some-name.md"), &date));
    assert_int_equal(date.day, date_day(2021, 11, 28));
    assert_true(date_from_name(STR("2021-11-28.md"), &date));
    assert_true(date_from_name(STR("2017-2-5-i-dont-like-zeroes.md"), &date));
    assert_int_equal(date.day, date_day(2017, 2, 5));
    static const struct {
        const char *name;
        int year, month, day, second; /* -1: no time */
    } some[] = {
        {"2024_05_06.md", 2024, 5, 6, -1},
        {"2024.05.06 Ferry.md", 2024, 5, 6, -1},
        {"20240506.md", 2024, 5, 6, -1},
        {"20240506 Ferry.md", 2024, 5, 6, -1},
        {"202405061011 On locks.md", 2024, 5, 6, 36660},
        {"20240506101112-x.md", 2024, 5, 6, 36672},
        {"20240506T101112--on-rivers__water.md", 2024, 5, 6, 36672},
        {"2024-05-06T10:11:12Z-x.md", 2024, 5, 6, 36672},
        {"2024-05-06T10_11_12.000Z.md", 2024, 5, 6, 36672},
        {"Standup 2024-05-06.md", 2024, 5, 6, -1},
        {"May 6th, 2024.md", 2024, 5, 6, -1},
    };
    for (size_t i = 0; i < ARRAY_SIZE(some); i++) {
        assert_true(date_from_name(str_from(some[i].name), &date));
        assert_int_equal(date.day, date_day(some[i].year, some[i].month, some[i].day));
        assert_int_equal(date.has_time ? date.second : -1, some[i].second);
    }
    static const char *const none[] = {"202405",
                                       "20241306.md",
                                       "202405062511 x.md",
                                       "2024-05_06.md",
                                       "12345678.md",
                                       "1.2.3.md",
                                       "20240506x.md",
                                       "2024.md",
                                       "Plan 2024-05.md",
                                       "Room2024-05-06.md",
                                       "0000000000000.md",
                                       "",
                                       "some-name.md",
                                       "2021-11-some.md",
                                       "2021-13-28-x.md",
                                       "2021-11-28",
                                       "2021-11-281-x.md",
                                       "3940394-21-9393050-x.md",
                                       "x2021-11-28-y.md"};
    for (size_t i = 0; i < ARRAY_SIZE(none); i++) {
        assert_false(date_from_name(str_from(none[i]), &date));
        assert_int_equal(date.day, DATE_NONE);
    }
}

static void reads_folders(void **state) {
    (void)state;
    struct date date;
    static const char *const some[] = {"2021/11/28/name", "/2021/11/28/", "blog/en/2021/11/28/x/y",
                                       "2021/2021/11/28/2020/01/01/x", "https://x.example/2021/11/28/name.html"};
    for (size_t i = 0; i < ARRAY_SIZE(some); i++) {
        assert_true(date_from_folders(str_from(some[i]), &date));
        assert_int_equal(date.day, date_day(2021, 11, 28));
    }
    static const char *const none[] = {"",
                                       "/",
                                       "2021/11/28",
                                       "2021/11/name",
                                       "2021/13/28/x",
                                       "12021/11/28/x",
                                       "2021/1/28/x",
                                       "2021/11/281/x",
                                       "x2021/11/28/x",
                                       "2021//11/28/x"};
    for (size_t i = 0; i < ARRAY_SIZE(none); i++) {
        assert_false(date_from_folders(str_from(none[i]), &date));
        assert_int_equal(date.day, DATE_NONE);
    }
}

static void assert_format(void (*format)(struct buf *out, int32_t day), int32_t day, const char *expected) {
    struct buf out = {0};
    format(&out, day);
    assert_string_equal(buf_cstr(&out), expected);
    buf_release(&out);
}

static void writes(void **state) {
    (void)state;
    assert_format(date_format, date_day(2021, 11, 28), "28 Nov 2021");
    assert_format(date_format, date_day(2024, 6, 4), "4 Jun 2024");
    assert_format(date_format, DATE_NONE, "");
    assert_format(date_format_iso, date_day(987, 6, 4), "0987-06-04");
    assert_format(date_format_iso, DATE_NONE, "");
    assert_format(date_format_iso, -7, "");
}

/* By instant, to the second; without a time first. */
static void orders_within_a_day(void **state) {
    (void)state;
    static const char *const in_order[] = {
        "2021-11-28",           "2021-11-28T00:00:00+14:00", "2021-11-28T23:30:00+14:00", "2021-11-28 09:59:59 +0000",
        "2021-11-28T10:00:00Z", "2021-11-28 10:00:01",       "2021-11-28 05:00:02 EST",   "Sun, 28 Nov 2021 10:00:03 GMT",
        "2021-11-28T23:30-05",  "2016-12-31T23:59:60-14:00",
    };
    int32_t before = -1;
    for (size_t i = 0; i < ARRAY_SIZE(in_order); i++) {
        struct date date;
        assert_int_equal(date_parse(str_from(in_order[i]), &date), DATE_GOOD);
        if (date_moment(&date) <= before) {
            fail_msg("'%s' is not after the one before it", in_order[i]);
        }
        before = date_moment(&date);
    }
    assert_int_equal(before, DATE_MOMENT_MAX);
}

static void knows_instants(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool has_zone;
    } same[] = {{"2021-11-28T04:30:00Z", true},
                {"2021-11-27T23:30:00-05:00", true},
                {"2021-11-28 10:00:00 +0530", true},
                {"28 Nov 2021 04:30:00", false},
                {"1638073800", true},
                {"2021-11-27 20:30:00 PST", true},
                {"2021-11-28 04:30:00 XYZ", false}};
    for (size_t i = 0; i < ARRAY_SIZE(same); i++) {
        struct date date;
        assert_true(date_was_read(date_parse(str_from(same[i].text), &date)));
        assert_true(date_instant(&date) == date_day(2021, 11, 28) * 86400ll + 16200);
        assert_int_equal(date.has_zone, same[i].has_zone);
        assert_true(date.has_time);
    }
}

static void assert_by_age(int32_t day, int32_t today, const char *expected) {
    struct buf out = {0};
    date_format_by_age(&out, day, today);
    assert_string_equal(buf_cstr(&out), expected);
    buf_release(&out);
}

static void writes_by_age(void **state) {
    (void)state;
    int32_t today = date_day(2026, 11, 28); /* a Saturday */
    struct buf whole = {0};
    date_format_long(&whole, date_day(2024, 9, 3));
    date_format_long(&whole, DATE_NONE);
    assert_string_equal(buf_cstr(&whole), "3 September 2024");
    buf_release(&whole);
    assert_by_age(today, today, "Sat");
    assert_by_age(today - 6, today, "Sun");
    assert_by_age(today - 7, today, "21 Nov");
    assert_by_age(date_day(2026, 1, 3), today, "3 Jan");
    assert_by_age(date_day(2026, 1, 2), today, "Jan 2026");
    assert_by_age(today + 1, today, "29 Nov");
    assert_by_age(date_day(2031, 5, 4), today, "May 2031");
    assert_by_age(1, 1, "Mon");
    assert_by_age(DATE_NONE, today, "");
    assert_by_age(today, DATE_NONE, "Nov 2026");
}

static void today_is_the_clock(void **state) {
    (void)state;
    int y, m, d;
    time_t before = time(NULL);
    date_split(date_today(), &y, &m, &d);
    time_t after = time(NULL);
    struct tm a, b;
    gmtime_r(&before, &a);
    gmtime_r(&after, &b);
    assert_true((y == a.tm_year + 1900 && m == a.tm_mon + 1 && d == a.tm_mday) ||
                (y == b.tm_year + 1900 && m == b.tm_mon + 1 && d == b.tm_mday));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_days),
        cmocka_unit_test(splits_every_day),
        cmocka_unit_test(splits_no_day),
        cmocka_unit_test(reads_forms),
        cmocka_unit_test(reads_odd_forms),
        cmocka_unit_test(refuses),
        cmocka_unit_test(reads_paths),
        cmocka_unit_test(reads_folders),
        cmocka_unit_test(reads_nothing_behind_the_end),
        cmocka_unit_test(reads_names),
        cmocka_unit_test(writes),
        cmocka_unit_test(writes_by_age),
        cmocka_unit_test(today_is_the_clock),
        cmocka_unit_test(orders_within_a_day),
        cmocka_unit_test(knows_instants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
