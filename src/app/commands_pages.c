/* commands_pages: to lists of terms, of what is read, of the term whose page this is, else of all; and to lists of articles. */
#include "commands_private.h"
#include "view.h"

/* Of what is read, of the term whose page this is, else all. */
static struct view *terms_here(struct ui *ui, enum taxonomy taxonomy) {
    const struct view_ops *ops = ui_view(ui)->ops;
    struct subject s = ui_subject(ui);
    bool reading = !ops->is_list;
    return reading && s.article  ? view_terms_of_article(ui, s.article, taxonomy)
           : s.term && ops->step ? view_terms_cooccurring(ui, s.term, taxonomy)
                                 : view_terms_all(ui, taxonomy);
}

void command_terms(struct ui *ui, int count, int taxonomy) {
    struct view *v = terms_here(ui, (enum taxonomy)taxonomy);
    (void)count;
    if (view_has_no_terms(v)) {
        ui_info(ui, "No %s here", taxonomies[taxonomy].plural);
        view_free(v);
    } else {
        ui_push(ui, v);
    }
}

void command_everything(struct ui *ui, int count, int argument) {
    struct query all = {0};
    (void)count;
    (void)argument;
    ui_push(ui, view_articles(ui, &all, STR("All articles")));
}

void command_related(struct ui *ui, int count, int argument) {
    int64_t article = ui_subject(ui).article;
    (void)count;
    (void)argument;
    if (article) {
        command_push(ui, view_related(ui, article));
    } else {
        ui_info(ui, "Select an article first");
    }
}
