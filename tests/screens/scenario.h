/* scenario: one .keys file played on the engine, with everything outside it faked: no terminal, no browser, no clock.
 *
 * A line is blank, a comment that begins with `#`, or one of
 *   archive NAME                   which cache: full (this one, when nothing is said), vault (notes with links by name), empty,
 *                                  none (there is no cache file yet), before or after an index run that found changes. Before
 * the first key, as are ascii                            these accessible                       the same read KEY... the
 * articles of these keys were read before config-query NAME: QUERY       a query of the configuration query-fault FAULT what is
 * wrong with the one before base-url URL                   the publisher's site size COLUMNSxROWS              of the screen
 * (80x24); later on: the window changes keys NAME...                   as key_parse knows them: j Enter ^D 5 o type TEXT each
 * character of it as a key click ROW COLUMN               the mouse, counted from 0 wheel up|down ROW COLUMN       its wheel,
 * there dump [styles] [NOTE]           appends the screen under a heading line keep NAME, same NAME           remembers the
 * screen with its looks and its cursor; wants it exactly so again expect-url URL                 this and nothing else was
 * given to the browser since the last time; `none` for nothing expect-copied TEXT             the same for the clipboard,
 * newlines shown as \n expect-asked WORD              what was asked of the program around the engine: redraw, suspend,
 * reindex, edit FILE:LINE expect-quit, expect-running browser broken|mended          a browser that cannot be started indexed
 * NAME                   the archive was indexed anew: from now on that cache is there activity [TEXT]                what goes
 * on in the background */
#ifndef COURANT_TESTS_SCENARIO_H
#define COURANT_TESTS_SCENARIO_H

#include "buf.h"

/* Where the caches and marks of the tests are. */
struct fixture {
    char *folder;
    char *full, *vault, *empty, *none, *before, *after; /* caches */
    char *used;                                         /* a link to the one that is used */
};

void fixture_make(struct fixture *f, const char *archive); /* dies when it cannot */
void fixture_remove(struct fixture *f);
const char *fixture_cache(const struct fixture *f, struct str name); /* NULL: there is none of that name */
void fixture_use(const struct fixture *f, const char *cache);        /* from now on it is `used` */

/* Plays a file: the dumps are appended to `screens`, what did not come true to `faults`, a line each. */
void scenario_play(const struct fixture *f, struct str keys_file, struct buf *screens, struct buf *faults);

#endif
