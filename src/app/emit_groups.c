/* emit_groups: problems as lines, of which one stands for all files where many have the same problem. */
#include <stdlib.h>
#include <string.h>

#include "emit.h"
#include "map.h"
#include "text.h"

enum { PLACES = 3 };

struct place {
    struct str root, path, message;
    int line, column;
    size_t number; /* of all problems, in their order */
};

struct group {
    enum severity severity;
    enum habit habit;
    struct str kind;
    struct place *places; /* all, or of too many the first of each file, PLACES of them */
    size_t count, capacity;
    size_t files, problems;
    bool same;            /* all messages are that of the first */
    struct buf last_file; /* by which the next file is told from it */
};

struct problem_groups {
    struct arena arena;
    struct group *groups;
    size_t count, capacity;
    struct map by_kind; /* and severity; 1 + index */
    struct str root;    /* the last, as a copy */
    size_t problems;
};

struct problem_groups *problem_groups_new(void) {
    struct problem_groups *g = xcalloc(1, sizeof *g);
    arena_init(&g->arena);
    g->root = STR_NONE;
    return g;
}

void problem_groups_free(struct problem_groups *g) {
    for (size_t i = 0; i < g->count; i++) {
        free(g->groups[i].places);
        buf_release(&g->groups[i].last_file);
    }
    free(g->groups);
    map_release(&g->by_kind);
    arena_release(&g->arena);
    free(g);
}

static bool is_group(const void *groups, uint32_t place, uint64_t severity, struct str kind) {
    const struct group *group = &((const struct group *)groups)[place - 1];
    return (uint64_t)group->severity == severity && str_equal(group->kind, kind);
}

static struct group *group_of(struct problem_groups *g, const struct problem *p) {
    struct str kind = p->kind.n ? p->kind : p->message;
    uint32_t *place = map_at(&g->by_kind, is_group, g->groups, (uint64_t)p->severity, kind);
    if (!*place) {
        g->groups = grow(g->groups, g->count, &g->capacity, sizeof *g->groups);
        g->groups[g->count++] =
            (struct group){.severity = p->severity, .habit = p->habit, .kind = arena_copy(&g->arena, kind), .same = true};
        *place = (uint32_t)g->count;
    }
    return &g->groups[*place - 1];
}

static bool is_many(const struct group *group) {
    return group->files > PROBLEM_FILES;
}

static bool same_file(const struct place *a, const struct place *b) {
    return str_equal(a->path, b->path) && str_equal(a->root, b->root);
}

static void keep_few(struct group *group) {
    size_t kept = 0;
    for (size_t i = 0; i < group->count && kept < PLACES; i++) {
        if (!kept || !same_file(&group->places[kept - 1], &group->places[i])) {
            group->places[kept++] = group->places[i];
        }
    }
    group->count = kept;
}

static void count_file(struct group *group, struct str root, struct str path) {
    struct buf file = {0};
    buf_add_str(&file, root);
    buf_putc(&file, '/');
    buf_add_str(&file, path);
    if (!group->files || !str_equal(buf_str(&file), buf_str(&group->last_file))) {
        group->files++;
        buf_reset(&group->last_file);
        buf_add_str(&group->last_file, buf_str(&file));
    }
    buf_release(&file);
}

void problem_groups_add(struct problem_groups *g, struct str root, struct str path, const struct problem *p) {
    struct group *group = group_of(g, p);
    bool was_many = is_many(group);
    g->problems++;
    group->problems++;
    count_file(group, root, path);
    group->same = group->same && (!group->count || str_equal(group->places[0].message, p->message));
    if (is_many(group)) {
        if (!was_many) {
            keep_few(group);
        }
        return;
    }
    if (!str_equal(g->root, root)) {
        g->root = arena_copy(&g->arena, root);
    }
    group->places = grow(group->places, group->count, &group->capacity, sizeof *group->places);
    group->places[group->count++] = (struct place){
        g->root, arena_copy(&g->arena, path), arena_copy(&g->arena, p->message), p->line, p->column, g->problems};
}

/* ---- lines ---- */

struct line {
    const struct group *group;
    const struct place *place;
};

static int by_number(const void *a, const void *b) {
    const struct line *x = a, *y = b;
    return x->place->number < y->place->number ? -1 : x->place->number > y->place->number;
}

static int worst_first(const void *a, const void *b) {
    const struct line *x = a, *y = b;
    int order = (int)y->group->severity - (int)x->group->severity;
    return order ? order : by_number(a, b);
}

static void print_place(FILE *out, const struct place *p) {
    emit_path(out, p->root, p->path);
    if (p->line) {
        fprintf(out, ":%d:%d", p->line, p->column);
    }
}

/* "a.md:3:1: warning: 'date' is empty (in 161 files, also in b.md:3:1 and c.md:3:1)" */
static void print_line(FILE *out, const struct line *l) {
    const struct group *group = l->group;
    struct problem p = {.severity = group->severity,
                        .line = l->place->line,
                        .column = l->place->column,
                        .message = is_many(group) && !group->same ? group->kind : l->place->message};
    emit_problem_open(out, l->place->root, l->place->path, &p);
    if (is_many(group)) {
        fprintf(out, " (in %zu files, also in ", group->files);
        print_place(out, &group->places[1]);
        fputs(" and ", out);
        print_place(out, &group->places[2]);
        fputc(')', out);
    }
    fputc('\n', out);
}

static struct line *make_lines(const struct problem_groups *g, unsigned customs, size_t *count) {
    struct line *lines = xcalloc(g->problems + 1, sizeof *lines);
    *count = 0;
    for (size_t i = 0; i < g->count; i++) {
        const struct group *group = &g->groups[i];
        bool is_custom = group->habit && customs & 1u << group->habit;
        for (size_t k = 0; k < group->count && !is_custom && (!k || !is_many(group)); k++) {
            lines[(*count)++] = (struct line){group, &group->places[k]};
        }
    }
    return lines;
}

size_t problem_groups_print(const struct problem_groups *g, const char *before, unsigned customs, size_t most, FILE *out) {
    size_t count, unprinted = 0;
    struct line *lines = make_lines(g, customs, &count);
    qsort(lines, count, sizeof *lines, most ? worst_first : by_number);
    for (size_t i = 0; i < count; i++) {
        if (!most || i < most) {
            fputs(before, out);
            print_line(out, &lines[i]);
        } else {
            unprinted += is_many(lines[i].group) ? lines[i].group->problems : 1;
        }
    }
    free(lines);
    return unprinted;
}
