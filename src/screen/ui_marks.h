/* What ui_marks and ui_marks_all share. */
#ifndef COURANT_UI_MARKS_H
#define COURANT_UI_MARKS_H

#include "requests.h"
#include "ui_private.h"

enum { CHANGES_MAX = 100, MARKS_SLICE = 256 };

/* What one command did: it gave `count` articles a mark, or took it from them, that all had the same time before. */
struct undo_change {
    enum mark mark;
    bool on; /* what undoing would end */
    int64_t before, after;
    struct buf subject; /* "'Title'", "1,234 articles" */
    struct buf keys;    /* each ended by a NUL: a million of them take no more than they must */
    size_t count;
    size_t exchanged; /* bytes of keys: of an exchange that is under way, or that failed here */
};

/* Marking all articles of a list; under way while its slot waits. */
struct bulk_mark {
    struct slot slot;
    int64_t of;
    bool exact;      /* else there are more than `of` */
    bool is_stopped; /* by the user */
};

struct undo_history {
    struct undo_change *changes[CHANGES_MAX];
    size_t count, done; /* the changes from `done` on were undone */
    struct slot
        exchange; /* changes[done], by redo, or changes[done - 1], by undo, is exchanged while it waits: the latter when */
    bool undoing;
    size_t slice; /* bytes of its keys that are under way */
    struct bulk_mark bulk;
};

struct undo_change *undo_change_new(enum mark mark, int64_t before, int64_t after);
/* Keeps it as the last one, and says what it did, and `end`. */
void undo_keep(struct ui *ui, struct undo_change *s, const char *end);
bool undo_is_idle(struct ui *ui); /* no mark is being changed; false, and said: marks cannot be set now */

#endif
