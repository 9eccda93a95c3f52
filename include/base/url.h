/* url: checks addresses before they are handed to a browser, and shows them to a person. */
#ifndef COURANT_URL_H
#define COURANT_URL_H

#include "buf.h"
#include "err.h"

enum { URL_MAX = 8192 };

/* The scheme of a link to another article by name, as "[[Home Care#Costs]]" is in a note: "wiki:Home%20Care#Costs". The name is
 * a file's name or path, a title or an alias, percent-encoded; empty: the article itself. After "#": a heading. */
#define URL_WIKI "wiki:"
bool url_is_wiki(struct str url);
/* Appends the name and the heading, decoded, each as one clean line; of "A#B" the heading is B. */
void url_wiki_parts(struct str url, struct buf *name, struct buf *heading);
/* Appends the part of an address after "#", decoded, as one clean line. */
void url_fragment(struct str url, struct buf *out);

/* Accepts http, https and mailto, with a host (for mailto an address), without blanks, control or bidi characters, in valid
 * UTF-8, at most URL_MAX bytes; in a mailto, these must not be percent-encoded either. Fails with the reason. */
int url_check(struct str url, struct err *e);

/* Checks the address and appends the form that a browser gets: the host as it is looked up (punycode, IPv4 as four numbers),
 * without a user, which could look like a host; the rest unchanged. */
int url_canonical(struct str url, struct buf *out, struct err *e);

/* Appends what a person should see before opening it: the host, then that form: "evil.example https://evil.example/x". The
 * address unchanged if it cannot be opened. */
void url_describe(struct str url, struct buf *out);

/* Does it contain what no address may: bytes that are not UTF-8, blanks, control or invisible characters? */
bool url_is_unfit(struct str url);

/* The base of relative addresses: the page's path on the site, and its content file, both from '/' on. Empty: unknown. */
struct url_base {
    struct str page, file; /* "/news/atlas/", "/news/atlas.md" */
};
/* Appends the absolute form of a relative address in the page: a path on the site such as "/news/other/#part"; for "//host/",
 * an https address. A target that names a content file, or any file if is_file, is relative to the content file. False: it is
 * not relative, or cannot be opened; out is unchanged. */
bool url_resolve(const struct url_base *base, struct str target, bool is_file, struct buf *out);

/* The host without user, port and leading "www.", as bytes of url; empty when there is none. */
struct str url_host(struct str url);

#endif
