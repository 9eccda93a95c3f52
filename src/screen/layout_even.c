/* layout_even: where the lines of a paragraph end so that they are as even as can be, over all of it: total fit, as in TeX,
 * with columns for boxes and a blank for glue. What is even is not what is full: the squares of the blanks at the ends of lines
 * are hardly fewer than in lines that are filled one by one, but the lines are much more alike. */
#include "layout_private.h"

enum { PARTS = 16 }; /* of a column, for the mean */

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

/* The least cost of all from piece i on, when it begins a line; all that follows has been looked at. */
static void fit_from(struct piece *pieces, size_t count, size_t i, size_t room, uint64_t aim) {
    size_t used = 0;
    pieces[i].cost = UINT64_MAX;
    for (size_t to = i + 1; to <= count; to++) {
        used += pieces[to - 1].columns + (to > i + 1 && pieces[to - 1].blank);
        if (used > room) {
            break;
        }
        size_t columns = used + (to < count ? hyphen_before(pieces, to) : 0);
        uint64_t apart = columns * PARTS > aim ? columns * PARTS - aim : aim - columns * PARTS;
        uint64_t after = to < count ? pieces[to].cost : 0, cost = to < count ? apart * apart : 0;
        if (columns <= room && after != UINT64_MAX && after + cost <= pieces[i].cost) { /* of equals, the longer first line */
            pieces[i].cost = after + cost;
            pieces[i].next = (uint32_t)to;
        }
    }
}

static size_t fit(struct piece *pieces, size_t count, size_t first_room, size_t room, uint64_t aim) {
    size_t ends = 0;
    for (size_t i = count; i--;) {
        fit_from(pieces, count, i, i ? room : first_room, aim);
    }
    for (size_t i = 0; pieces[0].cost != UINT64_MAX && pieces[i].next < count; i = pieces[i].next) {
        ends++;
    }
    return ends;
}

/* A paragraph that would get one line more is made as even as its full lines allow. */
bool even_lines(struct piece *pieces, size_t count, size_t first_room, size_t room) {
    size_t ends;
    uint64_t mean = mean_filled(pieces, count, first_room, room, &ends);
    if (fit(pieces, count, first_room, room, mean) > ends) {
        fit(pieces, count, first_room, room, room * PARTS);
    }
    bool fits = pieces[0].cost != UINT64_MAX;
    for (size_t i = 0; fits && i < count; i = pieces[i].next) {
        pieces[i].begins_line = true;
    }
    return fits;
}
