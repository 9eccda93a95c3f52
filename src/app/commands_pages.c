/* commands_pages: to lists of terms, of what is read, of the term whose page this is, else of all; and to lists of articles. */
#include "commands_private.h"
#include "view.h"

static void push_terms(struct ui *ui, enum taxonomy taxonomy, struct view *v) {
    struct buf count = {0};
    v->ops->summary(v, &count);
    if (str_starts(buf_str(&count), "0 ")) {
        ui_say(ui, "there are no %s here", taxonomies[taxonomy].plural);
        v->ops->release(v);
    } else {
        ui_push(ui, v);
    }
    buf_release(&count);
}

static void terms(struct ui *ui, enum taxonomy taxonomy) {
    struct view *v = ui_view(ui);
    int64_t article = v->ops->article ? v->ops->article(v) : 0, term = v->ops->term ? v->ops->term(v) : 0;
    bool reading = !v->ops->stays_beside;
    if (reading && article) {
        push_terms(ui, taxonomy, view_terms_of_article(ui, article, taxonomy));
    } else if (term && v->ops->step) {
        push_terms(ui, taxonomy, view_terms_beside(ui, term, taxonomy));
    } else {
        push_terms(ui, taxonomy, view_terms_all(ui, taxonomy));
    }
}

#define LIST_COMMAND(id, ...)                                                                                                  \
    void command_##id(struct ui *ui, int count) {                                                                              \
        (void)count;                                                                                                           \
        terms(ui, TAX_##id);                                                                                                   \
    }
TAXONOMIES(LIST_COMMAND)

void command_everything(struct ui *ui, int count) {
    struct query all = {0};
    (void)count;
    ui_push(ui, view_articles(ui, &all, STR("All articles")));
}

void command_related(struct ui *ui, int count) {
    struct view *v = ui_view(ui);
    int64_t article = v->ops->article ? v->ops->article(v) : 0;
    (void)count;
    if (article && ui->cache) {
        push_view(ui, view_related(ui, article));
    } else {
        nothing_here(ui, "there is no article to find others for");
    }
}
