/* The arguments of a shortcode, a template tag or a component, and which of them are words for a reader. */
#ifndef COURANT_MARKDOWN_ARGUMENTS_H
#define COURANT_MARKDOWN_ARGUMENTS_H

#include "markdown_templates.h"

struct argument {
    struct str name; /* empty: unnamed */
    struct str value;
    bool quoted;
};

/* Takes the next argument off *rest; false: there is none. */
bool argument_next(struct str *rest, enum tag_syntax syntax, struct argument *a);
/* Is it shown, even where nothing else is known of the tag? */
bool argument_is_words(const struct argument *a, enum tag_syntax syntax);

/* The same, where words are expected: two of them are enough. */
bool argument_may_be_words(const struct argument *a);
bool argument_is_address(struct str value); /* or the name of a file */

/* The offset after a text of name characters that ends at a blank or one of these. */
size_t argument_word_end(struct str s, const char *also_ends);

#endif
