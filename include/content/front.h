/* front: a content file cut into front matter and body, and a front matter read as a tree: YAML (libyaml's event API), TOML or
 * JSON.
 *
 * Limits of our own, since libyaml has none: depth 64, 200,000 events, 1 MiB of front matter, 1,000,000 nodes after
 * aliases: an alias that would go beyond is null. */
#ifndef COURANT_FRONT_H
#define COURANT_FRONT_H

#include "err.h"
#include "node.h"
#include "problem.h"

enum { FRONT_MAX_BYTES = 1 << 20, FRONT_MAX_DEPTH = 64, FRONT_MAX_EVENTS = 200000 };

struct front {
    bool found;      /* false: no fence; all of the file is body */
    bool json;       /* in the place of YAML between fences there is a JSON object */
    bool toml;       /* in the place of YAML there is TOML */
    struct str yaml; /* between the fences, or the JSON object */
    int yaml_line;   /* line of the file on which yaml begins */
    struct str body;
    int body_line;
};

/* Cuts a file at its fences: `---` first (after a UTF-8 byte order mark and blank lines, if any), closed by a `---` or `...` in
 * column 0; blanks may follow a fence; LF, CR LF or CR end lines. Or `+++` first, closed by `+++`: TOML. Or a JSON object
 * stands first. All slices point into file. What makes the file unreadable as a whole (never closed, binary) is an error in
 * problems and -1. */
int front_split(struct str file, struct front *front, struct problems *problems);

/* Reads the YAML, TOML or JSON of a front matter that was found into a tree of maps, lists and scalars; the root is a map.
 * Duplicate keys: the last wins, with a warning at its place; an unknown alias is null with a warning. An error is added to
 * problems, at the place where it begins for the person who wrote it, and -1 returned. */
int front_parse(const struct front *front, struct arena *arena, struct node **root, struct problems *problems);
/* The same for YAML and for TOML 1.0.0 alone; first_line: its first line in the file. In TOML no key may be given twice. */
int front_parse_yaml(struct str yaml, int first_line, struct arena *arena, struct node **root, struct problems *problems);
int front_parse_toml(struct str toml, int first_line, struct arena *arena, struct node **root, struct problems *problems);

const char *front_library(void); /* the version of libyaml */

#endif
