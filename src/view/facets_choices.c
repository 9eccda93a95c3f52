/* facets_choices: the chosen values, and the query they make. */
#include "facets.h"

/* choice_count: it is not chosen. */
static size_t place_of(const struct facets *f, const struct facet *value) {
    size_t i = 0;
    while (i < f->choice_count && (f->choices[i].section != value->section || f->choices[i].number != value->number)) {
        i++;
    }
    return i;
}

const struct choice *facets_choice(const struct facets *f, const struct facet *value) {
    size_t at = place_of(f, value);
    return at < f->choice_count ? &f->choices[at] : NULL;
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

void facets_narrow(struct facets *f, struct ui *ui) {
    struct condition conditions[CHOICES_MAX];
    for (size_t i = 0; i < f->choice_count; i++) {
        conditions[i] = condition_of(&f->choices[i]);
    }
    struct query chosen = {conditions, f->choice_count, f->of.sort};
    arena_release(&f->narrowed_arena);
    f->narrowed = query_and(&f->of, &chosen, &f->narrowed_arena);
    f->edition++;
    if (f->choice_count) {
        live_count_ask(&f->now, ui, &f->narrowed, false);
    } else {
        slot_cancel(&f->now.slot);
    }
}

static void forget_choice(struct facets *f, struct choice *c) {
    *c = f->choices[--f->choice_count];
}

/* An article has one year, so choosing another replaces the first. */
static void forget_year(struct facets *f) {
    for (size_t i = f->choice_count; i-- > 0;) {
        if (f->choices[i].section == SECTION_YEARS && !f->choices[i].exclude) {
            forget_choice(f, &f->choices[i]);
        }
    }
}

/* False: its name is not known yet. */
static bool name_choice(struct facets *f, struct choice *c) {
    const struct name *name = names_find(&f->names, c->number);
    c->word = c->key = STR_NONE;
    if (c->section == SECTION_YEARS || c->section == SECTION_MARKS) {
        return true;
    }
    if (!name) {
        return false;
    }
    const struct condition *written = name->written->conditions;
    struct str authority = name->term->authority;
    bool is_authority = c->section == SECTION_AUTHORITIES;
    c->key = arena_copy(&f->choice_arena, name->term->key);
    c->exact = !is_authority && written->exact;
    c->word = is_authority ? arena_printf(&f->choice_arena, "%.*s:", (int)authority.n, authority.p)
                           : arena_copy(&f->choice_arena, written->text);
    return true;
}

static void add_choice(struct facets *f, struct ui *ui, const struct facet *value, bool exclude) {
    struct choice c = {.section = value->section, .number = value->number, .exclude = exclude};
    if (value->section == SECTION_YEARS && !exclude) {
        forget_year(f);
    }
    if (f->choice_count == CHOICES_MAX) {
        ui_info(ui, "You can choose at most %d values", CHOICES_MAX);
    } else if (name_choice(f, &c)) {
        f->choices[f->choice_count++] = c;
        if (f->all.cache_generation != ui->cache_generation) {
            facets_find_choices(f, ui);
        }
    } else {
        ui_info(ui, "Still loading this value: try again in a moment");
    }
}

void facets_choose(struct facets *f, struct ui *ui, const struct facet *value, bool exclude) {
    size_t at = place_of(f, value);
    if (at == f->choice_count) {
        add_choice(f, ui, value, exclude);
    } else if (f->choices[at].exclude == exclude) {
        forget_choice(f, &f->choices[at]);
    } else {
        f->choices[at].exclude = exclude;
    }
    facets_narrow(f, ui);
}

/* ---- another cache ---- */

static bool is_term(const struct choice *c, const struct term *t) {
    enum taxonomy taxonomy = c->section == SECTION_AUTHORITIES ? TAX_TOPIC : (enum taxonomy)c->section;
    return c->key.n && t->taxonomy == taxonomy && str_equal(c->key, t->key);
}

static void forget_again(struct facets *f) {
    if (f->again) {
        request_free(&f->again->request);
        f->again = NULL;
    }
}

static void take(void *owner, void *context, struct request *request) {
    struct facets *f = owner;
    if (!ui_is_answer(context, request)) {
        return;
    }
    forget_again(f);
    f->again = (struct terms_request *)request;
}

void facets_find_choices(struct facets *f, struct ui *ui) {
    struct term keys[CHOICES_MAX];
    for (size_t i = 0; i < f->choice_count; i++) {
        int section = f->choices[i].section;
        keys[i].taxonomy = section < TAX_COUNT ? (enum taxonomy)section : TAX_TOPIC;
        keys[i].key = f->choices[i].key;
    }
    f->again_slot.answered = take;
    f->again_slot.owner = f;
    ui_send(ui, &f->again_slot, &request_terms_by_key(keys, f->choice_count)->request);
}

void facets_move_choices(struct facets *f) {
    for (size_t i = 0; f->again && i < f->choice_count; i++) {
        for (size_t j = 0; j < f->again->terms.count; j++) {
            const struct term *t = &f->again->terms.terms[j];
            f->choices[i].number = is_term(&f->choices[i], t) ? t->id : f->choices[i].number;
        }
    }
    forget_again(f);
}
