/* Shared by the files of html: elements open and close (walk), text is put into leaves (flow), and each tag is a table row
 * (tags). Nothing here depends on libxml2. */
#ifndef COURANT_HTML_PRIVATE_H
#define COURANT_HTML_PRIVATE_H

#include "html.h"

struct html;

/* Name, value, name, value, ..., NULL. A value may be NULL. A NULL pointer: no attributes. */
typedef const char *const *attributes_t;

const char *html_attribute(attributes_t attributes, const char *name); /* NULL: absent; "": present without a value */
/* A number in low..high, else `otherwise`. */
int html_number(attributes_t attributes, const char *name, int low, int high, int otherwise);

struct tag {
    const char *name;
    bool block;                                 /* text before, in and after it is in separate leaves */
    bool skip;                                  /* its content is not shown */
    unsigned bits;                              /* set on the spans inside it */
    enum block_kind leaf;                       /* kind of the leaves inside it, unless BLOCK_PARAGRAPH, */
    int level;                                  /* and their level */
    enum block_kind container;                  /* it is a container of this kind, unless BLOCK_PARAGRAPH */
    const char *before, *after;                 /* text that it adds around its own */
    void (*start)(struct html *, attributes_t); /* everything else */
    void (*end)(struct html *);
};

const struct tag *html_tag(const char *name); /* name in lower case; unknown tags get a row that does nothing */

/* State inside an element, restored at its end. */
struct html_state {
    unsigned bits;
    uint32_t link;
    enum block_kind leaf; /* the kind of leaf that text opens */
    int level;
    int list;       /* 1 + index of the innermost list; 0: none */
    int containers; /* opened by the element itself */
    bool skip;
    bool outside; /* of the part of a page that is shown */
    bool pre;
    bool flat;                                          /* everything goes into one leaf: of blocks only line breaks remain */
    bool in_table;                                      /* flat inside the open table, and not inside a nested one */
    bool in_head;                                       /* in the table head */
    enum { MEDIA_NONE, MEDIA_OPEN, MEDIA_SHOWN } media; /* inside media: it has, or has not, left a sign yet */
    const char *media_kind;
    uint32_t media_link;                                         /* of that sign; 0: none */
    size_t media_url;                                            /* offset of its address in doc.urls */
    enum { DRAWING_NONE, DRAWING_OPEN, DRAWING_TITLED } drawing; /* inside a drawing, which may yet have a title */
    bool in_definition;                                          /* inside the current definition list */
    uint32_t meaning; /* where that of an abbreviation begins in `meanings`, which is written after it; 0: none */
};

struct open_element {
    const struct tag *tag;
    bool begun; /* not inside a skipped element */
    struct html_state before;
};

struct html_list {
    int block; /* its block; BLOCK_NO_PARENT: it is flat */
    bool ordered;
    char type;        /* number style: 'a', 'A', 'i', 'I'; 0: digits */
    bool counts_down; /* down to 1, from a number known only at its end; until then items are chained through their numbers */
    int next, step;
    int last_item;   /* block of its last direct item; BLOCK_NO_PARENT: none yet */
    size_t item_end; /* number of blocks when that item ended */
};

enum { TABLE_COLUMNS = 64 };

/* The open table; nested tables are flat. */
struct table_rows {
    bool row_open;
    int row;                  /* its block */
    int column;               /* column of the next cell */
    int heads, cells;         /* number of th and td in the row */
    int below[TABLE_COLUMNS]; /* by column: how many more rows the cell above spans */
};

struct html {
    const char *only; /* of a page: the tag around all that is shown; NULL: everything is */
    struct html_options *options;
    struct doc_builder doc;
    struct html_state state;
    struct open_element *open;
    size_t open_count, open_capacity;
    struct html_list *lists;
    size_t list_count, list_capacity;
    struct table_rows table;
    struct buf text;         /* raw text since the last tag */
    struct buf clean, words; /* scratch */
    struct buf meanings;     /* of abbreviations that were explained, a line each */
    bool blank;              /* a blank is pending until text follows, */
    unsigned blank_bits;     /* and these are its bits */
    uint32_t blank_link;
    unsigned breaks;    /* pending line breaks */
    uint32_t used_link; /* the last link that got any text */
};

void html_init(struct html *h, struct str html, struct html_options *options);
void html_release(struct html *h);

/* A page is shown without what stands around its text: at the start, and at each element. */
void html_begin_page(struct html *h, struct str html);
void html_start_part(struct html *h, const struct tag *tag, const char *name);

/* Parser events. */
void html_start(struct html *h, const char *name, attributes_t attributes);
void html_end(struct html *h);
void html_characters(struct html *h, struct str text);
void html_finish(struct html *h);

/* Writes signs into the finished text for what is raised, lowered or struck. */
void html_write_signs(struct doc_builder *b);

/* ---- flow ---- */
void html_flush(struct html *h);     /* writes the pending raw text into the document */
void html_boundary(struct html *h);  /* ends the leaf, or the line if flat */
void html_break(struct html *h);     /* a line break, if text follows */
void html_set_blank(struct html *h); /* a blank, if text follows on the line */
void html_put(struct html *h, struct str clean_line, unsigned bits, uint32_t link);
void html_put_image(struct html *h, struct str alt, uint32_t link);
/* Adds text that is ours or from an attribute, separated from its surroundings. */
void html_put_apart(struct html *h, struct str text, uint32_t link);
struct str html_clean_line(struct html *h, const char *text); /* valid until the next call */

/* The address of the newest link, as doc_link took it. */
struct str html_last_url(const struct html *h);
/* Does the newest link lead to the media around it, which has left a sign? */
bool html_links_to_media(const struct html *h);
void html_end_media(struct html *h);
/* 1 + index of a new link for an address in an attribute (may be NULL); 0: not allowed. is_file: as in url_resolve. */
uint32_t html_new_link(struct html *h, const char *address, bool is_file);

/* ---- containers ---- */
void html_open(struct html *h, enum block_kind container, int level, int number);
void html_open_row(struct html *h); /* unless one is open */

/* Start and end functions of rows in the table of tags. */
void html_start_link(struct html *h, attributes_t attributes);
void html_end_link(struct html *h);
void html_start_break(struct html *h, attributes_t attributes);
void html_start_rule(struct html *h, attributes_t attributes);
void html_start_pre(struct html *h, attributes_t attributes);
void html_start_code(struct html *h, attributes_t attributes);
void html_start_raised(struct html *h, attributes_t attributes);
void html_start_lowered(struct html *h, attributes_t attributes);
void html_start_abbreviation(struct html *h, attributes_t attributes);
void html_end_abbreviation(struct html *h);
void html_start_paragraph(struct html *h, attributes_t attributes);
void html_start_image(struct html *h, attributes_t attributes);
void html_start_frame(struct html *h, attributes_t attributes);
void html_start_video(struct html *h, attributes_t attributes);
void html_start_audio(struct html *h, attributes_t attributes);
void html_start_embed(struct html *h, attributes_t attributes);
void html_start_object(struct html *h, attributes_t attributes);
void html_start_canvas(struct html *h, attributes_t attributes);
void html_start_drawing(struct html *h, attributes_t attributes);
void html_start_title(struct html *h, attributes_t attributes);
void html_start_form(struct html *h, attributes_t attributes);
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
