/* html_tags: the table of tags. */
#include <string.h>

#include "html_private.h"

/* Sorted by name. */
static const struct tag tags[] = {
    {"a", .start = html_start_link, .end = html_end_link},
    {"abbr", .start = html_start_abbreviation, .end = html_end_abbreviation},
    {"acronym", .start = html_start_abbreviation, .end = html_end_abbreviation},
    {"address", .block = true},
    {"annotation", .skip = true},
    {"annotation-xml", .skip = true},
    {"article", .block = true},
    {"aside", .block = true},
    {"audio", .start = html_start_audio, .end = html_end_media},
    {"b", .bits = SPAN_STRONG},
    {"blockquote", .block = true, .container = BLOCK_QUOTE},
    {"body", .block = true},
    {"br", .start = html_start_break},
    {"canvas", .start = html_start_canvas},
    {"caption", .block = true, .start = html_start_caption, .end = html_end_caption},
    {"center", .block = true},
    {"cite", .bits = SPAN_EM},
    {"code", .start = html_start_code},
    {"datalist", .skip = true},
    {"dd", .block = true, .start = html_start_definition},
    {"del", .bits = SPAN_STRIKE},
    {"details", .block = true},
    {"dfn", .bits = SPAN_EM},
    {"dialog", .block = true},
    {"dir", .block = true, .start = html_start_bullets, .end = html_end_list},
    {"div", .block = true},
    {"dl", .block = true, .start = html_start_definitions},
    {"dt", .block = true, .leaf = BLOCK_TERM},
    {"em", .bits = SPAN_EM},
    {"embed", .start = html_start_embed},
    {"fieldset", .block = true},
    {"figcaption", .block = true, .leaf = BLOCK_CAPTION},
    {"figure", .block = true},
    {"footer", .block = true},
    {"form", .block = true, .start = html_start_form},
    {"h1", .block = true, .leaf = BLOCK_HEADING, .level = 1},
    {"h2", .block = true, .leaf = BLOCK_HEADING, .level = 2},
    {"h3", .block = true, .leaf = BLOCK_HEADING, .level = 3},
    {"h4", .block = true, .leaf = BLOCK_HEADING, .level = 4},
    {"h5", .block = true, .leaf = BLOCK_HEADING, .level = 5},
    {"h6", .block = true, .leaf = BLOCK_HEADING, .level = 6},
    {"header", .block = true},
    {"hgroup", .block = true},
    {"hr", .block = true, .start = html_start_rule},
    {"i", .bits = SPAN_EM},
    {"iframe", .skip = true, .start = html_start_frame},
    {"img", .start = html_start_image},
    {"input", .start = html_start_input},
    {"ins", .bits = SPAN_UNDERLINE},
    {"kbd", .start = html_start_code},
    {"legend", .block = true},
    {"li", .block = true, .start = html_start_item, .end = html_end_item},
    {"listing", .block = true, .start = html_start_pre},
    {"main", .block = true},
    {"mark", .bits = SPAN_MARK},
    {"menu", .block = true, .start = html_start_bullets, .end = html_end_list},
    {"nav", .block = true},
    {"object", .start = html_start_object, .end = html_end_media},
    {"ol", .block = true, .start = html_start_ordered, .end = html_end_list},
    {"optgroup", .skip = true},
    {"option", .skip = true},
    {"p", .block = true, .start = html_start_paragraph},
    {"plaintext", .block = true, .start = html_start_pre},
    {"pre", .block = true, .start = html_start_pre},
    {"q", .before = "“", .after = "”"},
    {"rp", .skip = true},
    {"rt", .before = "(", .after = ")"},
    {"s", .bits = SPAN_STRIKE},
    {"samp", .start = html_start_code},
    {"script", .skip = true},
    {"search", .block = true},
    {"section", .block = true},
    {"select", .skip = true},
    {"source", .start = html_start_source},
    {"strike", .bits = SPAN_STRIKE},
    {"strong", .bits = SPAN_STRONG},
    {"style", .skip = true},
    {"sub", .bits = SPAN_SUB, .start = html_start_lowered},
    {"summary", .block = true, .bits = SPAN_STRONG},
    {"sup", .bits = SPAN_SUP, .start = html_start_raised},
    {"svg", .start = html_start_drawing},
    {"table", .block = true, .start = html_start_table, .end = html_end_table},
    {"td", .start = html_start_cell, .end = html_end_cell},
    {"template", .skip = true},
    {"textarea", .block = true},
    {"th", .start = html_start_head_cell, .end = html_end_cell},
    {"thead", .start = html_start_head},
    {"title", .start = html_start_title, .end = html_end_media},
    {"tr", .block = true, .start = html_start_row, .end = html_end_row},
    {"tt", .start = html_start_code},
    {"u", .bits = SPAN_UNDERLINE},
    {"ul", .block = true, .start = html_start_bullets, .end = html_end_list},
    {"var", .bits = SPAN_EM},
    {"video", .start = html_start_video, .end = html_end_media},
    {"wbr", .before = "\u200b"},
    {"xmp", .block = true, .start = html_start_pre},
};

static const struct tag unknown = {.name = ""};

const struct tag *html_tag(const char *name) {
    size_t from = 0, to = ARRAY_SIZE(tags);
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = strcmp(name, tags[middle].name);
        if (!order) {
            return &tags[middle];
        }
        if (order < 0) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    return &unknown;
}
