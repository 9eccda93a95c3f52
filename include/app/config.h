/* config: what the reader has set for all runs, and where the program keeps its files. */
#ifndef COURANT_CONFIG_H
#define COURANT_CONFIG_H

#include "article.h"
#include "content.h"
#include "err.h"
#include "query.h"

/* Content roots, absolute; NULL-terminated. */
struct root_list {
    const char **paths;
    size_t count;
};

struct named_archive {
    const char *name;
    struct root_list roots;
};

struct config {
    struct root_list roots;         /* that are read when none are named */
    struct named_archive *archives; /* in the order of the file */
    size_t archive_count;
    const char *browser;  /* as $BROWSER; NULL: not set */
    const char *base_url; /* of the publisher's site, for links that are relative; NULL: not set */
    const char
        *language; /* of the reader, as language_write spells it: what the file says, else the locale; NULL: neither does */
    bool ascii;
    bool color;
    bool mouse;
    struct field_rules *fields; /* NULL: none */
    enum date_source dates;
    unsigned hide; /* HIDE_... bits */
    struct endings endings;
    struct named_query *queries; /* each of them parses, or holds its fault */
    size_t query_count;
    struct arena arena; /* holds the strings */
};

enum option_kind {
    OPTION_TEXT,
    OPTION_URL,
    OPTION_LANGUAGE,
    OPTION_FLAG,
    OPTION_ROOTS,
    OPTION_FIELDS,
    OPTION_DATES,
    OPTION_HIDE,
    OPTION_ENDINGS,
    OPTION_QUERIES,
    OPTION_ARCHIVES
};

/* One row for each option: reading, the manual and the message about an unknown one loop over them. */
struct config_option {
    const char *name;
    enum option_kind kind;
    size_t offset;     /* in struct config */
    const char *value; /* what it takes, and the default: "true or false (true)" */
    const char *help;
};
extern const struct config_option config_options[];
extern const size_t config_option_count;

/* Reads a YAML file of options; file NULL: $XDG_CONFIG_HOME/courant/config.yaml, which may be missing. What the file does not
 * say has its default. Fails with "FILE:LINE:COLUMN: message". c is good for config_release in any case. */
int config_load(const char *file, struct config *c, struct err *e);
void config_release(struct config *c);

/* Folders of this program after the XDG base directory specification, which need not exist: $XDG_CACHE_HOME/courant or
 * ~/.cache/courant, and so on. Variables that are no absolute paths count as not set. Malloc'd; NULL when there is no HOME
 * either. */
char *config_cache_dir(struct err *e);
char *config_state_dir(struct err *e);
char *config_config_dir(struct err *e);

/* Makes a folder, for this user alone (mode 0700), and those above it that are missing. */
int config_make_directories(const char *path, struct err *e);

#endif
