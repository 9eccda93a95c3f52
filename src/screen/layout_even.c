/* layout_even: where the lines of a paragraph end so that they are as even as can be, over all of it: total fit, as in TeX,
 * with columns for boxes and a blank for glue. What is even is not what is full: the squares of the blanks at the ends of lines
 * are hardly fewer than in lines that are filled one by one, but the lines are much more alike. */
#include "layout_private.h"

enum { PARTS = 16 }; /* of a column, for the mean */
static const uint64_t IMPOSSIBLE = UINT64_MAX / 4;

/* Is a hyphen seen when a line ends before piece `at`? */
static size_t hyphen_before(const struct piece *pieces, size_t at) {
    return pieces[at - 1].soft && !pieces[at].blank;
}

/* The mean of the lines, but the last, when each is filled, in parts of a column; *ends: how many lines that are. */
static uint64_t mean_filled(const struct piece *pieces, size_t count, size_t first_room, size_t room, size_t *ends) {
    size_t used = 0, most = first_room, lines = 0;
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        const struct piece *p = &pieces[i];
        if (used && used + p->blank + p->columns + p->soft > most) {
            sum += used + hyphen_before(pieces, i);
            lines++;
            used = 0;
            most = room;
        }
        used += p->columns + (used && p->blank);
    }
    *ends = lines;
    return lines ? sum * PARTS / lines : room * PARTS;
}

/* The least cost of all from piece i on, when it begins a line; all that follows has been looked at. Of equals, the longest
 * line. */
static void fit_from(struct piece *pieces, size_t count, size_t i, size_t room, int64_t aim) {
    size_t used = pieces[i].columns, next = count;
    uint64_t least = IMPOSSIBLE;
    for (size_t to = i + 1; to < count && used <= room; to++) {
        size_t columns = used + hyphen_before(pieces, to);
        int64_t apart = (int64_t)columns * PARTS - aim;
        uint64_t cost = pieces[to].cost + (uint64_t)(apart * apart);
        if (cost <= least && columns <= room) {
            least = cost;
            next = to;
        }
        used += pieces[to].columns + pieces[to].blank;
        if (to + 1 == count && used <= room) {
            least = 0;
            next = count;
        }
    }
    pieces[i].cost = i + 1 == count && used <= room ? 0 : least;
    pieces[i].next = (uint32_t)next;
}

static size_t fit(struct piece *pieces, size_t count, size_t first_room, size_t room, int64_t aim) {
    size_t ends = 0;
    for (size_t i = count; i--;) {
        fit_from(pieces, count, i, i ? room : first_room, aim);
    }
    for (size_t i = 0; pieces[0].cost < IMPOSSIBLE && pieces[i].next < count; i = pieces[i].next) {
        ends++;
    }
    return ends;
}

/* A paragraph that would get one line more is made as even as its full lines allow. */
bool even_lines(struct piece *pieces, size_t count, size_t first_room, size_t room) {
    size_t ends;
    int64_t mean = (int64_t)mean_filled(pieces, count, first_room, room, &ends);
    if (fit(pieces, count, first_room, room, mean) > ends) {
        fit(pieces, count, first_room, room, (int64_t)room * PARTS);
    }
    bool fits = pieces[0].cost < IMPOSSIBLE;
    for (size_t i = 0; fits && i < count; i = pieces[i].next) {
        pieces[i].begins_line = true;
    }
    return fits;
}
