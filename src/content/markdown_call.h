/* A call of a shortcode, tag or component: its arguments, each of which is used once, and what is written for it. */
#ifndef COURANT_MARKDOWN_CALL_H
#define COURANT_MARKDOWN_CALL_H

#include "markdown_templates.h"

enum { CALL_USED = 24 };

struct call {
    enum tag_syntax syntax;
    enum tag_place place;
    struct str name, arguments;
    struct buf *out;
    struct str used[CALL_USED]; /* values that were asked for */
    size_t used_count;
};

/* inside: the text between the brackets. */
void call_init(struct call *c, enum tag_syntax syntax, struct str inside, enum tag_place place, struct buf *out);

/* The value of the first of these names that is present; "" stands for an unnamed argument, NULL ends the list. */
struct str call_find(struct call *c, const char *const *names);
#define CALL_FIND(c, ...) call_find(c, (const char *const[]){__VA_ARGS__, NULL})
/* The next unnamed argument of this kind. */
enum call_kind { CALL_WORDS, CALL_ADDRESS, CALL_LABEL /* not an address */, CALL_OTHER /* not words */ };
struct str call_unnamed(struct call *c, enum call_kind kind);

/* Writing, in the format of the body around it, Markdown or HTML; without line ends. */
void call_text(struct call *c, struct str text);
void call_tagged(struct call *c, const char *tag, struct str text);
void call_attribute(struct call *c, struct str text);
void call_address(struct call *c, struct str address); /* neither Markdown nor quotation marks end it early */
void call_link(struct call *c, const char *start, struct str address, struct str text);

void call_separate(struct call *c, size_t start); /* a blank, if something was written since */
void call_rest(struct call *c, size_t start);     /* all words that were not asked for */

/* ---- show ---- */
void show_post_link(struct call *c);
void show_image(struct call *c);
void show_post(struct call *c);
void show_reference(struct call *c);
void show_quote(struct call *c);
void show_label(struct call *c);
void show_key(struct call *c);
void show_button(struct call *c);
void show_listing(struct call *c);
void show_included(struct call *c);
void show_embed(struct call *c);
void show_gist(struct call *c);

#endif
