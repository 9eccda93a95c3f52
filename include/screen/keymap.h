/* keymap: which keys, typed one after the other, run what. A binding is for one screen or for all of them; what one screen has
 * goes before what all have. */
#ifndef COURANT_KEYMAP_H
#define COURANT_KEYMAP_H

#include "arena.h"
#include "buf.h"
#include "key.h"

struct ui;

/* A row of the key table. */
struct command {
    const char *name;  /* "open-source": for remapping and help */
    const char *keys;  /* "o" or "j Down": names known to key_parse, separated by blanks; several are alternatives */
    const char *group; /* heading in help */
    const char *help;
    void (*run)(struct ui *ui, int argument);
    int argument; /* passed to `run` */
};

/* One thing that keys do: a command, or a program. */
struct action_step {
    const struct command *command;
    int times;               /* as the count before a key; 0: none */
    struct str words;        /* what is typed in the prompt that it opens: `filter topic:x`; empty: nothing */
    bool enter;              /* and then Enter */
    const char *const *argv; /* NULL-terminated, may hold {title}, {url} and {file}; NULL: no program */
    bool detached;           /* the program does not get the terminal, and is not waited for */
};

enum { KEYS_MAX = 8 }; /* in a sequence */

struct binding {
    const char *view; /* the name of a screen; empty: all of them */
    int keys[KEYS_MAX];
    size_t key_count;
    const struct action_step *steps;
    size_t step_count; /* 0: these keys do nothing */
    int line;          /* of the configuration; 0: it is of the key table */
};

struct keymap {
    const struct command *commands;
    size_t command_count;
    struct binding *bindings;
    size_t count, capacity;
    struct arena arena;
};

void keymap_init(struct keymap *m, const struct command *commands, size_t count); /* with the keys of the table */
void keymap_release(struct keymap *m);

const struct command *keymap_command(const struct keymap *m, struct str name); /* NULL: there is none */

/* Takes the place of what these keys did there. Nothing is copied but the struct. */
void keymap_bind(struct keymap *m, const struct binding *b);
/* What is bound to exactly these keys for that screen, or for all; NULL: nothing. */
const struct binding *keymap_bound(const struct keymap *m, const char *view, const int *keys, size_t count);

/* What the keys do on that screen: NULL, nothing. *more: they are also the beginning of others; these then win, unless it is
 * this screen that has the shorter and all screens the longer ones. */
const struct binding *keymap_find(const struct keymap *m, const char *view, const int *keys, size_t count, bool *more);

/* The first binding of that screen that begins with these keys and has more; NULL: none. Then the next after `last`. */
const struct binding *keymap_longer(const struct keymap *m, const char *view, const int *keys, size_t count,
                                    const struct binding *last);

/* Appends the keys that run this command alone on that screen, those of the configuration first: "s *", "g g, Home"; at most
 * `most`. */
void keymap_keys_of(const struct keymap *m, const char *view, const struct command *c, size_t most, struct buf *out);

/* "g g", "Alt-x": of at most KEYS_MAX keys; returns how many; 0: one of them is no key, or there are too many or none. */
size_t keymap_parse(struct str text, int keys[KEYS_MAX]);
void keymap_print(const int *keys, size_t count, struct buf *out); /* appends */

#endif
