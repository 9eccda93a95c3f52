/* problem: a problem in a content file, reported to its curator. */
#ifndef COURANT_PROBLEM_H
#define COURANT_PROBLEM_H

#include <stdarg.h>

#include "arena.h"
#include "buf.h"

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

/* What is a matter of style: a warning where hardly any other file of the archive does it, a note where it is the custom. No
 * file can tell which alone, so the cache decides when all files are in it. */
enum habit {
    HABIT_NONE,
    HABIT_NO_FRONT_MATTER,
    HABIT_EMPTY_FRONT_MATTER,
    HABIT_NO_TITLE,
    HABIT_NO_DATE,
    HABIT_DATE_FORM,    /* a date in a form that other programs may read as another day */
    HABIT_TEXT_AS_LIST, /* `tags: news` */
    HABIT_LINK_AS_TEXT, /* `link: https://a.example/x` */
    HABIT_COUNT
};

struct problem {
    enum severity severity;
    int line, column;   /* from 1; 0: the file as a whole */
    enum habit habit;   /* its severity is then that of a file among others without the habit: a warning */
    struct str message; /* clean, one line, lower case, no full stop */
    struct str kind;    /* the message without what is this file's own: "'date' does not exist: '…'" */
    struct problem *next;
};

struct problems {
    struct arena *arena; /* holds the list */
    struct problem *first;
    struct problem **last;
    size_t count;            /* in the list */
    size_t errors, warnings; /* all that were found, listed or not; without habits */
    bool is_full;
};

enum { PROBLEMS_MAX = 100 }; /* per file; one more says that there were more */
enum { PROBLEM_FILES = 20 }; /* a kind of problem that more files have is one line, with a count and the first few files */

void problems_init(struct problems *p, struct arena *arena);
/* The message is cleaned on its way in. In the format, `%s` is for words of the program and of the schema (names of fields),
 * which are part of the kind; `%.*s` and numbers are for what the file says, and are not. */
void problem_add(struct problems *p, enum severity severity, int line, int column, const char *format, ...) PRINTF_LIKE(5, 6);
void problem_vadd(struct problems *p, enum severity severity, int line, int column, const char *format, va_list arguments)
    PRINTF_LIKE(5, 0);
void problem_add_habit(struct problems *p, enum habit habit, int line, int column, const char *format, ...) PRINTF_LIKE(5, 6);
/* Adds one that was made elsewhere; its texts are cleaned again. */
void problem_add_copy(struct problems *p, const struct problem *problem);
/* Appends the message and its kind, both cleaned. */
void problem_format(struct buf *message, struct buf *kind, const char *format, va_list arguments) PRINTF_LIKE(3, 0);

/* To quote text of a content file with "%.*s": s cut to whole characters, at most 60 bytes. Evaluates s twice. */
int problem_shown(struct str s);
#define SHOWN(s) problem_shown(s), (s).p

const char *severity_name(enum severity severity); /* "note", "warning", "error" */

#endif
