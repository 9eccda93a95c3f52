/* Shared by markdown_templates and the files that it calls. */
#ifndef COURANT_MARKDOWN_TEMPLATES_H
#define COURANT_MARKDOWN_TEMPLATES_H

#include "buf.h"

enum { TICKS_MAX = 80 }; /* cmark's limit for the backticks of a code span */

/* Finds the code in Markdown; must be asked from beginning to end. */
struct code_scan {
    struct str s;
    size_t blank_line;                     /* the next blank line after the last query */
    size_t tick_not_closed[TICKS_MAX + 1]; /* no run of so many backticks before this offset is closed */
    bool after_blank, in_code;             /* of the current line; indented text after a blank line is code */
    size_t base;                           /* columns of indentation that are not part of the text; set from outside */
    size_t indent;                         /* columns before its text, beyond these */
    size_t item;                           /* text column of the last list item; 0: not in a list */
};

/* The offset after the code that begins with this line; `line`: none does. */
size_t code_skip_lines(struct code_scan *c, size_t line);
/* The offset after a code span, or after its backticks if it is not closed. */
size_t code_skip_span(struct code_scan *c, size_t tick);
size_t code_columns(const struct code_scan *c, size_t from, size_t to); /* of blanks at the start of a line */
/* The offset of the next blank line. No code span extends past it. */
size_t code_blank_line(struct code_scan *c, size_t from);

/* Finds formulas in Markdown; must be asked from beginning to end. */
enum { MATH_BRACKETS = 7 };
struct math_scan {
    struct str s;
    size_t not_closed[MATH_BRACKETS]; /* by bracket: none before this offset is closed */
};

/* The offset after the formula that begins at `at`, with a dollar sign or a backslash, and ends before `limit`; `at`: none
 * does. */
size_t math_end(struct math_scan *m, size_t at, size_t limit);
void math_write(struct buf *out, struct str formula); /* with its brackets; cmark will show it as it is */

/* Finds the HTML blocks of Markdown, which end at a blank line; must be asked from beginning to end. */
struct html_scan {
    bool in_block;
    bool markdown_inside; /* an element before was marked as one that holds Markdown */
};

/* Takes the next line; true: a blank line must follow, so that Markdown begins after it. */
bool html_scan_line(struct html_scan *h, struct str line, bool after_blank);

/* The tag of a component in Markdown. */
struct component {
    struct str name, inside; /* inside: the text between the brackets */
    bool closes;             /* </Name> */
    bool alone;              /* <Name /> */
};

/* The offset after the component's tag at `at`, which ends before `limit`; `at`: there is none. */
size_t component_end(struct str s, size_t at, size_t limit, struct component *out);
/* The end of a tag of HTML at `at` that has expressions in it, as MDX does: <img src={x} alt="y">. Appends it without these;
 * at: there is none. */
size_t component_html_end(struct str s, size_t at, size_t limit, struct buf *out);

/* The place of a tag determines what may replace it. */
enum tag_place {
    TAG_IN_TEXT,
    TAG_ALONE,      /* first on its line */
    TAG_IN_HTML,    /* the same, where a blank line would end the HTML */
    TAG_IN_ADDRESS, /* where a blank or a bracket would end the address */
};

/* Matches a line of Markdown that is meant for a program: MDX imports, fences of admonitions, attributes, the place of a table
 * of contents. Returns its length including the line end, and its replacement in `out`; 0: it is prose. text: starts at the
 * line; fresh: a paragraph may begin here. */
size_t directive_line(struct str text, bool fresh, struct buf *out);
/* Matches the title of a tab, above indented text: `=== "Linux"`; the title goes to `out`. */
bool directive_opens_block(struct str line, struct buf *out);
bool admonition_starts(struct str line);        /* `!!! note "Title"`; line: trimmed */
bool directives_may_be_in(struct str markdown); /* a quick check */

/* The length of a line that defines an abbreviation, including its end, and its definition appended to a <dl>; 0: it does not.
 */
size_t abbreviation_line(struct str text, struct buf *list);
bool abbreviation_starts(struct str line);

/* Who calls what is between the brackets. */
enum tag_syntax {
    TAG_HUGO,
    TAG_LIQUID,    /* and Jinja, Nunjucks, Zola: {% name ... %} */
    TAG_OUTPUT,    /* {{ ... }}: a variable, a text, a function */
    TAG_COMPONENT, /* <Name ...> */
};

/* Writes what a shortcode, tag or component shows a reader: nothing, text, an image, a link. inside: the text between its
 * brackets. The text that it encloses is not its concern. */
void shortcode_write(enum tag_syntax syntax, struct str inside, enum tag_place place, struct buf *out);
struct str shortcode_name(struct str inside);
/* <DocLink to="...">, which encloses the text of a link: writes the start of the link. False: it is none. */
bool shortcode_open_link(struct str inside, struct buf *out);

void shortcode_escape(struct buf *out, struct str text); /* escapes it for HTML */

#endif
