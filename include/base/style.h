/* style: names of looks. What a look is on a terminal, with and without colour, is defined by the tables of theme. */
#ifndef COURANT_STYLE_H
#define COURANT_STYLE_H

/* A style is one look (low byte) and any of the attribute bits. */
typedef unsigned short style_t;

enum look {
    LOOK_TEXT,
    LOOK_DIM,     /* dates, counts, sources beside a title */
    LOOK_TITLE,   /* the title of an article or a page */
    LOOK_HEADING, /* headings in a text and group headings in a list */
    LOOK_LABEL,   /* "Topics", "OFFERINGS": the name of a field */
    LOOK_LINK,
    LOOK_CODE,
    LOOK_QUOTE,
    LOOK_RULE,       /* lines between panes and blocks */
    LOOK_MARK,       /* the symbol of an unread or starred article */
    LOOK_BREADCRUMB, /* the top line */
    LOOK_STATUS,     /* the status line */
    LOOK_HINT,       /* the hint line: keys are STYLE_STRONG in it */
    LOOK_PROMPT,
    LOOK_ERROR,
    LOOK_WARNING,
    LOOK_COUNT, /* number of looks */
};

enum {
    STYLE_LOOK = 0x00ff,
    STYLE_STRONG = 0x0100,
    STYLE_EM = 0x0200,
    STYLE_UNDERLINE = 0x0400,
    STYLE_STRIKE = 0x0800,
    STYLE_SELECTED = 0x1000, /* the row or link that the next key acts on */
    STYLE_PASSIVE = 0x2000,  /* selected, in a pane without focus */
    STYLE_MATCH = 0x4000,    /* a search match */
};

#endif
