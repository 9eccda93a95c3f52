/* front_clip: what read-it-later programs and Notion write into the text of a file about it. */
#include <string.h>

#include "buf.h"
#include "front_private.h"

enum { LIST_WITHIN = 4096, LINK_WITHIN = 1024 }; /* bytes of the text where they are looked for */

static struct str take_line(struct str *text) {
    struct str line = str_line(*text);
    *text = str_slice(*text, line.n + 1, text->n);
    return line;
}

static bool is_metadata_heading(struct str line) {
    size_t marks = 0;
    while (marks < line.n && line.p[marks] == '#') {
        marks++;
    }
    return marks && str_equal_nocase(str_trim(str_slice(line, marks, line.n)), STR("metadata"));
}

/* The `- Key: value` lines from the start of text as header lines, without their bullets. */
static void put_items(struct buf *headers, struct str text) {
    while (text.n) {
        struct str line = str_trim(take_line(&text));
        bool is_item = str_starts(line, "- ") || str_starts(line, "* ");
        struct str header = str_trim(str_slice(line, 2, line.n));
        if (is_item && front_is_header(header)) {
            buf_add_str(headers, header);
            buf_putc(headers, '\n');
        } else if (is_item || headers->n || line.n) {
            return;
        }
    }
}

struct node *front_read_metadata_list(struct str body, struct arena *arena, struct problems *problems) {
    struct buf headers = {0};
    struct node *root = NULL;
    struct str text = str_slice(body, 0, LIST_WITHIN);
    int line = 1;
    while (text.n && !headers.n) {
        bool found = is_metadata_heading(take_line(&text));
        line++;
        if (found) {
            put_items(&headers, text);
        }
    }
    if (headers.n) {
        front_parse_headers(buf_str(&headers), line, arena, &root, problems);
    }
    buf_release(&headers);
    return root;
}

struct node *front_read_properties(struct str body, struct arena *arena, struct problems *problems) {
    struct str text = str_slice(body, 0, LIST_WITHIN), heading = take_line(&text);
    bool parted = !str_trim(take_line(&text)).n;
    size_t length = 0;
    struct node *root = NULL;
    for (struct str rest = text; rest.n && str_trim(str_line(rest)).n; length = (size_t)(rest.p - text.p)) {
        if (!front_is_header(take_line(&rest))) {
            return NULL;
        }
    }
    if (str_starts(heading, "# ") && parted && length) {
        front_parse_headers(str_slice(text, 0, length), 3, arena, &root, problems);
    }
    return root;
}

void front_add_original(struct node *root, struct str body, struct arena *arena) {
    static const char mark[] = "[Read Original](";
    struct str head = str_slice(body, 0, LINK_WITHIN);
    const char *at = head.n ? memmem(head.p, head.n, mark, sizeof mark - 1) : NULL;
    struct str address = at ? str_slice(head, (size_t)(at + sizeof mark - 1 - head.p), head.n) : STR_NONE;
    const char *end = address.n ? memchr(address.p, ')', address.n) : NULL;
    if (!end || node_get(root, STR("url"))) {
        return;
    }
    struct node **last = &root->first;
    while (*last) {
        last = &(*last)->next;
    }
    struct node *n = *last = arena_alloc(arena, 1, sizeof *n);
    *n = (struct node){
        .kind = NODE_SCALAR, .key = STR("url"), .text = arena_copy(arena, str_slice(address, 0, (size_t)(end - address.p)))};
    root->count++;
}
