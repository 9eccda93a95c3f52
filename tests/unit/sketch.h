/* sketch: a document on one line, so that tests can say what they expect of it.
 *
 * Leaves: p h1..h6 pre hr cell term caption, with their text in quotation marks: p'text'. A centred cell is cell=, one to the
 * right cell>, one over three columns cell*3. Containers: quote list (loose: list~) item def table row (of the head: row!),
 * with what is in them in brackets; item 7. has a number, item- no box ticked, item+ a ticked one. In text, {bits:text} is a
 * span with some of strong em code struck under marked up(sup) down(sub) image; {@2:text} is a link to the second address; / is
 * a line break. */
#ifndef COURANT_TEST_SKETCH_H
#define COURANT_TEST_SKETCH_H

#include "doc.h"

void sketch(const struct doc *d, struct buf *out);

/* The same of a body. */
void sketch_html(const char *html, struct buf *out);
void sketch_markdown(const char *markdown, struct buf *out);

#endif
