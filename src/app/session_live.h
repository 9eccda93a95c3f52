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

enum live_due { LIVE_NOTHING, LIVE_FIRST, LIVE_BATCH };

void live_begin(struct live *l, const struct session_options *options, const char *marks_file);
void live_end(struct live *l);
int live_descriptor(const struct live *l);              /* -1: none */
int live_patience(const struct live *l);                /* milliseconds until live_take must be called; never -1 */
enum live_due live_take(struct live *l, struct ui *ui); /* tells the engine what has changed */

/* "3 new articles, 1 changed, 2 removed"; nothing for three zeros. */
void live_say_changes(struct buf *out, int64_t added, int64_t changed, int64_t removed);

#endif
