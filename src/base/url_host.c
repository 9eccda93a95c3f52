/* url_host: converts a host to the form that a browser gets. */
#include <arpa/inet.h>
#include <idn2.h>
#include <string.h>

#include "url_private.h"

enum { HOST_MAX = 1000 }; /* bytes of a non-ASCII name; DNS allows 253 for it */

static bool is_ascii(struct str s) {
    size_t i = 0;
    while (i < s.n && (unsigned char)s.p[i] < 0x80) {
        i++;
    }
    return i == s.n;
}

static int to_punycode(struct str host, struct buf *out, struct err *e) {
    char name[HOST_MAX + 1], *ascii = NULL;
    if (host.n > HOST_MAX) {
        return err_set(e, "the host of the address is too long (%zu bytes)", host.n);
    }
    memcpy(name, host.p, host.n);
    name[host.n] = '\0';
    int result = idn2_to_ascii_8z(name, &ascii, IDN2_NONTRANSITIONAL);
    if (result != IDN2_OK) {
        return err_set(e, "'%s' is not a valid host name: %s", name, idn2_strerror(result));
    }
    buf_puts(out, ascii);
    idn2_free(ascii);
    return 0;
}

/* Accepts any form that inet_aton, and so browsers, accept. */
static bool add_ipv4(struct str host, struct buf *out) {
    char name[64], text[INET_ADDRSTRLEN];
    struct in_addr address;
    if (host.n >= sizeof name || !host.n || host.p[0] < '0' || host.p[0] > '9') {
        return false;
    }
    memcpy(name, host.p, host.n);
    name[host.n] = '\0';
    if (!inet_aton(name, &address) || !inet_ntop(AF_INET, &address, text, sizeof text)) {
        return false;
    }
    buf_puts(out, text);
    return true;
}

int url_host_ascii(struct str host, struct buf *out, struct err *e) {
    if (!is_ascii(host)) {
        size_t start = out->n;
        if (to_punycode(host, out, e) < 0) {
            return -1;
        }
        struct buf ipv4 = {0}; /* for example in fullwidth digits */
        if (add_ipv4(str_slice(buf_str(out), start, out->n), &ipv4)) {
            buf_truncate(out, start);
            buf_add_str(out, buf_str(&ipv4));
        }
        buf_release(&ipv4);
        return 0;
    }
    if (!add_ipv4(host, out)) {
        buf_add_str(out, host);
    }
    return 0;
}
