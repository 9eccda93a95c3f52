/* commands_start: the page that the reader begins with. */
#include <string.h>

#include "commands_private.h"
#include "view.h"

static bool go_to_query(struct ui *ui, struct str text, struct str name, struct err *e) {
    struct arena arena = {0};
    struct query q;
    bool is_query = query_parse(text, QUERY_WRITTEN, &arena, &q, NULL, e) == 0;
    if (is_query) {
        ui_push(ui, view_articles(ui, &q, name));
    }
    arena_release(&arena);
    return is_query;
}

void command_start(struct ui *ui, struct str what) {
    struct action_step step;
    struct err e;
    for (size_t i = 0; i < ui->query_count; i++) {
        if (str_equal(ui->queries[i].name, what) && go_to_query(ui, ui->queries[i].text, what, &e)) {
            return;
        }
    }
    if (str_is(what, "home")) {
        return;
    }
    if (command_parse(&ui->keymap, what, &step, &e) == 0) {
        ui_run(ui, &step);
    } else if (!memchr(what.p, ':', what.n) || !go_to_query(ui, what, what, &e)) {
        ui_error(ui, "Cannot start with '%.*s': %s", (int)what.n, what.p, e.text);
    }
}
