/* notes: what the user wrote on articles, and the passages kept of them. */
#include "date.h"
#include "english.h"
#include "lines.h"
#include "text.h"

/* Several lines as one. */
static struct str one_line(struct str text, struct arena *arena) {
    struct buf line = {0};
    text_clean_line(&line, text);
    struct str copy = arena_copy(arena, buf_str(&line));
    buf_release(&line);
    return copy;
}

/* “The passage” · the remark */
static struct str text_of(const struct note *n, struct arena *arena) {
    struct str quote = one_line(n->quote, arena), text = one_line(n->text, arena);
    return !quote.n ? text : text.n ? arena_printf(arena, "“%s” · %s", quote.p, text.p) : arena_printf(arena, "“%s”", quote.p);
}

static void add_note(struct lines *l, const struct note *n, int64_t article) {
    struct entry *e = lines_add(l);
    e->label = n->quote.n ? STR("passage") : STR("note");
    e->style = LOOK_LABEL;
    e->text = text_of(n, &l->arena);
    e->article = article;
    e->note = n;
}

static struct str heading_of(const struct note *n, int64_t article, struct arena *arena) {
    struct buf text = {0};
    buf_add_str(&text, n->title.n ? n->title : n->key);
    buf_puts(&text, article ? "" : " (no longer in the archive)");
    struct str copy = arena_copy(arena, buf_str(&text));
    buf_release(&text);
    return copy;
}

static bool is_of(const void *notes, uint32_t place, uint64_t number, struct str key) {
    (void)number;
    return str_equal(((const struct note *)notes)[place - 1].key, key);
}

/* In the order of their articles' latest changes; each article's together. */
static void fill(struct lines *l, const struct request *request) {
    const struct notes_request *r = (const struct notes_request *)request;
    struct map seen = {0};
    for (size_t i = 0; i < r->count; i++) {
        uint32_t *place = map_at(&seen, is_of, r->notes, 0, r->notes[i].key);
        if (*place) {
            continue;
        }
        *place = (uint32_t)i + 1;
        lines_add_heading(l, heading_of(&r->notes[i], r->articles[i], &l->arena));
        for (size_t j = i; j < r->count; j++) {
            if (str_equal(r->notes[j].key, r->notes[i].key)) {
                add_note(l, &r->notes[j], r->articles[j]);
            }
        }
    }
    map_release(&seen);
    l->summary = r->count ? arena_printf(&l->arena, "%zu kept", r->count) : STR_NONE;
}

static void refresh(struct view *v, struct ui *ui) {
    lines_ask((struct lines *)v, ui, &request_notes(STR_NONE)->request);
}

static bool act(struct view *v, struct ui *ui, enum action action, int n) {
    const struct entry *e = lines_selected((struct lines *)v);
    if (action != ACTION_DELETE) {
        return list_view_act(v, ui, action, n);
    }
    if (e && e->note) {
        ui_delete_note(ui, e->note);
    }
    return true;
}

static const struct view_ops ops = {
    .name = "notes",
    .hints = "open open  note edit  delete delete  filter filter  back back",
    .is_list = true,
    .release = lines_release,
    .describe = lines_describe,
    .paint = lines_paint,
    .preview = list_view_preview,
    .move = lines_move,
    .point = lines_point,
    .filter = lines_filter,
    .position = list_view_position,
    .go = lines_go,
    .act = act,
    .subject = list_view_subject,
    .refresh = refresh,
};

struct view *view_notes(struct ui *ui) {
    struct lines *l = lines_new(&ops, "Notes");
    l->label_columns = 7;
    l->fill = fill;
    l->empty = "No notes yet: \" on an article writes one; v then \" keeps a passage of a text.";
    refresh(&l->base.view, ui);
    return &l->base.view;
}
