/* follow: keeps marks attached to their articles. */
#include "follow.h"

#include <string.h>
#include <unistd.h>

enum { SAMPLE = 64, STRAYS = 10000 };

void follow_begin(struct follow *f, struct marks *m) {
    *f = (struct follow){.marks = m, .from_elsewhere = marks_are_from_elsewhere(m)};
    f->has_marks = !f->from_elsewhere && marks_count(m) > 0;
}

int follow_change(struct follow *f, struct str old_key, const struct identity *now, struct err *e) {
    return f->has_marks ? marks_note_change(f->marks, old_key, now, e) : 0;
}

struct following {
    struct follow *follow;
    struct cache *cache;
    bool built;
    struct arena arena;
};

/* ---- strays ---- */

/* How likely the two are the same article; 0: not likely enough. The same title in the same file is better evidence than an id
 * or slug, which copies and translations share; and an article that was just added is more likely than one that existed before.
 * The title alone is enough for an article that was just added, or, if it is unknown which ones were, when neither has an id or
 * slug and both have the same date. */
static int similarity(const struct following *f, const struct identity *lost, const struct resemblance *r) {
    bool nameless = !identity_has_own_name(lost->key) && !identity_has_own_name(r->identity.key);
    int rank = r->own_name && r->path                 ? 8
               : r->path && r->title                  ? 7
               : r->own_name && r->title && r->is_new ? 6
               : r->title && r->is_new                ? 5
               : r->own_name                          ? 3 + r->title
               : r->path                              ? 2
                                                      : f->built && nameless && r->title && r->day;
    return rank ? 2 * rank + r->day : 0;
}

static const struct resemblance *most_similar(const struct following *f, const struct identity *lost,
                                              const struct resemblance *list, size_t count) {
    const struct resemblance *best = NULL;
    int most = 0;
    for (size_t i = 0; i < count; i++) {
        int likely = similarity(f, lost, &list[i]);
        if (likely && likely == most) {
            best = NULL; /* ambiguous */
        } else if (likely > most) {
            best = &list[i];
            most = likely;
        }
    }
    return best;
}

/* If only its title matches, an article that has marks of its own is a different one. -1: cannot be determined. */
static int may_take(struct following *f, const struct resemblance *r, struct err *e) {
    unsigned bits = 0;
    if (r->own_name || r->path) {
        return true;
    }
    return marks_get(f->follow->marks, r->identity.key, &bits, e) < 0 ? -1 : !bits;
}

static int find_lost(struct following *f, const struct identity *lost, struct err *e) {
    struct resemblance *list;
    size_t count;
    if (cache_resembling(f->cache, lost, &f->arena, &list, &count, e) < 0) {
        return -1;
    }
    const struct resemblance *r = most_similar(f, lost, list, count);
    int may = r ? may_take(f, r, e) : false;
    return may > 0 ? marks_note_change(f->follow->marks, lost->key, &r->identity, e) : may;
}

/* Updates title and day of an article that is back, or was there all the time. */
static int check_marked(void *context, const struct identity *marked, bool stray, struct err *e) {
    static const struct identity gone = {.key = {"", 0}, .title = {"", 0}};
    struct following *f = context;
    struct identity now;
    bool found;
    arena_reset(&f->arena);
    if (cache_identity(f->cache, marked->key, &f->arena, &now, &found, e) < 0) {
        return -1;
    }
    if (found) {
        bool same = !stray && str_equal(marked->title, now.title) && marked->day == now.day;
        return same ? 0 : marks_note_change(f->follow->marks, marked->key, &now, e);
    }
    return stray ? find_lost(f, marked, e) : marks_note_change(f->follow->marks, marked->key, &gone, e);
}

/* Two files may have swapped their contents, or got other ones, for example when a branch is checked out: only titles show
 * this. If the id or slug stayed the same, the title was edited. */
static bool stayed(const struct identity *before, struct str key_now) {
    return identity_has_own_name(before->key) && str_equal(identity_own(before->key), identity_own(key_now));
}

static const struct resemblance *moved_to(const struct following *f, const struct identity *before, struct str key_now,
                                          const struct resemblance *list, size_t count) {
    const struct resemblance *only = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct resemblance *r = &list[i];
        bool same_name = str_equal(identity_own(before->key), identity_own(r->identity.key));
        if (r->title && r->day && same_name && !str_equal(r->identity.key, key_now) && (r->is_touched || f->built)) {
            if (only) {
                return NULL;
            }
            only = r;
        }
    }
    return only;
}

static int check_retitled(void *context, const struct identity *before, struct str key_now, struct err *e) {
    struct following *f = context;
    struct resemblance *list;
    size_t count;
    arena_reset(&f->arena);
    if (stayed(before, key_now)) {
        return 0;
    }
    if (cache_resembling(f->cache, before, &f->arena, &list, &count, e) < 0) {
        return -1;
    }
    const struct resemblance *r = moved_to(f, before, key_now, list, count);
    return r ? marks_note_change(f->follow->marks, before->key, &r->identity, e) : 0;
}

static int follow_marks(struct following *f, int64_t now, struct err *e) {
    struct marks *m = f->follow->marks;
    if (f->built && marks_walk(m, false, SIZE_MAX, check_marked, f, e) < 0) {
        return -1;
    }
    if (marks_walk_retitled(m, check_retitled, f, e) < 0 || marks_apply_changes(m, now, e) < 0 ||
        marks_walk(m, true, STRAYS, check_marked, f, e) < 0) {
        return -1;
    }
    return marks_apply_changes(m, now, e);
}

/* ---- archives ---- */

/* Does the cache have this article of a sample? -1: cannot be determined. Treating a failure as "no" would be final, since the
 * archive then counts as known here. */
static int holds(struct following *f, const struct identity *sample, struct err *e) {
    struct identity now;
    bool found = false;
    if (cache_identity(f->cache, sample->key, &f->arena, &now, &found, e) < 0) {
        return -1;
    }
    if (found) {
        return str_equal(now.title, sample->title);
    }
    struct resemblance *list;
    size_t count;
    if (cache_resembling(f->cache, sample, &f->arena, &list, &count, e) < 0) {
        return -1;
    }
    for (size_t i = 0; i < count && !found; i++) {
        found = list[i].title && (list[i].own_name || list[i].path || list[i].day);
    }
    return found;
}

static bool is_within(struct str path, struct str folder) {
    return path.n >= folder.n && !memcmp(path.p, folder.p, folder.n) && (path.n == folder.n || path.p[folder.n] == '/');
}

/* A location exists if all roots that were read together exist. */
static bool is_there(const struct other_archive *other) {
    bool there = false;
    for (size_t i = 0; i < other->root_count; i++) {
        bool exists = access(other->roots[i].path.p, F_OK) == 0;
        if (!other->roots[i].continues && there) {
            return true;
        }
        there = exists && (there || !other->roots[i].continues);
    }
    return there;
}

/* Two locations of an archive that both exist are copies of it, unless one is inside the other. */
static int has_moved_here(struct following *f, const struct other_archive *other, struct err *e) {
    struct str *roots;
    size_t count;
    bool overlaps = false;
    if (cache_roots(f->cache, &f->arena, &roots, &count, e) < 0) {
        return -1;
    }
    for (size_t i = 0; i < other->root_count; i++) {
        for (size_t j = 0; j < count; j++) {
            struct str place = other->roots[i].path;
            overlaps = overlaps || is_within(place, roots[j]) || is_within(roots[j], place);
        }
    }
    return overlaps || !is_there(other);
}

static int holds_most(struct following *f, const struct other_archive *other, struct err *e) {
    size_t held = 0;
    for (size_t i = 0; i < other->count; i++) {
        int here = holds(f, &other->sample[i], e);
        if (here < 0) {
            return -1;
        }
        held += here > 0;
    }
    return held * 2 > other->count;
}

static int is_this_one(struct following *f, const struct other_archive *other, struct err *e) {
    int moved = has_moved_here(f, other, e);
    return moved > 0 ? holds_most(f, other, e) : moved;
}

/* If an archive is new at this location, and has the contents of another one that no longer exists at its own, it is that
 * one. */
static int recognise(struct following *f, struct err *e) {
    struct other_archive *others;
    size_t count;
    if (marks_have_sample(f->follow->marks)) {
        return 0;
    }
    if (marks_other_archives(f->follow->marks, &f->arena, &others, &count, e) < 0) {
        return -1;
    }
    int same = 0;
    for (size_t i = 0; i < count && !same; i++) {
        same = is_this_one(f, &others[i], e);
        if (same > 0) {
            f->built = true; /* changes made in the meantime are unknown */
            same = marks_adopt(f->follow->marks, others[i].id, e) < 0 ? -1 : 1;
        }
    }
    f->follow->recognised = same > 0;
    return same < 0 ? -1 : 0;
}

static int keep_sample(struct following *f, struct err *e) {
    struct identity *sample;
    size_t count;
    if (cache_sample(f->cache, SAMPLE, &f->arena, &sample, &count, e) < 0) {
        return -1;
    }
    return count ? marks_keep_sample(f->follow->marks, sample, count, e) : 0;
}

static int find_before(void *context, struct str old_key, struct arena *arena, struct identity *now, bool *found,
                       struct err *e) {
    struct following *f = context;
    return cache_identity_v1(f->cache, old_key, arena, now, found, e);
}

int follow_end(struct follow *f, struct cache *c, bool built, bool changed, int64_t now, struct err *e) {
    struct following following = {.follow = f, .cache = c, .built = built || f->from_elsewhere};
    bool is_new = !marks_have_sample(f->marks);
    int result = recognise(&following, e);
    if (result == 0 && (changed || following.built)) {
        result = follow_marks(&following, now, e);
    }
    result = result < 0 ? -1 : marks_claim(f->marks, find_before, &following, &f->claimed, e);
    if (result == 0 && (following.built || is_new)) {
        arena_reset(&following.arena);
        result = keep_sample(&following, e);
    }
    arena_release(&following.arena);
    return result;
}

int follow_committed(struct follow *f, struct err *e) {
    return marks_are_from_here(f->marks, e);
}
