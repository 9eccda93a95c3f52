/* html: runs libxml2's parser and turns its events into a document. */
#include "html.h"

#include <libxml/xmlmemory.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "html_parser.h"
#include "html_private.h"
#include "text.h"

static void on_start(void *html, const xmlChar *name, const xmlChar **attributes) {
    html_start(html, (const char *)name, (attributes_t)attributes);
}

static void on_end(void *html, const xmlChar *name) {
    (void)name;
    html_end(html);
}

static void on_characters(void *html, const xmlChar *text, int n) {
    html_characters(html, (struct str){(const char *)text, (size_t)n});
}

/* Events instead of a tree: the parser then stores only the names of the open elements, however deep they are. */
static const xmlSAXHandler events = {
    .startElement = on_start,
    .endElement = on_end,
    .characters = on_characters,
    .ignorableWhitespace = on_characters,
    .cdataBlock = on_characters,
};

static const int parser_options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                  HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC | XML_PARSE_HUGE;

static void *allocate(size_t n) {
    return xrealloc(NULL, n, 1);
}

static void *reallocate(void *p, size_t n) {
    return xrealloc(p, n, 1);
}

/* By default the library reports out of memory like any HTML error and continues without the data. */
void html_parse(struct str html, const xmlSAXHandler *handlers, void *context, htmlParserCtxtPtr *parser) {
    xmlMemSetup(free, allocate, reallocate, xstrdup);
    htmlParserCtxtPtr p = *parser = htmlNewParserCtxt();
    if (!p) {
        die("out of memory");
    }
    *p->sax = *handlers;
    p->userData = context;
    int n = html.n > INT_MAX ? INT_MAX : (int)html.n;
    xmlFreeDoc(htmlCtxtReadMemory(p, html.p, n, NULL, "UTF-8", parser_options));
    htmlFreeParserCtxt(p);
    *parser = NULL;
}

static void convert(struct str html, struct html_options *options, struct arena *arena, struct doc *out) {
    struct html h;
    htmlParserCtxtPtr parser;
    html_init(&h, html, options);
    if (html.n) {
        buf_reserve(&h.doc.text, html.n);
        html_parse(html, &events, &h, &parser);
    }
    html_finish(&h);
    html_write_signs(&h.doc);
    doc_build_end(&h.doc, arena, out);
    html_release(&h);
}

void html_to_doc(struct str html, struct html_options *options, struct arena *arena, struct doc *out) {
    struct buf clean = {0};
    unsigned faults = 0;
    if (!text_is_clean(html)) {
        /* The parser treats a NUL as the end, and bytes that are not UTF-8 as Latin 1. */
        faults = text_clean(&clean, html);
        html = buf_str(&clean);
    }
    convert(html, options, arena, out);
    if (options->page && !str_trim(out->text).n) {
        options->page = false;
        convert(html, options, arena, out);
    }
    options->faults |= faults;
    buf_release(&clean);
}

const char *html_library(void) {
    return LIBXML_DOTTED_VERSION;
}
