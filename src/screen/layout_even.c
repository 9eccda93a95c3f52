/* layout_even: where the lines of a paragraph end so that they are as even as can be, over all of it: total fit, as in TeX,
 * with columns for boxes and a blank for glue. What is even is not what is full: the squares of the blanks at the ends of lines
 * are hardly fewer than in lines that are filled one by one, but the lines are much more alike. */
#include "layout_private.h"

enum {
    PARTS = 16,    /* of a column, for the mean */
    TOO_SHORT = 24 /* columns */
};
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

static size_t width(const struct piece *pieces, size_t from, size_t to) {
    return pieces[to].start - pieces[from].start - pieces[from].blank;
}

/* The least cost of all from piece i on, when it begins a line that ends before piece `to` or one after it; all that follows
 * has been looked at. Of equals, the longest line. */
static void fit_from(struct piece *pieces, size_t count, size_t i, size_t to, size_t room, int64_t aim) {
    struct piece *p = &pieces[i];
    p->cost = IMPOSSIBLE;
    p->next = (uint32_t)count;
    if (width(pieces, i, count) <= room) {
        p->cost = 0;
        return;
    }
    for (; to < count && width(pieces, i, to) <= room; to++) {
        size_t columns = width(pieces, i, to) + hyphen_before(pieces, to);
        int64_t apart = (int64_t)columns * PARTS - aim;
        uint64_t cost = pieces[to].cost + (uint64_t)(apart * apart);
        if (cost <= p->cost && columns <= room) {
            p->cost = cost;
            p->next = (uint32_t)to;
        }
    }
}

/* Lines that are far too short are looked at only where there is nothing else. */
static size_t fit(struct piece *pieces, size_t count, size_t first_room, size_t room, int64_t aim) {
    size_t ends = 0, near = count;
    for (size_t i = count; i--;) {
        size_t most = i ? room : first_room;
        while (near > i + 1 && width(pieces, i, near - 1) + TOO_SHORT >= most) {
            near--;
        }
        fit_from(pieces, count, i, near, most, aim);
        if (pieces[i].cost >= IMPOSSIBLE) {
            fit_from(pieces, count, i, i + 1, most, aim);
        }
    }
    for (size_t i = 0; pieces[0].cost < IMPOSSIBLE && pieces[i].next < count; i = pieces[i].next) {
        ends++;
    }
    return ends;
}

static void find_starts(struct piece *pieces, size_t count) {
    uint32_t start = 0;
    for (size_t i = 0; i < count; i++) {
        pieces[i].start = start;
        start += pieces[i].columns + pieces[i].blank;
    }
    pieces[count] = (struct piece){.start = start};
}

/* A paragraph that would get one line more is made as even as its full lines allow. */
bool even_lines(struct piece *pieces, size_t count, size_t first_room, size_t room) {
    size_t ends;
    find_starts(pieces, count);
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
