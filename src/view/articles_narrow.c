/* articles_narrow: the query of a list of articles with its filter, and without what is read where that is hidden. */
#include "articles.h"

bool articles_narrow(struct articles *a, struct ui *ui, struct str filter) {
    struct query more;
    struct arena arena = {0};
    struct err e;
    size_t offset;
    if (query_parse(filter, QUERY_TYPING, &arena, &more, &offset, &e) < 0) {
        say_query_fault(ui, filter, offset, &e);
        arena_release(&arena);
        return false;
    }
    more.sort = more.sort == SORT_NEWEST ? a->of.sort : more.sort; /* the list keeps its order */
    struct query q = query_and(&a->of, &more, &arena);
    a->hides_read = ui->hides_read;
    articles_show(a, ui, query_hiding_read(ui, &q, &arena));
    arena_release(&a->shown_arena);
    a->shown_arena = arena;
    return true;
}
