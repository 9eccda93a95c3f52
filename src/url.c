/* url: which addresses may be opened. */
#include "url.h"

#include <string.h>

#include "text.h"

/* Where the parts of an address stand in it. */
struct parts {
    struct str scheme;
    struct str host;
    struct str port; /* with its colon; empty when there is none */
    struct str rest; /* from the path on */
    bool bad_port;   /* something stands between an IPv6 host and the port, or its bracket is not closed */
};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t span_to(struct str s, const char *stops) {
    size_t n = 0;
    while (n < s.n && (!s.p[n] || !strchr(stops, s.p[n]))) {
        n++;
    }
    return n;
}

static struct str scheme_of(struct str url) {
    size_t n = 0;
    while (n < url.n && (is_letter(url.p[n]) || (n && (is_digit(url.p[n]) || strchr("+-.", url.p[n]))))) {
        n++;
    }
    return n && n < url.n && url.p[n] == ':' ? str_slice(url, 0, n) : STR_NONE;
}

static void split_host(struct str authority, struct parts *parts) {
    size_t user = authority.n;
    while (user && authority.p[user - 1] != '@') {
        user--;
    }
    struct str s = str_slice(authority, user, authority.n);
    size_t end;
    if (s.n && s.p[0] == '[') {
        end = span_to(s, "]");
        parts->bad_port = end == s.n;
        end += end < s.n;
    } else {
        end = span_to(s, ":");
    }
    parts->host = str_slice(s, 0, end);
    parts->port = str_slice(s, end, s.n);
    parts->bad_port = parts->bad_port || (parts->port.n && parts->port.p[0] != ':');
}

/* false: no scheme, or no "//" behind it. */
static bool split(struct str url, struct parts *parts) {
    *parts = (struct parts){.scheme = scheme_of(url), .host = STR_NONE, .port = STR_NONE, .rest = STR_NONE};
    if (!parts->scheme.n) {
        return false;
    }
    struct str after = str_slice(url, parts->scheme.n + 1, url.n);
    if (!str_starts(after, "//")) {
        parts->rest = after;
        return false;
    }
    after = str_slice(after, 2, after.n);
    size_t authority = span_to(after, "/?#");
    split_host(str_slice(after, 0, authority), parts);
    parts->rest = str_slice(after, authority, after.n);
    return true;
}

struct str url_host(struct str url) {
    struct parts parts;
    if (!split(url, &parts)) {
        return STR_NONE;
    }
    bool www = parts.host.n > 4 && str_equal_nocase(str_slice(parts.host, 0, 4), STR("www."));
    return www ? str_slice(parts.host, 4, parts.host.n) : parts.host;
}

/* Of valid UTF-8. */
static uint32_t next_code_point(const char **p, const char *end) {
    unsigned char first = (unsigned char)*(*p)++;
    uint32_t code = first < 0x80 ? first : first & (first < 0xe0 ? 0x1f : first < 0xf0 ? 0x0f : 0x07);
    while (*p < end && ((unsigned char)**p & 0xc0) == 0x80) {
        code = code << 6 | ((unsigned char)*(*p)++ & 0x3f);
    }
    return code;
}

static const struct {
    uint32_t first, last;
    const char *what;
    bool host_only;
} refused[] = {
    {0x00, 0x1f, "control character", false},
    {0x20, 0x20, "blank", false},
    {0x5c, 0x5c, "backslash", false},
    {0x7f, 0x9f, "control character", false},
    {0xa0, 0xa0, "blank", false},
    {0xad, 0xad, "invisible character", true},
    {0x061c, 0x061c, "character that turns the direction of writing", false},
    {0x1680, 0x1680, "blank", false},
    {0x2000, 0x200a, "blank", false},
    {0x200b, 0x200b, "invisible character", false},
    {0x200c, 0x200d, "invisible character", true},
    {0x200e, 0x200f, "character that turns the direction of writing", false},
    {0x2028, 0x2029, "line break", false},
    {0x202a, 0x202e, "character that turns the direction of writing", false},
    {0x202f, 0x202f, "blank", false},
    {0x205f, 0x205f, "blank", false},
    {0x2060, 0x2064, "invisible character", false},
    {0x2066, 0x2069, "character that turns the direction of writing", false},
    {0x3000, 0x3000, "blank", false},
    {0xfe00, 0xfe0f, "invisible character", true},
    {0xfeff, 0xfeff, "invisible character", false},
};

static const char *refused_in(struct str s, bool is_host) {
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        if (*p > ' ' && *p < 0x7f && *p != '\\') {
            p++;
            continue;
        }
        uint32_t code = next_code_point(&p, end);
        for (size_t i = 0; i < LENGTH(refused); i++) {
            if (code >= refused[i].first && code <= refused[i].last && (is_host || !refused[i].host_only)) {
                return refused[i].what;
            }
        }
    }
    return NULL;
}

static bool is_host_byte(char c, bool is_ipv6) {
    if (is_ipv6) {
        return is_digit(c) || (c && strchr("abcdefABCDEF:.", c));
    }
    return (unsigned char)c >= 0x80 || is_letter(c) || is_digit(c) || (c && strchr("-._~%", c));
}

static int check_host(struct str host, struct err *e) {
    bool is_ipv6 = host.n && host.p[0] == '[';
    struct str name = is_ipv6 ? str_slice(host, 1, host.n - 1) : host;
    if (!name.n) {
        return err_set(e, "the address has no host");
    }
    const char *what = refused_in(name, true);
    if (what) {
        return err_set(e, "there is a %s in the host of the address", what);
    }
    for (size_t i = 0; i < name.n; i++) {
        if (!is_host_byte(name.p[i], is_ipv6)) {
            return err_set(e, "'%c' cannot be in the host of an address", name.p[i]);
        }
    }
    return 0;
}

static int check_port(const struct parts *parts, struct err *e) {
    struct str digits = str_slice(parts->port, 1, parts->port.n);
    int64_t port = 0;
    if (parts->bad_port) {
        return err_set(e, "the address has a '[' that nothing closes, or something behind the ']'");
    }
    if (digits.n && (!is_digit(digits.p[0]) || !str_to_int(digits, &port) || port > 65535)) {
        return err_set(e, "the address has no such port: a number up to 65535 belongs behind the ':'");
    }
    return 0;
}

/* Some mail programs take a field `attach` and send the file it names. */
static bool is_mail_field(struct str name) {
    static const char *const known[] = {"subject", "body", "to", "cc", "bcc", "in-reply-to"};
    for (size_t i = 0; i < LENGTH(known); i++) {
        if (str_equal_nocase(name, str_from(known[i]))) {
            return true;
        }
    }
    return false;
}

static int check_mailto(struct str rest, struct err *e) {
    size_t n = span_to(rest, "?#");
    const char *at = n ? memchr(rest.p, '@', n) : NULL;
    if (!at || at == rest.p || at + 1 == rest.p + n) {
        return err_set(e, "there is no mail address behind 'mailto:'");
    }
    while (n < rest.n) {
        struct str field = str_slice(rest, n + 1, rest.n);
        field.n = span_to(field, "&");
        if (field.n && !is_mail_field(str_slice(field, 0, span_to(field, "=")))) {
            return err_set(e, "a mail address may ask for subject, body, to, cc and bcc alone");
        }
        n += 1 + field.n;
    }
    return 0;
}

bool url_is_unfit(struct str url) {
    return text_valid(url) != url.n || refused_in(url, false);
}

int url_check(struct str url, struct err *e) {
    if (!url.n) {
        return err_set(e, "the address is empty");
    }
    if (url.n > URL_MAX) {
        return err_set(e, "the address is %zu bytes long; %d are allowed", url.n, URL_MAX);
    }
    if (text_valid(url) != url.n) {
        return err_set(e, "the address is not UTF-8");
    }
    const char *what = refused_in(url, false);
    if (what) {
        return err_set(e, "there is a %s in the address", what);
    }
    struct parts parts;
    bool has_slashes = split(url, &parts);
    if (!parts.scheme.n) {
        return err_set(e, "the address does not begin with http:// or https://");
    }
    if (str_equal_nocase(parts.scheme, STR("mailto"))) {
        return check_mailto(parts.rest, e);
    }
    if (!str_equal_nocase(parts.scheme, STR("http")) && !str_equal_nocase(parts.scheme, STR("https"))) {
        return err_set(e, "'%.*s:' addresses are not opened; http, https and mailto are",
                       (int)(parts.scheme.n < 40 ? parts.scheme.n : 40), parts.scheme.p);
    }
    if (!has_slashes) {
        return err_set(e, "'//' is missing behind '%.*s:'", (int)parts.scheme.n, parts.scheme.p);
    }
    return check_port(&parts, e) || check_host(parts.host, e) ? -1 : 0;
}
