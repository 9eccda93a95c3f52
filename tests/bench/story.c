/* story: what an article is about, and its words. */
#include "story.h"

#include <ctype.h>
#include <string.h>

#include "date.h"

enum { YEARS_DAYS = 3652, FIRST_YEAR = 2014, TOPIC_WORDS = 24, SLUG_BYTES = 40 };

/* A topic has words of its own, so that it and they are found together. */
static struct str word_of_topic(struct telling *t) {
    const struct story *s = t->story;
    const struct topic *topic = s->topics[random_below(&t->random, s->topic_count)];
    struct random own = random_of(20 + (uint64_t)(topic - t->world->topics), random_below(&t->random, TOPIC_WORDS));
    return t->world->words[200 + random_below(&own, 12000)];
}

static struct str next_word(struct telling *t) {
    const struct world *w = t->world;
    if (t->story->cjk) {
        return w->cjk_words[choose(&w->cjk_word, &t->random)];
    }
    return random_below(&t->random, 25) ? w->words[choose(&w->word, &t->random)] : word_of_topic(t);
}

void tell_word(struct telling *t) {
    buf_add_str(t->out, next_word(t));
}

static void part_words(struct telling *t) {
    if (t->story->cjk) {
        buf_puts(t->out, random_below(&t->random, 12) ? "" : "、");
    } else {
        buf_puts(t->out, random_below(&t->random, 14) ? " " : ", ");
    }
}

void tell_words(struct telling *t, uint32_t count) {
    size_t start = t->out->n;
    for (uint32_t i = 0; i < count; i++) {
        if (i) {
            part_words(t);
        }
        tell_word(t);
    }
    t->out->p[start] = (char)toupper((unsigned char)t->out->p[start]);
}

/* From a stream of their own, so that what is told elsewhere changes nothing here. */
static struct str some_words(const struct telling *from, uint32_t least, uint32_t more, struct arena *arena) {
    struct telling t = *from;
    struct buf text = {0};
    t.random = random_of(10, random_next(&t.random) + least);
    t.out = &text;
    tell_words(&t, least + random_below(&t.random, more));
    struct str kept = arena_copy(arena, buf_str(&text));
    buf_release(&text);
    return kept;
}

/* More is written each year: at the end three times as much a day as at the beginning. Whole numbers only. */
static void set_day(struct story *s, uint64_t of, struct random *r) {
    const uint64_t days = YEARS_DAYS, all = days * days + days * days;
    uint64_t low = 0, high = days - 1;
    while (low < high) {
        uint64_t middle = (low + high) / 2, until = (middle + 1) * days + (middle + 1) * (middle + 1);
        if (until * of > s->number * all) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    date_split(date_day(FIRST_YEAR, 1, 1) + (int32_t)low, &s->year, &s->month, &s->of_month);
    s->second = (int)random_below(r, 24 * 60 * 60);
}

/* No term twice. */
static void add_topic(struct story *s, const struct topic *topic) {
    for (uint32_t i = 0; i < s->topic_count; i++) {
        if (str_equal(s->topics[i]->name, topic->name)) {
            return;
        }
    }
    s->topics[s->topic_count++] = topic;
}

static void add_offering(struct story *s, const struct offering *offering) {
    for (uint32_t i = 0; i < s->offering_count; i++) {
        if (s->offerings[i] == offering) {
            return;
        }
    }
    s->offerings[s->offering_count++] = offering;
}

static void set_terms(const struct world *w, struct story *s, struct random *r) {
    uint32_t topics = 1 + (random_below(r, 3) == 0) + (random_below(r, 8) == 0);
    for (uint32_t i = 0; i < topics; i++) {
        add_topic(s, &w->topics[(choose(&w->topic, r) + i * 101) % w->topic.count]);
    }
    for (uint32_t n = random_below(r, STORY_OFFERINGS_MAX + 1); n; n--) {
        add_offering(s, &w->offerings[choose(&w->offering, r)]);
    }
    s->tag_count = 1 + random_below(r, STORY_TAGS_MAX);
    for (uint32_t i = 0; i < s->tag_count; i++) {
        s->tags[i] = i ? w->tags[choose(&w->tag, r)] : STR("News");
    }
    s->source = w->sources[choose(&w->source, r)];
    s->author = w->authors[choose(&w->author, r)];
}

static const char *const sections[] = {"news", "news", "news", "news", "news", "news", "blog", "events"};

static void set_names(struct story *s, struct random *r, struct arena *arena) {
    struct buf slug = {0};
    world_slug(s->cjk ? STR_NONE : str_slice(s->title, 0, SLUG_BYTES), &slug);
    buf_printf(&slug, "%s%llu",
               slug.n && slug.p[slug.n - 1] != '-' ? "-"
               : slug.n                            ? ""
                                                   : "article-",
               (unsigned long long)s->number);
    s->slug = arena_copy(arena, buf_str(&slug));
    buf_release(&slug);
    uint64_t high = random_next(r), low = random_next(r);
    s->uuid = arena_printf(arena, "%08x-%04x-5%03x-%04x-%012llx", (unsigned)(high >> 32), (unsigned)(high >> 16) & 0xffff,
                           (unsigned)high & 0xfff, 0x8000 | (unsigned)(low >> 50), (unsigned long long)low & 0xffffffffffff);
    s->url = arena_printf(arena, "https://www.%s/%d/%02d/%s/", s->source.p, s->year, s->month, s->slug.p);
    s->path =
        arena_printf(arena, "%s/%d/%02d/%s.md", sections[random_below(r, ARRAY_SIZE(sections))], s->year, s->month, s->uuid.p);
}

void story_make(const struct world *w, uint64_t number, uint64_t of, struct arena *arena, struct story *s) {
    struct buf body = {0};
    struct telling t = {w, s, random_of(8, number), &body};
    struct random *r = &t.random;
    *s = (struct story){.number = number, .html = random_below(r, 10) < 6, .cjk = random_below(r, 25) == 0};
    set_day(s, of, r);
    set_terms(w, s, r);
    s->title = some_words(&t, 5, 9, arena);
    s->summary = some_words(&t, 16, 30, arena);
    s->about = some_words(&t, 14, 20, arena);
    set_names(s, r, arena);
    tell_body(&t);
    s->body = arena_copy(arena, buf_str(&body));
    buf_release(&body);
}

void story_print(const struct story *s, struct buf *out) {
    story_print_front(s, out);
    buf_add_str(out, s->body);
}
