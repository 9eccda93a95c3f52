/* html_parser: libxml2's HTML parser, for the files of html that take its events. */
#ifndef COURANT_HTML_PARSER_H
#define COURANT_HTML_PARSER_H

#include <libxml/HTMLparser.h>

#include "base.h"

/* Recovers from any mistake. An event handler gets `context`; *parser is set while it runs, so that a handler can stop it. */
void html_parse(struct str html, const xmlSAXHandler *events, void *context, htmlParserCtxtPtr *parser);

#endif
