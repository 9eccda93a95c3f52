/* world: the vocabulary by rank, and names put together from it. */
#include "world.h"

#include <ctype.h>
#include <stdlib.h>

enum {
    WORDS = 80000,
    CJK_WORDS = 3000,
    TOPICS = 400,
    OFFERINGS = 20000,
    SOURCES = 3000,
    AUTHORS = 20000,
    TAGS = 1500,
    SYLLABLES_MAX = 6,
};

/* What any English text is full of, and what this news is about, roughly by rank. */
static const char *const frequent[] = {
    "the",      "of",       "and",        "to",        "in",        "a",          "for",        "is",         "that",
    "on",       "with",     "health",     "by",        "as",        "care",       "are",        "at",         "be",
    "from",     "it",       "data",       "this",      "which",     "have",       "patients",   "or",         "an",
    "has",      "their",    "was",        "will",      "hospital",  "more",       "can",        "not",        "its",
    "new",      "digital",  "clinical",   "been",      "they",      "but",        "also",       "were",       "who",
    "system",   "patient",  "we",         "than",      "other",     "medical",    "technology", "about",      "when",
    "one",      "such",     "into",       "platform",  "services",  "how",        "over",       "all",        "would",
    "company",  "remote",   "said",       "these",     "through",   "use",        "year",       "telehealth", "some",
    "doctors",  "there",    "time",       "between",   "support",   "what",       "nurses",     "first",      "after",
    "research", "security", "records",    "virtual",   "may",       "most",       "while",      "access",     "being",
    "during",   "where",    "if",         "providers", "using",     "software",   "per",        "trial",      "both",
    "two",      "home",     "monitoring", "privacy",   "under",     "artificial", "device",     "many",       "help",
    "only",     "public",   "costs",      "quality",   "insurance", "since",      "each",       "network",    "treatment",
    "so",       "market",   "risk",       "staff",     "study",     "three",      "diagnosis",  "mobile",     "work",
    "funding",  "cloud",    "imaging",    "until",     "program",   "analytics",  "surgery",    "machine",    "drug",
};

static const char *const syllables[] = {
    "al",  "an", "ar",  "ba",  "be",  "bi",  "bor", "bra", "ca",  "cel", "ci",  "col", "cra", "da",  "del", "di", "dor", "dra",
    "el",  "en", "er",  "fa",  "fer", "fi",  "flo", "ga",  "gen", "gi",  "gra", "ha",  "hel", "ho",  "im",  "in", "is",  "ja",
    "jo",  "ka", "ken", "ki",  "la",  "lem", "li",  "lo",  "ma",  "men", "mi",  "mo",  "na",  "nel", "ni",  "no", "or",  "pa",
    "pel", "pi", "por", "qua", "ra",  "rem", "ri",  "ro",  "sa",  "sen", "si",  "sol", "sta", "ta",  "ten", "ti", "tor", "tra",
    "ul",  "un", "va",  "ven", "vi",  "vo",  "wa",  "wen", "wi",  "xa",  "ya",  "yo",  "za",  "zen",
};
static const char *const endings[] = {"",  "",   "",   "",    "",    "",   "s",  "s",   "ed",
                                      "y", "er", "al", "ing", "ion", "ic", "ly", "ity", "ous"};

static const char cjk[] =
    "医療病院患者診断治技術情報電子記録遠隔看護薬研究開発人工知能健康管理地域連携臨床試験画像解析手心臓脳血感"
    "染予防接種高齢介在宅訪問保険制度政策企業投資市場成長国際協力大学教授論文表東京北海新聞社会安全個保存共有"
    "分析機械学習音声認識自動運営支援設備導入実証実結果効果評価改善質向上時間短縮費用削減専門家会議報告";
static const char *const particles[] = {"の", "は",   "を",   "に",   "が",   "で",    "と",
                                        "も", "から", "まで", "する", "した", "という"};

static const char *const authorities[] = {"KLAS", "Gartner", "Symplur", "Medigy", "Healthcare IT News", "HIMSS", "Black Book"};

uint32_t choose(const struct choice *c, struct random *r) {
    uint64_t at = random_next(r) % c->sums[c->count - 1];
    uint32_t low = 0, high = c->count - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (c->sums[middle] > at) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

static void make_choice(struct world *w, struct choice *c, uint32_t count, uint32_t flatness) {
    c->sums = arena_alloc(&w->arena, count, sizeof *c->sums);
    c->count = count;
    uint64_t sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        sum += (UINT64_C(1) << 40) / (i + flatness);
        c->sums[i] = sum;
    }
}

/* Rarer words are longer. */
static void spell(struct random *r, uint32_t rank, struct buf *out) {
    uint32_t count = 2 + (random_below(r, 6) < (rank < 1500 ? 1 : 3));
    for (uint32_t i = 0; i < count; i++) {
        buf_puts(out, syllables[random_below(r, ARRAY_SIZE(syllables))]);
    }
    buf_puts(out, endings[random_below(r, ARRAY_SIZE(endings))]);
}

/* Words differ: a set of hashes says which were there. (Two of one hash would only cost a word.) */
static bool is_new(uint64_t *set, uint32_t capacity, struct str word) {
    uint64_t hash = str_hash(word) | 1;
    uint32_t at = (uint32_t)(hash >> 20) % capacity;
    while (set[at] && set[at] != hash) {
        at = (at + 1) % capacity;
    }
    bool fresh = !set[at];
    set[at] = hash;
    return fresh;
}

static void make_words(struct world *w) {
    struct random r = random_of(1, 0);
    uint64_t *seen = xcalloc(4 * WORDS, sizeof *seen);
    struct buf word = {0};
    w->words = arena_alloc(&w->arena, WORDS, sizeof *w->words);
    for (uint32_t i = 0; i < WORDS;) {
        buf_reset(&word);
        if (i < ARRAY_SIZE(frequent)) {
            buf_puts(&word, frequent[i]);
        } else {
            spell(&r, i, &word);
        }
        if (is_new(seen, 4 * WORDS, buf_str(&word))) {
            w->words[i++] = arena_copy(&w->arena, buf_str(&word));
        }
    }
    buf_release(&word);
    free(seen);
}

static void make_cjk_words(struct world *w) {
    struct random r = random_of(2, 0);
    enum { BYTES = 3 }; /* of each of these characters in UTF-8 */
    struct buf word = {0};
    w->cjk_words = arena_alloc(&w->arena, CJK_WORDS, sizeof *w->cjk_words);
    for (uint32_t i = 0; i < CJK_WORDS; i++) {
        buf_reset(&word);
        for (uint32_t n = i < ARRAY_SIZE(particles) ? 0 : 2 + random_below(&r, 2); n; n--) {
            buf_add(&word, cjk + BYTES * random_below(&r, (sizeof cjk - 1) / BYTES), BYTES);
        }
        buf_puts(&word, i < ARRAY_SIZE(particles) ? particles[i] : "");
        w->cjk_words[i] = arena_copy(&w->arena, buf_str(&word));
    }
    buf_release(&word);
}

/* Words of middling rank, each with a capital. */
static struct str make_name(struct world *w, struct random *r, uint32_t words, uint32_t from, uint32_t to) {
    struct buf name = {0};
    for (uint32_t i = 0; i < words; i++) {
        size_t start = name.n + (i > 0);
        buf_puts(&name, i ? " " : "");
        buf_add_str(&name, w->words[from + random_below(r, to - from)]);
        name.p[start] = (char)toupper((unsigned char)name.p[start]);
    }
    struct str kept = arena_copy(&w->arena, buf_str(&name));
    buf_release(&name);
    return kept;
}

void world_slug(struct str name, struct buf *out) {
    for (size_t i = 0; i < name.n; i++) {
        bool letter = isalnum((unsigned char)name.p[i]);
        if (letter || (out->n && out->p[out->n - 1] != '-')) {
            buf_putc(out, letter ? (char)tolower((unsigned char)name.p[i]) : '-');
        }
    }
}

static struct str make_slug(struct world *w, struct str name) {
    struct buf slug = {0};
    world_slug(name, &slug);
    struct str kept = arena_copy(&w->arena, buf_str(&slug));
    buf_release(&slug);
    return kept;
}

static struct str lowered(struct world *w, struct str name) {
    char *copy = arena_alloc(&w->arena, name.n + 1, 1);
    for (size_t i = 0; i < name.n; i++) {
        copy[i] = (char)tolower((unsigned char)name.p[i]);
    }
    return (struct str){copy, name.n};
}

static void make_topics(struct world *w) {
    struct random r = random_of(3, 0);
    w->topics = arena_alloc(&w->arena, TOPICS, sizeof *w->topics);
    for (uint32_t i = 0; i < TOPICS; i++) {
        struct topic *t = &w->topics[i];
        const char *authority = authorities[random_below(&r, 2) ? 0 : random_below(&r, ARRAY_SIZE(authorities))];
        t->label = make_name(w, &r, 2 + random_below(&r, 3), 90, 4000);
        t->name = arena_printf(&w->arena, "%s: %s", authority, t->label.p);
        t->lower_name = lowered(w, t->name);
        t->slug = make_slug(w, t->name);
    }
}

static void make_offerings(struct world *w) {
    struct random r = random_of(4, 0);
    w->offerings = arena_alloc(&w->arena, OFFERINGS, sizeof *w->offerings);
    for (uint32_t i = 0; i < OFFERINGS; i++) {
        struct offering *o = &w->offerings[i];
        struct str name = make_name(w, &r, 1 + random_below(&r, 3), 500, 40000);
        o->label = random_below(&r, 5) ? name : arena_printf(&w->arena, "%s Platform", name.p);
        o->ident = 9000 + (int)i;
        o->place = arena_printf(&w->arena, "/offering/%s-%d", make_slug(w, o->label).p, o->ident);
        uint32_t first = choose(&w->topic, &r);
        o->topic_count = 1 + random_below(&r, OWN_TOPICS_MAX);
        for (uint32_t j = 0; j < o->topic_count; j++) {
            o->topics[j] = &w->topics[(first + j * 37) % TOPICS];
        }
    }
}

static void make_sources(struct world *w) {
    static const char *const domains[] = {"com", "com", "net", "org", "co.uk", "eu", "health"};
    struct random r = random_of(5, 0);
    w->sources = arena_alloc(&w->arena, SOURCES, sizeof *w->sources);
    for (uint32_t i = 0; i < SOURCES; i++) {
        struct str name = make_slug(w, make_name(w, &r, 1 + (random_below(&r, 3) == 0), 60, 20000));
        w->sources[i] = arena_printf(&w->arena, "%s.%s", name.p, domains[random_below(&r, ARRAY_SIZE(domains))]);
    }
}

static struct str *make_names(struct world *w, uint32_t purpose, uint32_t count, uint32_t words, uint32_t to) {
    struct random r = random_of(purpose, 0);
    struct str *names = arena_alloc(&w->arena, count, sizeof *names);
    for (uint32_t i = 0; i < count; i++) {
        names[i] = make_name(w, &r, words, 140, to);
    }
    return names;
}

void world_init(struct world *w) {
    *w = (struct world){0};
    make_choice(w, &w->word, WORDS, 3);
    make_choice(w, &w->cjk_word, CJK_WORDS, 4);
    make_choice(w, &w->topic, TOPICS, 6);
    make_choice(w, &w->offering, OFFERINGS, 30);
    make_choice(w, &w->source, SOURCES, 10);
    make_choice(w, &w->author, AUTHORS, 40);
    make_choice(w, &w->tag, TAGS, 5);
    make_words(w);
    make_cjk_words(w);
    make_topics(w);
    make_offerings(w);
    make_sources(w);
    w->authors = make_names(w, 6, AUTHORS, 2, 12000);
    w->tags = make_names(w, 7, TAGS, 1, 3000);
}

void world_release(struct world *w) {
    arena_release(&w->arena);
}
