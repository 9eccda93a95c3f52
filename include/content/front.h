/* front: cuts a content file into front matter and body, and parses the front matter to a tree: YAML (libyaml's event API),
 * TOML or JSON.
 *
 * Limits of our own, since libyaml has none: depth 64, 200,000 events, 1 MiB of front matter, 1,000,000 nodes after expanding
 * aliases: an alias beyond that is null. */
#ifndef COURANT_FRONT_H
#define COURANT_FRONT_H

#include "err.h"
#include "node.h"
#include "problem.h"

enum { FRONT_MAX_BYTES = 1 << 20, FRONT_MAX_DEPTH = 64, FRONT_MAX_EVENTS = 200000 };

struct front {
    bool found;      /* false: no fence; the whole file is the body */
    bool broken;     /* its mistake was already reported; front_recover may read some of it */
    bool headers;    /* it is header lines instead, without a fence */
    bool json;       /* it is a JSON object instead of YAML between fences */
    bool toml;       /* it is TOML instead of YAML */
    bool dashes;     /* JSON or TOML, or YAML that says so, between lines of `---`, the first of which names the language */
    struct str yaml; /* the text between the fences, the header lines, or the JSON object */
    int yaml_line;   /* line of the file where yaml begins */
    struct str body;
    int body_line;
};

/* Cuts a file at its fences: it begins with `---` (after a UTF-8 byte order mark and blank lines, if any), and a `---` or `...`
 * in column 0 closes it; blanks may follow a fence; lines end in LF, CR LF or CR. For TOML both fences are `+++`. Or it begins
 * with a JSON object, or a `---` names its language (`---json`, `---toml`, `---js`), or with header lines (`Title: x` or
 * `title:: x`). All slices point into file. If the front matter is too long or never closed, adds an error to problems; the
 * body is then what follows it. If the file as a whole is unreadable (empty, binary), adds an error and returns -1. */
int front_split(struct str file, struct front *front, struct problems *problems);

/* What can be read of a front matter that is broken or that front_parse refused, without reporting anything; NULL: nothing. Of
 * YAML these are the keys that can be read alone. */
struct node *front_recover(const struct front *front, struct arena *arena);

/* What a read-it-later program put into the text. Readwise: a list of `- Key: value` below a heading "Metadata", as a tree like
 * that of header lines; NULL: there is none. Omnivore: a link "Read Original", which becomes the `url` of root if it has none.
 */
struct node *front_read_metadata_list(struct str body, struct arena *arena, struct problems *problems);
/* Notion: lines of `Key: value` below the heading that the text begins with; NULL: there are none. */
struct node *front_read_properties(struct str body, struct arena *arena, struct problems *problems);
void front_add_original(struct node *root, struct str body, struct arena *arena);

/* Parses the YAML, TOML or JSON of a front matter into a tree of maps, lists and scalars; the root is a map. Of duplicate keys
 * in YAML and JSON the last wins, with a warning at its position; an unknown alias is null, with a warning. If there is nothing
 * in it, the root is NULL, with a warning. On failure adds an error to problems, at the position where an author would look for
 * the mistake, and returns -1. */
int front_parse(const struct front *front, struct arena *arena, struct node **root, struct problems *problems);
/* The same for YAML only and for TOML 1.0.0 only; first_line: its first line in the file. */
int front_parse_yaml(struct str yaml, int first_line, struct arena *arena, struct node **root, struct problems *problems);
int front_parse_toml(struct str toml, int first_line, struct arena *arena, struct node **root, struct problems *problems);

const char *front_library(void); /* the version of libyaml */

#endif
