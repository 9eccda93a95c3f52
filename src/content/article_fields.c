/* article_fields: fills in a record from a front matter, driven by the table of fields. */
#include <string.h>

#include "article_private.h"
#include "english.h"
#include "text.h"
#include "url.h"

/* Checks whether a text can be an id, a slug or a permalink. */
typedef bool usable(struct article_builder *b, const struct node *n, const char *name);

static usable *identity_check(const struct field *field) {
    static const struct {
        size_t offset;
        usable *is_usable;
    } rows[] = {
        {offsetof(struct article, ident), fields_is_ident},
        {offsetof(struct article, slug), fields_is_slug},
        {offsetof(struct article, permalink), fields_is_permalink},
    };
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        if (rows[i].offset == field->offset) {
            return rows[i].is_usable;
        }
    }
    return NULL;
}

/* ---- one function per kind of field ---- */

/* The first text of a list. */
static const struct node *first_text(struct article_builder *b, const struct node *n, const char *path) {
    const struct node *text = n->first;
    while (text && (text->kind == NODE_LIST || node_is_empty(text))) {
        text = text->next;
    }
    bool found = text && text->kind == NODE_SCALAR;
    if (!(found && fields_is_plural(path)) && !fields_was_reported(b, n)) {
        fields_warn(b, n, "'%s' is a list; %s", path, found ? "using its first text" : "expected text");
    }
    return found ? text : NULL;
}

/* Of a layout or an archetype: what it stands for, only the site generator knows. */
static bool is_template(struct str text) {
    text = str_trim(text);
    bool opens = str_starts(text, "{{") || str_starts(text, "{%") || str_starts(text, "<%");
    const char *end = text.n >= 4 ? text.p + text.n - 2 : "  ";
    return opens && (!memcmp(end, "}}", 2) || !memcmp(end, "%}", 2) || !memcmp(end, "%>", 2));
}

static void read_text(struct article_builder *b, const struct field *field) {
    struct str *text = field_str(field, b->article);
    usable *is_usable = identity_check(field);
    for (const char *const *path = fields_paths(b, field); *path && !text->n; path++) {
        const struct node *n = fields_find(b, *path, NULL);
        if (node_is_empty(n)) {
            continue;
        }
        if (n->kind == NODE_LIST && !is_usable) {
            n = first_text(b, n, *path);
        } else if (n->kind != NODE_SCALAR) {
            fields_report_kind(b, n, *path, "text", false);
            continue;
        }
        if (n && (!is_usable || is_usable(b, n, *path)) && !is_template(n->text)) {
            *text = field->kind == FIELD_LINES ? fields_lines(b, n, *path, field->flags, LINES_MAX)
                                               : fields_text(b, n, *path, field->flags, TEXT_MAX);
            *text = fields_is_invisible(*text) ? STR_NONE : *text;
        }
    }
}

static void add_line(struct article_builder *b, const struct node *n, const char *path, struct buf *lines) {
    struct str line = fields_is_text_item(b, path, n) ? fields_text(b, n, path, 0, TERM_MAX) : STR_NONE;
    if (line.n && lines->n + line.n < LINES_MAX) {
        buf_puts(lines, lines->n ? "\n" : "");
        buf_add_str(lines, line);
    }
}

static void read_list(struct article_builder *b, const struct field *field) {
    struct buf lines = {0};
    for (const char *const *path = fields_paths(b, field); *path; path++) {
        const struct node *n = fields_find(b, *path, NULL);
        bool is_list = n && n->kind == NODE_LIST;
        for (const struct node *item = is_list ? n->first : n; !node_is_empty(n) && item; item = is_list ? item->next : NULL) {
            add_line(b, item, *path, &lines);
        }
    }
    *field_str(field, b->article) = lines.n ? arena_copy(b->arena, buf_str(&lines)) : STR_NONE;
    buf_release(&lines);
}

/* A key such as `source` may hold a name or an address; a text of the other kind belongs to the other field. */
static bool is_for_another(const struct article_builder *b, const struct field *field, const char *path, struct str text) {
    return !memmem(text.p, text.n, "://", 3) && fields_is_shared(b, field, path);
}

/* A page of the same site is no source. In the keys of the reference format, which are for sources alone, it is a mistake. */
static bool is_of_the_site(const char *path, struct str text) {
    static const char *const begins[] = {"/", "./", "../", "#", "?"};
    for (size_t i = 0; i < ARRAY_SIZE(begins) && strcmp(path, "link.href") != 0; i++) {
        if (str_starts(text, begins[i]) && !str_starts(text, "//")) {
            return true;
        }
    }
    return false;
}

static void take_url(struct article_builder *b, const struct field *field, const struct node *n, const char *path,
                     struct str *refused) {
    struct err why;
    struct str text = str_trim(n->text);
    if (is_for_another(b, field, path, text) || is_of_the_site(path, text)) {
        return;
    }
    if (!url_check(text, &why)) {
        *field_str(field, b->article) = arena_copy(b->arena, text);
    } else if (!str_equal(text, *refused)) {
        fields_warn(b, n, "'%s' cannot be opened: %s", path, why.text);
        *refused = text;
    }
}

/* Prefers a map with an address; accepts a plain address if there is none. */
static void read_url(struct article_builder *b, const struct field *field) {
    struct str *url = field_str(field, b->article);
    struct str refused = STR_NONE;
    const struct node *alone = NULL;
    for (const char *const *path = fields_paths(b, field); *path && !url->n; path++) {
        const struct node *blocker = NULL;
        const struct node *n = fields_find(b, *path, &blocker);
        if (!n && !alone && blocker && blocker->kind == NODE_SCALAR) {
            alone = blocker;
        }
        if (n && !node_is_empty(n) && n->kind == NODE_SCALAR) {
            take_url(b, field, n, *path, &refused);
        } else if (!node_is_empty(n)) {
            fields_report_kind(b, n, *path, "an address", false);
        }
    }
    if (!url->n && alone && !url_check(str_trim(alone->text), &(struct err){0})) {
        *url = arena_copy(b->arena, str_trim(alone->text));
    }
    const struct node *brand = url->n || refused.n ? NULL : node_path(b->root, "link.brand");
    if (!node_is_empty(brand)) {
        fields_warn(b, brand, "'link' names a brand but has no address");
    }
}

/* {year: 2021, month: 11, day: 28} */
static bool date_from_map(const struct node *n, struct date *date) {
    int64_t part[3] = {0};
    static const char *const names[] = {"year", "month", "day"};
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        const struct node *child = node_get(n, str_from(names[i]));
        if (!child || child->kind != NODE_SCALAR || !str_to_int(child->text, &part[i]) || part[i] < 1 || part[i] > 9999) {
            return false;
        }
    }
    *date = (struct date){.day = date_day((int)part[0], (int)part[1], (int)part[2])};
    return date->day != DATE_NONE;
}

static void report_date(struct article_builder *b, const struct node *n, const char *path, enum date_verdict verdict) {
    static const char *const why[] = {
        [DATE_EMPTY] = "is empty",
        [DATE_UNREADABLE] = "is not a date that Courant can read; write it as 2021-11-28",
        [DATE_IMPOSSIBLE] = "is a date or time that does not exist",
        [DATE_AMBIGUOUS] = "may begin with the day or the month; write it as 2021-11-28",
    };
    fields_warn(b, n, "'%s' %s: '%.*s'", path, why[verdict], SHOWN(n->text));
}

/* Other programs may read it as another day, or not at all. */
static void report_odd_date(struct article_builder *b, const struct node *n, const char *path, const struct date *date) {
    struct buf iso = {0};
    date_format_iso(&iso, date->day);
    problem_add_habit(b->problems, HABIT_DATE_FORM, n->line, n->column, "'%s' is read as %.*s; better write it so: '%.*s'",
                      path, (int)iso.n, iso.p, SHOWN(n->text));
    buf_release(&iso);
}

/* `date: git Created`, `` `r Sys.Date()` ``, `{{date}}`, `lastmod: :git`, `lastmod: false`: how the generator finds it, or that
 * there is none. */
static bool is_no_date(const struct node *n, bool is_main) {
    static const char *const words[] = {"today",   "now",         "last-modified",    "last modified",
                                        "created", "git created", "git last modified"};
    bool value;
    struct str text = str_trim(n->text);
    for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
        if (str_equal_nocase(text, str_from(words[i]))) {
            return true;
        }
    }
    return str_starts(text, "`") || str_starts(text, "{{") || str_starts(text, "<%") ||
           (!is_main && (str_starts(text, ":") || node_bool(n, &value)));
}

/* [[2021-11-28]]: a link to the note of that day. */
static struct str linked_date(struct str text) {
    text = str_trim(text);
    bool links = text.n > 4 && str_starts(text, "[[") && text.p[text.n - 1] == ']' && text.p[text.n - 2] == ']';
    return links ? str_slice(text, 2, text.n - 2) : text;
}

/* A key such as `published` may hold a date or a flag; if it is neither, the flag's row reports it. */
static void take_date(struct article_builder *b, const struct field *field, const struct node *n, const char *path) {
    struct date *date = field_date(field, b->article);
    if (n->kind == NODE_MAP && date_from_map(n, date)) {
        return;
    }
    if (n->kind != NODE_SCALAR) {
        fields_report_kind(b, n, path, "a date such as 2021-11-28", true);
        return;
    }
    enum date_verdict verdict = date_parse(linked_date(n->text), date);
    bool is_flag = verdict == DATE_UNREADABLE && (fields_is_shared(b, field, path) || is_no_date(n, date == &b->article->date));
    if (verdict == DATE_ODD && !fields_was_reported(b, n)) {
        report_odd_date(b, n, path, date);
    } else if (!date_was_read(verdict) && !is_flag && !fields_was_reported(b, n)) {
        report_date(b, n, path, verdict);
    } else if (verdict == DATE_GOOD && str_trim(n->text).n != n->text.n && !fields_was_reported(b, n)) {
        fields_warn(b, n, "there are spaces around the date in '%s'; delete them", path);
    }
}

static void read_date(struct article_builder *b, const struct field *field) {
    struct date *date = field_date(field, b->article);
    const struct node *empty = NULL;
    bool is_main = date == &b->article->date;
    for (const char *const *path = fields_paths(b, field); *path && date->day == DATE_NONE; path++) {
        const struct node *n = fields_find(b, *path, NULL);
        if (!node_is_empty(n)) {
            take_date(b, field, n, *path);
        } else if (n && !empty) {
            empty = n;
        }
    }
    if (is_main && date->day == DATE_NONE && empty) {
        problem_add_habit(b->problems, HABIT_NO_DATE, empty->line, empty->column, "the date is empty");
    }
    if (is_main && date->day == DATE_NONE) {
        date_from_path(b->path, date);
    }
}

static void read_flag(struct article_builder *b, const struct field *field) {
    for (const char *const *path = fields_paths(b, field); *path; path++) {
        const struct node *n = fields_find(b, *path, NULL);
        if (node_is_empty(n)) {
            continue;
        }
        struct node unquoted = *n;
        struct date date;
        bool value;
        unquoted.plain = true;
        unquoted.text = str_trim(n->text);
        bool number = str_is(unquoted.text, "1") || str_is(unquoted.text, "0"); /* as Hugo takes them */
        if (number || node_bool(&unquoted, &value)) {
            value = number ? str_is(unquoted.text, "1") : value;
            *field_flag(field, b->article) |= value != !!(field->flags & FIELD_INVERTED);
        } else if (!fields_is_shared(b, field, *path) || date_parse(unquoted.text, &date) == DATE_UNREADABLE) {
            fields_warn(b, n, "'%s' is neither true nor false", *path);
        }
    }
}

/* ---- the record as a whole ---- */

/* A source without a name, or with an address as its name, is named after its host. */
static void name_source(struct article_builder *b) {
    struct article *a = b->article;
    if (a->source_name.n && memmem(a->source_name.p, a->source_name.n, "://", 3)) {
        a->source_name = url_check(a->source_name, &(struct err){0}) ? STR_NONE : url_host(a->source_name);
    }
    if (!a->source_name.n && a->source_url.n) {
        a->source_name = arena_copy(b->arena, url_host(a->source_url));
    }
}

/* In the folder in which Jekyll keeps unpublished articles. */
static bool is_among_drafts(struct str path) {
    return str_starts(path, "_drafts/") || (path.n && memmem(path.p, path.n, "/_drafts/", 9));
}

static void read_fields(struct article_builder *b) {
    static void (*const read[])(struct article_builder * b, const struct field *field) = {
        [FIELD_TEXT] = read_text, [FIELD_LINES] = read_text, [FIELD_LIST] = read_list,     [FIELD_URL] = read_url,
        [FIELD_DATE] = read_date, [FIELD_FLAG] = read_flag,  [FIELD_TERMS] = fields_terms,
    };
    struct article *a = b->article;
    for (size_t i = 0; i < field_count; i++) {
        if (fields[i].kind == FIELD_TERMS) {
            name_source(b);
        }
        read[fields[i].kind](b, &fields[i]);
    }
    if (a->date.day == DATE_NONE) {
        date_from_folders(a->permalink, &a->date); /* a page of Zola may have its date nowhere else */
    }
    fields_resources(b);
    a->draft = a->draft || is_among_drafts(b->path);
    a->terms = b->terms.terms;
    a->term_count = b->terms.count;
}

static bool is_all_empty(const struct node *root) {
    const struct node *n = root->first;
    while (n && node_is_empty(n)) {
        n = n->next;
    }
    return !n;
}

/* Somebody wrote `''` on purpose. */
static bool has_empty_text(const struct node *root) {
    const struct node *n = root->first;
    while (n && n->kind != NODE_SCALAR) {
        n = n->next;
    }
    return n != NULL;
}

static void check_record(struct article_builder *b) {
    if (is_all_empty(b->root)) {
        problem_add(b->problems, has_empty_text(b->root) ? SEVERITY_WARNING : SEVERITY_ERROR, b->root->line, 1,
                    "all values in the front matter are empty");
        return;
    }
    const struct node *slug = node_get(b->root, STR("slug"));
    if (slug && slug->kind == NODE_SCALAR && node_is_empty(slug)) {
        fields_warn(b, slug, "'slug' is empty");
    }
}

static void set_key(struct article_builder *b) {
    struct article *a = b->article;
    if (a->ident.n) {
        a->key = arena_printf(b->arena, "id:%.*s", (int)a->ident.n, a->ident.p);
    } else if (a->slug.n) {
        a->key = arena_printf(b->arena, "slug:%.*s", (int)a->slug.n, a->slug.p);
    } else {
        buf_reset(&b->clean);
        text_quote(&b->clean, b->path);
        a->key = arena_printf(b->arena, "path:%s", buf_cstr(&b->clean));
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

void article_apply_status(struct article *a, const struct node *root) {
    const struct node *n = node_get(root, STR("status"));
    struct str status = n && n->kind == NODE_SCALAR ? str_trim(n->text) : STR_NONE;
    a->draft = a->draft || str_equal_nocase(status, STR("draft"));
    a->private = a->private || str_equal_nocase(status, STR("hidden")) || str_equal_nocase(status, STR("private"));
}

void article_from_node(struct article *a, const struct node *root, struct str path, const struct field_rules *rules,
                       struct arena *arena, struct problems *problems) {
    struct article_builder b = {.article = a, .root = root, .rules = rules, .path = path, .arena = arena, .problems = problems};
    empty_record(a);
    read_fields(&b);
    if (root) {
        check_record(&b);
    }
    set_key(&b);
    buf_release(&b.plain);
    buf_release(&b.clean);
}
