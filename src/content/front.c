/* front: reads YAML through libyaml's event API. */
#include "front.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "front_private.h"

/* ---- memory for libyaml ---- */

/* libyaml has no hook for this, but calls its own functions through their exported names, so these take their place; where they
 * do not, it is only slower. It begins each text with 16 bytes and doubles them, which takes a tenth of the time to parse. */
void *yaml_malloc(size_t n);
void *yaml_realloc(void *p, size_t n);

enum { TEXT_BYTES = 128 }; /* most texts of a front matter fit in */

__attribute__((weak)) void *yaml_malloc(size_t n) {
    return malloc(n < TEXT_BYTES ? TEXT_BYTES : n);
}

__attribute__((weak)) void *yaml_realloc(void *p, size_t n) {
    size_t room = malloc_usable_size(p); /* NULL has none */
    if (p && n <= room) {
        return p;
    }
    void *wider = malloc(n < TEXT_BYTES ? TEXT_BYTES : n);
    if (wider && p) {
        memcpy(wider, p, room);
        free(p);
    }
    return wider;
}

struct yaml_reader {
    yaml_parser_t parser;
    yaml_event_t event;
    struct str yaml;
    int first_line;
    const struct offset_map *offsets; /* NULL: the YAML is the text of the file */
    struct tree tree;
    struct source_pos
        brackets[FRONT_MAX_DEPTH]; /* where each open level begins in the YAML; zero for levels without brackets */
    size_t events;
    bool saw_document;
    bool done;
};

/* The position in the YAML that libyaml reads. */
static struct source_pos yaml_pos(const struct yaml_reader *r, yaml_mark_t mark) {
    return (struct source_pos){r->first_line + (int)mark.line, (int)mark.column + 1};
}

static struct source_pos in_file(const struct yaml_reader *r, struct source_pos at) {
    at.column += offset_map_at(r->offsets, at.line - r->first_line, at.column - 1);
    return at;
}

static struct source_pos pos_of(const struct yaml_reader *r, yaml_mark_t mark) {
    return in_file(r, yaml_pos(r, mark));
}

static struct str text_of(const yaml_char_t *text) {
    return str_from((const char *)text);
}

static void explain(const struct yaml_reader *r, struct problems *problems) {
    const yaml_parser_t *p = &r->parser;
    if (p->error == YAML_READER_ERROR) {
        front_explain_bytes(r->yaml, r->first_line, problems);
        return;
    }
    size_t depth = r->tree.depth;
    struct yaml_error c = {
        .yaml = r->yaml,
        .first_line = r->first_line,
        .problem = p->problem,
        .at = yaml_pos(r, p->problem_mark),
        .began = p->context ? yaml_pos(r, p->context_mark) : (struct source_pos){0, 0},
        .open = depth ? r->brackets[depth - 1] : (struct source_pos){0, 0},
    };
    front_explain(&c, problems);
}

static int report_error(const struct yaml_reader *r) {
    struct problems said;
    if (r->parser.error == YAML_MEMORY_ERROR) {
        die("out of memory");
    }
    problems_init(&said, r->tree.arena);
    explain(r, &said);
    for (const struct problem *p = said.first; p; p = p->next) {
        struct source_pos at = in_file(r, (struct source_pos){p->line, p->column});
        struct problem problem = *p;
        problem.line = at.line;
        problem.column = at.column;
        problem_add_copy(r->tree.problems, &problem);
    }
    return -1;
}

static int open_level(struct yaml_reader *r, enum node_kind kind, const yaml_char_t *anchor, bool flow) {
    size_t depth = r->tree.depth;
    if (tree_open(&r->tree, kind, text_of(anchor), pos_of(r, r->event.start_mark))) {
        return -1;
    }
    r->brackets[depth] = flow ? yaml_pos(r, r->event.start_mark) : (struct source_pos){0, 0};
    return 0;
}

static void second_document(struct yaml_reader *r) {
    if (r->saw_document) {
        struct source_pos at = pos_of(r, r->event.start_mark);
        problem_add(r->tree.problems, SEVERITY_WARNING, at.line, at.column,
                    "a second YAML document begins here; it is ignored");
        r->done = true;
    }
    r->saw_document = true;
}

static int take_event(struct yaml_reader *r) {
    const yaml_event_t *e = &r->event;
    switch (e->type) {
    case YAML_SCALAR_EVENT:
        tree_scalar(&r->tree, text_of(e->data.scalar.anchor),
                    (struct str){(const char *)e->data.scalar.value, e->data.scalar.length},
                    e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !e->data.scalar.tag, pos_of(r, e->start_mark));
        return 0;
    case YAML_SEQUENCE_START_EVENT:
        return open_level(r, NODE_LIST, e->data.sequence_start.anchor,
                          e->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
    case YAML_MAPPING_START_EVENT:
        return open_level(r, NODE_MAP, e->data.mapping_start.anchor, e->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        tree_close(&r->tree);
        return 0;
    case YAML_ALIAS_EVENT:
        tree_alias(&r->tree, text_of(e->data.alias.anchor), pos_of(r, e->start_mark));
        return 0;
    case YAML_DOCUMENT_START_EVENT:
        second_document(r);
        return 0;
    case YAML_STREAM_END_EVENT:
        r->done = true;
        return 0;
    default:
        return 0;
    }
}

static int next_event(struct yaml_reader *r) {
    if (!yaml_parser_parse(&r->parser, &r->event)) {
        return report_error(r);
    }
    int result = take_event(r);
    if (!result && ++r->events > FRONT_MAX_EVENTS) {
        problem_add(r->tree.problems, SEVERITY_ERROR, pos_of(r, r->event.start_mark).line, 0,
                    "the front matter has more than %d keys and values", FRONT_MAX_EVENTS);
        result = -1;
    }
    yaml_event_delete(&r->event);
    return result;
}

static int check_root(const struct yaml_reader *r) {
    static const char *const names[] = {
        [NODE_NULL] = "nothing", [NODE_SCALAR] = "text", [NODE_LIST] = "a list", [NODE_MAP] = "a map"};
    const struct node *root = r->tree.root;
    if (root && root->kind == NODE_MAP) {
        return 0;
    }
    problem_add(r->tree.problems, SEVERITY_ERROR, root ? root->line : r->first_line, root ? root->column : 1,
                "expected lines of 'key: value', found %s", names[root ? root->kind : NODE_NULL]);
    return -1;
}

static int parse(struct str yaml, int first_line, const struct offset_map *offsets, struct arena *arena, struct node **root,
                 struct problems *problems) {
    *root = NULL;
    if (yaml.n > FRONT_MAX_BYTES) {
        problem_add(problems, SEVERITY_ERROR, first_line, 1, "%zu bytes of YAML; at most %d are read", yaml.n, FRONT_MAX_BYTES);
        return -1;
    }
    struct yaml_reader r = {
        .yaml = yaml, .first_line = first_line, .offsets = offsets, .tree = {.arena = arena, .problems = problems}};
    if (!yaml_parser_initialize(&r.parser)) {
        die("out of memory");
    }
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)yaml.p, yaml.n);
    int result = 0;
    while (!result && !r.done) {
        result = next_event(&r);
    }
    result = result || check_root(&r) ? -1 : 0;
    *root = result ? NULL : r.tree.root;
    yaml_parser_delete(&r.parser);
    tree_release(&r.tree);
    return result;
}

int front_parse_yaml(struct str yaml, int first_line, struct arena *arena, struct node **root, struct problems *problems) {
    return parse(yaml, first_line, NULL, arena, root, problems);
}

static int parse_json(const struct front *front, struct arena *arena, struct node **root, struct problems *problems) {
    struct offset_map offsets = {0};
    struct str yaml = front_json_to_yaml(front->yaml, arena, &offsets);
    int result = parse(yaml, front->yaml_line, &offsets, arena, root, problems);
    free(offsets.list);
    return result;
}

/* Only blank lines and comments. */
static bool holds_nothing(struct str yaml) {
    while ((yaml = str_trim(yaml)).n && yaml.p[0] == '#') {
        const char *end = memchr(yaml.p, '\n', yaml.n);
        yaml = str_slice(yaml, end ? (size_t)(end - yaml.p) : yaml.n, yaml.n);
    }
    return !yaml.n;
}

int front_parse(const struct front *front, struct arena *arena, struct node **root, struct problems *problems) {
    if (front->headers) {
        front_parse_headers(front->yaml, front->yaml_line, arena, root, problems);
        return 0;
    }
    if (holds_nothing(front->yaml)) {
        *root = NULL;
        problem_add_habit(problems, HABIT_EMPTY_FRONT_MATTER, front->yaml_line, 1, "the front matter is empty");
        return 0;
    }
    return front->json   ? parse_json(front, arena, root, problems)
           : front->toml ? front_parse_toml(front->yaml, front->yaml_line, arena, root, problems)
                         : front_parse_yaml(front->yaml, front->yaml_line, arena, root, problems);
}

const char *front_library(void) {
    return yaml_get_version_string();
}
