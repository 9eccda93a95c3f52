/* What ui_marks and ui_marks_all share. */
#ifndef COURANT_UI_MARKS_H
#define COURANT_UI_MARKS_H

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

/* All of a list are being marked. */
struct filling {
    struct arena arena;
    struct query query;
    struct step *step; /* not yet among the steps */
    int64_t after;     /* the article looked at last */
    int64_t looked_at, of;
    bool exact; /* else there are more than `of` */
};

struct mark_history {
    struct step *steps[STEPS_MAX];
    size_t count, done; /* the steps from `done` on were undone */
    bool exchanging;    /* steps[done], by redo, or steps[done - 1], by undo: the latter when */
    bool undoing;
    struct filling *filling; /* NULL: none */
};

struct step *step_new(enum mark mark, bool on, int64_t when);
void step_free(struct step *s); /* NULL is fine */
void step_add(struct step *s, struct str key);
/* Keeps it as the last one, and says what it did, and `end`. */
void marked_keep(struct ui *ui, struct step *s, const char *end);
bool marked_may_mark(struct ui *ui); /* false, and said: marks cannot be set now */

void filling_free(struct filling *f); /* NULL is fine */
void filling_work(struct ui *ui);     /* a slice */

#endif
