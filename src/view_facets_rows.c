/* view_facets_rows: which values are listed, and how they look. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "view_facets.h"

enum { LOOK_AT = 4000 };

static const enum query_state marks_listed[] = {STATE_UNREAD, STATE_STARRED, STATE_QUEUED};

const struct tally *facets_counts(const struct facets *f) {
    return f->choice_count ? &f->now.shown : &f->all.shown;
}

int64_t facets_count(const struct tally *t, const struct facet *value) {
    if (value->section < TAX_COUNT) {
        return tally_of_term(t, value->number);
    }
    if (value->section == SECTION_YEARS) {
        return tally_of_year(t, value->number);
    }
    return value->number == STATE_UNREAD ? t->unread : value->number == STATE_STARRED ? t->starred : t->queued;
}

/* ---- the filter ---- */

static bool passes(struct str text, struct str words) {
    struct buf folded = {0};
    text_fold(&folded, text);
    bool result = text_match_words(buf_str(&folded), words);
    buf_release(&folded);
    return result;
}

struct looking {
    struct facets *facets;
    struct buf words, names;
};

static void look_at(void *context, int64_t id, struct str label, struct str name) {
    struct looking *l = context;
    buf_reset(&l->names);
    buf_add_str(&l->names, label);
    buf_putc(&l->names, ' ');
    buf_add_str(&l->names, name);
    if (id > 0 && (size_t)id < l->facets->passes_count) {
        l->facets->passes[id] = text_match_words(buf_str(&l->names), buf_str(&l->words));
    }
}

void facets_look(struct facets *f, struct ui *ui) {
    struct looking l = {.facets = f};
    struct err e;
    if (!f->passes || f->passes_count != f->all.shown.term_count) {
        free(f->passes);
        f->passes_count = f->all.shown.term_count;
        f->passes = xcalloc(f->passes_count + 1, 1);
        f->looked_to = 0;
    }
    text_fold(&l.words, buf_str(&f->filter));
    ui_give_way(ui, true);
    int result = cache_term_names(ui->cache, &f->looked_to, LOOK_AT, &f->looking, look_at, &l, &e);
    ui_give_way(ui, false);
    if (result < 0 && e.code != ERR_INTERRUPTED) {
        f->looking = false;
        ui_fail_err(ui, &e);
    }
    buf_release(&l.words);
    buf_release(&l.names);
}

/* ---- rows ---- */

static struct facet *add(struct facets *f, enum facet_kind kind, int section, int64_t number) {
    size_t count = (size_t)f->list.count;
    f->rows = grow(f->rows, count, &f->row_capacity, sizeof *f->rows);
    f->rows[f->list.count++] = (struct facet){kind, section, number};
    return &f->rows[count];
}

/* Those of the narrowed list come first, the most frequent ones; what it has none of takes the places that are left. */
static size_t rank_again(const struct facets *f, int section, const uint8_t *only, size_t limit, struct tallied *found,
                         size_t count) {
    struct tally now = f->now.shown;
    if (!f->choice_count || !counter_has_begun(&f->now) || now.term_count != f->all.shown.term_count) {
        return count;
    }
    now.taxonomies = f->all.shown.taxonomies;
    struct tallied *live = xcalloc(limit + 1, sizeof *live);
    size_t n = tally_best(&now, (enum taxonomy)section, only, limit, live, NULL);
    for (size_t i = 0; i < count && n < limit; i++) {
        if (!tally_of_term(&now, found[i].term)) {
            live[n++] = found[i];
        }
    }
    memcpy(found, live, n * sizeof *live);
    free(live);
    return n;
}

static size_t find_terms(const struct facets *f, int section, size_t limit, struct tallied *found, size_t *in_all) {
    const uint8_t *only = f->filter.n ? f->passes : NULL;
    if (f->filter.n && (!f->passes || f->passes_count != f->all.shown.term_count)) {
        *in_all = 0;
        return 0; /* not looked at yet */
    }
    size_t count = tally_best(&f->all.shown, (enum taxonomy)section, only, limit, found, in_all);
    return rank_again(f, section, only, limit, found, count);
}

static size_t find_years(const struct facets *f, size_t limit, struct tallied *found, size_t *in_all) {
    const struct tally *t = &f->all.shown;
    struct buf words = {0};
    char text[24];
    size_t count = 0;
    *in_all = 0;
    text_fold(&words, buf_str(&f->filter));
    for (size_t year = t->month_count / 12 + 1; year-- > 1;) {
        snprintf(text, sizeof text, "%zu", year);
        if (tally_of_year(t, (int64_t)year) && passes(str_from(text), buf_str(&words))) {
            found[count] = (struct tallied){(int64_t)year, 0};
            count += count < limit;
            ++*in_all;
        }
    }
    buf_release(&words);
    return count;
}

static size_t find_marks(const struct facets *f, struct tallied *found, size_t *in_all) {
    struct buf words = {0};
    *in_all = 0;
    text_fold(&words, buf_str(&f->filter));
    for (size_t i = 0; i < LENGTH(marks_listed); i++) {
        if (f->all.shown.articles && passes(str_from(query_states[marks_listed[i]]), buf_str(&words))) {
            found[(*in_all)++] = (struct tallied){marks_listed[i], 0};
        }
    }
    buf_release(&words);
    return *in_all;
}

static bool is_there(const struct facets *f, long from, int64_t number) {
    for (long row = from; row < f->list.count; row++) {
        if (f->rows[row].number == number) {
            return true;
        }
    }
    return false;
}

/* What was chosen is always there to be let go again, among terms as the first. */
static void add_values(struct facets *f, int section, const struct tallied *found, size_t count) {
    long from = f->list.count;
    bool first = section < TAX_COUNT && !f->filter.n;
    for (size_t i = 0; i < f->choice_count && first; i++) {
        if (f->choices[i].section == section) {
            add(f, FACET_VALUE, section, f->choices[i].number);
        }
    }
    long chosen = f->list.count;
    for (size_t i = 0; i < count; i++) {
        struct facet value = {FACET_VALUE, section, found[i].term};
        if (chosen == from || !facets_choice(f, &value)) {
            add(f, FACET_VALUE, section, found[i].term);
        }
    }
    for (size_t i = 0; i < f->choice_count && !first && !f->filter.n; i++) {
        const struct choice *c = &f->choices[i];
        if (c->section == section && !is_there(f, from, c->number)) {
            add(f, FACET_VALUE, section, c->number);
        }
    }
}

static void add_section(struct facets *f, int section, struct tallied *found) {
    size_t limit = f->unfolded[section] ? FACETS_UNFOLDED : FACETS_BEST, in_all;
    size_t count = section < TAX_COUNT        ? find_terms(f, section, limit, found, &in_all)
                   : section == SECTION_YEARS ? find_years(f, limit, found, &in_all)
                                              : find_marks(f, found, &in_all);
    long before = f->list.count;
    add(f, FACET_BLANK, section, 0);
    add(f, FACET_HEADING, section, 0);
    long from = f->list.count;
    add_values(f, section, found, count);
    if (f->list.count == from) {
        f->list.count = before;
    } else if (in_all > FACETS_BEST) {
        add(f, FACET_MORE, section, (int64_t)in_all);
    }
}

static bool same_row(const struct facet *a, const struct facet *b) {
    return a->kind == b->kind && a->section == b->section && (a->kind != FACET_VALUE || a->number == b->number);
}

void facets_make_rows(struct facets *f) {
    struct tallied *found = xcalloc(FACETS_UNFOLDED + 1, sizeof *found);
    bool had = f->list.selected < f->list.count;
    struct facet was = had ? f->rows[f->list.selected] : (struct facet){0};
    long height = f->list.selected - f->list.top;
    f->list.count = 0;
    add(f, FACET_SHOW, -1, 0);
    for (int section = 0; section < SECTION_COUNT; section++) {
        add_section(f, section, found);
    }
    for (long row = 0; row < f->list.count && had; row++) {
        if (same_row(&f->rows[row], &was)) {
            f->list.selected = row;
            f->list.top = row - height;
            break;
        }
    }
    list_select(&f->list, f->list.selected);
    free(found);
}

/* ---- looks ---- */

static const char *section_title(int section) {
    return section < TAX_COUNT ? taxonomies[section].title : section == SECTION_YEARS ? "Years" : "Marks";
}

static const char *section_plural(int section) {
    return section < TAX_COUNT ? taxonomies[section].plural : "years";
}

static bool get_term(struct ui *ui, int64_t id, struct arena *arena, struct term *t) {
    return ui->cache && cache_term(ui->cache, id, arena, t, NULL) == 0;
}

static void number_name(const struct facet *value, struct buf *out) {
    if (value->section == SECTION_YEARS) {
        buf_printf(out, "%lld", (long long)value->number);
    } else {
        buf_puts(out, query_states[value->number]);
    }
}

void facets_name(const struct facets *f, struct ui *ui, const struct facet *value, struct buf *out) {
    struct arena arena = {0};
    struct term t;
    const struct choice *c = facets_choice(f, value);
    if (value->section >= TAX_COUNT) {
        number_name(value, out);
    } else if (get_term(ui, value->number, &arena, &t)) {
        buf_add_str(out, t.name);
    } else if (c) {
        buf_add_str(out, c->word);
    }
    arena_release(&arena);
}

/* `[x] Label  Authority                 212` */
static void paint_value(const struct facets *f, struct ui *ui, const struct facet *value, const struct grid *line) {
    const struct choice *c = facets_choice(f, value);
    int64_t count = facets_count(facets_counts(f), value);
    struct arena arena = {0};
    struct buf name = {0}, number = {0};
    struct term t = {.authority = STR_NONE};
    if (value->section < TAX_COUNT && get_term(ui, value->number, &arena, &t)) {
        buf_add_str(&name, t.label);
    } else {
        facets_name(f, ui, value, &name);
    }
    format_count(&number, count);
    style_t look = count || c ? LOOK_TEXT : LOOK_DIM;
    int end = grid_put_right(line, 0, line->columns - 1, buf_str(&number), count ? LOOK_LABEL : LOOK_DIM);
    grid_put(line, 0, 2, !c ? STR("[ ]") : c->exclude ? STR("[-]") : STR("[x]"), c ? LOOK_MARK | STYLE_STRONG : LOOK_DIM);
    int used = grid_put_fit(line, 0, 6, end - 8, buf_str(&name), c ? look | STYLE_STRONG : look);
    if (t.authority.n && end - 12 - used > 3) {
        grid_put_fit(line, 0, 8 + used, end - 12 - used, t.authority, LOOK_DIM);
    }
    buf_release(&name);
    buf_release(&number);
    arena_release(&arena);
}

static void paint_more(const struct facets *f, const struct facet *row, const struct grid *line) {
    struct buf text = {0};
    if (!f->unfolded[row->section]) {
        buf_puts(&text, "all ");
        format_count(&text, row->number);
        buf_printf(&text, " %s", section_plural(row->section));
    } else if (row->number > FACETS_UNFOLDED) {
        buf_printf(&text, "the best %d of these; F finds the others; Enter shows fewer", FACETS_UNFOLDED);
    } else {
        buf_printf(&text, "fewer %s", section_plural(row->section));
    }
    grid_put_fit(line, 0, 6, line->columns - 7, buf_str(&text), LOOK_LINK);
    buf_release(&text);
}

static void paint_show(const struct facets *f, const struct grid *line) {
    const struct counter *c = f->choice_count ? &f->now : &f->all;
    struct buf text = {0};
    buf_puts(&text, "Show ");
    if (counter_is_whole(c)) {
        format_counted(&text, c->shown.articles, "article", "articles");
    } else {
        buf_puts(&text, "the articles");
    }
    grid_put_fit(line, 0, 2, line->columns - 3, buf_str(&text), LOOK_LINK);
    buf_release(&text);
}

void facets_paint_row(void *painting, long at, const struct grid *line, bool selected) {
    struct facets_painting *p = painting;
    const struct facet *row = &p->facets->rows[at];
    (void)selected;
    switch (row->kind) {
    case FACET_SHOW:
        paint_show(p->facets, line);
        break;
    case FACET_BLANK:
        break;
    case FACET_HEADING:
        paint_heading_row(line, str_from(section_title(row->section)));
        break;
    case FACET_VALUE:
        paint_value(p->facets, p->ui, row, line);
        break;
    case FACET_MORE:
        paint_more(p->facets, row, line);
        break;
    }
}
