/* front_recover: reads what can be read of a YAML front matter with mistakes in it, one key at a time. */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "front_private.h"

enum { KEYS_MAX = 200, TAB_WIDTH = 4 };

static bool is_key_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) || (c && strchr("_'\"", c));
}

/* The offset of the value in a line `key: value`; 0: it is no such line. */
static size_t value_at(struct str line) {
    for (size_t i = 1; line.n && is_key_start(line.p[0]) && i <= line.n; i++) {
        if (line.p[i - 1] == ':' && (i == line.n || is_blank(line.p[i]))) {
            return i;
        }
    }
    return 0;
}

/* The lines from the start of text up to the next key that is not indented. */
static struct str first_key(struct str text) {
    size_t n = 0;
    do {
        n += str_line(str_slice(text, n, text.n)).n + 1;
    } while (n < text.n && !value_at(str_line(str_slice(text, n, text.n))));
    return str_slice(text, 0, n);
}

/* An indented line, or an item of a list. */
static bool continues(struct str line) {
    return line.p[0] == ' ' || line.p[0] == '\t' || str_starts(line, "- ");
}

size_t front_unclosed_length(struct str text) {
    size_t n = 0;
    bool keys = false;
    while (n < text.n) {
        struct str line = str_line(str_slice(text, n, text.n)), trimmed = str_trim(line);
        bool is_key = value_at(trimmed) > 0;
        if (!trimmed.n || !(is_key || (keys && continues(line)) || str_starts(trimmed, "#"))) {
            break;
        }
        keys = keys || is_key;
        n += line.n + 1;
    }
    return !keys ? 0 : n < text.n ? n : text.n;
}

/* Adds the children of `from`; of keys that occur twice the last one stays. */
static void merge(struct node *root, struct node *from) {
    for (struct node *n = from->first, *next; n; n = next) {
        struct node **at = &root->first;
        next = n->next;
        while (*at && !str_equal((*at)->key, n->key)) {
            at = &(*at)->next;
        }
        root->count += !*at;
        n->next = *at ? (*at)->next : NULL;
        *at = n;
    }
}

static bool take_yaml(struct str yaml, int line, struct arena *arena, struct node *root) {
    struct problems unheard;
    struct node *map;
    problems_init(&unheard, arena);
    if (front_parse_yaml(yaml, line, arena, &map, &unheard)) {
        return false;
    }
    merge(root, map);
    return true;
}

/* With blanks for the tabs that indent it. */
static bool take_indented(struct str text, int line, struct arena *arena, struct node *root) {
    struct buf yaml = {0};
    for (text = str_trim(text); text.n;) {
        struct str rest = str_line(text);
        text = str_slice(text, rest.n + 1, text.n);
        for (; rest.n && (rest.p[0] == '\t' || rest.p[0] == ' '); rest = str_slice(rest, 1, rest.n)) {
            buf_printf(&yaml, "%*s", rest.p[0] == '\t' ? TAB_WIDTH : 1, "");
        }
        buf_add_str(&yaml, rest);
        buf_putc(&yaml, '\n');
    }
    bool read = take_yaml(buf_str(&yaml), line, arena, root);
    buf_release(&yaml);
    return read;
}

/* As text, which is most likely what was meant: `title: Ward 9: a night`, or a quote that has no end. */
static void take_text(struct str text, int number, struct arena *arena, struct node *root) {
    struct str line = str_trim(str_line(text));
    size_t at = value_at(line);
    struct str value = str_trim(str_slice(line, at, line.n));
    if (!at || !value.n || strchr("[{|>", value.p[0])) {
        return;
    }
    for (int i = 0; i < 2 && value.n && (value.p[0] == '\'' || value.p[0] == '"'); i++) {
        char quote = value.p[0];
        value = str_slice(value, 1, value.n - (value.n > 1 && value.p[value.n - 1] == quote));
    }
    struct node *n = arena_alloc(arena, 1, sizeof *n), map = {.kind = NODE_MAP, .first = n};
    *n = (struct node){.kind = NODE_SCALAR,
                       .key = arena_copy(arena, str_trim(str_slice(line, 0, at - 1))),
                       .text = arena_copy(arena, value),
                       .line = number,
                       .column = (int)at + 1};
    merge(root, &map);
}

struct node *front_recover(const struct front *front, struct arena *arena) {
    if (front->json || front->toml || front->headers || front->yaml.n > FRONT_MAX_BYTES) {
        return NULL;
    }
    struct node *root = arena_alloc(arena, 1, sizeof *root);
    *root = (struct node){.kind = NODE_MAP, .key = STR_NONE, .text = STR_NONE, .line = front->yaml_line, .column = 1};
    struct str rest = front->yaml;
    int line = front->yaml_line;
    for (int keys = 0; rest.n && keys < KEYS_MAX; keys++) {
        struct str key = first_key(rest);
        if (!take_yaml(key, line, arena, root) && !take_indented(key, line, arena, root)) {
            take_text(key, line, arena, root);
        }
        rest = str_slice(rest, key.n, rest.n);
        for (size_t i = 0; i < key.n; i++) {
            line += key.p[i] == '\n';
        }
    }
    return root->first ? root : NULL;
}
