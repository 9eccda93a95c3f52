/* url_wiki: links to articles by name. */
#include <string.h>

#include "text.h"
#include "url.h"

static int digit(char c) {
    char lower = (char)(c | 0x20);
    return c >= '0' && c <= '9' ? c - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

static void decode(struct str s, struct buf *out) {
    struct buf bytes = {0};
    for (size_t i = 0; i < s.n; i++) {
        int high = s.p[i] == '%' && i + 2 < s.n ? digit(s.p[i + 1]) : -1, low = high < 0 ? -1 : digit(s.p[i + 2]);
        buf_putc(&bytes, low < 0 ? s.p[i] : (char)(high * 16 + low));
        i += low < 0 ? 0 : 2;
    }
    text_clean_line(out, buf_str(&bytes));
    buf_release(&bytes);
}

bool url_is_wiki(struct str url) {
    return str_starts(url, URL_WIKI);
}

void url_fragment(struct str url, struct buf *out) {
    const char *hash = url.n ? memrchr(url.p, '#', url.n) : NULL;
    decode(hash ? str_slice(url, (size_t)(hash + 1 - url.p), url.n) : STR_NONE, out);
}

void url_wiki_parts(struct str url, struct buf *name, struct buf *heading) {
    struct str rest = str_slice(url, strlen(URL_WIKI), url.n);
    const char *hash = rest.n ? memchr(rest.p, '#', rest.n) : NULL;
    decode(hash ? str_slice(rest, 0, (size_t)(hash - rest.p)) : rest, name);
    url_fragment(rest, heading);
}
