/* article_rules: from a front matter to a record, driven by the table of fields. */
#include <string.h>

#include "article_private.h"
#include "english.h"
#include "text.h"
#include "url.h"

/* What a text must be to name an article or its place. */
typedef bool usable(struct filling *f, const struct node *n, const char *name);

static usable *identity_rule(const struct field *field) {
    static const struct {
        size_t offset;
        usable *is_usable;
    } rows[] = {
        {offsetof(struct article, ident), rules_is_ident},
        {offsetof(struct article, slug), rules_is_slug},
        {offsetof(struct article, permalink), rules_is_place},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        if (rows[i].offset == field->offset) {
            return rows[i].is_usable;
        }
    }
    return NULL;
}

/* One function for each kind of field. */

/* Of a list the first text. */
static const struct node *first_text(struct filling *f, const struct node *n, const char *path) {
    const struct node *text = n->first;
    while (text && (text->kind == NODE_LIST || node_is_empty(text))) {
        text = text->next;
    }
    bool found = text && text->kind == NODE_SCALAR;
    if (!(found && rules_is_plural(path)) && !rules_told(f, n)) {
        rules_warn(f, n, "'%s' is a list; %s", path, found ? "its first text is taken" : "a text is meant");
    }
    return found ? text : NULL;
}

static void read_text(struct filling *f, const struct field *field) {
    struct str *text = field_str(field, f->article);
    usable *is_usable = identity_rule(field);
    for (const char *const *path = rules_paths(f, field); *path && !text->n; path++) {
        const struct node *n = rules_find(f, *path, NULL);
        if (node_is_empty(n)) {
            continue;
        }
        if (n->kind == NODE_LIST && !is_usable) {
            n = first_text(f, n, *path);
        } else if (n->kind != NODE_SCALAR) {
            rules_say_kind(f, n, *path, "a text", false);
            continue;
        }
        if (n && (!is_usable || is_usable(f, n, *path))) {
            *text = field->kind == FIELD_LINES ? rules_lines(f, n, *path, field->flags, LINES_MAX)
                                               : rules_text(f, n, *path, field->flags, TEXT_MAX);
            *text = rules_is_invisible(*text) ? STR_NONE : *text;
        }
    }
}

static void add_line(struct filling *f, const struct node *n, const char *path, struct buf *lines) {
    struct str line = rules_is_text_item(f, path, n) ? rules_text(f, n, path, 0, TERM_MAX) : STR_NONE;
    if (line.n && lines->n + line.n < LINES_MAX) {
        buf_puts(lines, lines->n ? "\n" : "");
        buf_add_str(lines, line);
    }
}

static void read_list(struct filling *f, const struct field *field) {
    struct buf lines = {0};
    for (const char *const *path = rules_paths(f, field); *path; path++) {
        const struct node *n = rules_find(f, *path, NULL);
        bool is_list = n && n->kind == NODE_LIST;
        for (const struct node *item = is_list ? n->first : n; !node_is_empty(n) && item; item = is_list ? item->next : NULL) {
            add_line(f, item, *path, &lines);
        }
    }
    *field_str(field, f->article) = lines.n ? arena_copy(f->arena, buf_str(&lines)) : STR_NONE;
    buf_release(&lines);
}

/* A key such as `source` may hold a name or an address: what is no address is the other row's. */
static bool is_for_another(const struct filling *f, const struct field *field, const char *path, struct str text) {
    return !memmem(text.p, text.n, "://", 3) && rules_is_shared(f, field, path);
}

static void take_url(struct filling *f, const struct field *field, const struct node *n, const char *path,
                     struct str *refused) {
    struct err why;
    struct str text = str_trim(n->text);
    if (is_for_another(f, field, path, text)) {
        return;
    }
    if (!url_check(text, &why)) {
        *field_str(field, f->article) = arena_copy(f->arena, text);
    } else if (!str_equal(text, *refused)) {
        rules_warn(f, n, "'%s' cannot be opened: %s", path, why.text);
        *refused = text;
    }
}

/* Where a map with an address is meant, an address alone is taken when there is no other. */
static void read_url(struct filling *f, const struct field *field) {
    struct str *url = field_str(field, f->article);
    struct str refused = STR_NONE;
    const struct node *alone = NULL;
    for (const char *const *path = rules_paths(f, field); *path && !url->n; path++) {
        const struct node *blocker = NULL;
        const struct node *n = rules_find(f, *path, &blocker);
        if (!n && !alone && blocker && blocker->kind == NODE_SCALAR) {
            alone = blocker;
        }
        if (n && !node_is_empty(n) && n->kind == NODE_SCALAR) {
            take_url(f, field, n, *path, &refused);
        } else if (!node_is_empty(n)) {
            rules_say_kind(f, n, *path, "an address", false);
        }
    }
    if (!url->n && alone && !url_check(str_trim(alone->text), &(struct err){0})) {
        *url = arena_copy(f->arena, str_trim(alone->text));
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

/* What a key such as `published` says is a date or a flag; what is neither, the flag's row complains about. */
static void take_date(struct filling *f, const struct field *field, const struct node *n, const char *path) {
    struct date *date = field_date(field, f->article);
    if (n->kind == NODE_MAP && date_from_map(n, date)) {
        return;
    }
    if (n->kind != NODE_SCALAR) {
        rules_say_kind(f, n, path, "a date such as 2021-11-28", true);
        return;
    }
    enum date_verdict verdict = date_parse(n->text, date);
    bool is_flag = verdict == DATE_UNREADABLE && rules_is_shared(f, field, path);
    if (verdict != DATE_GOOD && !is_flag && !rules_told(f, n)) {
        say_date(f, n, path, verdict);
    } else if (verdict == DATE_GOOD && str_trim(n->text).n != n->text.n && !rules_told(f, n)) {
        rules_warn(f, n, "there are blanks around the date in '%s'; delete them", path);
    }
}

static void read_date(struct filling *f, const struct field *field) {
    struct date *date = field_date(field, f->article);
    const struct node *empty = NULL;
    bool is_main = date == &f->article->date;
    for (const char *const *path = rules_paths(f, field); *path && date->day == DATE_NONE; path++) {
        const struct node *n = rules_find(f, *path, NULL);
        if (!node_is_empty(n)) {
            take_date(f, field, n, *path);
        } else if (n && !empty) {
            empty = n;
        }
    }
    if (is_main && date->day == DATE_NONE && empty) {
        rules_warn(f, empty, "the date is empty");
    }
    if (is_main && date->day == DATE_NONE) {
        date_from_name(path_name(f->path), date);
    }
}

static void read_flag(struct filling *f, const struct field *field) {
    for (const char *const *path = rules_paths(f, field); *path; path++) {
        const struct node *n = rules_find(f, *path, NULL);
        if (node_is_empty(n)) {
            continue;
        }
        struct node unquoted = *n;
        struct date date;
        bool value;
        unquoted.plain = true;
        unquoted.text = str_trim(n->text);
        if (node_bool(&unquoted, &value)) {
            *field_flag(field, f->article) |= value != !!(field->flags & FIELD_INVERTED);
        } else if (!rules_is_shared(f, field, *path) || date_parse(unquoted.text, &date) == DATE_UNREADABLE) {
            rules_warn(f, n, "'%s' is neither true nor false", *path);
        }
    }
}

/* The record as a whole. */

/* A source without a name, or with an address for a name, is called after its host. */
static void name_source(struct filling *f) {
    struct article *a = f->article;
    if (a->source_name.n && memmem(a->source_name.p, a->source_name.n, "://", 3)) {
        a->source_name = url_check(a->source_name, &(struct err){0}) ? STR_NONE : url_host(a->source_name);
    }
    if (!a->source_name.n && a->source_url.n) {
        a->source_name = arena_copy(f->arena, url_host(a->source_url));
    }
}

/* Where Jekyll keeps what is not published yet. */
static bool is_among_drafts(struct str path) {
    return str_starts(path, "_drafts/") || (path.n && memmem(path.p, path.n, "/_drafts/", 9));
}

static void read_fields(struct filling *f) {
    static void (*const read[])(struct filling * f, const struct field *field) = {
        [FIELD_TEXT] = read_text, [FIELD_LINES] = read_text, [FIELD_LIST] = read_list,    [FIELD_URL] = read_url,
        [FIELD_DATE] = read_date, [FIELD_FLAG] = read_flag,  [FIELD_TERMS] = rules_terms,
    };
    struct article *a = f->article;
    for (size_t i = 0; i < field_count; i++) {
        if (fields[i].kind == FIELD_TERMS) {
            name_source(f);
        }
        read[fields[i].kind](f, &fields[i]);
    }
    if (a->date.day == DATE_NONE) {
        date_from_folders(a->permalink, &a->date); /* in Zola nothing else need say it */
    }
    rules_resources(f);
    a->draft = a->draft || is_among_drafts(f->path);
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
        if (fields[i].kind != FIELD_DATE && fields[i].kind != FIELD_FLAG && fields[i].kind != FIELD_TERMS) {
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
