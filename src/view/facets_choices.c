/* facets_choices: the values that were chosen, and the query that they mean. */
#include "facets.h"

struct choice *facets_choice(const struct facets *f, const struct facet *value) {
    for (size_t i = 0; i < f->choice_count; i++) {
        if (f->choices[i].section == value->section && f->choices[i].number == value->number) {
            return (struct choice *)&f->choices[i];
        }
    }
    return NULL;
}

static struct condition condition_of(const struct choice *c) {
    struct condition made = {.exclude = c->exclude, .text = c->word};
    if (c->section < TAX_COUNT) {
        made.kind = CONDITION_TERM;
        made.taxonomy = (enum taxonomy)c->section;
        made.exact = c->exact;
    } else if (c->section == SECTION_AUTHORITIES) { /* its topics are named `KLAS: ...` */
        made.kind = CONDITION_TERM;
        made.taxonomy = TAX_TOPIC;
        made.prefix = true;
    } else if (c->section == SECTION_YEARS) {
        made.kind = CONDITION_DATES;
        made.from = date_day((int)c->number, 1, 1);
        made.before = c->number == 9999 ? date_day(9999, 12, 31) + 1 : date_day((int)c->number + 1, 1, 1);
    } else {
        made.kind = CONDITION_IS;
        made.state = (enum query_state)c->number;
    }
    return made;
}

void facets_narrow(struct facets *f) {
    struct condition conditions[CHOICES_MAX];
    for (size_t i = 0; i < f->choice_count; i++) {
        conditions[i] = condition_of(&f->choices[i]);
    }
    struct query chosen = {conditions, f->choice_count, f->of.sort};
    arena_release(&f->narrowed_arena);
    f->narrowed = query_and(&f->of, &chosen, &f->narrowed_arena);
    f->glance.fetched = false;
    counter_restart(&f->now, false);
}

static void forget_choice(struct facets *f, struct choice *c) {
    *c = f->choices[--f->choice_count];
}

/* An article has one year: another takes the place of the one before. */
static void forget_year(struct facets *f) {
    for (size_t i = f->choice_count; i-- > 0;) {
        if (f->choices[i].section == SECTION_YEARS && !f->choices[i].exclude) {
            forget_choice(f, &f->choices[i]);
        }
    }
}

static bool name_choice(struct facets *f, struct ui *ui, struct choice *c) {
    struct arena arena = {0};
    struct term t;
    struct str word;
    struct err e;
    c->word = c->key = STR_NONE;
    if (c->section == SECTION_YEARS || c->section == SECTION_MARKS) {
        return true;
    }
    bool known = ui->cache && cache_term(ui->cache, c->number, &arena, &t, &e) == 0;
    if (known && c->section == SECTION_AUTHORITIES) {
        word = arena_printf(&arena, "%.*s:", (int)t.authority.n, t.authority.p);
    } else {
        struct query q;
        known = known && cache_term_query(ui->cache, &t, false, &arena, &q, &e) == 0;
        word = known ? q.conditions[0].text : STR_NONE;
        c->exact = known && q.conditions[0].exact;
    }
    if (known) {
        c->key = arena_copy(&f->choice_arena, t.key);
        c->word = arena_copy(&f->choice_arena, word);
    } else if (ui->cache) {
        ui_fail_err(ui, &e);
    }
    arena_release(&arena);
    return known;
}

static void add_choice(struct facets *f, struct ui *ui, const struct facet *value, bool exclude) {
    struct choice c = {.section = value->section, .number = value->number, .exclude = exclude};
    if (value->section == SECTION_YEARS && !exclude) {
        forget_year(f);
    }
    if (f->choice_count == CHOICES_MAX) {
        ui_say(ui, "no more than %d values can be chosen", CHOICES_MAX);
    } else if (name_choice(f, ui, &c)) {
        f->choices[f->choice_count++] = c;
    }
}

void facets_choose(struct facets *f, struct ui *ui, const struct facet *value, bool exclude) {
    struct choice *c = facets_choice(f, value);
    if (c && c->exclude == exclude) {
        forget_choice(f, c);
    } else if (c) {
        c->exclude = exclude;
    } else {
        add_choice(f, ui, value, exclude);
    }
    facets_narrow(f);
}

/* Terms have other ids in another cache. */
void facets_find_choices(struct facets *f, struct ui *ui) {
    for (size_t i = 0; i < f->choice_count && ui->cache; i++) {
        struct choice *c = &f->choices[i];
        int64_t id;
        enum taxonomy taxonomy = c->section == SECTION_AUTHORITIES ? TAX_TOPIC : (enum taxonomy)c->section;
        if (c->key.n && cache_term_id(ui->cache, taxonomy, c->key, &id, NULL) == 0) {
            c->number = id;
        }
    }
}
