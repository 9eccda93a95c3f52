/* target_answer: what the indexer reads from a worker, which a hostile content file may have taken over. */
#include "content.h"
#include "fuzz.h"
#include "worker_private.h"

static void pack_answer(struct buf *out, const struct result *r) {
    struct buf article = {0};
    pack_uint(out, r->kind);
    pack_int(out, r->stamp.size);
    pack_int(out, r->stamp.modified);
    pack_int(out, r->stamp.inode);
    pack_uint(out, r->problems.count);
    for (const struct problem *p = r->problems.first; p; p = p->next) {
        pack_uint(out, p->severity);
        pack_uint(out, (uint64_t)p->line);
        pack_uint(out, (uint64_t)p->column);
        pack_str(out, p->message);
    }
    if (r->kind == RESULT_ARTICLE) {
        article_pack(&article, &r->article);
        pack_str(out, buf_str(&article));
        pack_str(out, r->document);
    }
    buf_release(&article);
}

/* An answer that is taken is the same when it is sent again. */
void fuzz_answer(struct str bytes) {
    struct arena arena = {0};
    struct result result, again;
    struct buf once = {0}, twice = {0};
    struct doc doc;
    if (worker_unpack(bytes, &arena, &result) == 0) {
        pack_answer(&once, &result);
        EXPECT(worker_unpack(buf_str(&once), &arena, &again) == 0);
        pack_answer(&twice, &again);
        EXPECT(str_equal(buf_str(&once), buf_str(&twice)));
        if (result.kind == RESULT_ARTICLE && doc_unpack(result.document, &doc, &arena) == 0) {
            expect_layout(&doc);
        }
    }
    buf_release(&once);
    buf_release(&twice);
    arena_release(&arena);
}

void fuzz_answer_seeds(fuzz_seed *each, void *context) {
    for (size_t i = 0; fuzz_articles[i]; i++) {
        struct arena arena = {0};
        struct content c;
        struct buf document = {0}, answer = {0};
        content_parse(str_from(fuzz_articles[i]), STR("news/a.md"), &(struct content_options){.mode = CONTENT_FULL}, &arena,
                      &c);
        doc_pack(&document, &c.doc);
        pack_answer(&answer, &(struct result){.kind = c.rejected ? RESULT_REJECTED : RESULT_ARTICLE,
                                              .stamp = {100, 1700000000000000000, 12},
                                              .article = c.article,
                                              .document = buf_str(&document),
                                              .problems = c.problems});
        each(context, buf_str(&answer));
        buf_release(&document);
        buf_release(&answer);
        arena_release(&arena);
    }
}
