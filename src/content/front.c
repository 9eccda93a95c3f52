/* front: YAML read through libyaml's events. */
#include "front.h"

#include <stdlib.h>
#include <yaml.h>

#include "front_private.h"

struct reader {
    yaml_parser_t parser;
    yaml_event_t event;
    struct str yaml;
    int first_line;
    const struct shifts *shifts; /* NULL: it is read as it stands in the file */
    struct tree tree;
    struct place brackets[FRONT_MAX_DEPTH]; /* where the open levels begin in the YAML; none for those without brackets */
    size_t events;
    bool saw_document;
    bool done;
};

/* In the YAML as libyaml reads it. */
static struct place yaml_place(const struct reader *r, yaml_mark_t mark) {
    return (struct place){r->first_line + (int)mark.line, (int)mark.column + 1};
}

static struct place in_file(const struct reader *r, struct place at) {
    at.column += shifts_at(r->shifts, at.line - r->first_line, at.column - 1);
    return at;
}

static struct place place_of(const struct reader *r, yaml_mark_t mark) {
    return in_file(r, yaml_place(r, mark));
}

static struct str text_of(const yaml_char_t *text) {
    return str_from((const char *)text);
}

static void explain(const struct reader *r, struct problems *problems) {
    const yaml_parser_t *p = &r->parser;
    if (p->error == YAML_READER_ERROR) {
        front_explain_bytes(r->yaml, r->first_line, problems);
        return;
    }
    size_t depth = r->tree.depth;
    struct complaint c = {
        .yaml = r->yaml,
        .first_line = r->first_line,
        .problem = p->problem,
        .at = yaml_place(r, p->problem_mark),
        .began = p->context ? yaml_place(r, p->context_mark) : (struct place){0, 0},
        .open = depth ? r->brackets[depth - 1] : (struct place){0, 0},
    };
    front_explain(&c, problems);
}

static int complain(const struct reader *r) {
    struct problems said;
    if (r->parser.error == YAML_MEMORY_ERROR) {
        die("out of memory");
    }
    problems_init(&said, r->tree.arena);
    explain(r, &said);
    for (const struct problem *p = said.first; p; p = p->next) {
        struct place at = in_file(r, (struct place){p->line, p->column});
        problem_add(r->tree.problems, p->severity, at.line, at.column, "%.*s", (int)p->message.n, p->message.p);
    }
    return -1;
}

static int open_level(struct reader *r, enum node_kind kind, const yaml_char_t *anchor, bool flow) {
    size_t depth = r->tree.depth;
    if (tree_open(&r->tree, kind, text_of(anchor), place_of(r, r->event.start_mark))) {
        return -1;
    }
    r->brackets[depth] = flow ? yaml_place(r, r->event.start_mark) : (struct place){0, 0};
    return 0;
}

static void second_document(struct reader *r) {
    if (r->saw_document) {
        struct place at = place_of(r, r->event.start_mark);
        problem_add(r->tree.problems, SEVERITY_WARNING, at.line, at.column,
                    "a second YAML document begins here; it is not read");
        r->done = true;
    }
    r->saw_document = true;
}

static int take_event(struct reader *r) {
    const yaml_event_t *e = &r->event;
    switch (e->type) {
    case YAML_SCALAR_EVENT:
        tree_scalar(&r->tree, text_of(e->data.scalar.anchor),
                    (struct str){(const char *)e->data.scalar.value, e->data.scalar.length},
                    e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !e->data.scalar.tag, place_of(r, e->start_mark));
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
        tree_alias(&r->tree, text_of(e->data.alias.anchor), place_of(r, e->start_mark));
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

static int next_event(struct reader *r) {
    if (!yaml_parser_parse(&r->parser, &r->event)) {
        return complain(r);
    }
    int result = take_event(r);
    if (!result && ++r->events > FRONT_MAX_EVENTS) {
        problem_add(r->tree.problems, SEVERITY_ERROR, place_of(r, r->event.start_mark).line, 0,
                    "the front matter holds more than %d keys and values", FRONT_MAX_EVENTS);
        result = -1;
    }
    yaml_event_delete(&r->event);
    return result;
}

static int check_root(const struct reader *r) {
    static const char *const names[] = {
        [NODE_NULL] = "nothing", [NODE_SCALAR] = "one text", [NODE_LIST] = "a list", [NODE_MAP] = "a map"};
    const struct node *root = r->tree.root;
    if (root && root->kind == NODE_MAP) {
        return 0;
    }
    problem_add(r->tree.problems, SEVERITY_ERROR, root ? root->line : r->first_line, root ? root->column : 1,
                "there must be lines of 'key: value' here, but there is %s", names[root ? root->kind : NODE_NULL]);
    return -1;
}

static int parse(struct str yaml, int first_line, const struct shifts *shifts, struct arena *arena, struct node **root,
                 struct problems *problems) {
    *root = NULL;
    if (yaml.n > FRONT_MAX_BYTES) {
        problem_add(problems, SEVERITY_ERROR, first_line, 1, "%zu bytes of YAML; at most %d are read", yaml.n, FRONT_MAX_BYTES);
        return -1;
    }
    struct reader r = {
        .yaml = yaml, .first_line = first_line, .shifts = shifts, .tree = {.arena = arena, .problems = problems}};
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
    struct shifts shifts = {0};
    struct str yaml = front_json_to_yaml(front->yaml, arena, &shifts);
    int result = parse(yaml, front->yaml_line, &shifts, arena, root, problems);
    free(shifts.list);
    return result;
}

int front_parse(const struct front *front, struct arena *arena, struct node **root, struct problems *problems) {
    return front->json   ? parse_json(front, arena, root, problems)
           : front->toml ? front_parse_toml(front->yaml, front->yaml_line, arena, root, problems)
                         : front_parse_yaml(front->yaml, front->yaml_line, arena, root, problems);
}

const char *front_library(void) {
    return yaml_get_version_string();
}
