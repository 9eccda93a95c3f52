/* Shared by the files of session: what happens on disk while the reader is open. */
#ifndef COURANT_SESSION_LIVE_H
#define COURANT_SESSION_LIVE_H

#include "session.h"
#include "ui.h"
#include "watch.h"

/* Says when an index run is due. The first one waits a moment for the watches, so that no change falls between the two; if they
 * take longer than that, another run follows once they are set. */
struct live {
    struct watch *watch; /* NULL: nothing is noticed */
    bool is_set;
    int64_t first_due; /* when the first run begins at the latest; 0: it has begun */
    int32_t today;     /* dates on the screen are relative to it */
    struct buf notice; /* what is not watched; until it was said */
    char noticed[sizeof(((struct watch_news *)NULL)->notice)];
};

enum run { RUN_NONE, RUN_FIRST, RUN_LIVE, RUN_ASKED }; /* what an index run was started for: so much is said about it */

enum live_due { LIVE_NOTHING, LIVE_FIRST, LIVE_BATCH };

void live_begin(struct live *l, const struct session_options *options, const char *marks_file);
void live_end(struct live *l);
int live_descriptor(const struct live *l);              /* -1: none */
int live_patience(const struct live *l);                /* milliseconds until live_take must be called; never -1 */
enum live_due live_take(struct live *l, struct ui *ui); /* tells the engine what has changed */

/* What an index run has done; n: added, changed, removed, and how many of the added were skipped. Nothing for zeros, unless it
 * was asked for. */
void live_say_done(struct buf *out, enum run run, const int64_t *n);

#endif
