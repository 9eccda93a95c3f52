/* What the files of url share. */
#ifndef COURANT_URL_PRIVATE_H
#define COURANT_URL_PRIVATE_H

#include "url.h"

/* Appends the host as a browser is to get it: a name that is not ASCII as punycode, an IPv4 address in one of its odd forms
 * (0x7f.1, 2130706433) as four numbers, anything else byte for byte. Fails when it is no name that a host can have. */
int url_host_ascii(struct str host, struct buf *out, struct err *e);

/* What stands in s that no address may hold, or no host: "blank", "invisible character", ...; NULL: nothing. */
const char *url_refused_in(struct str s, bool is_host);

#endif
