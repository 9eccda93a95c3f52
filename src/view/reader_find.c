/* reader_find: finds a typed text, or the words of the list's query, in the article. */
#include "reader.h"

void reader_find_all(struct reader *r) {
    rendered_article_find(&r->rendered, &r->matcher);
    r->at_match = false;
    r->match_at = 0;
}

static void go_to_match(struct reader *r, size_t at) {
    struct matches *found = &r->rendered.found;
    for (size_t i = 0; i < found->count; i++) {
        found->matches[i].current = i == at;
    }
    r->match_at = at;
    r->at_heading = 0;
    r->at_match = true;
    reader_show_line(r, (long)page_line_of(&r->rendered.page, found->matches[at].offset));
}

/* The first match not above the window, else the last. */
static size_t match_from_top(const struct reader *r) {
    const struct matches *found = &r->rendered.found;
    uint32_t from = (size_t)r->top < r->rendered.page.line_count ? r->rendered.page.lines[r->top].offset : 0;
    size_t at = 0;
    while (at + 1 < found->count && found->matches[at].offset < from) {
        at++;
    }
    return at;
}

static void find(struct reader *r, struct str text) {
    buf_reset(&r->find);
    buf_add_str(&r->find, text);
    matcher_of_text(&r->matcher, text);
    r->focus = 0;
    reader_find_all(r);
    if (r->rendered.found.count) {
        go_to_match(r, match_from_top(r));
    }
}

/* An article opened from a search highlights the words of that search. */
void reader_find_words_of(struct reader *r, struct view *list) {
    const struct query *q = list ? view_listing(list).query : NULL;
    buf_reset(&r->find);
    if (q) {
        matcher_of_query(&r->matcher, q);
    } else {
        matcher_release(&r->matcher);
    }
    reader_find_all(r);
}

static void find_typed(struct ui *ui, struct str text) {
    find((struct reader *)ui_view(ui), text);
}

static void find_accepted(struct ui *ui, struct str text) {
    if (text.n && !((struct reader *)ui_view(ui))->at_match) {
        ui_error(ui, "No matches for '%.*s'", (int)text.n, text.p);
    }
}

static void find_cancelled(struct ui *ui) {
    struct reader *r = (struct reader *)ui_view(ui);
    reader_find_words_of(r, ui_parent(ui));
    reader_scroll_to(r, r->top_before);
}

static const struct prompt_ops find_ops = {.changed = find_typed, .accept = find_accepted, .cancel = find_cancelled};

void reader_search(struct reader *r, struct ui *ui) {
    r->top_before = r->top;
    ui_prompt(ui, "Find: ", STR_NONE, &find_ops);
}

bool reader_next_match(struct reader *r, struct ui *ui, int by) {
    size_t count = r->rendered.found.count;
    if (!r->matcher.count) {
        return false;
    }
    if (!count) {
        ui_info(ui, "No matches in this text");
    } else if (!r->at_match) {
        go_to_match(r, match_from_top(r));
    } else {
        go_to_match(r, (r->match_at + (by > 0 ? 1 : count - 1)) % count);
    }
    return true;
}

bool reader_end_find(struct reader *r) {
    bool had = r->find.n || r->focus || r->rendered.found.count;
    find(r, STR_NONE);
    return had;
}
