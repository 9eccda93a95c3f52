/* url: decides which addresses may be opened. */
#include "url.h"

#include <string.h>

#include "text.h"
#include "url_private.h"

/* The parts of an address, as slices of it. */
struct url_parts {
    struct str scheme;
    struct str host;
    struct str port; /* including the colon; empty: none */
    struct str rest; /* path and everything after it */
    bool bad_port;   /* there is text between an IPv6 host and the port, or its bracket is not closed */
};

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

static void split_host(struct str authority, struct url_parts *parts) {
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

/* false: no scheme, or no "//" after it. */
static bool split(struct str url, struct url_parts *parts) {
    *parts = (struct url_parts){.scheme = scheme_of(url), .host = STR_NONE, .port = STR_NONE, .rest = STR_NONE};
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
    struct url_parts parts;
    if (!split(url, &parts)) {
        return STR_NONE;
    }
    bool www = parts.host.n > 4 && str_equal_nocase(str_slice(parts.host, 0, 4), STR("www."));
    return www ? str_slice(parts.host, 4, parts.host.n) : parts.host;
}

static bool is_host_byte(char c, bool is_ipv6) {
    if (is_ipv6) {
        return is_digit(c) || (c && strchr("abcdefABCDEF:.", c));
    }
    return is_letter(c) || is_digit(c) || (c && strchr("-._~", c));
}

/* Appends the host in the form that a browser gets. */
static int check_host(struct str host, struct buf *out, struct err *e) {
    bool is_ipv6 = host.n && host.p[0] == '[';
    struct str name = is_ipv6 ? str_slice(host, 1, host.n - 1) : host;
    size_t start = out->n;
    if (!name.n) {
        return err_set(e, "the address has no host");
    }
    const char *what = url_refused_in(name, true);
    if (what) {
        return err_set(e, "the host of the address contains %s", what);
    }
    if (url_host_ascii(host, out, e) < 0) {
        return -1;
    }
    name = str_slice(buf_str(out), start + is_ipv6, out->n - is_ipv6);
    for (size_t i = 0; i < name.n; i++) { /* after conversion, as some characters are equivalent to '/' or '@' */
        if (!is_host_byte(name.p[i], is_ipv6)) {
            return err_set(e, "'%c' is not allowed in the host of an address", name.p[i]);
        }
    }
    return 0;
}

static int check_port(const struct url_parts *parts, struct err *e) {
    struct str digits = str_slice(parts->port, 1, parts->port.n);
    int64_t port = 0;
    if (parts->bad_port) {
        return err_set(e, "the address has an unclosed '[', or text after the ']'");
    }
    if (digits.n && (!is_digit(digits.p[0]) || !str_to_int(digits, &port) || port > 65535)) {
        return err_set(e, "the port of the address is not a number up to 65535");
    }
    return 0;
}

/* Some mail programs accept a field `attach` and send the file it names. */
static bool is_mail_field(struct str name) {
    static const char *const known[] = {"subject", "body", "to", "cc", "bcc", "in-reply-to"};
    for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
        if (str_equal_nocase(name, str_from(known[i]))) {
            return true;
        }
    }
    return false;
}

static int hex_digit(char c) {
    return is_digit(c) ? c - '0' : is_letter(c) && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

/* Line ends are allowed in a body. */
static void decode_percents(struct str s, bool is_body, struct buf *out) {
    for (size_t i = 0; i < s.n; i++) {
        int high = s.p[i] == '%' && i + 2 < s.n ? hex_digit(s.p[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(s.p[i + 2]) : -1;
        char c = low < 0 ? s.p[i] : (char)(high << 4 | low);
        i += low < 0 ? 0 : 2;
        buf_putc(out, c == ' ' || (is_body && (c == '\r' || c == '\n')) ? '_' : c);
    }
}

/* The decoded text must not forge a header or hide anything. */
static int check_mail_text(struct str s, bool is_body, struct err *e) {
    struct buf text = {0};
    decode_percents(s, is_body, &text);
    bool is_utf8 = text_valid(buf_str(&text)) == text.n;
    const char *what = is_utf8 ? url_refused_in(buf_str(&text), false) : NULL;
    buf_release(&text);
    if (!is_utf8) {
        return err_set(e, "the mail address is not UTF-8");
    }
    return what ? err_set(e, "the mail address contains %s, written with %%", what) : 0;
}

static int check_mailto(struct str rest, struct err *e) {
    size_t n = span_to(rest, "?#");
    const char *at = n ? memchr(rest.p, '@', n) : NULL;
    if (!at || at == rest.p || at + 1 == rest.p + n) {
        return err_set(e, "no mail address after 'mailto:'");
    }
    if (check_mail_text(str_slice(rest, 0, n), false, e) < 0) {
        return -1;
    }
    while (n < rest.n) {
        struct str field = str_slice(rest, n + 1, rest.n);
        field.n = span_to(field, "&");
        struct str name = str_slice(field, 0, span_to(field, "="));
        if (field.n && !is_mail_field(name)) {
            return err_set(e, "a mail address may only set subject, body, to, cc and bcc");
        }
        if (check_mail_text(field, str_equal_nocase(name, STR("body")), e) < 0) {
            return -1;
        }
        n += 1 + field.n;
    }
    return 0;
}

bool url_is_unfit(struct str url) {
    return text_valid(url) != url.n || url_refused_in(url, false);
}

static int check_text(struct str url, struct err *e) {
    if (!url.n) {
        return err_set(e, "the address is empty");
    }
    if (url.n > URL_MAX) {
        return err_set(e, "the address is %zu bytes long; at most %d are allowed", url.n, URL_MAX);
    }
    if (text_valid(url) != url.n) {
        return err_set(e, "the address is not UTF-8");
    }
    const char *what = url_refused_in(url, false);
    return what ? err_set(e, "the address contains %s", what) : 0;
}

static int check_scheme(const struct url_parts *parts, bool has_slashes, struct err *e) {
    if (!parts->scheme.n) {
        return err_set(e, "the address does not begin with http:// or https://");
    }
    if (!str_equal_nocase(parts->scheme, STR("http")) && !str_equal_nocase(parts->scheme, STR("https"))) {
        return err_set(e, "'%.*s:' addresses are not opened, only http, https and mailto",
                       (int)(parts->scheme.n < 40 ? parts->scheme.n : 40), parts->scheme.p);
    }
    if (!has_slashes) {
        return err_set(e, "'//' is missing after '%.*s:'", (int)parts->scheme.n, parts->scheme.p);
    }
    return 0;
}

/* Appends the address in the form that a browser gets; *host: the part of it that is the host. */
static int canonical(struct str url, struct buf *out, struct str *host, struct err *e) {
    struct url_parts parts;
    *host = STR_NONE;
    if (check_text(url, e) < 0) {
        return -1;
    }
    bool has_slashes = split(url, &parts);
    if (str_equal_nocase(parts.scheme, STR("mailto"))) {
        buf_add_str(out, url);
        return check_mailto(parts.rest, e);
    }
    if (check_scheme(&parts, has_slashes, e) < 0 || check_port(&parts, e) < 0) {
        return -1;
    }
    buf_add_str(out, str_slice(url, 0, parts.scheme.n + 3));
    size_t start = out->n;
    if (check_host(parts.host, out, e) < 0) {
        return -1;
    }
    size_t end = out->n;
    buf_add_str(out, parts.port);
    buf_add_str(out, parts.rest);
    *host = str_slice(buf_str(out), start, end);
    return 0;
}

int url_canonical(struct str url, struct buf *out, struct err *e) {
    struct str host;
    size_t start = out->n;
    int result = canonical(url, out, &host, e);
    buf_truncate(out, result < 0 ? start : out->n);
    return result;
}

int url_check(struct str url, struct err *e) {
    struct buf out = {0};
    int result = url_canonical(url, &out, e);
    buf_release(&out);
    return result;
}

void url_describe(struct str url, struct buf *out) {
    struct buf text = {0};
    struct str host;
    if (canonical(url, &text, &host, NULL) < 0) {
        buf_add_str(out, url);
    } else {
        buf_add_str(out, host);
        buf_puts(out, host.n ? "  " : "");
        buf_add_str(out, buf_str(&text));
    }
    buf_release(&text);
}
