/* commands_shared: helpers for several commands. */
#include <string.h>

#include "commands_private.h"

void command_nothing(struct ui *ui, const char *what) {
    ui_info(ui, "%s here (? for help)", what);
}

void command_push(struct ui *ui, struct view *v) {
    if (v) {
        ui_push(ui, v);
    }
}

void command_push_once(struct ui *ui, const char *name, struct view *(*make)(struct ui *ui)) {
    if (!strcmp(ui_view(ui)->ops->name, name)) {
        ui_info(ui, "Already here");
    } else {
        command_push(ui, make(ui));
    }
}

bool command_has_failed(struct ui *ui, const struct request *request) {
    if (request->has_failed) {
        ui_error_from(ui, &request->error);
    }
    return request->has_failed;
}

bool command_has_source(struct ui *ui, const struct article *a) {
    if (!a->source_url.n) {
        ui_info(ui, "This article has no source link");
    }
    return a->source_url.n > 0;
}

bool command_has_page(struct ui *ui, const struct term *t) {
    if (!t->url.n) {
        ui_info(ui, "The content files name no page for '%.*s'", (int)t->label.n, t->label.p);
    }
    return t->url.n > 0;
}
