/* test_url: which addresses may be opened. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
/* clang-format on */

#include "buf.h"
#include "url.h"

static void allows(void **state) {
    (void)state;
    static const char *const good[] = {
        "http://example.com",
        "https://example.com/",
        "HTTPS://EXAMPLE.COM/",
        "https://example.com:8080/a?b=c#d",
        "https://example.com:/",
        "https://example.com?q",
        "https://example.com#f",
        "https://example.com@evil.example/",
        "https://user:secret@example.com/",
        "https://[::1]:22/",
        "https://[2001:db8::1]/",
        "https://\xd0\xbf\xd1\x80\xd0\xb8\xd0\xbc\xd0\xb5\xd1\x80.\xd1\x80\xd1\x84/",
        "https://example.com/\xc3\xa9\xe6\xbc\xa2?q=\xe2\x80\x9cx\xe2\x80\x9d",
        "https://example.com/a\xe2\x80\x8dz",
        "https://example.com/%0atouch%20x",
        "https://example.com/%s%s%n",
        "https://example.com/*?[a-z]",
        "https://example.com/$(touch${IFS}x)>/tmp/`id`;'|&",
        "https://1.2.3.4:65535/",
        "mailto:a@example.com",
        "mailto:a@example.com?subject=two%20words&body=one%0D%0Atwo%20%C3%A9",
        "MAILTO:a@example.com?Subject=x&body=y",
    };
    for (size_t i = 0; i < ARRAY_SIZE(good); i++) {
        struct err e = {0};
        if (url_check(str_from(good[i]), &e)) {
            fail_msg("'%s': %s", good[i], e.text);
        }
    }
}

static void refuses(void **state) {
    (void)state;
    static const struct {
        const char *url, *why; /* what the message holds */
    } bad[] = {
        {"", "empty"},
        {"example.com", "http"},
        {"/offering/atlas", "http"},
        {"//evil.example/x", "http"},
        {"~/x", "http"},
        {"-headless", "http"},
        {"--profile=/tmp/x", "http"},
        {":x", "http"},
        {"1http://x/", "http"},
        {"javascript:alert(1)", "'javascript:'"},
        {"JaVaScRiPt:alert(1)", "'JaVaScRiPt:'"},
        {"data:text/html;base64,x", "'data:'"},
        {"file:///etc/passwd", "'file:'"},
        {"ftp://example.com/x", "'ftp:'"},
        {"a-scheme-that-is-much-longer-than-anybody-wants-to-read:x", "'a-scheme-that-is-much-longer-than-anybod:'"},
        {"https://exam\xf0\xa0\xae\xb7ple.com/\xef\xbb\xbf", "invisible"},
        {"ssh://-oProxyCommand=x", "'ssh:'"},
        {"view-source:https://x", "'view-source:'"},
        {"httpx://example.com", "'httpx:'"},
        {"https:", "'//'"},
        {"https:example.com", "'//'"},
        {"https:/example.com", "'//'"},
        {"https://", "no host"},
        {"https:///etc/passwd", "no host"},
        {"https://:80/", "no host"},
        {"https://user@/", "no host"},
        {"https://?q", "no host"},
        {"https://[]/", "no host"},
        {"https://[::1/", "'['"},
        {"https://[::1]x/", "']'"},
        {"https://[::g]/", "'g'"},
        {"https://example.com:99999/", "port"},
        {"https://example.com:65536/", "port"},
        {"https://example.com:x/", "port"},
        {"https://example.com:-1/", "port"},
        {"https://example.com:99999999999999999999999/", "port"},
        {"https://a<b/", "'<'"},
        {"https://a\"b/", "'\"'"},
        {"https://example.com/a b", "a space"},
        {" https://example.com/", "a space"},
        {"https://example.com/\xc2\xa0", "a space"},
        {"https://example.com/\xe3\x80\x80", "a space"},
        {"https://example.com/\t", "control"},
        {"https://example.com/\n", "control"},
        {"https://example.com/\033", "control"},
        {"https://example.com/\x7f", "control"},
        {"https://example.com/\xc2\x9b", "control"},
        {"https://example.com/\\", "backslash"},
        {"https://example.com/\xe2\x80\xaegpj.exe", "direction"},
        {"https://example.com/\xe2\x81\xa6x", "direction"},
        {"https://example.com/\xe2\x80\xa8x", "line break"},
        {"https://exam\xe2\x80\x8bple.com/", "invisible"},
        {"https://exam\xe2\x80\x8dple.com/", "invisible"},
        {"https://exam\xc2\xadple.com/", "invisible"},
        {"https://example.com/\xff", "UTF-8"},
        {"https://example.com/\xed\xa0\x80", "UTF-8"},
        {"https://example.com/\xe6\xbc", "UTF-8"},
        {"mailto:", "mail address"},
        {"mailto:x", "mail address"},
        {"mailto:@example.com", "mail address"},
        {"mailto:a@", "mail address"},
        {"mailto:?a@b", "mail address"},
        {"mailto:a@example.com?attach=/etc/passwd", "subject"},
        {"mailto:a@example.com?subject=x&attach=/etc/passwd", "subject"},
        {"mailto:a@example.com%0d%0aBcc:b@evil.example", "control"},
        {"mailto:a@example.com?subject=x%0D%0ABcc:b@evil.example", "control"},
        {"mailto:a@example.com?body=x%00y", "control"},
        {"mailto:a@example.com?body=x%1b%5d0;y%07", "control"},
        {"mailto:a@example.com?subject=%E2%80%AEx", "direction"},
        {"mailto:a@example.com?subject=%C2%9Bx", "control"},
        {"mailto:a@example.com?subject=%ff", "UTF-8"},
        {"mailto:a@example.com?%61ttach=/etc/passwd", "subject"},
        {"https://ex%61mple.com/", "'%'"},
        {"https://example.com%2f@evil.example%2f/", "'%'"},
        {"https://bank.example%E2%81%84x.evil.example/", "'%'"},
        {"https://bank.example\xe2\x81\x84x.evil.example/", "slash"}, /* U+2044 */
        {"https://bank.example\xe2\x88\x95x.evil.example/", "slash"}, /* U+2215 */
        {"https://bank.example\xef\xbc\x8fx.evil.example/", "slash"}, /* U+FF0F */
        {"https://bank.example\xef\xbc\xa0x.evil.example/", "'@'"},   /* U+FF20 */
        {"https://bank.example\xe3\x85\xa4.evil.example/", "invisible"},
        {"https://bank\xe1\x85\x9f.example/", "invisible"},
        {"https://bank\xf3\xa0\x81\xa1.example/", "invisible"}, /* a tag */
        {"https://bank\xef\xb8\x8f.example/", "invisible"},
        {"https://bank\xcd\x8f.example/", "invisible"},
        {"https://example.com/\xe3\x85\xa4", "invisible"},
        {"https://bank\xe2\x80\xa2.example/", "not a valid host name"}, /* a bullet */
    };
    for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
        struct err e = {0};
        if (!url_check(str_from(bad[i].url), &e)) {
            fail_msg("'%s' was let through", bad[i].url);
        }
        if (!strstr(e.text, bad[i].why)) {
            fail_msg("'%s': '%s' does not say '%s'", bad[i].url, e.text, bad[i].why);
        }
    }
    struct err e;
    assert_int_equal(url_check((struct str){"https://example.com/\0x", 22}, &e), -1);
    assert_int_equal(url_check(STR("ftp:"), NULL), -1);
}

static void ends_at_the_longest(void **state) {
    (void)state;
    char *url = malloc(URL_MAX + 1);
    struct err e;
    memset(url, 'a', URL_MAX + 1);
    memcpy(url, "https://", 8);
    assert_int_equal(url_check((struct str){url, URL_MAX}, &e), 0);
    assert_int_equal(url_check((struct str){url, URL_MAX + 1}, &e), -1);
    assert_non_null(strstr(e.text, "8193 bytes"));
    struct url_base base = {STR("/news/a/"), STR("/news/a.md")};
    struct buf out = {0};
    memset(url, 'a', URL_MAX + 1);
    assert_false(url_resolve(&base, (struct str){url, URL_MAX + 1}, false, &out));
    assert_false(url_resolve(&base, (struct str){url, URL_MAX}, false, &out)); /* as it is too long behind its folder */
    assert_int_equal(out.n, 0);
    assert_true(url_resolve(&base, (struct str){url, URL_MAX - strlen("/news/a/")}, false, &out));
    assert_int_equal(out.n, URL_MAX);
    buf_release(&out);
    free(url);
}

static void makes_canonical(void **state) {
    (void)state;
    static const struct {
        const char *url, *described;
    } cases[] = {
        {"https://example.com/a?b#c", "example.com  https://example.com/a?b#c"},
        {"HTTPS://Example.COM:80/A%2f", "Example.COM  HTTPS://Example.COM:80/A%2f"},
        {"https://bank.example@evil.example/x@y", "evil.example  https://evil.example/x@y"},
        {"https://bank.example:443@www.evil.example:8443/", "www.evil.example  https://www.evil.example:8443/"},
        {"https://\xd0\xb0pple.com/", "xn--pple-43d.com  https://xn--pple-43d.com/"}, /* with a Cyrillic letter */
        {"https://M\xc3\xbcnchen.example/\xc3\xbc", "xn--mnchen-3ya.example  https://xn--mnchen-3ya.example/\xc3\xbc"},
        {"https://fa\xc3\x9f.example/", "xn--fa-hia.example  https://xn--fa-hia.example/"}, /* not fass.example */
        {"https://\xef\xbd\x85vil.example/", "evil.example  https://evil.example/"},        /* fullwidth */
        {"https://\xe4\xbe\x8b\xe3\x80\x82jp/", "xn--fsq.jp  https://xn--fsq.jp/"},         /* with an ideographic full stop */
        {"http://2130706433/", "127.0.0.1  http://127.0.0.1/"},
        {"http://0x7f.1:80/", "127.0.0.1  http://127.0.0.1:80/"},
        {"http://0177.0.0.1/", "127.0.0.1  http://127.0.0.1/"},
        {"http://127.0.0.1/", "127.0.0.1  http://127.0.0.1/"},
        {"http://\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.1/", "127.0.0.1  http://127.0.0.1/"},
        {"http://1.example/", "1.example  http://1.example/"},
        {"https://[::1]:22/", "[::1]  https://[::1]:22/"},
        {"mailto:a@example.com", "mailto:a@example.com"},
        {"javascript:alert(1)", "javascript:alert(1)"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct buf out = {0}, again = {0};
        url_describe(str_from(cases[i].url), &out);
        assert_string_equal(buf_cstr(&out), cases[i].described);
        buf_reset(&out);
        if (url_canonical(str_from(cases[i].url), &out, NULL) == 0) {
            assert_int_equal(url_canonical(buf_str(&out), &again, NULL), 0);
            assert_string_equal(buf_cstr(&again), buf_cstr(&out));
        }
        buf_release(&out);
        buf_release(&again);
    }
}

static void finds_hosts(void **state) {
    (void)state;
    static const struct {
        const char *url, *host;
    } cases[] = {
        {"https://www.digitalhealth.net/2021/11/x", "digitalhealth.net"},
        {"https://WWW.Example.com", "Example.com"},
        {"http://user:pw@example.com:80/x@y", "example.com"},
        {"http://a@b@example.com/", "example.com"},
        {"https://[::1]:22/", "[::1]"},
        {"https://example.com?x=//y", "example.com"},
        {"https://www.", "www."},
        {"https://wwwx.org/", "wwwx.org"},
        {"https:///x", ""},
        {"mailto:a@example.com", ""},
        {"/offering/atlas", ""},
        {"", ""},
        {"https:", ""},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct str host = url_host(str_from(cases[i].url));
        if (!str_is(host, cases[i].host)) {
            fail_msg("'%s': host '%.*s'", cases[i].url, (int)host.n, host.p);
        }
    }
}

static void reads_nothing_behind_the_end(void **state) {
    (void)state;
    static const char *const urls[] = {"https://user:pw@www.example.com:8080/a?b#c", "https://[::1]:22/x",
                                       "mailto:a@b.c?subject=x&cc=y", "https://\xd0\xbf\xe6\xbc\xa2.example/"};
    for (size_t i = 0; i < ARRAY_SIZE(urls); i++) {
        for (size_t n = 0; n <= strlen(urls[i]); n++) {
            char *copy = malloc(n ? n : 1);
            memcpy(copy, urls[i], n);
            url_check((struct str){copy, n}, NULL);
            url_host((struct str){copy, n});
            free(copy);
        }
    }
}

static void resolves_what_is_relative(void **state) {
    (void)state;
    static const struct {
        const char *page, *file, *target;
        bool is_file;
        const char *expected;
    } cases[] = {
        {"/news/a/", "/news/a.md", "/x/y", false, "/x/y"},
        {"/news/a/", "/news/a.md", "b", false, "/news/a/b"},
        {"/news/a/", "/news/a.md", "../b/", false, "/news/b/"},
        {"/news/a", "/news/a.md", "b", false, "/news/b"},
        {"/news/a/", "/news/a.md", "./b/./c/../d?q=../x#../y", false, "/news/a/b/d?q=../x#../y"},
        {"/news/a/", "/news/a.md", "../../../../b", false, "/b"},
        {"/news/a/", "/news/a.md", "..", false, "/news/"},
        {"/news/a/", "/news/a.md", "../..", false, "/"},
        {"/news/a/", "/news/a.md", "?q", false, "/news/a/?q"},
        {"/news/a/", "/news/a.md", "b.md", false, "/news/b"},
        {"/news/a/", "/news/a.md", "../b.markdown#x", false, "/b#x"},
        {"/news/a/", "/news/a.md", "b/index.md", false, "/news/b/"},
        {"/news/a/", "/news/a.md", "/b/_index.md", false, "/b/"},
        {"/news/a/", "/news/a.md", "b.png", true, "/news/b.png"},
        {"/news/a/", "/news/a/index.md", "b.png", true, "/news/a/b.png"},
        {"/news/a/", "/news/a.md", "my file.pdf", false, "/news/a/my%20file.pdf"},
        {"/news/a/", "/news/a.md", "//b.example/x", false, "https://b.example/x"},
        {"", "", "//b.example/x", false, "https://b.example/x"},
        {"", "", "b", false, NULL},
        {"/news/a/", "/news/a.md", "#part", false, NULL},
        {"/news/a/", "/news/a.md", "", false, NULL},
        {"/news/a/", "/news/a.md", "tel:123", false, NULL},
        {"/news/a/", "/news/a.md", "http://b.example/", false, NULL}, /* is none */
        {"/news/a/", "/news/a.md", "b\x01", false, NULL},
        {"/news/a/", "/news/a.md", "b\xe2\x80\xaex", false, NULL},
        {"/news/a/", "/news/a.md", "b\xff", false, NULL},
        {"/news/a/", "/news/a.md", "b\\c", false, NULL},
        {"/", "/index.md", "b", false, "/b"},
        {"/news/a/", "/news/a.md", "b/.", false, "/news/a/b/"},
        {"/news/a/", "/news/a.md", "b/..", false, "/news/a/"},
        {"/news/a/", "/news/a.md", "./_index.MD?q", false, "/news/?q"},
        {"/news/a/", "/news/a.md", "b.index.md", false, "/news/b.index"},
        {"/news/a/", "", "b", false, NULL},
        {"", "/news/a.md", "b", false, NULL},
        {"/news/a/", "/news/a.md", "//", false, NULL},
        {"/news/a/", "/news/a.md", "  b  ", false, "/news/a/b"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct url_base base = {str_from(cases[i].page), str_from(cases[i].file)};
        struct buf out = {0};
        buf_puts(&out, "before ");
        bool found = url_resolve(&base, str_from(cases[i].target), cases[i].is_file, &out);
        struct str got = str_slice(buf_str(&out), 7, out.n);
        if (found != (cases[i].expected != NULL) || !str_is(got, found ? cases[i].expected : "")) {
            fail_msg("'%s': '%.*s', not '%s'", cases[i].target, (int)got.n, got.p,
                     cases[i].expected ? cases[i].expected : "none");
        }
        buf_release(&out);
    }
}

static void takes_links_by_name_apart(void **state) {
    (void)state;
    static const struct {
        const char *url, *name, *heading;
    } cases[] = {
        {"wiki:Home%20Care", "Home Care", ""},
        {"wiki:a/b.md#Costs", "a/b.md", "Costs"},
        {"wiki:a#b#c%20d", "a", "c d"},
        {"wiki:#b", "", "b"},
        {"wiki:", "", ""},
        {"wiki:%C5%81%c3%b3d%C5%BA%", "Łódź%", ""},
        {"wiki:a%1B%5B31m%0Ab%zz", "a[31m b%zz", ""},
        {"wiki:a%ff", "a\uFFFD", ""},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct buf name = {0}, heading = {0};
        assert_true(url_is_wiki(str_from(cases[i].url)));
        url_wiki_parts(str_from(cases[i].url), &name, &heading);
        assert_string_equal(buf_cstr(&name), cases[i].name);
        assert_string_equal(buf_cstr(&heading), cases[i].heading);
        buf_release(&name);
        buf_release(&heading);
    }
    assert_false(url_is_wiki(STR("https://a.org/wiki:a")));
    assert_int_equal(url_check(STR("wiki:a"), NULL), -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(allows),
        cmocka_unit_test(refuses),
        cmocka_unit_test(makes_canonical),
        cmocka_unit_test(finds_hosts),
        cmocka_unit_test(ends_at_the_longest),
        cmocka_unit_test(reads_nothing_behind_the_end),
        cmocka_unit_test(resolves_what_is_relative),
        cmocka_unit_test(takes_links_by_name_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
