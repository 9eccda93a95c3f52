/* url: which addresses may be handed to a browser, and what a reader wants to see of one. */
#ifndef COURANT_URL_H
#define COURANT_URL_H

#include "err.h"

enum { URL_MAX = 8192 };

/* http, https or mailto, with a host (an address for mailto), no blanks and no control or bidi characters, valid UTF-8, at most
 * URL_MAX bytes. Fails with the reason. */
int url_check(struct str url, struct err *e);

/* The host without user, port and leading "www.", as bytes of url; empty when there is none. */
struct str url_host(struct str url);

#endif
