/* front_headers: header lines without a fence, as Pelican, MultiMarkdown (`Title: x`) and Logseq (`title:: x`) write them. */
#include <string.h>

#include "buf.h"
#include "front_private.h"

enum { KEY_MAX = 40 };

/* A key and its value; an indented line continues the value of the line above. */
struct header {
    struct str key, value;
    int column; /* of the value, from 1 */
    bool continues;
};

static bool is_key_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("-_ .", c));
}

static struct str take_line(struct str *text) {
    struct str line = str_line(*text);
    *text = str_slice(*text, line.n + 1, text->n);
    return line;
}

static bool read_header(struct str line, struct header *h) {
    size_t colon = 0;
    *h = (struct header){.continues = line.p[0] == ' ' || line.p[0] == '\t', .key = STR_NONE, .column = 1};
    if (h->continues) {
        h->value = str_trim(line);
        return true;
    }
    while (colon < line.n && is_key_byte(line.p[colon])) {
        colon++;
    }
    if (!colon || colon == line.n || colon > KEY_MAX || line.p[colon] != ':' || line.p[0] == '-' || line.p[0] == '.') {
        return false;
    }
    struct str after = str_slice(line, colon + 1, line.n);
    after = str_slice(after, str_starts(after, ":"), after.n);
    h->key = str_trim(str_slice(line, 0, colon));
    h->value = str_trim(after);
    h->column = h->value.n ? (int)(h->value.p - line.p) + 1 : (int)line.n + 1;
    return !after.n || is_blank(after.p[0]);
}

bool front_is_header(struct str line) {
    struct header h;
    return line.n && read_header(line, &h) && !h.continues;
}

size_t front_headers_length(struct str text, bool *fenced) {
    struct str rest = str_slice(text, 0, FRONT_MAX_BYTES);
    bool has_title = false, has_items = false;
    *fenced = false;
    for (int keys = 0; rest.n;) {
        struct str at = rest, line = take_line(&rest);
        struct header h;
        *fenced = keys > 1 && str_is(str_trim(line), "---") && line.p[0] == '-';
        if (!str_trim(line).n || *fenced) {
            return has_title && (*fenced || !has_items) ? (size_t)(at.p - text.p) : 0;
        }
        bool is_item = keys && str_starts(line, "- ");
        if (!is_item && (!read_header(line, &h) || (h.continues && !keys))) {
            return 0;
        }
        has_items = has_items || is_item;
        keys += !is_item && !h.continues;
        has_title = has_title || (!is_item && str_equal_nocase(h.key, STR("title")));
    }
    return has_title && !has_items && text.n <= FRONT_MAX_BYTES ? text.n : 0;
}

/* The keys whose values are lists, and what separates the items: the first that occurs. */
static const struct {
    struct str key;
    const char *separators;
} lists[] = {
    {STR("author"), ";"},  {STR("authors"), ";,"}, {STR("tag"), ";,"},     {STR("tags"), ";,"},       {STR("keywords"), ";,"},
    {STR("topics"), ";,"}, {STR("alias"), ";,"},   {STR("aliases"), ";,"}, {STR("categories"), ";,"},
};

static char separator_of(struct str key, struct str value) {
    for (size_t i = 0; i < ARRAY_SIZE(lists); i++) {
        const char *s = str_equal_nocase(key, lists[i].key) ? lists[i].separators : "";
        for (; *s; s++) {
            if (value.n && memchr(value.p, *s, value.n)) {
                return *s;
            }
        }
        if (str_equal_nocase(key, lists[i].key)) {
            return lists[i].separators[0];
        }
    }
    return '\0';
}

/* `[[2023-01-02]]`: a link of an outliner. */
static struct str without_brackets(struct str text) {
    bool is_link = text.n > 4 && str_starts(text, "[[") && text.p[text.n - 1] == ']' && text.p[text.n - 2] == ']';
    return is_link ? str_slice(text, 2, text.n - 2) : text;
}

/* `#tag` */
static struct str without_marks(struct str item) {
    item = item.n > 1 && item.p[0] == '#' ? str_slice(item, 1, item.n) : item;
    return without_brackets(item);
}

static void put_list(struct tree *t, struct str value, char separator, struct source_pos at) {
    if (tree_open(t, NODE_LIST, STR_NONE, at)) {
        return;
    }
    while (value.n) {
        const char *end = memchr(value.p, separator, value.n);
        size_t n = end ? (size_t)(end - value.p) : value.n;
        struct str item = without_marks(str_trim(str_slice(value, 0, n)));
        if (item.n) {
            tree_scalar(t, STR_NONE, item, false, at);
        }
        value = str_slice(value, n + 1, value.n);
    }
    tree_close(t);
}

static void put_value(struct tree *t, struct str key, struct str value, struct source_pos at) {
    char separator = separator_of(key, value);
    tree_scalar(t, STR_NONE, key, true, at);
    if (separator) {
        put_list(t, value, separator, at);
    } else {
        tree_scalar(t, STR_NONE, without_brackets(value), true, at);
    }
}

void front_parse_headers(struct str text, int first_line, struct arena *arena, struct node **root, struct problems *problems) {
    struct tree t = {.arena = arena, .problems = problems};
    struct buf value = {0};
    tree_open(&t, NODE_MAP, STR_NONE, (struct source_pos){first_line, 1});
    for (int number = first_line; text.n;) {
        struct header h, more;
        struct source_pos at = {number++, 1};
        read_header(take_line(&text), &h);
        at.column = h.column;
        buf_reset(&value);
        buf_add_str(&value, h.value);
        for (struct str rest = text; rest.n && read_header(take_line(&rest), &more) && more.continues; text = rest) {
            buf_puts(&value, value.n && more.value.n ? " " : "");
            buf_add_str(&value, more.value);
            number++;
        }
        put_value(&t, h.key, buf_str(&value), at);
    }
    buf_release(&value);
    tree_close(&t);
    *root = t.root;
    (*root)->caseless = true;
    tree_release(&t);
}
