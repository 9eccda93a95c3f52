/* config: what the reader has set for all runs, and where the program keeps its files. */
#ifndef COURANT_CONFIG_H
#define COURANT_CONFIG_H

#include "article.h"
#include "buf.h"
#include "content.h"
#include "err.h"
#include "query.h"
#include "term.h"
#include "theme.h"

/* Content roots, absolute; NULL-terminated. */
struct root_list {
    const char **paths;
    size_t count;
};

struct named_archive {
    const char *name;
    struct root_list roots;
};

struct text_list {
    const char **items; /* NULL-terminated; NULL: none */
    size_t count;
};

struct text_map {
    struct text_pair {
        const char *name, *value;
    } * pairs;
    size_t count;
};

/* What keys do, as the configuration says it: a command with what it takes, or a program. */
struct key_step {
    struct str line;       /* "filter topic:x"; empty: a program */
    struct text_list argv; /* with {title}, {url} and {file} */
    bool detached;         /* `start` instead of `run` */
};

struct key_setting {
    const char *view; /* the name of a screen; empty: all */
    struct str keys;
    struct key_step *steps;
    size_t step_count; /* 0: none */
    int line, column;
};
/* A program to run for new articles. */
struct hook {
    struct str query;
    struct text_list run;   /* with placeholders */
    bool once_each_article; /* else once for all that an index run has added */
};
/* "title" for {title}, and so on; NULL-terminated. */
extern const char *const hook_placeholders[];
/* The first placeholder in an argument: *from, *to: of its braces; false: there is none. Its name is one of the above, or
 * lower-case letters that are none of them. */
bool hook_placeholder(struct str argument, size_t *from, size_t *to);

struct config {
    const char *file;
    struct root_list roots;         /* that are read when none are named */
    struct named_archive *archives; /* in the order of the file */
    size_t archive_count;
    const char *browser;  /* as $BROWSER; NULL: not set */
    const char *editor;   /* as $VISUAL */
    const char *base_url; /* of the publisher's site, for links that are relative; NULL: not set */
    const char
        *language; /* of the reader, as language_write spells it: what the file says, else the locale; NULL: neither does */
    bool ascii;
    bool color;
    bool mouse;
    bool accessible;
    int hyperlinks;     /* enum hyperlinks */
    struct theme theme; /* and the changes that `colors` makes to it */
    int panes[2];       /* percent of the width: of the outer list, and of the one beside a text; 0: not set */
    int measure;        /* columns of a text */
    bool even_lines;
    struct field_rules *fields; /* NULL: none */
    enum date_source dates;
    unsigned hide; /* HIDE_... bits */
    struct endings endings;
    struct named_query *queries; /* each of them parses, or holds its fault */
    size_t query_count;
    struct key_setting *keys; /* see bindings.h */
    size_t key_count;
    struct text_list copy; /* what gets a copied text on its standard input; NULL: the terminal does */
    const char *start;     /* a query, or the name of a page or query, to begin with; NULL: home */
    struct hook *hooks;
    size_t hook_count;
    const struct node **given; /* per row of config_options: what the file says; NULL: nothing, or nothing that can be used */
    struct str *warnings;      /* "FILE:LINE:COLUMN: message", in the order of the file */
    size_t warning_count;
    struct arena arena; /* holds the strings */
};

enum option_kind {
    OPTION_TEXT,   /* const char * */
    OPTION_URL,    /* the same */
    OPTION_FLAG,   /* bool */
    OPTION_NUMBER, /* int, from least to most */
    OPTION_CHOICE, /* int or an enum: the index of one of choices */
    OPTION_SET,    /* unsigned: a bit for each of choices; the file has a list of them, one, or none */
    OPTION_LIST,   /* struct text_list; the file may have a single text */
    OPTION_ARGV,   /* struct text_list: a program and its arguments; of a single text, its words */
    OPTION_MAP,    /* struct text_map */
    OPTION_LANGUAGE,
    OPTION_ROOTS,
    OPTION_FIELDS,
    OPTION_ENDINGS,
    OPTION_QUERIES,
    OPTION_ARCHIVES,
    OPTION_HOOKS,
    OPTION_KEYS,
    OPTION_COLORS,
    OPTION_PANES
};

/* One row for each option: reading, printing, the manual and the message about an unknown one loop over them. */
struct config_option {
    const char *name;
    enum option_kind kind;
    size_t offset;              /* in struct config */
    int least, most;            /* of a number */
    const char *const *choices; /* NULL-terminated */
    const char *fallback;       /* the default, as the file would say it; NULL: not set */
    const char *value;          /* what it takes: "true or false" */
    const char *help;
};
extern const struct config_option config_options[];
extern const size_t config_option_count;

/* Reads a YAML file of options; file NULL: $XDG_CONFIG_HOME/courant/config.yaml, which may be missing. What the file does not
 * say has its default, and so has what cannot be used: an unknown option, a wrong value, a line that is no YAML. Each is a
 * warning. Fails when the file cannot be read. c is good for config_release in any case. */
int config_load(const char *file, struct config *c, struct err *e);
void config_release(struct config *c);
/* What the file was like when config_look was last called. */
struct config_seen {
    int64_t at; /* monotonic milliseconds */
    uint64_t inode, size;
    int64_t seconds, nanoseconds;
};
/* Whether it has changed since, looking at most once a second; soon: looks in any case. */
bool config_look(struct config_seen *seen, bool soon);
/* A descriptor that becomes readable when the file may have changed; -1: its folder cannot be watched. */
int config_watch(void);
void config_drain(int watch); /* until the next change; -1 is fine */
/* A warning of what was found wrong in it later. */
void config_add_warning(struct config *c, int line, int column, const char *message);
/* Appends all options with their values and what they are for: a file that config_load reads as this configuration. */
void config_print(const struct config *c, struct buf *out);
/* Appends the path of the file that config_load reads by default; false: there is no HOME. */
bool config_file(struct buf *path);

/* Folders of this program after the XDG base directory specification, which need not exist: $XDG_CACHE_HOME/courant or
 * ~/.cache/courant, and so on. Variables that are no absolute paths count as not set. Malloc'd; NULL when there is no HOME
 * either. */
char *config_cache_dir(struct err *e);
char *config_state_dir(struct err *e);
char *config_config_dir(struct err *e);

/* Makes a folder, for this user alone (mode 0700), and those above it that are missing. */
int config_make_directories(const char *path, struct err *e);

#endif
