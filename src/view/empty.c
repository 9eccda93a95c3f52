/* empty: the text of an empty list: why it is empty, and what to do. */
#include <string.h>

#include "content.h"
#include "english.h"
#include "text.h"
#include "view_private.h"

void paint_empty(const struct grid *g, struct str why) {
    for (int row = 0; row < g->rows && why.n; row++) {
        const char *newline = memchr(why.p, '\n', why.n);
        struct str line = str_slice(why, 0, newline ? (size_t)(newline - why.p) : why.n);
        size_t n = text_line(line, g->columns > 3 ? (size_t)g->columns - 3 : 1);
        grid_put(g, row, 2, str_slice(line, 0, n), LOOK_DIM);
        why = str_trim(str_slice(why, n ? n : why.n, why.n));
    }
}

static void add_roots(const struct archive_request *archive, struct buf *out) {
    for (size_t i = 0; i < archive->root_count; i++) {
        text_quote(out, archive->roots[i]);
        buf_putc(out, '\n');
    }
}

void say_empty_archive(struct ui *ui, struct buf *out) {
    const struct archive_request *archive = ui_archive(ui);
    if (ui->activity.n) {
        buf_puts(out, "Nothing here yet: indexing…");
    } else if (!ui->has_cache) {
        buf_puts(out, "No cache yet: press R to index");
    } else if (!archive) {
        buf_puts(out, "Loading…");
    } else if (!archive->counts.files) {
        buf_printf(out, "No articles: there are no content files (%s) below\n", content_endings);
        add_roots(archive, out);
        buf_puts(out, "Press R to look again, or run `courant FOLDER` to read another folder.");
    } else if (archive->counts.hidden) {
        buf_puts(out, "No articles to show: ");
        format_counted(out, archive->counts.hidden, "is", "are");
        buf_puts(out, " hidden (draft, private or not yet due). Press F and type is:hidden to list them.");
    } else {
        buf_puts(out, "No articles: ");
        format_counted(out, archive->counts.rejected, "content file was", "content files were");
        buf_puts(out, " skipped because of errors. Press P to see them.");
    }
}

bool archive_is_empty(struct ui *ui) {
    const struct archive_request *archive = ui_archive(ui);
    return !ui->has_cache || (archive && !archive->has_articles);
}

static const char *const of_state[STATE_COUNT] = {
    [STATE_UNREAD] = "No unread articles. z undoes the last mark.",
    [STATE_READ] = "No articles read yet. Enter opens an article and marks it read, m only marks it.",
    [STATE_STARRED] = "No starred articles. * stars an article.",
    [STATE_QUEUED] = "The reading queue is empty. e adds an article to it.",
    [STATE_DRAFT] = "No drafts",
    [STATE_PRIVATE] = "No private articles",
    [STATE_EXPIRED] = "No expired articles",
    [STATE_NEW] = "Nothing was added since the last visit.",
    [STATE_HIDDEN] = "No hidden articles: no drafts, nothing private or not yet due",
};

void say_empty_query(struct ui *ui, const struct query *q, struct buf *out) {
    const struct condition *only = q->count == 1 ? &q->conditions[0] : NULL;
    if (!q->count || archive_is_empty(ui)) {
        say_empty_archive(ui, out);
    } else if (only && only->kind == CONDITION_IS && !only->exclude) {
        buf_puts(out, of_state[only->state]);
    } else {
        buf_puts(out, "No articles match this query. Use fewer conditions, or press L to list all articles.");
    }
}

void say_empty_filter(struct buf *out) {
    buf_puts(out, "No matches. F changes the filter, Esc shows the whole list again.");
}
