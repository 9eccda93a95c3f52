/* cache_write: inserts and deletes the rows of one content file. */
#include <stdlib.h>

#include "cache_audit.h"
#include "cache_place.h"
#include "cache_translations.h"
#include "cache_writer.h"
#include "text.h"

int cache_set_origin(struct cache *c, const char *const *roots, size_t count, struct str rules, struct err *e) {
    db_run(db_cached(c->db, "DELETE FROM root"));
    db_run(db_cached(c->db, "DELETE FROM rules"));
    for (size_t i = 0; i < count; i++) {
        struct statement *s = db_cached(c->db, "INSERT INTO root VALUES(?,?)");
        bind_int(s, 1, (int64_t)i);
        bind_str(s, 2, str_from(roots[i]));
        db_run(s);
    }
    struct statement *s = db_cached(c->db, "INSERT INTO rules VALUES(?)");
    bind_str(s, 1, rules);
    db_run(s);
    return db_check(c->db, e);
}

int cache_set_hide(struct cache *c, unsigned hide, struct err *e) {
    struct statement *s = db_cached(c->db, "INSERT OR REPLACE INTO stat VALUES('hide', ?)");
    bind_int(s, 1, hide);
    db_run(s);
    return db_check(c->db, e);
}

static struct known_file read_file(struct statement *s) {
    return (struct known_file){
        .id = column_int(s, 0),
        .root = (int)column_int(s, 1),
        .path = column_str(s, 2),
        .stamp = {column_int(s, 3), column_int(s, 4), column_int(s, 5)},
    };
}

static int each_file(struct cache *c, struct statement *s, cache_each_file *each, void *context, struct err *e) {
    while (db_step(s)) {
        struct known_file f = read_file(s);
        each(context, &f);
    }
    db_reset(s);
    return db_check(c->db, e);
}

int cache_known_files(struct cache *c, cache_each_file *each, void *context, struct err *e) {
    struct statement *s = db_cached(c->db, "SELECT id, root, path, size, modified, inode FROM file");
    return each_file(c, s, each, context, e);
}

/* The day of an article with a time zone may lie two days ahead of the reader's when it is due. */
int cache_due_files(struct cache *c, const struct date_now *now, cache_each_file *each, void *context, struct err *e) {
    struct statement *s =
        db_cached(c->db, "SELECT f.id, f.root, f.path, f.size, f.modified, f.inode FROM article a JOIN file f ON"
                         " f.id=a.file WHERE a.due_day<>0 AND a.due_day<=?1+2 AND (a.due_day<=?1 OR (a.due_at<>0 AND"
                         " a.due_at<=?2))");
    bind_int(s, 1, now->day);
    bind_int(s, 2, now->instant);
    return each_file(c, s, each, context, e);
}

int cache_dated_files(struct cache *c, cache_each_dated *each, void *context, struct err *e) {
    struct statement *s =
        db_cached(c->db, "SELECT f.id, f.root, f.path, f.size, f.modified, f.inode, a.date FROM article a JOIN file f ON"
                         " f.id=a.file WHERE a.id IN (SELECT id FROM article WHERE date_from='git' UNION ALL SELECT id FROM"
                         " article WHERE id > -?1 AND id < ?1)");
    bind_int(s, 1, (int64_t)1 << ORDINAL_BITS);
    while (db_step(s)) {
        struct known_file f = read_file(s);
        each(context, &f, (int32_t)column_int(s, 6));
    }
    db_reset(s);
    return db_check(c->db, e);
}

static struct str head_name(int root, struct buf *name) {
    buf_printf(name, "git head %d", root);
    return buf_str(name);
}

int64_t cache_git_head(struct cache *c, int root) {
    struct buf name = {0};
    struct statement *s = db_cached(c->db, "SELECT value FROM stat WHERE name=?");
    bind_str(s, 1, head_name(root, &name));
    int64_t head = db_step(s) ? column_int(s, 0) : 0;
    db_reset(s);
    buf_release(&name);
    return head;
}

int cache_set_git_head(struct cache *c, int root, int64_t head, struct err *e) {
    struct buf name = {0};
    struct statement *s = db_cached(c->db, "INSERT OR REPLACE INTO stat VALUES(?,?)");
    bind_str(s, 1, head_name(root, &name));
    bind_int(s, 2, head);
    db_run(s);
    buf_release(&name);
    return db_check(c->db, e);
}

/* The text indexed besides title and body: every searched field, then the names of terms. A summary that was cut from the start
 * of the body is left out, as its words would only count twice. */
static void about_text(const struct article *a, struct str body, struct buf *out) {
    unsigned searched = 0; /* bits of taxonomies */
    for (size_t i = 0; i < field_count; i++) {
        bool text = fields[i].kind == FIELD_TEXT || fields[i].kind == FIELD_LINES;
        if (fields[i].kind == FIELD_TERMS && fields[i].flags & FIELD_SEARCHED) {
            searched |= 1u << fields[i].taxonomy;
        }
        bool wanted = text && fields[i].flags & FIELD_SEARCHED && fields[i].offset != offsetof(struct article, title);
        if (wanted && !text_begins_alike(body, field_get_str(&fields[i], a), SIZE_MAX)) {
            buf_add_str(out, field_get_str(&fields[i], a));
            buf_putc(out, '\n');
        }
    }
    for (size_t i = 0; i < a->term_count; i++) {
        const struct term *t = &a->terms[i];
        if (!t->implied && searched & 1u << t->taxonomy) {
            buf_add_str(out, t->taxonomy == TAX_TOPIC ? t->name : t->label);
            buf_putc(out, '\n');
        }
    }
}

/* The columns of an article's full-text row. */
struct indexed_text {
    int64_t id;
    struct str title, about, body, terms;
};

#define INSERT_WORDS "INSERT INTO words(rowid, title, about, body, terms) VALUES(?,?,?,?,?)"

/* The numbers of its terms are indexed like words, and CACHE_ANY for every article, so that FTS5 alone can search for words
 * within a topic, and for articles without a word. */
static void index_words(struct cache *c, const char *sql, const struct indexed_text *of) {
    struct buf numbers = {0};
    buf_putc(&numbers, DB_NUMBERS);
    buf_put_int(&numbers, CACHE_ANY);
    buf_add_str(&numbers, of->terms);
    struct statement *s = db_cached(c->db, sql);
    bind_int(s, 1, of->id);
    bind_str(s, 2, of->title);
    bind_str(s, 3, of->about);
    bind_str(s, 4, of->body);
    bind_str(s, 5, buf_str(&numbers));
    db_run(s);
    buf_release(&numbers);
}

static void bind_fields(struct statement *s, int parameter, const struct article *a) {
    for (size_t i = 0; i < field_count; i++) {
        const struct field *f = &fields[i];
        if (f->flags & FIELD_INVERTED || f->kind == FIELD_TERMS) {
            continue;
        }
        if (f->kind == FIELD_DATE) {
            bind_int(s, parameter++, field_get_date(f, a).day);
        } else if (f->kind == FIELD_FLAG) {
            bind_int(s, parameter++, field_get_flag(f, a));
        } else {
            bind_str(s, parameter++, field_get_str(f, a));
        }
    }
}

/* The numbers of an article's terms, as JSON. */
struct term_numbers {
    struct buf terms, variants, implied;
};

static void insert_article(struct cache *c, int64_t id, int64_t file, const struct content_row *row,
                           const struct term_numbers *numbers) {
    const struct article *a = row->article;
    struct buf sql = {0}, key = {0};
    identity_make_key(&key, a->key, cache_root_label(c, row->root), row->path);
    buf_puts(&sql, "INSERT INTO article VALUES(?,?,?,?,?,?,?,?,?");
    for (size_t i = 0; i < field_count; i++) {
        buf_puts(&sql, fields[i].flags & FIELD_INVERTED || fields[i].kind == FIELD_TERMS ? "" : ",?");
    }
    buf_puts(&sql, ")");
    struct statement *s = db_cached(c->db, buf_cstr(&sql));
    bind_int(s, 1, id);
    bind_int(s, 2, file);
    bind_str(s, 3, buf_str(&key));
    bind_str(s, 4, buf_str(&numbers->terms));
    bind_str(s, 5, buf_str(&numbers->variants));
    bind_str(s, 6, buf_str(&numbers->implied));
    bind_int(s, 7, date_moment(&a->date));
    bind_int(s, 8, row->due.day);
    bind_int(s, 9, row->due.has_zone ? date_instant(&row->due) : 0);
    bind_fields(s, ARTICLE_FIELDS + 1, a);
    db_run(s);
    buf_release(&sql);
    buf_release(&key);
}

static void add_number(struct buf *json, int64_t n) {
    buf_putc(json, json->n ? ',' : '[');
    buf_put_int(json, n);
}

static void insert_terms(struct cache *c, int64_t id, const struct article *a, struct term_numbers *numbers) {
    for (size_t i = 0; i < a->term_count; i++) {
        int64_t variant, term = writer_count_term(c->writer, &a->terms[i], id, &variant);
        add_number(&numbers->terms, term);
        if (variant) {
            add_number(&numbers->variants, variant);
        }
        if (a->terms[i].implied) {
            add_number(&numbers->implied, term);
        }
    }
    buf_puts(&numbers->terms, numbers->terms.n ? "]" : "[]");
    buf_puts(&numbers->variants, numbers->variants.n ? "]" : "[]");
    buf_puts(&numbers->implied, numbers->implied.n ? "]" : "[]");
}

static void insert_document(struct cache *c, int64_t id, const struct article *a, struct str document, struct str terms) {
    struct buf about = {0};
    about_text(a, doc_packed_text(document), &about);
    struct statement *s = db_cached(c->db, "INSERT INTO document VALUES(?,?,?)");
    bind_int(s, 1, id);
    bind_str(s, 2, buf_str(&about));
    bind_blob(s, 3, document);
    db_run(s);
    struct indexed_text words = {id, a->title, buf_str(&about), doc_packed_text(document), terms};
    index_words(c, INSERT_WORDS, &words);
    buf_release(&about);
}

/* For an article whose rows are there. */
static void index_stored_words(struct cache *c, const char *sql, int64_t id) {
    struct statement *s = db_cached(
        c->db, "SELECT a.title, d.about, d.body, a.terms FROM article a JOIN document d ON d.article = a.id WHERE a.id = ?");
    bind_int(s, 1, id);
    if (db_step(s)) {
        struct indexed_text words = {id, column_str(s, 0), column_str(s, 1), doc_packed_text(column_str(s, 2)),
                                     column_str(s, 3)};
        index_words(c, sql, &words);
    }
    db_reset(s);
}

/* A contentless FTS5 table must be given the old text to delete it, exactly as it was inserted: `document` has it. */
static void delete_words(struct cache *c, int64_t id) {
    index_stored_words(c, "INSERT INTO words(words, rowid, title, about, body, terms) VALUES('delete',?,?,?,?,?)", id);
}

static void insert_words(struct cache *c, int64_t id) {
    index_stored_words(c, INSERT_WORDS, id);
}

static void run_with_id(struct cache *c, const char *sql, int64_t id) {
    struct statement *s = db_cached(c->db, sql);
    bind_int(s, 1, id);
    db_run(s);
}

static void delete_article(struct cache *c, int64_t id) {
    audit_touch_article(c, id);
    translations_drop(c, id);
    writer_drop_terms(c->writer, id);
    delete_words(c, id);
    run_with_id(c,
                "DELETE FROM article_term WHERE article=?1 AND term IN (SELECT value FROM json_each((SELECT terms FROM article"
                " WHERE id=?1)))",
                id);
    run_with_id(c, "DELETE FROM document WHERE article=?", id);
    run_with_id(c, "DELETE FROM article WHERE id=?", id);
    writer_count_article(c->writer, id, -1);
}

static int64_t article_of_file(struct cache *c, int64_t file) {
    struct statement *s = db_cached(c->db, "SELECT article FROM file WHERE id=?");
    bind_int(s, 1, file);
    int64_t id = db_step(s) ? column_int(s, 0) : 0;
    db_reset(s);
    return id;
}

/* Two plain statements instead of an upsert: a statement that may be rolled back by itself makes FTS5 flush its pending data
 * each time. */
static int64_t put_file(struct cache *c, const struct content_row *row, int64_t article) {
    struct statement *s = db_cached(
        c->db, row->file ? "UPDATE file SET root=?, path=?, size=?, modified=?, inode=?, article=? WHERE id=?"
                         : "INSERT INTO file(root, path, size, modified, inode, article, added) VALUES(?,?,?,?,?,?,?)");
    bind_int(s, 1, row->root);
    bind_str(s, 2, row->path);
    bind_int(s, 3, row->stamp.size);
    bind_int(s, 4, row->stamp.modified);
    bind_int(s, 5, row->stamp.inode);
    bind_int(s, 6, article);
    bind_int(s, 7, row->file ? row->file : c->building ? 0 : row->added);
    db_run(s);
    return row->file ? row->file : db_last_id(c->db);
}

static void put_problem(struct cache *c, int64_t file, const struct problem *p) {
    struct statement *s = db_cached(c->db, "INSERT INTO problem VALUES(?,?,?,?,?,?,?)");
    bind_int(s, 1, file);
    bind_int(s, 2, p->habit && c->customs & 1u << p->habit ? SEVERITY_NOTE : p->severity);
    bind_int(s, 3, p->line);
    bind_int(s, 4, p->column);
    bind_str(s, 5, p->message);
    bind_str(s, 6, p->kind);
    bind_str(s, 7, str_from(audit_habits[p->habit]));
    db_run(s);
}

static void put_article(struct cache *c, const struct content_row *row, int64_t id, int64_t file) {
    struct term_numbers numbers = {.terms = {0}};
    insert_terms(c, id, row->article, &numbers);
    insert_article(c, id, file, row, &numbers);
    if (!c->scratch) {
        insert_document(c, id, row->article, row->document, buf_str(&numbers.terms));
    }
    writer_count_article(c->writer, id, 1);
    translations_put(c, id, row);
    audit_touch_article(c, id);
    buf_release(&numbers.terms);
    buf_release(&numbers.variants);
    buf_release(&numbers.implied);
}

/* An update's changes are kept until the next update that changes something; a build records none, as all files are new. */
static void put_change(struct cache *c, enum change_kind kind, int root, struct str path, int64_t article, struct str title) {
    if (c->building) {
        return;
    }
    struct statement *s = db_cached(c->db, "INSERT INTO change VALUES(?,?,?,?,?)");
    bind_int(s, 1, kind);
    bind_int(s, 2, root);
    bind_str(s, 3, path);
    bind_int(s, 4, article);
    bind_str(s, 5, title);
    db_run(s);
}

static bool has_moved(struct cache *c, const struct content_row *row) {
    struct statement *s = db_cached(c->db, "SELECT 1 FROM file WHERE id=? AND root=? AND path=?");
    bind_int(s, 1, row->file);
    bind_int(s, 2, row->root);
    bind_str(s, 3, row->path);
    bool same = db_step(s);
    db_reset(s);
    return !same;
}

static enum change_kind change_of(struct cache *c, const struct content_row *row) {
    return !row->file ? CHANGE_NEW : has_moved(c, row) ? CHANGE_MOVED : CHANGE_EDITED;
}

/* Returns the id of the article that it had. */
static int64_t delete_file_rows(struct cache *c, int64_t file) {
    int64_t old = article_of_file(c, file);
    if (old) {
        delete_article(c, old);
    }
    run_with_id(c, "DELETE FROM problem WHERE file=?", file);
    return old;
}

static void renumber_article(struct cache *c, int64_t from, int64_t to) {
    static const char *const tables[] = {
        "UPDATE change SET article=?2 WHERE article=?1",
        "UPDATE file SET article=?2 WHERE id=(SELECT file FROM article WHERE id=?1)",
        "UPDATE document SET article=?2 WHERE article=?1",
        "UPDATE article_spelling SET article=?2 WHERE article=?1",
        "UPDATE translation SET article=?2 WHERE article=?1",
        "UPDATE aside SET article=?2 WHERE article=?1",
        "UPDATE article SET id=?2 WHERE id=?1",
    };
    delete_words(c, from);
    writer_renumber(c->writer, from, to);
    for (size_t i = 0; i < ARRAY_SIZE(tables); i++) {
        struct statement *s = db_cached(c->db, tables[i]);
        bind_int(s, 1, from);
        bind_int(s, 2, to);
        db_run(s);
    }
    insert_words(c, to);
}

static int64_t make_id(struct cache *c, const struct content_row *row, int64_t old) {
    struct renumberings others;
    int64_t id = place_article(c, row, old, &others);
    for (size_t i = 0; i < others.count; i++) {
        renumber_article(c, others.list[i].from, others.list[i].to);
    }
    free(others.list);
    return id;
}

int cache_put(struct cache *c, const struct content_row *row, struct err *e) {
    if (cache_load_labels(c, e) < 0) { /* before anything else, as db_check clears the first failure */
        return -1;
    }
    enum change_kind change = change_of(c, row);
    int64_t old = row->file ? delete_file_rows(c, row->file) : 0;
    int64_t id = row->article ? make_id(c, row, old) : 0;
    int64_t file = put_file(c, row, id);
    if (row->article) {
        put_article(c, row, id, file);
    }
    for (const struct problem *p = row->problems ? row->problems->first : NULL; p; p = p->next) {
        put_problem(c, file, p);
    }
    put_change(c, change, row->root, row->path, id, row->article ? row->article->title : STR_NONE);
    return db_check(c->db, e);
}

int cache_put_unreadable(struct cache *c, int64_t file, int root, struct str path, struct str message, struct err *e) {
    if (!file) {
        /* Not a valid size, so the next run tries the file again. */
        struct content_row row = {.root = root, .path = path, .stamp = {.size = -1}};
        file = put_file(c, &row, 0);
    }
    run_with_id(c, "DELETE FROM problem WHERE file=?", file);
    struct problem p = {.severity = SEVERITY_ERROR, .message = message, .kind = message};
    put_problem(c, file, &p);
    return db_check(c->db, e);
}

static void put_withdrawn(struct cache *c, int64_t file) {
    struct arena arena = {0};
    struct statement *s = db_cached(c->db, "SELECT f.root, f.path, coalesce(a.title, '') FROM file f LEFT JOIN article a ON"
                                           " a.id=f.article WHERE f.id=?");
    bind_int(s, 1, file);
    bool found = db_step(s);
    int root = found ? (int)column_int(s, 0) : 0;
    struct str path = found ? column_copy(s, 1, &arena) : STR_NONE, title = found ? column_copy(s, 2, &arena) : STR_NONE;
    db_reset(s);
    put_change(c, CHANGE_WITHDRAWN, root, path, 0, title);
    arena_release(&arena);
}

int cache_drop(struct cache *c, int64_t file, struct err *e) {
    put_withdrawn(c, file);
    delete_file_rows(c, file);
    run_with_id(c, "DELETE FROM file WHERE id=?", file);
    return db_check(c->db, e);
}
