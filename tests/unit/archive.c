/* archive: made-up articles, and made-up queries. */
#include "archive.h"

#include <stdio.h>

#include "date.h"
#include "text.h"

static struct term topic_alpha_of_offering[] = {
    {.taxonomy = TAX_TOPIC, .key = STR("Alpha: Clinical AI"), .name = STR("Alpha: Clinical AI"), .label = STR("Clinical AI")},
    {.taxonomy = TAX_TOPIC, .key = STR("Zeta: Offered Only"), .name = STR("Zeta: Offered Only"), .label = STR("Offered Only")},
};

#define TOPIC(authority_, label_, slug_)                                                                                       \
    {                                                                                                                          \
        .taxonomy = TAX_TOPIC, .key = {authority_ ": " label_, sizeof(authority_ ": " label_) - 1},                            \
        .name = {authority_ ": " label_, sizeof(authority_ ": " label_) - 1},                                                  \
        .authority = {authority_, sizeof authority_ - 1}, .label = {label_, sizeof label_ - 1},                                \
        .slug = {slug_, sizeof slug_ - 1}, .url = {                                                                            \
            "topic/" slug_,                                                                                                    \
            sizeof("topic/" slug_) - 1                                                                                         \
        }                                                                                                                      \
    }
#define OFFERING(ident_, label_, slug_)                                                                                        \
    {                                                                                                                          \
        .taxonomy = TAX_OFFERING, .key = {ident_, sizeof ident_ - 1}, .name = {label_, sizeof label_ - 1},                     \
        .label = {label_, sizeof label_ - 1}, .slug = {slug_, sizeof slug_ - 1}, .ident = {ident_, sizeof ident_ - 1},         \
        .url = {                                                                                                               \
            "/offering/" slug_,                                                                                                \
            sizeof("/offering/" slug_) - 1                                                                                     \
        }                                                                                                                      \
    }
#define PLAIN(taxonomy_, name_)                                                                                                \
    {                                                                                                                          \
        .taxonomy = taxonomy_, .key = {name_, sizeof name_ - 1}, .name = {name_, sizeof name_ - 1},                            \
        .label = {name_, sizeof name_ - 1}, .authority = {                                                                     \
            "",                                                                                                                \
            0                                                                                                                  \
        }                                                                                                                      \
    }

/* Some labels begin others, some are the same under two authorities, some names are shared by two taxonomies. */
static const struct term all_terms[] = {
    TOPIC("Alpha", "Clinical AI", "alpha-clinical-ai"),
    TOPIC("Alpha", "Clinical", "alpha-clinical"),
    TOPIC("Beta", "Clinical", "beta-clinical"),
    TOPIC("Beta", "R\xc3\xa9seau", "beta-reseau"),
    TOPIC("Beta", "\xe6\x97\xa5\xe6\x9c\xac", "beta-nihon"),
    TOPIC("Gamma", "#tagged 100%_sure", "gamma-tagged"),
    {.taxonomy = TAX_OFFERING,
     .key = STR("17"),
     .name = STR("Atlas"),
     .label = STR("Atlas"),
     .slug = STR("atlas"),
     .url = STR("/offering/atlas"),
     .ident = STR("17"),
     .topics = topic_alpha_of_offering,
     .topic_count = ARRAY_SIZE(topic_alpha_of_offering)},
    OFFERING("170", "Atlas Mobile", "atlas-mobile"),
    OFFERING("9", "Quote \"and\" star*", "quote"),
    PLAIN(TAX_SOURCE, "digitalhealth.example"),
    PLAIN(TAX_SOURCE, "digital.example"),
    PLAIN(TAX_SOURCE, "Alpha"),
    PLAIN(TAX_AUTHOR, "Radhika N."),
    PLAIN(TAX_AUTHOR, "radical"),
    PLAIN(TAX_TAG, "news"),
    PLAIN(TAX_TAG, "News Item"),
    PLAIN(TAX_TAG, "NEWS"), /* one to a person, and yet another */
    PLAIN(TAX_SECTION, "blog"),
    PLAIN(TAX_SECTION, "news"),
};

static const char *const vocabulary[] = {
    "telehealth",
    "home",
    "care",
    "homes",
    "nurse",
    "nursing",
    "Caf\xc3\xa9",
    "c++",
    "2021",
    "x-ray",
    "O'Hara",
    "and",
    "NOT",
    "title",
    "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e",
    "\xd0\x9c\xd0\xbe\xd1\x81\xd0\xba\xd0\xb2\xd0\xb0",
    "a",
    "ab",
    "abc",
    "robot*",
    "near",
};

size_t archive_term_count(void) {
    return ARRAY_SIZE(all_terms);
}

const struct term *archive_term(size_t index) {
    return &all_terms[index];
}

void archive_init(struct archive *a, uint64_t seed) {
    memset(a, 0, sizeof *a);
    a->numbers.state = seed;
}

void archive_release(struct archive *a) {
    arena_release(&a->arena);
}

static bool is_cjk(char c) {
    return (unsigned char)c >= 0xe4 && (unsigned char)c <= 0xe9;
}

struct str folded_words(struct str text, struct arena *arena) {
    struct buf folded = {0}, out = {0};
    bool in_word = false;
    text_fold(&folded, text);
    for (size_t i = 0; i < folded.n; i++) {
        bool alone = is_cjk(folded.p[i]), word = alone || is_word_byte(folded.p[i]);
        if (word && (alone || !in_word)) {
            buf_putc(&out, ' ');
        }
        buf_add(&out, folded.p + i, alone ? 3 : word);
        i += alone ? 2 : 0;
        in_word = word && !alone;
    }
    buf_putc(&out, ' ');
    struct str words = arena_copy(arena, buf_str(&out));
    buf_release(&folded);
    buf_release(&out);
    return words;
}

/* ---- making one up ---- */

static void add_words(struct archive *a, size_t count, char separator, const char *end, struct buf *out) {
    for (size_t i = 0; i < count; i++) {
        buf_puts(out, vocabulary[number_below(&a->numbers, ARRAY_SIZE(vocabulary))]);
        buf_putc(out, one_in(&a->numbers, 10) ? separator : ' ');
    }
    buf_puts(out, end);
}

static struct str made_text(struct archive *a, size_t count, char separator, const char *end) {
    struct buf text = {0};
    add_words(a, count, separator, end, &text);
    struct str made = arena_copy(&a->arena, buf_str(&text));
    buf_release(&text);
    return made;
}

static void choose_terms(struct archive *a, struct item *item) {
    item->term_count = 0;
    for (size_t i = 0; i < ARRAY_SIZE(all_terms); i++) {
        bool second_source = all_terms[i].taxonomy == TAX_SOURCE && item->term_count &&
                             item->terms[item->term_count - 1]->taxonomy == TAX_SOURCE;
        if (one_in(&a->numbers, 4) && !second_source && item->term_count < TERMS_OF_ITEM_MAX) {
            item->terms[item->term_count++] = &all_terms[i];
        }
    }
}

/* Most days have many articles, some articles have no day. */
static int32_t choose_day(struct archive *a) {
    static const int months[] = {1, 6, 11, 12};
    if (one_in(&a->numbers, 12)) {
        return DATE_NONE;
    }
    return date_day(2020 + (int)number_below(&a->numbers, 3), months[number_below(&a->numbers, ARRAY_SIZE(months))],
                    one_in(&a->numbers, 2) ? 1 : 28);
}

/* Half of them have a time, some the same. */
static struct date choose_date(struct archive *a, int32_t day) {
    bool has_time = day && one_in(&a->numbers, 2);
    return (struct date){.day = day,
                         .second = has_time ? 86399 * (int32_t)number_below(&a->numbers, 100) / 99 : 0,
                         .zone = has_time ? 60 * (int32_t)number_below(&a->numbers, 3) : 0,
                         .has_time = has_time};
}

static void fill_article(struct archive *a, struct item *item, struct article *article) {
    struct buf about = {0};
    *article = (struct article){.key = identity_own(item->key),
                                .ident = str_slice(identity_own(item->key), 3, SIZE_MAX),
                                .date = choose_date(a, item->day),
                                .draft = item->hidden};
    item->moment = date_moment(&article->date);
    article->image = item->has_image ? STR("/image.png") : STR_NONE;
    article->title = made_text(a, 1 + number_below(&a->numbers, 4), ' ', "");
    article->subtitle = made_text(a, number_below(&a->numbers, 2), ' ', "endofsubtitle");
    article->summary = made_text(a, number_below(&a->numbers, 5), '\n', "endofsummary");
    article->terms = arena_alloc(&a->arena, item->term_count + 1, sizeof *article->terms);
    article->term_count = item->term_count;
    for (size_t i = 0; i < item->term_count; i++) {
        article->terms[i] = *item->terms[i];
        article->source_name = item->terms[i]->taxonomy == TAX_SOURCE ? item->terms[i]->label : article->source_name;
    }
    buf_printf(&about, "%s\n%s\n%s\n", article->subtitle.p, article->summary.p,
               article->source_name.n ? article->source_name.p : "");
    for (size_t i = 0; i < item->term_count; i++) {
        buf_add_str(&about, item->terms[i]->taxonomy == TAX_TOPIC ? item->terms[i]->name : item->terms[i]->label);
        buf_putc(&about, '\n');
    }
    item->body_text = made_text(a, number_below(&a->numbers, 12), '\n', "");
    item->title_text = article->title;
    item->title = folded_words(article->title, &a->arena);
    item->about = folded_words(buf_str(&about), &a->arena);
    item->body = folded_words(item->body_text, &a->arena);
    buf_release(&about);
}

/* ---- into the cache and out of it ---- */

struct wanted_file {
    struct str path;
    int64_t id;
};

static void note_file(void *context, const struct known_file *f) {
    struct wanted_file *wanted = context;
    if (str_equal(f->path, wanted->path)) {
        wanted->id = f->id;
    }
}

static int64_t file_of(struct cache *c, struct str path) {
    struct wanted_file wanted = {path, 0};
    struct err e;
    assert_well(cache_known_files(c, note_file, &wanted, &e), &e);
    return wanted.id;
}

void archive_put(struct archive *a, size_t index, struct cache *c) {
    struct item *item = &a->items[index];
    struct buf document = {0};
    struct article article;
    struct doc doc;
    struct err e;
    bool known = index < a->count;
    if (!known) {
        a->count = index + 1;
        item->key = arena_printf(&a->arena, "id:%zu//news/folder/%zu.md", index, index);
        item->path = arena_printf(&a->arena, "folder/%zu.md", index);
    }
    item->present = true;
    item->hidden = one_in(&a->numbers, 6);
    item->has_image = one_in(&a->numbers, 3);
    item->day = choose_day(a);
    choose_terms(a, item);
    fill_article(a, item, &article);
    doc_from_plain(item->body_text, &a->arena, &doc);
    doc_pack(&document, &doc);
    struct content_row row = {.file = known ? file_of(c, item->path) : 0,
                              .path = item->path,
                              .stamp = {(int64_t)index, 1, 1},
                              .article = &article,
                              .document = buf_str(&document),
                              .hidden = item->hidden};
    assert_well(cache_put(c, &row, &e), &e);
    buf_release(&document);
}

void archive_drop(struct archive *a, size_t index, struct cache *c) {
    struct err e;
    assert_well(cache_drop(c, file_of(c, a->items[index].path), &e), &e);
    a->items[index].present = false;
}

void archive_mark(struct archive *a, struct marks *m) {
    struct mark_time *times = xcalloc(a->count * MARK_COUNT + 1, sizeof *times);
    struct err e;
    size_t count = 0;
    for (size_t i = 0; i < a->count; i++) {
        for (int mark = 0; mark < MARK_COUNT; mark++) {
            if (one_in(&a->numbers, 4)) {
                bool on = !one_in(&a->numbers, 4);
                times[count++] =
                    (struct mark_time){.key = a->items[i].key, .mark = (enum mark)mark, .when = on ? 1600000000 : 0};
                a->items[i].marks |= on ? 1u << mark : 0;
            }
        }
    }
    assert_well(marks_swap(m, times, count, &e), &e);
    free(times);
}

struct cache *open_well(const char *file, enum cache_mode mode) {
    struct err e = {0};
    struct cache *c = cache_open(file, mode, &e);
    if (!c) {
        fail_msg("%s", e.text);
    }
    return c;
}

struct cache *open_for_update_well(const char *file, enum cache_update_mode mode) {
    struct err e = {0};
    struct cache *c = cache_open_for_update(file, mode, &e);
    if (!c) {
        fail_msg("%s", e.text);
    }
    return c;
}

void archive_build(struct archive *a, const char *file, size_t count) {
    static const char *const roots[] = {"/news", "/more"};
    struct err e;
    struct cache *c = open_for_update_well(file, CACHE_BUILD);
    assert_well(cache_begin(c, &e), &e);
    assert_well(cache_set_origin(c, roots, ARRAY_SIZE(roots), STR_NONE, &e), &e);
    for (size_t i = 0; i < count; i++) {
        archive_put(a, i, c);
    }
    assert_well(cache_commit(c, &e), &e);
    assert_well(cache_finish(c, NULL, NULL, &e), &e);
    assert_well(cache_publish(c, &e), &e);
}

/* ---- queries ---- */

/* Not in the middle of a character. */
static struct str some_beginning(struct archive *a, struct str s) {
    size_t n = s.n ? 1 + number_below(&a->numbers, s.n) : 0;
    while (n && n < s.n && (s.p[n] & 0xc0) == 0x80) {
        n++;
    }
    return str_slice(s, 0, n);
}

static void add_value(struct archive *a, struct str value, struct buf *text) {
    buf_putc(text, '"');
    value = one_in(&a->numbers, 2) ? value : some_beginning(a, value);
    for (size_t i = 0; i < value.n; i++) {
        bool upper = one_in(&a->numbers, 8) && value.p[i] >= 'a' && value.p[i] <= 'z';
        buf_putc(text, (char)(value.p[i] - (upper ? 'a' - 'A' : 0)));
        buf_puts(text, value.p[i] == '"' ? "\"" : "");
    }
    buf_putc(text, '"');
}

static void add_phrase(struct archive *a, struct buf *text) {
    struct buf words = {0};
    add_words(a, one_in(&a->numbers, 3) ? 2 : 1, ' ', "", &words);
    add_value(a, str_trim(buf_str(&words)), text);
    buf_puts(text, one_in(&a->numbers, 2) ? "*" : "");
    buf_release(&words);
}

static void add_term(struct archive *a, struct buf *text) {
    const struct term *t = &all_terms[number_below(&a->numbers, ARRAY_SIZE(all_terms))];
    const struct str ways[] = {t->label, t->name, t->slug.n ? t->slug : t->label, t->url.n ? t->url : t->name, t->key};
    bool exact = one_in(&a->numbers, 5);
    buf_printf(text, "%s:%s", taxonomies[t->taxonomy].name, exact ? "=" : "");
    add_value(a, ways[number_below(&a->numbers, ARRAY_SIZE(ways))], text);
    buf_puts(text, !exact && one_in(&a->numbers, 4) ? "*" : "");
}

static void add_dates(struct archive *a, struct buf *text) {
    static const char *const fields_of_dates[] = {"after:", "before:", "date:", "date:2019-12..", "date:2020-06-28.."};
    static const char *const dates[] = {"2019", "2020", "2020-06", "2020-12", "2021-01-01", "2021-06-28", "2021-12", "2022"};
    size_t field = number_below(&a->numbers, ARRAY_SIZE(fields_of_dates)), from = field == 4 ? 3 : field == 3 ? 1 : 0;
    buf_printf(text, "%s%s", fields_of_dates[field], dates[from + number_below(&a->numbers, ARRAY_SIZE(dates) - from)]);
}

void archive_random_query(struct archive *a, struct buf *text) {
    static void (*const makers[])(struct archive *, struct buf *) = {add_phrase, add_phrase, add_term, add_term, add_dates};
    for (size_t n = number_below(&a->numbers, 4); n; n--) {
        size_t kind = number_below(&a->numbers, ARRAY_SIZE(makers) + 3);
        buf_puts(text, one_in(&a->numbers, 4) ? "-" : "");
        if (kind < ARRAY_SIZE(makers)) {
            buf_puts(text, makers[kind] == add_phrase && one_in(&a->numbers, 3) ? "title:" : "");
            makers[kind](a, text);
        } else if (kind == ARRAY_SIZE(makers)) {
            size_t what = number_below(&a->numbers, TAX_COUNT + 3);
            buf_printf(text, "has:%s",
                       what < TAX_COUNT        ? taxonomies[what].name
                       : what == TAX_COUNT     ? "image"
                       : what == TAX_COUNT + 1 ? "date"
                                               : "slug");
        } else {
            buf_printf(text, "is:%s", query_states[number_below(&a->numbers, STATE_COUNT)]);
        }
        buf_putc(text, ' ');
    }
    if (one_in(&a->numbers, 2)) {
        buf_printf(text, "sort:%s", query_sorts[number_below(&a->numbers, SORT_COUNT)]);
    }
}
