/* requests: many marks at once, undo, the reading queue, notes. */
#include "requests_private.h"

/* ---- all articles of a list ---- */

enum { PART_ROWS = 256 };

/* In a list that is sorted as a whole there is no way on from an article that has left it, so it is taken in one part. */
static size_t part_rows(const struct query *q) {
    return q->sort == SORT_RELEVANCE || q->sort == SORT_QUEUE ? QUERY_RELEVANT : PART_ROWS;
}

_Static_assert(ROW_READ == 1 << MARK_READ && ROW_STARRED == 1 << MARK_STARRED && ROW_QUEUED == 1 << MARK_QUEUED, "");

/* Those of the rows that are meant; *last: no more come after them. */
static size_t rows_meant(const struct mark_all_request *r, const struct rows *rows, bool *last) {
    const struct marking *m = &r->marking;
    size_t count = 0;
    *last = rows->count < part_rows(&r->query);
    while (count < rows->count && !(m->limit && r->looked_at + (int64_t)count == m->limit)) {
        if (rows->rows[count++].id == m->to) {
            *last = true;
            return count;
        }
    }
    *last = *last || count < rows->count || (m->limit && r->looked_at + (int64_t)count == m->limit);
    return count;
}

static int mark_rows(struct mark_all_request *r, struct store *s, const struct row *rows, size_t row_count, struct arena *arena,
                     struct err *e) {
    struct mark_time *times = arena_alloc(arena, row_count + 1, sizeof *times);
    bool clears = r->marking.clears;
    size_t count = 0;
    for (size_t i = 0; i < row_count; i++) {
        bool is_marked = rows[i].marks & 1u << r->marking.mark;
        if (is_marked == clears) {
            times[count++] = (struct mark_time){.key = rows[i].key,
                                                .mark = r->marking.mark,
                                                .when = clears ? 0 : r->now,
                                                .title = rows[i].title,
                                                .day = rows[i].day,
                                                .changed = r->now};
        }
    }
    if (count && marks_do(s->marks, times, count, &r->undo, e) < 0) {
        return -1;
    }
    r->marked += (int64_t)count;
    return 0;
}

/* In a new cache it starts over; articles already marked are skipped. A part of a list has no ends there. */
static int begin_in_cache(struct mark_all_request *r, const struct store *s, struct err *e) {
    bool is_part = r->marking.from || r->marking.to || r->marking.limit;
    if (r->cache && r->cache != s->caches && is_part) {
        return err_set(e, "the archive was just reindexed, so not all was marked: try again");
    }
    if (r->cache != s->caches) {
        r->cache = s->caches;
        r->after = r->looked_at = 0;
    }
    return 0;
}

static enum request_progress mark_part(struct mark_all_request *r, struct store *s, struct arena *arena, struct err *e) {
    if (begin_in_cache(r, s, e) < 0) {
        return REQUEST_FAILED;
    }
    bool first = !r->after && r->marking.from, last;
    struct page_request page = {.after = first ? r->marking.from : r->after, .including = first, .limit = part_rows(&r->query)};
    struct rows rows;
    if (cache_find(s->cache, &r->query, &page, arena, &rows, e) < 0) {
        return REQUEST_FAILED;
    }
    size_t count = rows_meant(r, &rows, &last);
    if (mark_rows(r, s, rows.rows, count, arena, e) < 0) {
        return done_with_marks(-1, e);
    }
    r->looked_at += (int64_t)count;
    r->after = count ? rows.rows[count - 1].id : r->after;
    return last ? REQUEST_DONE : REQUEST_MORE;
}

static enum request_progress answer_mark_all(struct request *request, struct store *s, struct err *e) {
    struct arena arena = {0};
    if (store_need_marks(s, e) < 0 || store_need_cache(s, e) < 0) {
        return REQUEST_FAILED;
    }
    enum request_progress progress = mark_part((struct mark_all_request *)request, s, &arena, e);
    arena_release(&arena);
    return progress;
}

static struct request *part_of_mark_all(const struct request *request) {
    const struct mark_all_request *r = (const struct mark_all_request *)request;
    struct mark_all_request *part = request_new(sizeof *part, request->ops);
    part->query = copy_query(&r->query, &part->request.arena);
    part->marking = r->marking;
    part->now = r->now;
    part->looked_at = r->looked_at;
    part->marked = r->marked;
    return &part->request;
}

/* Of a whole list the order matters only if it is limited to the most relevant; newest first is the cheapest to page through.
 */
struct mark_all_request *request_mark_all(const struct marking *marking, int64_t now) {
    static const struct request_ops ops = {.answer = answer_mark_all, .copy_part = part_of_mark_all, .any_cache = true};
    static const struct request_ops of_part = {.answer = answer_mark_all, .copy_part = part_of_mark_all};
    bool is_part = marking->from || marking->to || marking->limit;
    struct mark_all_request *r = request_new(sizeof *r, is_part ? &of_part : &ops);
    r->query = copy_query(marking->query, &r->request.arena);
    r->query.sort = is_part || r->query.sort == SORT_RELEVANCE ? r->query.sort : SORT_NEWEST;
    r->marking = *marking;
    r->marking.query = NULL;
    r->now = now;
    return r;
}

/* ---- undo ---- */

static enum request_progress answer_undo(struct request *request, struct store *s, struct err *e) {
    struct undo_request *r = (struct undo_request *)request;
    if (store_need_marks(s, e) < 0) {
        return REQUEST_FAILED;
    }
    arena_reset(&request->arena);
    if (marks_undo(s->marks, r->redo, PART_ROWS, r->now, &request->arena, &r->undo, &r->found, e) < 0) {
        return done_with_marks(-1, e);
    }
    return r->found && r->undo.exchanged < r->undo.count ? REQUEST_MORE : REQUEST_DONE;
}

static struct request *part_of_undo(const struct request *request) {
    const struct undo_request *r = (const struct undo_request *)request;
    struct undo_request *part = request_new(sizeof *part, request->ops);
    part->redo = r->redo;
    part->found = r->found;
    part->undo = r->undo;
    part->undo.subject = arena_copy(&part->request.arena, r->undo.subject);
    return &part->request;
}

struct undo_request *request_undo(bool redo, int64_t now) {
    static const struct request_ops ops = {
        .answer = answer_undo, .copy_part = part_of_undo, .is_change = true, .any_cache = true};
    struct undo_request *r = request_new(sizeof *r, &ops);
    r->redo = redo;
    r->now = now;
    return r;
}

/* ---- the reading queue ---- */

static enum request_progress answer_move(struct request *request, struct store *s, struct err *e) {
    struct move_request *r = (struct move_request *)request;
    int result = store_need_marks(s, e) < 0 ? -1 : marks_move_queued(s->marks, r->key, r->by, r->now, &r->moved, e);
    return done_with_marks(result, e);
}

struct move_request *request_move_queued(struct str key, long by, int64_t now) {
    static const struct request_ops ops = {.answer = answer_move, .is_change = true, .any_cache = true};
    struct move_request *r = request_new(sizeof *r, &ops);
    r->key = arena_copy(&r->request.arena, key);
    r->by = by;
    r->now = now;
    return r;
}

/* ---- notes ---- */

/* Without a cache no article is found. */
static int find_articles(struct notes_request *r, struct store *s, struct err *e) {
    r->articles = arena_alloc(&r->request.arena, r->count + 1, sizeof *r->articles);
    for (size_t i = 0; i < r->count && s->cache; i++) {
        if (cache_article_of_key(s->cache, r->notes[i].key, &r->articles[i], e) < 0) {
            return -1;
        }
    }
    return 0;
}

static enum request_progress answer_notes(struct request *request, struct store *s, struct err *e) {
    struct notes_request *r = (struct notes_request *)request;
    if (store_need_marks(s, e) < 0 || marks_notes(s->marks, r->key, &request->arena, &r->notes, &r->count, e) < 0) {
        return done_with_marks(-1, e);
    }
    return r->key.n ? REQUEST_DONE : done(find_articles(r, s, e));
}

struct notes_request *request_notes(struct str key) {
    static const struct request_ops of_one = {.answer = answer_notes, .any_cache = true}, of_all = {.answer = answer_notes};
    struct notes_request *r = request_new(sizeof *r, key.n ? &of_one : &of_all);
    r->key = arena_copy(&r->request.arena, key);
    return r;
}

static enum request_progress answer_note(struct request *request, struct store *s, struct err *e) {
    struct note_request *r = (struct note_request *)request;
    int result = store_need_marks(s, e) < 0 ? -1 : marks_set_note(s->marks, &r->note, r->now, e);
    return done_with_marks(result, e);
}

struct note_request *request_note(const struct note *note, int64_t now) {
    static const struct request_ops ops = {.answer = answer_note, .is_change = true, .any_cache = true};
    struct note_request *r = request_new(sizeof *r, &ops);
    struct arena *arena = &r->request.arena;
    r->note = *note;
    r->note.key = arena_copy(arena, note->key);
    r->note.uid = arena_copy(arena, note->uid);
    r->note.quote = arena_copy(arena, note->quote);
    r->note.before = arena_copy(arena, note->before);
    r->note.after = arena_copy(arena, note->after);
    r->note.text = arena_copy(arena, note->text);
    r->note.title = arena_copy(arena, note->title);
    r->now = now;
    return r;
}

static int load_article(struct own_note_request *r, struct store *s, struct err *e) {
    struct article a;
    int64_t id = r->article;
    if (store_need_cache(s, e) < 0 || (r->key.n && cache_article_of_key(s->cache, r->key, &id, e) < 0) ||
        cache_article(s->cache, id, &r->request.arena, &a, e) < 0) {
        return -1;
    }
    r->note = (struct note){.key = a.key,
                            .title = a.title,
                            .day = a.date.day,
                            .uid = STR_NONE,
                            .quote = STR_NONE,
                            .before = STR_NONE,
                            .after = STR_NONE,
                            .text = STR_NONE};
    return 0;
}

static enum request_progress answer_own_note(struct request *request, struct store *s, struct err *e) {
    struct own_note_request *r = (struct own_note_request *)request;
    struct note *notes;
    size_t count;
    if (store_need_marks(s, e) < 0 || load_article(r, s, e) < 0) {
        return REQUEST_FAILED;
    }
    if (marks_notes(s->marks, r->note.key, &request->arena, &notes, &count, e) < 0) {
        return done_with_marks(-1, e);
    }
    if (count && !notes[0].uid.n) {
        r->note = notes[0];
    }
    return REQUEST_DONE;
}

struct own_note_request *request_own_note(int64_t article, struct str key) {
    static const struct request_ops ops = {.answer = answer_own_note};
    struct own_note_request *r = request_new(sizeof *r, &ops);
    r->article = article;
    r->key = arena_copy(&r->request.arena, key);
    return r;
}
