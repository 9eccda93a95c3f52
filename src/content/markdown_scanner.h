/* The scanner of markdown_templates, shared with markdown_tags. */
#ifndef COURANT_MARKDOWN_SCANNER_H
#define COURANT_MARKDOWN_SCANNER_H

#include "markdown_templates.h"

enum { TAG_BRACKETS = 12, TAG_PAIRS = 6 }; /* rows of the tables in markdown_tags */

struct scanner {
    struct str s;
    struct buf *out;
    size_t copied;                           /* everything before it was copied to out */
    size_t not_closed[TAG_BRACKETS]; /* no bracket before this offset is ever closed */
    bool no_partner[TAG_PAIRS];      /* from here on */
    struct code_scan code;
    struct math_scan math;
    struct html_scan html;
    bool fresh;                /* a paragraph may begin with the next line */
    bool blank_follows;        /* the line at hand must be followed by a blank one */
    struct buf directive;      /* replacement for a directive line */
    struct buf abbreviations;  /* definitions for a list */
    enum tag_place last_place; /* place of the tag that ended at `copied` */
};

void scanner_flush(struct scanner *sc, size_t to); /* copies what comes before `to` and was not copied yet */

/* Replaces the tag, comment or HTML code that begins at i; returns the offset to continue at, beyond i. */
size_t scanner_take_tag(struct scanner *sc, size_t i);

#endif
