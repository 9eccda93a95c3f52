/* url: which addresses may be handed to a browser, and what a reader wants to see of one. */
#ifndef COURANT_URL_H
#define COURANT_URL_H

#include "buf.h"
#include "err.h"

enum { URL_MAX = 8192 };

/* http, https or mailto, with a host (an address for mailto), no blanks and no control or bidi characters, valid UTF-8, at most
 * URL_MAX bytes; of a mailto, what is written with % neither. Fails with the reason. */
int url_check(struct str url, struct err *e);

/* Checks it, and appends what a browser is to get: the host as it is looked up (punycode, IPv4 as four numbers), no user before
 * it, as a user may look like a host; the rest byte for byte. */
int url_canonical(struct str url, struct buf *out, struct err *e);

/* Appends what a person should see before opening it: the host apart, then that address: "evil.example https://evil.example/x".
 * As it is when it could not be opened. */
void url_describe(struct str url, struct buf *out);

/* Does it hold what no address may: bytes that are not UTF-8, blanks, control or invisible characters? */
bool url_is_unfit(struct str url);

/* Where a page is on its site, from '/' on: the page as the site shows it, and the content file. Empty: nobody knows. */
struct url_base {
    struct str page, file; /* "/news/atlas/", "/news/atlas.md" */
};
/* Appends what a relative address in the page means: a place on the site, "/news/other/#part", for "//host/" an https address.
 * What names a content file, or a file beside it when is_file, is meant from where the file is. False: it is no relative
 * address, or cannot be opened; out is then as it was. */
bool url_resolve(const struct url_base *place, struct str target, bool is_file, struct buf *out);

/* The host without user, port and leading "www.", as bytes of url; empty when there is none. */
struct str url_host(struct str url);

#endif
