/* Shared by the files of url. */
#ifndef COURANT_URL_PRIVATE_H
#define COURANT_URL_PRIVATE_H

#include "url.h"

/* Appends the host in the form that a browser gets: a non-ASCII name as punycode, an IPv4 address in an unusual form (0x7f.1,
 * 2130706433) as four numbers, anything else unchanged. Fails if it is not a valid host name. */
int url_host_ascii(struct str host, struct buf *out, struct err *e);

/* The kind of character in s that no address, or no host, may contain: "blank", "invisible character", ...; NULL: none. */
const char *url_refused_in(struct str s, bool is_host);

#endif
