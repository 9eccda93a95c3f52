/* html, between its own files: elements come and go (walk), text flows into leaves (flow), and what a tag does stands in one
 * table row (tags). Nothing here knows libxml2. */
#ifndef COURANT_HTML_PRIVATE_H
#define COURANT_HTML_PRIVATE_H

#include "html.h"

struct html;

/* Name, value, name, value, ..., NULL. A value may be NULL. NULL: there are none. */
typedef const char *const *attributes_t;

const char *html_attribute(attributes_t attributes, const char *name); /* NULL: not there; "": there without a value */
/* A number in low..high, or `otherwise`. */
int html_number(attributes_t attributes, const char *name, int low, int high, int otherwise);

struct tag {
    const char *name;
    bool block;                                 /* text before, in and behind it are leaves of their own */
    bool skip;                                  /* what is in it is not shown */
    unsigned bits;                              /* spans in it have these */
    enum block_kind leaf;                       /* text in it is leaves of this kind, when not BLOCK_PARAGRAPH, */
    int level;                                  /* and of this level */
    enum block_kind container;                  /* it is one, when not BLOCK_PARAGRAPH */
    const char *before, *after;                 /* text that it puts around its own */
    void (*start)(struct html *, attributes_t); /* the rest */
    void (*end)(struct html *);
};

const struct tag *html_tag(const char *name); /* of lower-case name; a row that does nothing for unknown ones */

/* What is so inside an element and ends with it. */
struct state {
    unsigned bits;
    uint32_t link;
    enum block_kind leaf; /* what text opens here */
    int level;
    int list;       /* 1 + index of the innermost list; 0: none */
    int containers; /* that the element itself opened */
    bool skip;
    bool pre;
    bool flat;          /* in one leaf, where what is in it makes no other: of blocks only line ends are left */
    bool in_table;      /* flat within the table that was opened, and not in one within that */
    bool in_head;       /* of the table */
    bool in_media;      /* its sources are links, unless it had one itself */
    bool in_definition; /* of the definition list at hand */
};

struct open_element {
    const struct tag *tag;
    bool begun; /* it is not in something skipped */
    struct state before;
};

struct html_list {
    int block; /* its block; BLOCK_NO_PARENT when it is flat */
    bool ordered;
    char type;        /* of numbers: 'a', 'A', 'i', 'I'; 0: digits */
    bool counts_down; /* to 1, from a number that is known at its end; items are chained by their numbers till then */
    int next, step;
    int last_item;   /* block of the last item directly in it; BLOCK_NO_PARENT: none yet */
    size_t item_end; /* count of blocks where that ended */
};

enum { TABLE_COLUMNS = 64 };

/* The one table that is open: others within are flat. */
struct table_rows {
    bool row_open;
    int row;                  /* its block */
    int column;               /* of the next cell */
    int heads, cells;         /* th and td in the row */
    int below[TABLE_COLUMNS]; /* how many rows more the cell above reaches down, by column */
};

struct html {
    struct html_options *options;
    struct doc_builder doc;
    struct state state;
    struct open_element *open;
    size_t open_count, open_capacity;
    struct html_list *lists;
    size_t list_count, list_capacity;
    struct table_rows table;
    struct buf text;         /* of the element, as it came, since the last tag */
    struct buf clean, words; /* scratch */
    bool blank;              /* a blank waits for what follows, */
    unsigned blank_bits;     /* and would have these */
    uint32_t blank_link;
    unsigned breaks;    /* line ends wait too */
    uint32_t used_link; /* the last link that text was put for */
};

void html_init(struct html *h, struct html_options *options);
void html_release(struct html *h);

/* What the parser tells. */
void html_start(struct html *h, const char *name, attributes_t attributes);
void html_end(struct html *h);
void html_characters(struct html *h, struct str text);
void html_finish(struct html *h);

/* Flow. */
void html_flush(struct html *h);     /* the text that came goes into the document */
void html_boundary(struct html *h);  /* the leaf ends, or in a flat place the line */
void html_break(struct html *h);     /* a line ends, when text follows */
void html_set_blank(struct html *h); /* a blank, when text follows on the line */
bool html_leaf_has_text(const struct html *h);
void html_put(struct html *h, struct str clean_line, unsigned bits, uint32_t link);
void html_put_image(struct html *h, struct str alt, uint32_t link);
/* A word of ours or from an attribute, apart from what is around it. */
void html_put_apart(struct html *h, struct str text, uint32_t link);
struct str html_clean_line(struct html *h, const char *text); /* valid until the next call */

/* Of an address in an attribute: 1 + index of a new link, 0 when it is not allowed. May be NULL. */
uint32_t html_new_link(struct html *h, const char *address);

/* Containers. */
void html_open(struct html *h, enum block_kind container, int level, int number);
void html_open_row(struct html *h); /* unless one is open */

/* What rows of the table of tags do beyond their other members. */
void html_start_link(struct html *h, attributes_t attributes);
void html_end_link(struct html *h);
void html_start_break(struct html *h, attributes_t attributes);
void html_start_rule(struct html *h, attributes_t attributes);
void html_start_pre(struct html *h, attributes_t attributes);
void html_start_code(struct html *h, attributes_t attributes);
void html_start_paragraph(struct html *h, attributes_t attributes);
void html_start_image(struct html *h, attributes_t attributes);
void html_start_frame(struct html *h, attributes_t attributes);
void html_start_media(struct html *h, attributes_t attributes);
void html_start_source(struct html *h, attributes_t attributes);
void html_start_input(struct html *h, attributes_t attributes);
void html_start_definitions(struct html *h, attributes_t attributes);
void html_start_definition(struct html *h, attributes_t attributes);
void html_start_ordered(struct html *h, attributes_t attributes);
void html_start_bullets(struct html *h, attributes_t attributes);
void html_end_list(struct html *h);
void html_start_item(struct html *h, attributes_t attributes);
void html_end_item(struct html *h);
void html_start_table(struct html *h, attributes_t attributes);
void html_end_table(struct html *h);
void html_start_head(struct html *h, attributes_t attributes);
void html_start_row(struct html *h, attributes_t attributes);
void html_end_row(struct html *h);
void html_start_cell(struct html *h, attributes_t attributes);
void html_end_cell(struct html *h);
void html_start_head_cell(struct html *h, attributes_t attributes);
void html_start_caption(struct html *h, attributes_t attributes);
void html_end_caption(struct html *h);

#endif
