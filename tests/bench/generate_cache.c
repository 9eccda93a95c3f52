/* generate: straight into a cache, by the way that the indexer goes, but for the files: two processes make, parse and pack
 * stories and this one writes, in order. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cache_update.h"
#include "content.h"
#include "generate.h"

enum { MAKERS = 2, COMMIT_EACH = 50000 };

/* There is no such folder: nothing on disk takes these articles out of the cache again. */
static const char *const root = "/courant/made/up";

struct maker {
    pid_t pid;
    FILE *pipe;
};

static void send(FILE *to, struct str bytes) {
    uint64_t length = bytes.n;
    fwrite(&length, sizeof length, 1, to);
    fwrite(bytes.p, 1, bytes.n, to);
}

static bool receive(FILE *from, struct buf *bytes) {
    uint64_t length;
    buf_reset(bytes);
    if (fread(&length, sizeof length, 1, from) != 1) {
        return false;
    }
    buf_reserve(bytes, length);
    buf_filled(bytes, fread(bytes->p, 1, length, from));
    return bytes->n == length;
}

/* What is made up has no faults: one would be told as if it were the archive's. */
static void must_be_good(const struct content *content, const struct story *s) {
    const struct problem *p = content->problems.first;
    if (content->rejected || p) {
        die("story %llu is not a good content file: %s", (unsigned long long)s->number, p ? (const char *)p->message.p : "");
    }
}

static void make(const struct world *w, uint64_t first, uint64_t count, FILE *to) {
    struct arena arena = {0};
    struct buf bytes = {0};
    for (uint64_t i = first; i < count; i += MAKERS) {
        struct story s;
        struct content content;
        struct content_options options = {.mode = CONTENT_FULL};
        arena_reset(&arena);
        buf_reset(&bytes);
        story_make(w, i, count, &arena, &s);
        story_print(&s, &bytes);
        content_parse(buf_str(&bytes), s.path, &options, &arena, &content);
        must_be_good(&content, &s);
        struct str sent[] = {s.path, STR_NONE, STR_NONE};
        struct buf article = {0}, document = {0};
        article_pack(&article, &content.article);
        doc_pack(&document, &content.doc);
        sent[1] = buf_str(&article);
        sent[2] = buf_str(&document);
        for (size_t j = 0; j < ARRAY_SIZE(sent); j++) {
            send(to, sent[j]);
        }
        buf_release(&article);
        buf_release(&document);
    }
    _exit(fclose(to) == 0 ? 0 : 1);
}

static int start(const struct world *w, struct maker *m, uint64_t first, uint64_t count, struct err *e) {
    int ends[2];
    if (pipe(ends) != 0 || (m->pid = fork()) < 0) {
        return err_set(e, "cannot start a process that makes articles");
    }
    if (m->pid == 0) {
        make(w, first, count, fdopen(ends[1], "w"));
    }
    close(ends[1]);
    m->pipe = fdopen(ends[0], "r");
    return 0;
}

static int put(struct cache *c, FILE *from, uint64_t number, struct buf parts[3], struct arena *arena, struct err *e) {
    struct article article;
    struct problems none;
    arena_reset(arena);
    problems_init(&none, arena);
    for (size_t i = 0; i < 3; i++) {
        if (!receive(from, &parts[i])) {
            return err_set(e, "the process that makes articles ended before story %llu", (unsigned long long)number);
        }
    }
    if (article_unpack(buf_str(&parts[1]), &article, arena) < 0) {
        return err_set(e, "story %llu was packed badly", (unsigned long long)number);
    }
    struct content_row row = {.path = buf_str(&parts[0]),
                              .stamp = {.size = (int64_t)parts[2].n, .modified = 1, .inode = (int64_t)number + 1},
                              .article = &article,
                              .document = buf_str(&parts[2]),
                              .problems = &none};
    return cache_put(c, &row, e);
}

static int put_all(struct cache *c, struct maker *makers, uint64_t count, struct err *e) {
    struct arena arena = {0};
    struct buf parts[3] = {0};
    int result = 0;
    for (uint64_t i = 0; result == 0 && i < count; i++) {
        result = put(c, makers[i % MAKERS].pipe, i, parts, &arena, e);
        if (result == 0 && (i + 1) % COMMIT_EACH == 0) {
            fprintf(stderr, "%llu of %llu\n", (unsigned long long)i + 1, (unsigned long long)count);
            result = cache_commit(c, e) < 0 ? -1 : cache_begin(c, e);
        }
    }
    for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
        buf_release(&parts[i]);
    }
    arena_release(&arena);
    return result;
}

static int fill(const struct world *w, struct cache *c, uint64_t count, struct err *e) {
    struct maker makers[MAKERS] = {0};
    int result = 0;
    for (uint64_t i = 0; result == 0 && i < MAKERS; i++) {
        result = start(w, &makers[i], i, count, e);
    }
    result = result < 0 ? result : put_all(c, makers, count, e);
    for (size_t i = 0; i < MAKERS; i++) {
        if (makers[i].pipe) {
            fclose(makers[i].pipe);
        }
        if (makers[i].pid > 0) {
            waitpid(makers[i].pid, NULL, 0);
        }
    }
    return result;
}

int generate_cache(const struct world *w, const char *file, uint64_t count, struct err *e) {
    struct cache *c = cache_open_for_update(file, CACHE_BUILD, e);
    if (!c) {
        return -1;
    }
    if (cache_begin(c, e) < 0 || cache_set_origin(c, &root, 1, STR_NONE, e) < 0 || fill(w, c, count, e) < 0 ||
        cache_finish(c, NULL, NULL, e) < 0 || cache_commit(c, e) < 0) {
        cache_close(c);
        return -1;
    }
    return cache_publish(c, e);
}
