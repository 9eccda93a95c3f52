/* cache_place: chooses ids so that their order is that of the lists: by day, within a day by moment, within a moment by title
 * and path.
 *
 * Of the 24 bits that an id has for its day, the moment gives the place where an article goes if nothing else is there: 64 ids
 * for each second, and ahead of them a stretch for those without a time. Articles that share a moment, or were pushed aside by
 * others, stand close together with small gaps, since the postings of full text are coded as differences of ids. The gaps take
 * those that are added between them later. Where one is used up, the articles around it are spread out again, over as small a
 * range as is sparse enough, so that a gap for the next ones is left (Bender and others, "Two Simplified Algorithms for
 * Maintaining Order in a List", 2002). A build adds articles in order, as far as it can guess it, and so only appends. */
#include "cache_place.h"

#include <stdlib.h>

#include "map.h"
#include "text.h"

enum { DAY_IDS = 1 << ORDINAL_BITS, MOMENT_BITS = 6, UNTIMED = DAY_IDS - ((DATE_MOMENT_MAX + 1) << MOMENT_BITS), GAP = 8 };
_Static_assert(UNTIMED > 1 << 22, "most archives date their articles without a time");

/* What the order of articles within a day depends on. */
struct position {
    int32_t moment;
    struct buf title; /* folded */
    int root;
    struct buf path;
};

static const uint64_t NO_DAY = UINT64_MAX;

struct day {
    uint64_t key;
    int64_t last; /* no id of it is higher, without the sign; 0: it has none */
};

struct places {
    struct day *days; /* in default lists, and apart from them the hidden ones */
    size_t day_count, day_capacity;
    struct map day_by_key; /* 1 + index */
    struct position next;
    struct buf folded; /* scratch */
    struct {
        uint64_t day;
        struct position position;
    } tails[2]; /* the articles placed last, hidden and not, as long as they have the highest id of their day */
};

void places_forget(struct places *p) {
    p->day_count = 0;
    map_release(&p->day_by_key);
    p->tails[0].day = p->tails[1].day = NO_DAY;
}

struct places *places_new(void) {
    struct places *p = xcalloc(1, sizeof *p);
    places_forget(p);
    return p;
}

static void position_release(struct position *p) {
    buf_release(&p->title);
    buf_release(&p->path);
}

void places_free(struct places *p) {
    if (p) {
        map_release(&p->day_by_key);
        position_release(&p->next);
        position_release(&p->tails[0].position);
        position_release(&p->tails[1].position);
        buf_release(&p->folded);
        free(p->days);
        free(p);
    }
}

/* ---- the order within a day ---- */

static void set_position(struct position *p, const struct content_row *row) {
    p->moment = date_moment(&row->article->date);
    p->root = row->root;
    buf_reset(&p->title);
    text_fold(&p->title, row->article->title);
    buf_reset(&p->path);
    buf_add_str(&p->path, row->path);
}

static void copy_position(struct position *to, const struct position *from) {
    to->moment = from->moment;
    to->root = from->root;
    buf_reset(&to->title);
    buf_add_str(&to->title, buf_str(&from->title));
    buf_reset(&to->path);
    buf_add_str(&to->path, buf_str(&from->path));
}

/* Lists begin with the highest id, and of one moment with the first title. */
static bool is_higher(const struct position *p, struct str title, int root, struct str path) {
    int order = str_compare(buf_str(&p->title), title);
    order = order ? order : p->root - root;
    return (order ? order : str_compare(buf_str(&p->path), path)) < 0;
}

static bool is_after(const struct position *p, const struct position *other) {
    return p->moment != other->moment ? p->moment > other->moment
                                      : is_higher(p, buf_str(&other->title), other->root, buf_str(&other->path));
}

/* ---- a day's articles, by their ids without the sign ---- */

struct search {
    struct cache *cache;
    bool hidden;
};

/* The highest id above `after`, at most `most`; 0: there is none. *lower: that article's position is below p; p may be NULL. */
static int64_t last_in(const struct search *s, int64_t after, int64_t most, struct position *p, bool *lower) {
#define COLUMNS "a.moment, a.title, f.root, f.path FROM article a JOIN file f ON f.id=a.file WHERE a.id"
    struct statement *q = db_cached(s->cache->db, s->hidden ? "SELECT -a.id, " COLUMNS " BETWEEN -?2 AND -?1 ORDER BY a.id"
                                                            : "SELECT a.id, " COLUMNS " BETWEEN ?1 AND ?2 ORDER BY a.id DESC");
#undef COLUMNS
    bind_int(q, 1, after + 1);
    bind_int(q, 2, most);
    int64_t id = db_step(q) ? column_int(q, 0) : 0;
    if (id && p) {
        struct buf *title = &s->cache->places->folded;
        int64_t moment = column_int(q, 1);
        buf_reset(title);
        text_fold(title, column_str(q, 2));
        *lower =
            moment != p->moment ? moment < p->moment : is_higher(p, buf_str(title), (int)column_int(q, 3), column_str(q, 4));
    }
    db_reset(q);
    return id;
}

static uint64_t key_of(int32_t day, bool hidden) {
    return (uint64_t)day << 1 | hidden;
}

static bool is_day(const void *places, uint32_t place, uint64_t key, struct str text) {
    (void)text;
    return ((const struct places *)places)->days[place - 1].key == key;
}

static struct day *find_day(const struct search *s, int32_t day) {
    struct places *p = s->cache->places;
    uint64_t key = key_of(day, s->hidden);
    uint32_t *place = map_at(&p->day_by_key, is_day, p, key, STR_NONE);
    if (!*place) {
        int64_t base = (int64_t)day << ORDINAL_BITS;
        p->days = grow(p->days, p->day_count, &p->day_capacity, sizeof *p->days);
        p->days[p->day_count++] = (struct day){key, last_in(s, base, base + DAY_IDS - 1, NULL, NULL)};
        *place = (uint32_t)p->day_count;
    }
    return &p->days[*place - 1];
}

/* Between which ids the position is: *before 0 and *after 0: there is none. */
static void find_neighbours(const struct search *s, struct position *p, int64_t base, int64_t last, int64_t *before,
                            int64_t *after) {
    bool lower;
    int64_t low = base, high = last + 1; /* what is at most `low` is before it, from `high` on after it */
    *before = *after = 0;
    while (high - low > 1) {
        int64_t middle = high > last ? last : low + (high - low) / 2; /* most are after the last one */
        int64_t id = last_in(s, low, middle, p, &lower);
        if (id && !lower) {
            *after = high = id;
        } else {
            *before = id ? id : *before;
            low = middle;
        }
    }
}

/* ---- where there is room ---- */

static int64_t min(int64_t a, int64_t b) {
    return a < b ? a : b;
}

static int64_t max(int64_t a, int64_t b) {
    return a > b ? a : b;
}

static int64_t own_place(int64_t base, int32_t moment) {
    enum { BEFORE_FIRST = UNTIMED / 4 }; /* room for those that will be ahead of the first one */
    return base + (moment ? UNTIMED + ((int64_t)moment << MOMENT_BITS) : BEFORE_FIRST);
}

/* An id from low to high, near the end of the range that the article's own place is beyond. Towards the end of a day the gaps
 * become smaller, so that a day has room for millions. */
static int64_t choose(int64_t low, int64_t high, int64_t own) {
    int64_t middle = low + (high - low) / 2, gap = min(GAP, max(1, (high - low) >> 21));
    return own < low ? min(middle, low + gap - 1) : own > high ? max(middle, high - gap + 1) : own;
}

static int64_t count_in(const struct search *s, int64_t low, int64_t high) {
    struct statement *q = db_cached(s->cache->db, s->hidden ? "SELECT count(*) FROM article WHERE id BETWEEN -?2 AND -?1"
                                                            : "SELECT count(*) FROM article WHERE id BETWEEN ?1 AND ?2");
    bind_int(q, 1, low);
    bind_int(q, 2, high);
    int64_t count = db_step(q) ? column_int(q, 0) : 0;
    db_reset(q);
    return count;
}

static void list_in(const struct search *s, int64_t low, int64_t high, int64_t *ids, size_t count) {
    for (size_t i = count; i > 0; i--) {
        ids[i - 1] = high = last_in(s, low - 1, high, NULL, NULL);
        high--;
    }
}

static void renumber(const struct search *s, struct renumberings *r, int64_t from, int64_t to) {
    int64_t sign = s->hidden ? -1 : 1;
    if (from != to) {
        r->list[r->count++] = (struct renumbering){sign * from, sign * to};
    }
}

/* Spreads the articles of a range evenly, with a place for another one after the first `before` of them; returns that. Those
 * that go up move from the top on, those that go down from the bottom on. */
static int64_t spread(const struct search *s, int64_t low, int64_t high, size_t count, int64_t before, struct renumberings *r) {
    int64_t *ids = xcalloc(count + 1, sizeof *ids), *to = xcalloc(count + 1, sizeof *to), free_id = 0;
    int64_t width = high - low + 1;
    bool placed = false;
    list_in(s, low, high, ids, count);
    for (size_t i = 0; i <= count; i++) {
        int64_t id = low + width * (int64_t)(2 * i + 1) / (int64_t)(2 * (count + 1));
        if (!placed && (i == count || ids[i] > before)) {
            free_id = id;
            placed = true;
        } else {
            to[i - placed] = id;
        }
    }
    r->list = xcalloc(count + 1, sizeof *r->list);
    for (size_t i = 0; i < count; i++) {
        if (to[i] < ids[i]) {
            renumber(s, r, ids[i], to[i]);
        }
    }
    for (size_t i = count; i > 0; i--) {
        if (to[i - 1] > ids[i - 1]) {
            renumber(s, r, ids[i - 1], to[i - 1]);
        }
    }
    free(ids);
    free(to);
    return free_id;
}

/* There is no id between `before` and the next one. */
static int64_t make_room(const struct search *s, int64_t base, int64_t before, struct renumberings *r) {
    int64_t low = base + 1, high = base + DAY_IDS - 1, count = 0;
    double most = 2; /* so many may be in a range that is to be spread */
    for (int bits = 4; bits < ORDINAL_BITS; bits++) {
        int64_t around = max(before, base), half = (int64_t)1 << (bits - 1);
        low = max(base + 1, around - half);
        high = min(base + DAY_IDS - 1, around + half);
        count = count_in(s, low, high);
        most *= 1.5;
        if ((double)count < most && count < high - low) {
            break;
        }
    }
    return spread(s, low, high, (size_t)count, before, r);
}

int64_t place_article(struct cache *c, const struct content_row *row, int64_t old, struct renumberings *others) {
    struct places *p = c->places;
    const struct search s = {c, row->hidden};
    int64_t base = (int64_t)row->article->date.day << ORDINAL_BITS, before, after = 0, id = row->hidden ? -old : old;
    struct day *day = find_day(&s, row->article->date.day);
    *others = (struct renumberings){0};
    set_position(&p->next, row);
    if (!day->last || (p->tails[s.hidden].day == day->key && is_after(&p->next, &p->tails[s.hidden].position))) {
        before = day->last;
    } else {
        find_neighbours(&s, &p->next, base, day->last, &before, &after);
    }
    int64_t low = max(before, base) + 1, high = after ? after - 1 : base + DAY_IDS - 1;
    if (old == 0 || id < low || id > high) {
        id = low > high ? make_room(&s, base, before, others) : choose(low, high, own_place(base, p->next.moment));
    }
    for (size_t i = 0; i < others->count; i++) {
        day->last = max(day->last, llabs(others->list[i].to));
    }
    if (others->count) {
        p->tails[s.hidden].day = NO_DAY;
    } else if (!after) {
        copy_position(&p->tails[s.hidden].position, &p->next);
        p->tails[s.hidden].day = day->key;
    }
    day->last = max(day->last, id);
    return s.hidden ? -id : id;
}
