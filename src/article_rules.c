/* article_rules: from a front matter to a record, driven by the table of fields. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "article_private.h"
#include "text.h"
#include "url.h"

void rules_warn(struct filling *f, const struct node *at, const char *format, ...) {
    char message[600];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    problem_add(f->problems, SEVERITY_WARNING, at ? at->line : 0, at ? at->column : 0, "%s", message);
}

const char *rules_kind(const struct node *n) {
    static const char *const names[] = {
        [NODE_NULL] = "empty", [NODE_SCALAR] = "a text", [NODE_LIST] = "a list", [NODE_MAP] = "a map"};
    return names[n->kind];
}

/* Finding. */

/* Does a rule look inside of what stands at this path (inside) or take it as it is? Asked only before a complaint. */
static bool is_read(const struct filling *f, struct str path, bool inside) {
    for (size_t i = 0; i < field_count; i++) {
        for (const char *const *p = field_paths(f->rules, &fields[i]); *p; p++) {
            if (!strncmp(*p, path.p, path.n) && (*p)[path.n] == (inside ? '.' : '\0')) {
                return true;
            }
        }
    }
    return false;
}

static void say_blocked(struct filling *f, const struct node *at, struct str path, const char *wanted) {
    for (size_t i = 0; i < f->blocked_count; i++) {
        if (f->blocked[i] == at) {
            return;
        }
    }
    if (is_read(f, path, false)) {
        return;
    }
    if (f->blocked_count < LENGTH(f->blocked)) {
        f->blocked[f->blocked_count++] = at;
    }
    rules_warn(f, at, "'%.*s' is %s; a map with '%s' is meant", (int)path.n, path.p, rules_kind(at), wanted);
}

const struct node *rules_find(struct filling *f, const char *path) {
    const struct node *n = f->root;
    for (const char *step = path;;) {
        size_t length = strcspn(step, ".");
        n = node_get(n, (struct str){step, length});
        if (!step[length] || !n) {
            return n;
        }
        if (n->kind != NODE_MAP) {
            if (!node_is_empty(n)) {
                say_blocked(f, n, (struct str){path, (size_t)(step - path) + length}, step + length + 1);
            }
            return NULL;
        }
        step += length + 1;
    }
}

static void say_wrong_kind(struct filling *f, const struct node *n, const char *path, const char *meant) {
    if (n->kind != NODE_MAP || !is_read(f, str_from(path), true)) {
        rules_warn(f, n, "'%s' is %s; %s is meant", path, rules_kind(n), meant);
    }
}

static bool is_usable(struct filling *f, const struct field *field, const struct node *n, const char *name) {
    if (field->offset == offsetof(struct article, ident)) {
        return rules_is_ident(f, n, name);
    }
    return field->offset != offsetof(struct article, slug) || rules_is_slug(f, n, name);
}

/* One function for each kind of field. */

static void read_text(struct filling *f, const struct field *field) {
    struct str *text = field_str(field, f->article);
    for (const char *const *path = field_paths(f->rules, field); *path && !text->n; path++) {
        const struct node *n = rules_find(f, *path);
        if (node_is_empty(n)) {
            continue;
        }
        if (n->kind != NODE_SCALAR) {
            say_wrong_kind(f, n, *path, "a text");
        } else if (is_usable(f, field, n, *path)) {
            *text = field->kind == FIELD_LINES ? rules_lines(f, n, *path, field->flags, LINES_MAX)
                                               : rules_text(f, n, *path, field->flags, TEXT_MAX);
            *text = rules_is_invisible(*text) ? STR_NONE : *text;
        }
    }
}

static void read_list(struct filling *f, const struct field *field) {
    struct str *lines = field_str(field, f->article);
    for (const char *const *path = field_paths(f->rules, field); *path && !lines->n; path++) {
        const struct node *n = rules_find(f, *path);
        struct buf all = {0};
        for (const struct node *item = n && n->kind == NODE_LIST ? n->first : n; item && all.n < LINES_MAX; item = item->next) {
            struct str text = item->kind == NODE_SCALAR ? rules_text(f, item, *path, field->flags, TEXT_MAX) : STR_NONE;
            buf_puts(&all, text.n && all.n ? "\n" : "");
            buf_add_str(&all, text);
            if (item == n) {
                break;
            }
        }
        *lines = all.n ? arena_copy(f->arena, buf_str(&all)) : STR_NONE;
        buf_release(&all);
    }
}

static void read_url(struct filling *f, const struct field *field) {
    struct str *url = field_str(field, f->article);
    struct str refused = STR_NONE;
    for (const char *const *path = field_paths(f->rules, field); *path && !url->n; path++) {
        const struct node *n = rules_find(f, *path);
        struct err why;
        if (node_is_empty(n)) {
            continue;
        }
        if (n->kind != NODE_SCALAR) {
            say_wrong_kind(f, n, *path, "an address");
            continue;
        }
        struct str text = str_trim(n->text);
        if (!url_check(text, &why)) {
            *url = arena_copy(f->arena, text);
        } else if (!str_equal(text, refused)) {
            rules_warn(f, n, "'%s' cannot be opened: %s", *path, why.text);
            refused = text;
        }
    }
    const struct node *brand = url->n || refused.n ? NULL : node_path(f->root, "link.brand");
    if (!node_is_empty(brand)) {
        rules_warn(f, brand, "'link' names a brand and holds no address");
    }
}

/* {year: 2021, month: 11, day: 28} */
static bool date_from_map(const struct node *n, struct date *date) {
    int64_t part[3] = {0};
    static const char *const names[] = {"year", "month", "day"};
    for (size_t i = 0; i < LENGTH(names); i++) {
        const struct node *child = node_get(n, str_from(names[i]));
        if (!child || child->kind != NODE_SCALAR || !str_to_int(child->text, &part[i]) || part[i] < 1 || part[i] > 9999) {
            return false;
        }
    }
    *date = (struct date){date_day((int)part[0], (int)part[1], (int)part[2]), 0};
    return date->day != DATE_NONE;
}

static void say_date(struct filling *f, const struct node *n, const char *path, enum date_verdict verdict) {
    static const char *const why[] = {
        [DATE_EMPTY] = "is empty",
        [DATE_UNREADABLE] = "is no date that is read; write it as 2021-11-28",
        [DATE_IMPOSSIBLE] = "is a date or time that does not exist",
        [DATE_AMBIGUOUS] = "may begin with the day or with the month; write it as 2021-11-28",
    };
    rules_warn(f, n, "'%s' %s: '%.*s'", path, why[verdict], SHOWN(n->text));
}

static void take_date(struct filling *f, const struct node *n, const char *path, struct date *date) {
    if (n->kind == NODE_MAP && date_from_map(n, date)) {
        return;
    }
    if (n->kind != NODE_SCALAR) {
        say_wrong_kind(f, n, path, "a date such as 2021-11-28");
        return;
    }
    enum date_verdict verdict = date_parse(n->text, date);
    if (verdict != DATE_GOOD) {
        say_date(f, n, path, verdict);
    } else if (str_trim(n->text).n != n->text.n) {
        rules_warn(f, n, "there are blanks around the date in '%s'", path);
    }
}

static void read_date(struct filling *f, const struct field *field) {
    struct date *date = field_date(field, f->article);
    const struct node *empty = NULL;
    bool is_main = date == &f->article->date;
    for (const char *const *path = field_paths(f->rules, field); *path && date->day == DATE_NONE; path++) {
        const struct node *n = rules_find(f, *path);
        if (!node_is_empty(n)) {
            take_date(f, n, *path, date);
        } else if (n && !empty) {
            empty = n;
        }
    }
    if (is_main && date->day == DATE_NONE && empty) {
        rules_warn(f, empty, "the date is empty");
    }
    if (is_main && date->day == DATE_NONE) {
        const char *slash = f->path.n ? memrchr(f->path.p, '/', f->path.n) : NULL;
        date_from_name(slash ? str_slice(f->path, (size_t)(slash - f->path.p) + 1, f->path.n) : f->path, date);
    }
}

static void read_flag(struct filling *f, const struct field *field) {
    for (const char *const *path = field_paths(f->rules, field); *path; path++) {
        const struct node *n = rules_find(f, *path);
        if (node_is_empty(n)) {
            continue;
        }
        struct node unquoted = *n;
        bool value;
        unquoted.plain = true;
        unquoted.text = str_trim(n->text);
        if (!node_bool(&unquoted, &value)) {
            rules_warn(f, n, "'%s' is neither true nor false", *path);
        } else if (value != !!(field->flags & FIELD_INVERTED)) {
            *field_flag(field, f->article) = true;
        }
    }
}

/* The record as a whole. */

static void read_fields(struct filling *f) {
    static void (*const read[])(struct filling * f, const struct field *field) = {
        [FIELD_TEXT] = read_text, [FIELD_LINES] = read_text, [FIELD_LIST] = read_list,    [FIELD_URL] = read_url,
        [FIELD_DATE] = read_date, [FIELD_FLAG] = read_flag,  [FIELD_TERMS] = rules_terms,
    };
    struct article *a = f->article;
    for (size_t i = 0; i < field_count; i++) {
        if (fields[i].kind == FIELD_TERMS && !a->source_name.n && a->source_url.n) {
            a->source_name = arena_copy(f->arena, url_host(a->source_url));
        }
        read[fields[i].kind](f, &fields[i]);
    }
    a->terms = f->terms.terms;
    a->term_count = f->terms.count;
}

static bool is_all_empty(const struct node *root) {
    const struct node *n = root->first;
    while (n && node_is_empty(n)) {
        n = n->next;
    }
    return !n;
}

static void check_record(struct filling *f) {
    const struct article *a = f->article;
    if (is_all_empty(f->root)) {
        problem_add(f->problems, SEVERITY_ERROR, f->root->line, 1, "everything in the front matter is empty");
        return;
    }
    if (!a->title.n) {
        rules_warn(f, node_get(f->root, STR("title")), "no title; the first heading or the file's name takes its place");
    }
    const struct node *slug = node_get(f->root, STR("slug"));
    if (slug && slug->kind == NODE_SCALAR && node_is_empty(slug)) {
        rules_warn(f, slug, "'slug' is empty");
    }
}

static void set_key(struct filling *f) {
    struct article *a = f->article;
    if (a->ident.n) {
        a->key = arena_printf(f->arena, "id:%.*s", (int)a->ident.n, a->ident.p);
    } else if (a->slug.n) {
        a->key = arena_printf(f->arena, "slug:%.*s", (int)a->slug.n, a->slug.p);
    } else {
        buf_reset(&f->clean);
        text_quote(&f->clean, f->path);
        a->key = arena_printf(f->arena, "path:%s", buf_cstr(&f->clean));
    }
}

static void empty_record(struct article *a) {
    *a = (struct article){0};
    for (size_t i = 0; i < field_count; i++) {
        if (fields[i].kind == FIELD_TEXT || fields[i].kind == FIELD_LINES || fields[i].kind == FIELD_LIST ||
            fields[i].kind == FIELD_URL) {
            *field_str(&fields[i], a) = STR_NONE;
        }
    }
}

void article_from_node(struct article *a, const struct node *root, struct str path, const struct field_rules *rules,
                       struct arena *arena, struct problems *problems) {
    struct filling f = {.article = a, .root = root, .rules = rules, .path = path, .arena = arena, .problems = problems};
    empty_record(a);
    read_fields(&f);
    if (root) {
        check_record(&f);
    }
    set_key(&f);
    buf_release(&f.plain);
    buf_release(&f.clean);
}
