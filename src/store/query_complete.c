/* query_complete: completions at the cursor. */
#include <string.h>

#include "query_private.h"
#include "text.h"

/* ---- what is being typed ---- */

/* The token that the cursor is in or right after; false: there is a blank on both sides. */
static bool token_at(struct str text, size_t cursor, struct token *t) {
    for (size_t at = 0; query_token(text, at, t) && t->at <= cursor; at = t->end) {
        if (cursor <= t->end && !(cursor == t->at && t->exclude)) {
            return true;
        }
    }
    return false;
}

static enum spot_kind kind_of(struct str field, enum taxonomy *taxonomy) {
    static const char *const of_words[] = {"is", "has", "sort"};
    for (size_t i = 0; i < ARRAY_SIZE(of_words); i++) {
        if (str_is(field, of_words[i])) {
            return SPOT_WORD;
        }
    }
    return taxonomy_parse(field, taxonomy) ? SPOT_TERM : SPOT_NONE;
}

static void in_field(struct str text, size_t cursor, const struct token *t, struct arena *arena, struct query_spot *spot) {
    spot->kind = SPOT_FIELD;
    spot->from = t->field_at < cursor ? t->field_at : cursor;
    spot->to = t->field.n ? t->value_at : cursor;
    spot->typed = arena_copy(arena, str_slice(text, spot->from, cursor));
}

/* The text after the cursor belongs to the value, except after a quote that was never closed: there other conditions follow. */
static void in_value(struct str text, size_t cursor, const struct token *t, struct arena *arena, struct query_spot *spot) {
    struct token typed = *t;
    size_t from = t->value_at + t->quoted;
    spot->kind = kind_of(t->field, &spot->taxonomy);
    spot->field = arena_copy(arena, t->field);
    spot->from = t->value_at;
    spot->to = t->quoted && !t->closed ? cursor : t->end;
    typed.value = str_slice(text, from, cursor < from + t->value.n ? cursor : from + t->value.n);
    spot->typed = query_clean_value(&typed, arena);
}

void query_spot(struct str text, size_t cursor, struct arena *arena, struct query_spot *spot) {
    struct token t;
    *spot = (struct query_spot){.from = cursor, .to = cursor, .typed = STR_NONE, .field = STR_NONE};
    if (!token_at(text, cursor, &t)) {
        spot->kind = SPOT_FIELD;
    } else if (t.field.n ? cursor < t.value_at : !t.quoted) {
        in_field(text, cursor, &t, arena, spot);
    } else if (t.field.n) {
        in_value(text, cursor, &t, arena, spot);
    }
}

/* ---- candidates ---- */

static bool begins(struct str folded, struct str start) {
    return folded.n >= start.n && !memcmp(folded.p, start.p, start.n);
}

static bool begins_folded(struct str text, struct str folded_start) {
    struct buf folded = {0};
    text_fold(&folded, text);
    bool result = begins(buf_str(&folded), folded_start);
    buf_release(&folded);
    return result;
}

static void add(struct candidates *out, struct str value, const char *behind, struct arena *arena) {
    struct buf text = {0};
    query_print_value(value, &text);
    buf_puts(&text, behind);
    for (size_t i = 0; i < out->count; i++) {
        if (str_equal(out->texts[i], buf_str(&text))) { /* for example two topics with the same label */
            buf_release(&text);
            return;
        }
    }
    out->texts[out->count++] = arena_copy(arena, buf_str(&text));
    buf_release(&text);
}

static void add_names(struct candidates *out, const char *const *names, size_t count, struct str start, const char *behind,
                      struct arena *arena) {
    for (size_t i = 0; i < count; i++) {
        if (begins(str_from(names[i]), start)) {
            add(out, str_from(names[i]), behind, arena);
        }
    }
}

static void add_taxonomies(struct candidates *out, struct str start, const char *behind, struct arena *arena) {
    for (int t = 0; t < TAX_COUNT; t++) {
        add_names(out, &taxonomies[t].name, 1, start, behind, arena);
    }
}

static void add_words(struct candidates *out, const struct query_spot *spot, struct arena *arena) {
    if (str_is(spot->field, "is")) {
        add_names(out, query_states, STATE_COUNT, spot->typed, "", arena);
    } else if (str_is(spot->field, "sort")) {
        add_names(out, query_sorts, SORT_COUNT, spot->typed, "", arena);
    } else {
        add_taxonomies(out, spot->typed, "", arena);
        add_names(out, query_notes, NOTES_COUNT, spot->typed, "", arena);
        for (size_t i = 0; i < field_count; i++) {
            if (query_can_have(&fields[i])) {
                add_names(out, &fields[i].name, 1, spot->typed, "", arena);
            }
        }
    }
}

/* By its label, which is what is shown, or by its full name if the text is the beginning of that. */
static void add_term(struct candidates *out, const struct term *t, struct str folded_start, struct arena *arena) {
    bool by_name = !begins_folded(t->label, folded_start) && begins_folded(t->name, folded_start);
    add(out, by_name ? t->name : t->label, "", arena);
}

/* The longest common prefix, cut to a whole character, and before any quote, which would be unbalanced. */
static struct str common_start(const struct candidates *c) {
    struct str common = c->count ? c->texts[0] : STR_NONE;
    for (size_t i = 1; i < c->count; i++) {
        size_t n = 0;
        while (n < common.n && n < c->texts[i].n && common.p[n] == c->texts[i].p[n]) {
            n++;
        }
        common.n = n;
    }
    while (common.n && (common.p[common.n] & 0xc0) == 0x80) {
        common.n--;
    }
    const char *quote = common.n > 1 ? memchr(common.p + 1, '"', common.n - 1) : NULL;
    return quote ? str_slice(common, 0, (size_t)(quote - common.p)) : common;
}

/* The texts are compared as written, so their common prefix may begin with a quote: then a quote is added at its end. */
static void find_common(const struct query_spot *spot, struct candidates *out, struct arena *arena) {
    struct str common = common_start(out);
    bool quoted = common.n && common.p[0] == '"';
    struct token t = {.quoted = quoted, .value = str_slice(common, quoted, common.n)};
    struct buf folded = {0}, typed = {0};
    text_fold(&folded, query_clean_value(&t, arena));
    text_fold(&typed, spot->typed);
    if (out->count > 1 && folded.n > typed.n && begins(buf_str(&folded), buf_str(&typed))) {
        out->common = arena_printf(arena, "%.*s%s", (int)common.n, common.p, quoted ? "\"" : "");
        out->common_cursor = common.n;
    }
    buf_release(&folded);
    buf_release(&typed);
}

void query_candidates(const struct query_spot *spot, const struct term *terms, size_t count, struct arena *arena,
                      struct candidates *out) {
    struct buf start = {0};
    size_t most = count + TAX_COUNT + field_count + query_field_count + STATE_COUNT + SORT_COUNT;
    *out = (struct candidates){.from = spot->from, .to = spot->to, .common = STR_NONE};
    out->texts = arena_alloc(arena, most + NOTES_COUNT, sizeof *out->texts);
    if (spot->kind == SPOT_FIELD) {
        add_taxonomies(out, spot->typed, ":", arena);
        add_names(out, query_fields, query_field_count, spot->typed, ":", arena);
    } else if (spot->kind == SPOT_WORD) {
        add_words(out, spot, arena);
    }
    text_fold(&start, spot->typed);
    for (size_t i = 0; spot->kind == SPOT_TERM && i < count; i++) {
        add_term(out, &terms[i], buf_str(&start), arena);
    }
    find_common(spot, out, arena);
    buf_release(&start);
}
