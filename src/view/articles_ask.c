/* articles_ask: requests the rows of a list of articles and handles the answers. */
#include "articles.h"

enum { ROUNDS = 4 /* answers that a key waits for, a moment each */ };

static bool is_number_or_first(struct motion m) {
    return m.kind == MOTION_FIRST || m.kind == MOTION_LAST;
}

/* ---- asking ---- */

static void send(struct articles *a, struct ui *ui, enum step step, struct request *r) {
    a->step = step;
    a->generation = ui->generation;
    a->late = false;
    ui_send(ui, &a->slot, r);
}

static int64_t edge(const struct articles *a, bool is_last) {
    const struct row *r = articles_row(a, is_last ? a->base.list.count - 1 : articles_head_count(a));
    return r ? r->id : 0;
}

void articles_ask(struct articles *a, struct ui *ui, enum step step) {
    bool is_upwards = step == STEP_LAST || step == STEP_ABOVE;
    struct page_request page = {.backwards = is_upwards, .limit = CHUNK_ROWS};
    if (step == STEP_AROUND) {
        send(a, ui, step, &request_around(&a->shown, a->to.id, 0, CHUNK_ROWS)->request);
        return;
    }
    page.after = step == STEP_ABOVE || step == STEP_BELOW ? edge(a, step == STEP_BELOW) : 0;
    send(a, ui, step, &request_rows(&a->shown, page)->request);
}

void articles_show(struct articles *a, struct ui *ui, struct query q) {
    a->shown = q;
    matcher_of_query(&a->found, &a->shown);
    slot_cancel(&a->count_slot);
    a->known = a->counted = a->reaching = false;
    a->motion = (struct motion){0};
    a->pending = true;
    articles_ask(a, ui, STEP_FIRST);
}

void articles_ask_unread(struct articles *a, struct ui *ui, int by) {
    a->stays = false;
    send(a, ui, STEP_AROUND, &request_around(&a->shown, edge(a, by > 0), by, CHUNK_ROWS)->request);
    articles_wait(a, ui);
    a->late = a->slot.waits && ui_view(ui) != &a->base.view;
}

bool articles_is_looking(const struct articles *a) {
    bool adds = a->step == STEP_ABOVE || a->step == STEP_BELOW;
    return (a->slot.waits && (a->pending || a->reaching || !adds)) || (a->term && !a->head.term.id && a->head_slot.waits);
}

void articles_wait(struct articles *a, struct ui *ui) {
    for (int i = 0; i < ROUNDS && articles_is_looking(a) && ui_wait(ui, &a->slot); i++) {
    }
}

/* Rows that extend the window are useful even if another key was pressed since. */
void articles_stop(struct articles *a) {
    a->reaching = false;
    if (!a->pending && articles_is_looking(a)) {
        slot_cancel(&a->slot);
    }
}

/* ---- moving ---- */

void articles_look_ahead(struct articles *a, struct ui *ui) {
    const struct list *l = &a->base.list;
    long ahead = l->rows < CHUNK_ROWS / 2 ? CHUNK_ROWS / 2 : l->rows < CHUNK_ROWS ? l->rows : CHUNK_ROWS;
    if (a->slot.waits || a->pending) {
        return;
    }
    if (!a->at_end && l->selected + ahead >= l->count) {
        articles_ask(a, ui, STEP_BELOW);
    } else if (!a->at_start && l->selected < ahead) {
        articles_ask(a, ui, STEP_ABOVE);
    }
}

/* Moves as far as there are rows, and requests the rest. */
static void reach(struct articles *a, struct ui *ui) {
    struct list *l = &a->base.list;
    long from = l->selected;
    list_select(l, a->target);
    list_view_skip_headings_from(&a->base, a->target < from ? l->count : -1);
    if (a->target <= 0 && a->at_start) {
        l->top = 0; /* what stands above the first row that can be selected */
    }
    bool below = a->target >= l->count && !a->at_end, above = a->target < articles_head_count(a) && !a->at_start;
    enum step step = below ? STEP_BELOW : STEP_ABOVE;
    a->reaching = (below || above) && !a->pending;
    if (!a->reaching) {
        articles_look_ahead(a, ui);
    } else if (!a->slot.waits || a->step != step) {
        articles_ask(a, ui, step);
    }
}

/* A row number counts articles. If the selected one has gone, the row after it already is the next. */
void articles_go_on(struct articles *a, struct ui *ui, struct motion m) {
    if (is_number_or_first(m)) {
        a->base.list.selected = articles_head_count(a);
        a->target = m.by ? a->base.list.selected + m.by - 1 : 0;
    } else {
        m.by -= a->between && m.kind == MOTION_ROWS && m.by > 0;
        a->target = list_target(&a->base.list, m);
    }
    a->between = false;
    reach(a, ui);
}

/* ---- answers ---- */

static void take_first(struct articles *a, struct ui *ui, struct chunk chunk) {
    bool is_all = chunk.rows.count < CHUNK_ROWS;
    struct motion m = a->motion;
    articles_replace(a, chunk, true, is_all, 0);
    a->base.list.top = a->base.list.selected = 0;
    list_select(&a->base.list, articles_head_count(a));
    list_view_skip_headings(&a->base);
    if (is_number_or_first(m)) {
        articles_go_on(a, ui, m);
    }
}

static void take_last(struct articles *a, struct chunk chunk) {
    articles_replace(a, chunk, chunk.rows.count < CHUNK_ROWS, true, -1);
    list_select(&a->base.list, a->base.list.count - 1);
}

/* The selected article has another number now. */
static void note_above(struct articles *a, long number_before) {
    long number = articles_position(a).first_number;
    if (a->counts_above && number_before >= 0 && number > number_before) {
        a->above += number - number_before;
    }
    a->counts_above = false;
}

/* The same article at the same height; if it has gone, the one after it, else the last. */
static void take_around(struct articles *a, const struct around_request *r, struct chunk chunk) {
    struct list_position asked = a->to, to = a->stays ? articles_position(a) : asked;
    long at = (long)r->at, count = (long)r->rows.count;
    bool is_end = at == count;
    articles_replace(a, chunk, at < CHUNK_ROWS, count - at < CHUNK_ROWS,
                     is_end || asked.first_number < 0 ? -1 : asked.first_number - at);
    long row = to.id ? articles_find_row(a, to.id) : to.row;
    a->between = row < 0 && !is_end;
    list_select(&a->base.list, row < 0 ? articles_head_count(a) + at : row);
    a->base.list.top = a->base.list.selected - to.height;
    if (a->stays && row >= 0) {
        note_above(a, to.first_number);
    }
}

static void take_unread(struct articles *a, struct ui *ui, const struct around_request *r, struct chunk chunk) {
    bool is_late = a->late;
    if (!r->found) {
        ui_info(ui, "No unread articles %s", r->unread > 0 ? "below" : "above");
        arena_release(&chunk.arena);
        return;
    }
    a->to = (struct list_position){.id = r->found, .first_number = -1};
    take_around(a, r, chunk);
    a->between = is_late && r->unread > 0;
}

static void take_rows(struct articles *a, struct ui *ui, struct request *r) {
    const struct around_request *around = (struct around_request *)r;
    bool is_around = a->step == STEP_AROUND;
    struct chunk chunk = {r->arena, is_around ? around->rows : ((struct rows_request *)r)->rows};
    r->arena = (struct arena){0};
    switch (a->step) {
    case STEP_FIRST:
        take_first(a, ui, chunk);
        break;
    case STEP_LAST:
        take_last(a, chunk);
        break;
    case STEP_AROUND:
        if (around->unread) {
            take_unread(a, ui, around, chunk);
        } else {
            take_around(a, around, chunk);
        }
        break;
    case STEP_ABOVE:
        articles_add_above(a, chunk);
        break;
    case STEP_BELOW:
        articles_add_below(a, chunk);
        break;
    }
}

/* If rows cannot be fetched, the list ends there for now. */
static void fail(struct articles *a, struct ui *ui, const struct request *r) {
    a->at_start |= a->step == STEP_ABOVE;
    a->at_end |= a->step == STEP_BELOW;
    a->pending = a->reaching = false;
    ui_error_from_request(ui, r);
}

/* A cache that is not there yet has no articles. */
static void take(void *owner, void *context, struct request *r) {
    struct articles *a = owner;
    struct ui *ui = context;
    a->reaching = a->reaching && a->keys == ui->keys;
    bool is_of_marks_before = a->marks_slot.waits || a->generation != ui->generation;
    if (r->has_failed && (ui->has_cache || r->error.code != ERR_MISSING)) {
        fail(a, ui, r);
    } else {
        take_rows(a, ui, r);
    }
    request_free(r);
    if (is_of_marks_before) {
        articles_see_marks(a, ui);
    }
    if (a->reaching) {
        reach(a, ui);
    } else {
        articles_look_ahead(a, ui);
    }
    articles_ask_count(a, ui);
}

void articles_begin_asking(struct articles *a) {
    a->slot = (struct slot){.answered = take, .owner = a};
}

/* ---- how many ---- */

static void ask_count(struct articles *a, struct ui *ui, int64_t most) {
    struct count_request *r = request_count(&a->shown, most);
    r->request.later = true;
    ui_send(ui, &a->count_slot, &r->request);
}

/* A lower bound is known soon; the exact count takes longer. */
static void take_count(void *owner, void *context, struct request *request) {
    struct articles *a = owner;
    const struct count_request *r = (struct count_request *)request;
    if (r->request.has_failed) {
        ui_error_from_request(context, request);
    } else {
        a->total = r->total;
        a->exact = r->exact;
        a->unread = r->unread;
        a->known = true;
        if (a->exact && a->at_end && a->first_number < 0) {
            a->first_number = (long)a->total - (a->base.list.count - articles_head_count(a));
        }
        if (!a->exact && r->most == LOOKUP_COUNT_MAX) {
            ask_count(a, context, INT64_MAX);
        }
    }
    request_free(request);
}

void articles_ask_count(struct articles *a, struct ui *ui) {
    if (!a->counted && ui->has_cache) {
        a->counted = true;
        a->count_slot.answered = take_count;
        a->count_slot.owner = a;
        ask_count(a, ui, LOOKUP_COUNT_MAX);
    }
}
