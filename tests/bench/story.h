/* story: one made-up article, a pure function of its number, and the content file that it is. */
#ifndef COURANT_BENCH_STORY_H
#define COURANT_BENCH_STORY_H

#include "buf.h"
#include "world.h"

enum { STORY_TOPICS_MAX = 3, STORY_OFFERINGS_MAX = 7, STORY_TAGS_MAX = 3 };

struct story {
    uint64_t number;
    int year, month, of_month, second; /* grows with the number */
    bool html, cjk;
    struct str title, summary, about, slug, url, uuid, author, source; /* about: what metadata say of it */
    struct str path;                                                   /* "news/2019/07/UUID.md" */
    const struct topic *topics[STORY_TOPICS_MAX];
    const struct offering *offerings[STORY_OFFERINGS_MAX];
    struct str tags[STORY_TAGS_MAX];
    uint32_t topic_count, offering_count, tag_count;
    struct str body; /* HTML or Markdown */
};

/* Story `number` of `of`, in the arena. */
void story_make(const struct world *w, uint64_t number, uint64_t of, struct arena *arena, struct story *s);

void story_print(const struct story *s, struct buf *out);       /* as a content file */
void story_print_front(const struct story *s, struct buf *out); /* its front matter alone */

/* For what writes a story's text. */
struct telling {
    const struct world *world;
    const struct story *story;
    struct random random;
    struct buf *out;
};
void tell_word(struct telling *t);
void tell_words(struct telling *t, uint32_t count); /* a sentence without its end, the first word with a capital */
void tell_body(struct telling *t);

#endif
