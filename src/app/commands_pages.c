/* commands_pages: opening lists of terms and of articles. */
#include "commands_private.h"
#include "view.h"

/* Terms of the article being read, terms that appear with the term of this page, else all terms. */
static struct view *terms_here(struct ui *ui, enum taxonomy taxonomy) {
    const struct view_ops *ops = ui_view(ui)->ops;
    struct subject s = ui_subject(ui);
    bool reading = !ops->is_list;
    return reading && s.article  ? view_terms_of_article(ui, s.article, taxonomy)
           : s.term && ops->step ? view_terms_cooccurring(ui, s.term, taxonomy)
                                 : view_terms_all(ui, taxonomy);
}

void command_terms(struct ui *ui, int taxonomy) {
    struct view *v = terms_here(ui, (enum taxonomy)taxonomy);
    if (view_has_no_terms(v)) {
        ui_info(ui, "No %s here", taxonomies[taxonomy].plural);
        view_free(v);
    } else {
        ui_push(ui, v);
    }
}

void command_everything(struct ui *ui, int argument) {
    struct query all = {0};
    (void)argument;
    ui_push(ui, view_articles(ui, &all, STR("All articles")));
}

void command_related(struct ui *ui, int argument) {
    int64_t article = ui_subject(ui).article;
    (void)argument;
    if (article) {
        command_push(ui, view_related(ui, article));
    } else {
        ui_info(ui, "Select an article first");
    }
}
