/* What the files of marks share. */
#ifndef COURANT_UI_MARKS_H
#define COURANT_UI_MARKS_H

#include "requests.h"
#include "ui_private.h"

/* What is under way and takes several parts: undo, and many marks at once. */
struct undo_work {
    struct slot undo, bulk;
    struct marking marking; /* of bulk, but for its query; */
    int64_t of;             /* how many articles it is about, */
    bool exact;             /* else there are more; */
    bool is_stopped;        /* by the user */
};

/* False, and said: marks cannot be set now. */
bool undo_may_begin(struct ui *ui);
bool undo_is_idle(struct ui *ui); /* nor is any change under way */

/* "Starred 'Atlas'", "Marked 12 articles read"; and `end` */
void undo_say_marked(struct ui *ui, enum mark mark, bool on, struct str title, int64_t count, const char *end);
void undo_say_title(struct buf *out, struct str title); /* "'Atlas'" */
/* "'Atlas'", "12 articles" */
void undo_say_subject(struct buf *out, struct str title, int64_t count);
/* The message has what was changed: shows it. One changed mark only changes a sign in a list; many may change its rows. */
void undo_show_changed(struct ui *ui, int64_t count);

#endif
