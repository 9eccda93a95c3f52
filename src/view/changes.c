/* changes: changes made by the last index run that changed anything. */
#include <string.h>
#include <time.h>

#include "english.h"
#include "lines.h"
#include "text.h"

enum { CHANGES = 10000, LABEL_COLUMNS = 9 };

static void add_change(struct lines *l, const struct change *c) {
    struct entry *e = lines_add(l);
    e->label = str_from(change_kinds[c->kind]);
    e->style = c->kind == CHANGE_WITHDRAWN ? LOOK_DIM : LOOK_LABEL;
    e->article = c->article;
    e->text = c->title;
    if (!e->text.n) {
        struct buf quoted = {0};
        text_quote(&quoted, c->path);
        e->text = arena_copy(&l->arena, buf_str(&quoted));
        buf_release(&quoted);
    }
}

static struct str day_of(int64_t seconds, struct arena *arena) {
    struct tm local;
    struct buf text = {0};
    time_t when = (time_t)seconds;
    if (localtime_r(&when, &local)) {
        date_format(&text, date_day(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday));
        buf_printf(&text, " %02d:%02d", local.tm_hour, local.tm_min);
    }
    struct str day = arena_copy(arena, buf_str(&text));
    buf_release(&text);
    return day;
}

static void fill(struct lines *l, const struct request *request) {
    const struct changes *changes = &((const struct changes_request *)request)->changes;
    for (size_t i = 0; i < changes->count; i++) {
        add_change(l, &changes->changes[i]);
    }
    if (changes->time) {
        struct buf text = {0};
        struct str day = day_of(changes->time, &l->arena);
        format_counted(&text, (int64_t)changes->count, "file", "files");
        buf_printf(&text, ", %.*s", (int)day.n, day.p);
        l->summary = arena_copy(&l->arena, buf_str(&text));
        buf_release(&text);
    }
}

static void refresh(struct view *v, struct ui *ui) {
    lines_ask((struct lines *)v, ui, &request_changes(CHANGES)->request);
}

static const struct view_ops changes_ops = {
    .name = "changes",
    .hints = "open read  edit edit  filter filter  back back",
    .is_list = true,
    .release = lines_release,
    .describe = lines_describe,
    .paint = lines_paint,
    .move = lines_move,
    .point = lines_point,
    .filter = lines_filter,
    .position = list_view_position,
    .go = lines_go,
    .act = list_view_act,
    .subject = list_view_subject,
    .refresh = refresh,
};

static const char no_changes[] = "No changes since the first index";

struct view *view_changes(struct ui *ui) {
    struct lines *l = lines_new(&changes_ops, "Since the last index");
    l->label_columns = LABEL_COLUMNS;
    l->fill = fill;
    l->empty = no_changes;
    refresh(&l->base.view, ui);
    struct view *v = lines_view(l);
    if (v && l->answer && !l->count) {
        ui_info(ui, "%s", no_changes);
        view_free(v);
        return NULL;
    }
    return v;
}
