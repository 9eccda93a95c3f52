/* What ui_marks and ui_marks_all share. */
#ifndef COURANT_UI_MARKS_H
#define COURANT_UI_MARKS_H

#include "requests.h"
#include "ui_private.h"

enum { STEPS_MAX = 100, MARKS_SLICE = 256 };

/* What one command did: it gave `count` articles a mark, or took it from them, that all had the same time before. */
struct step {
    enum mark mark;
    bool on; /* what undoing would end */
    int64_t before, after;
    struct buf subject; /* "'Title'", "1,234 articles" */
    struct buf keys;    /* each ended by a NUL: a million of them take no more than they must */
    size_t count;
    size_t exchanged; /* bytes of keys: of an exchange that is under way, or that failed here */
};

/* All of a list are being marked: while its slot waits. */
struct filling {
    struct slot slot;
    int64_t of;
    bool exact;      /* else there are more than `of` */
    bool is_stopped; /* by the person */
};

struct mark_history {
    struct step *steps[STEPS_MAX];
    size_t count, done;   /* the steps from `done` on were undone */
    struct slot exchange; /* steps[done], by redo, or steps[done - 1], by undo, is exchanged while it waits: the latter when */
    bool undoing;
    size_t slice; /* bytes of its keys that are under way */
    struct filling filling;
};

struct step *step_new(enum mark mark, int64_t before, int64_t after);
void step_free(struct step *s); /* NULL is fine */
/* Keeps it as the last one, and says what it did, and `end`. */
void marked_keep(struct ui *ui, struct step *s, const char *end);
bool marked_may_mark(struct ui *ui); /* false, and said: marks cannot be set now */
bool marked_is_calm(struct ui *ui);  /* the same: nothing at all is being changed */

#endif
