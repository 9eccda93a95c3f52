/* empty: what an empty list says: why it is empty, and what to do. */
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
        buf_puts(out, "nothing yet: indexing…");
    } else if (!ui->has_cache) {
        buf_puts(out, "there is no cache yet: R makes it from the content files");
    } else if (!archive) {
        buf_puts(out, "looking…");
    } else if (!archive->counts.files) {
        buf_printf(out, "no articles: there are no content files (%s) below\n", content_endings);
        add_roots(archive, out);
        buf_puts(out, "R looks again, and `courant FOLDER` reads another folder");
    } else if (archive->counts.hidden) {
        buf_puts(out, "no articles to list: ");
        format_counted(out, archive->counts.hidden, "is", "are");
        buf_puts(out, " hidden, as drafts, private or expired; F and is:hidden lists them");
    } else {
        buf_puts(out, "no articles: ");
        format_counted(out, archive->counts.rejected, "content file was", "content files were");
        buf_puts(out, " left out for a fault; P says which");
    }
}

bool archive_is_empty(struct ui *ui) {
    const struct archive_request *archive = ui_archive(ui);
    return !ui->has_cache || (archive && !archive->has_articles);
}

static const char *const of_state[STATE_COUNT] = {
    [STATE_UNREAD] = "nothing is unread: all was read; m marks an article unread again, z undoes marks",
    [STATE_READ] = "nothing was read yet: Enter opens an article and marks it read, m does without opening it",
    [STATE_STARRED] = "nothing is starred: * stars an article",
    [STATE_QUEUED] = "the reading queue is empty: e puts an article into it",
    [STATE_DRAFT] = "no article is a draft",
    [STATE_PRIVATE] = "no article is private",
    [STATE_EXPIRED] = "no article has expired",
    [STATE_HIDDEN] = "no article is hidden: a draft, private or expired",
};

void say_empty_query(struct ui *ui, const struct query *q, struct buf *out) {
    const struct condition *only = q->count == 1 ? &q->conditions[0] : NULL;
    if (!q->count || archive_is_empty(ui)) {
        say_empty_archive(ui, out);
    } else if (only && only->kind == CONDITION_IS && !only->exclude) {
        buf_puts(out, of_state[only->state]);
    } else {
        buf_puts(out, "no article is found by this query: fewer conditions find more, L lists all");
    }
}

void say_empty_filter(struct buf *out) {
    buf_puts(out, "nothing matches: F changes the filter, Esc shows the whole list again");
}
