/* test_front_toml_suite: the files of the toml-test suite for TOML 1.0.0, if they are beside the sources; else skipped. */
#include <math.h>
#include <stdio.h>

#include "toml.h"

enum { PATH_BYTES = 1024 };

struct suite {
    char folder[PATH_BYTES];
    FILE *list; /* the files for TOML 1.0.0 */
    char line[PATH_BYTES];
};

static bool suite_open(struct suite *s) {
    const char *top = getenv("COURANT_TOP");
    char name[PATH_BYTES + 64];
    snprintf(s->folder, sizeof s->folder, "%s/../shared/toml-test/tests", top ? top : ".");
    snprintf(name, sizeof name, "%s/files-toml-1.0.0", s->folder);
    s->list = fopen(name, "r");
    return s->list != NULL;
}

/* The next file of a kind, "valid/" or "invalid/"; NULL after the last. */
static const char *suite_next(struct suite *s, const char *kind, char path[PATH_BYTES * 2]) {
    while (fgets(s->line, sizeof s->line, s->list)) {
        s->line[strcspn(s->line, "\n")] = '\0';
        if (!strncmp(s->line, kind, strlen(kind)) && str_ends_nocase(str_from(s->line), ".toml")) {
            snprintf(path, PATH_BYTES * 2, "%s/%s", s->folder, s->line);
            return s->line;
        }
    }
    fclose(s->list);
    return NULL;
}

static bool has(struct str s, const char *bytes) {
    return strpbrk(s.p, bytes) != NULL;
}

/* Of a value without quotes, by its looks: the tree has no other types. */
static const char *type_of(const struct node *n) {
    struct str s = n->text;
    if (!n->plain) {
        return "string";
    }
    if (str_is(s, "true") || str_is(s, "false")) {
        return "bool";
    }
    if (s.n >= 10 && s.p[4] == '-' && s.p[7] == '-') {
        return s.n == 10 ? "date-local" : has(str_slice(s, 10, s.n), "Z+-") ? "datetime" : "datetime-local";
    }
    return s.n > 2 && s.p[2] == ':' ? "time-local" : has(s, ".einf") ? "float" : "integer";
}

static bool same_float(struct str a, struct str b) {
    double x = strtod(a.p, NULL), y = strtod(b.p, NULL);
    return (isnan(x) && isnan(y)) || !(x < y || x > y);
}

/* ".6" and ".600" of a second are the same. */
static void put_time(struct buf *out, struct str s) {
    size_t dot = strcspn(s.p, "."), end = dot + strspn(s.p + dot, ".0123456789"), last = end;
    while (last > dot && s.p[last - 1] == '0') {
        last--;
    }
    buf_printf(out, "%.*s%s", (int)last, s.p, s.p + end);
}

static bool same_time(struct str a, struct str b) {
    struct buf x = {0}, y = {0};
    put_time(&x, a);
    put_time(&y, b);
    bool equal = str_equal(buf_str(&x), buf_str(&y));
    buf_release(&x);
    buf_release(&y);
    return equal;
}

static bool same_scalar(const struct node *found, struct str type, struct str value) {
    if (found->kind != NODE_SCALAR || !str_is(type, type_of(found))) {
        return false;
    }
    return str_is(type, "float")                                  ? same_float(found->text, value)
           : str_starts(type, "date") || str_starts(type, "time") ? same_time(found->text, value)
                                                                  : str_equal(found->text, value);
}

static bool same(const struct node *found, const struct node *wanted);

static bool same_children(const struct node *found, const struct node *wanted) {
    const struct node *f = found->first;
    bool equal = found->kind == wanted->kind && found->count == wanted->count;
    for (const struct node *w = wanted->first; equal && w; w = w->next) {
        const struct node *other = wanted->kind == NODE_MAP ? node_get(found, w->key) : f;
        equal = other && same(other, w);
        f = f ? f->next : NULL;
    }
    return equal;
}

static bool same(const struct node *found, const struct node *wanted) {
    const struct node *type = wanted->kind == NODE_MAP ? node_get(wanted, STR("type")) : NULL;
    const struct node *value = wanted->kind == NODE_MAP ? node_get(wanted, STR("value")) : NULL;
    if (type && value && type->kind == NODE_SCALAR) {
        return same_scalar(found, type->text, value->text);
    }
    return same_children(found, wanted);
}

static void put_escaped(struct buf *out, const char *p, size_t n) {
    static const unsigned char first[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    unsigned code = (unsigned char)p[0] & first[n];
    for (size_t i = 1; i < n; i++) {
        code = code << 6 | ((unsigned char)p[i] & 0x3f);
    }
    buf_printf(out, "\\U%08x", code);
}

/* As YAML, which does not know all characters unescaped. */
static void read_json(struct fixture *x, const char *path) {
    struct buf raw = {0}, json = {0};
    read_file(path, &raw);
    for (size_t i = 0, n; i < raw.n; i += n) {
        unsigned char c = (unsigned char)raw.p[i];
        n = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
        if (c < 0x7f) {
            buf_putc(&json, raw.p[i]);
        } else {
            put_escaped(&json, raw.p + i, n);
        }
    }
    begin(x);
    struct str copy = arena_copy(&x->arena, buf_str(&json));
    buf_release(&raw);
    buf_release(&json);
    assert_int_equal(front_split(copy, &x->front, &x->problems), 0);
    if (front_parse(&x->front, &x->arena, &x->root, &x->problems)) {
        fail_msg("%s: %s", path, x->problems.first->message.p);
    }
}

/* As front_split does. */
static struct str without_mark(struct str file) {
    return str_starts(file, "\xef\xbb\xbf") ? str_slice(file, 3, file.n) : file;
}

static void suite_valid(void **state) {
    (void)state;
    struct suite s;
    char path[PATH_BYTES * 2];
    size_t count = 0, passed = 0;
    if (!suite_open(&s)) {
        skip();
    }
    for (const char *name; (name = suite_next(&s, "valid/", path)); count++) {
        struct fixture found, wanted;
        struct buf toml = {0};
        read_file(path, &toml);
        parse(&found, without_mark(buf_str(&toml)));
        strcpy(strrchr(path, '.'), ".json");
        read_json(&wanted, path);
        bool well = !found.result && !found.problems.count && same(found.root, wanted.root);
        const struct problem *p = found.problems.first;
        if (!well) {
            print_error("%s: %d:%d %s\n", name, p ? p->line : 0, p ? p->column : 0, p ? p->message.p : "other values");
        }
        passed += well;
        buf_release(&toml);
        end(&found);
        end(&wanted);
    }
    print_message("toml-test: %zu of %zu valid files\n", passed, count);
    assert_int_equal(passed, count);
    assert_true(count > 0);
}

static void suite_invalid(void **state) {
    (void)state;
    struct suite s;
    char path[PATH_BYTES * 2];
    size_t count = 0, passed = 0;
    if (!suite_open(&s)) {
        skip();
    }
    for (const char *name; (name = suite_next(&s, "invalid/", path)); count++) {
        struct fixture x;
        struct buf toml = {0};
        read_file(path, &toml);
        parse(&x, without_mark(buf_str(&toml)));
        const struct problem *p = x.problems.first;
        bool well = x.result == -1 && !x.root && x.problems.errors == 1 && p->line > 0 && p->column > 0;
        if (!well) {
            print_error("%s is read\n", name);
        } else if (getenv("SHOW_ERRORS")) { /* to be read by eye */
            print_message("%s:%d:%d: %s\n", name, p->line, p->column, p->message.p);
        }
        passed += well;
        buf_release(&toml);
        end(&x);
    }
    print_message("toml-test: %zu of %zu invalid files\n", passed, count);
    assert_int_equal(passed, count);
    assert_true(count > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(suite_valid),
        cmocka_unit_test(suite_invalid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
