/* problem: a problem in a content file, reported to its curator. */
#ifndef COURANT_PROBLEM_H
#define COURANT_PROBLEM_H

#include "arena.h"

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

struct problem {
    enum severity severity;
    int line, column;   /* from 1; 0: the file as a whole */
    struct str message; /* clean, one line, lower case, no full stop */
    struct problem *next;
};

struct problems {
    struct arena *arena; /* holds the list */
    struct problem *first;
    struct problem **last;
    size_t count;            /* in the list */
    size_t errors, warnings; /* all that were found, listed or not */
    bool is_full;
};

enum { PROBLEMS_MAX = 100 }; /* per file; one more says that there were more */

void problems_init(struct problems *p, struct arena *arena);
/* The message is cleaned on its way in. */
void problem_add(struct problems *p, enum severity severity, int line, int column, const char *format, ...) PRINTF_LIKE(5, 6);

/* To quote text of a content file with "%.*s": s cut to whole characters, at most 60 bytes. Evaluates s twice. */
int problem_shown(struct str s);
#define SHOWN(s) problem_shown(s), (s).p

const char *severity_name(enum severity severity); /* "note", "warning", "error" */

#endif
