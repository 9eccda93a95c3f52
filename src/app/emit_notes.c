/* emit_notes: notes and passages as Markdown and as JSON. */
#include <string.h>

#include "emit_private.h"
#include "text.h"

/* ---- the article ---- */

static void add_authors(struct buf *out, const struct article *a, const char *between) {
    size_t count = 0;
    for (size_t i = 0; i < a->term_count; i++) {
        if (a->terms[i].taxonomy == TAX_AUTHOR) {
            buf_puts(out, count++ ? between : "");
            buf_add_str(out, a->terms[i].label);
        }
    }
}

static void add_part(struct buf *out, struct str part) {
    if (part.n) {
        buf_puts(out, out->n ? ", " : "");
        buf_add_str(out, part);
    }
}

/* ---- Markdown ---- */

static bool is_word(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c & 0x80;
}

/* Does this character mean something to Markdown there? An underscore within a word does not. */
static bool is_markup(struct str line, size_t at) {
    char c = line.p[at];
    bool within = at && at + 1 < line.n && is_word(line.p[at - 1]) && is_word(line.p[at + 1]);
    return strchr("\\`*[]<", c) || (c == '_' && !within) || (!at && strchr("#>+-=~|", c));
}

static void put_escaped(FILE *out, struct str line) {
    for (size_t i = 0; i < line.n; i++) {
        if (is_markup(line, i)) {
            putc('\\', out);
        }
        putc(line.p[i], out);
    }
}

/* Line by line, each after `before`. */
static void put_lines(FILE *out, const char *before, struct str text, bool escaped) {
    struct buf clean = {0};
    text_clean(&clean, text);
    for (struct str rest = buf_str(&clean); rest.n;) {
        struct str line = str_line(rest);
        rest = str_slice(rest, line.n + 1, rest.n);
        fputs(before, out);
        if (escaped) {
            put_escaped(out, line);
        } else {
            fwrite(line.p, 1, line.n, out);
        }
        fputs(escaped && rest.n ? "\n>\n" : "\n", out); /* each is a paragraph */
    }
    buf_release(&clean);
}

/* Author, source, date. <address> */
static void md_head(FILE *out, const struct article *a) {
    struct buf who = {0}, day = {0}, line = {0};
    struct buf title = {0};
    text_clean_line(&title, a->title);
    fputs("## ", out);
    put_escaped(out, buf_str(&title));
    fputs("\n\n", out);
    add_authors(&who, a, ", ");
    add_part(&line, buf_str(&who));
    add_part(&line, a->source_name);
    if (a->date.day) {
        date_format_iso(&day, a->date.day);
        add_part(&line, buf_str(&day));
    }
    buf_reset(&title);
    text_clean_line(&title, buf_str(&line));
    put_escaped(out, buf_str(&title));
    if (a->source_url.n) {
        fprintf(out, "%s<%.*s>", line.n ? ". " : "", (int)a->source_url.n, a->source_url.p);
    }
    fputs(line.n || a->source_url.n ? "\n\n" : "", out);
    buf_release(&who);
    buf_release(&day);
    buf_release(&line);
    buf_release(&title);
}

static void md_article(FILE *out, size_t number, const struct article *a, const struct note *notes, size_t count) {
    if (!a) {
        return;
    }
    fputs(number ? "\n" : "", out);
    md_head(out, a);
    for (size_t i = 0; i < count; i++) {
        fputs(i ? "\n" : "", out);
        put_lines(out, "> ", notes[i].quote, true);
        fputs(notes[i].quote.n && notes[i].text.n ? "\n" : "", out);
        put_lines(out, "", notes[i].text, false);
    }
}

/* ---- JSON ---- */

static void add_day(struct buf *json, int32_t day) {
    struct buf text = {0};
    if (day) {
        date_format_iso(&text, day);
    }
    buf_putc(json, ',');
    emit_add_json_text(json, "date", buf_str(&text));
    buf_release(&text);
}

static void add_notes(struct buf *json, const struct note *notes, size_t count) {
    buf_puts(json, ",\"notes\":[");
    for (size_t i = 0; i < count; i++) {
        const struct note *n = &notes[i];
        buf_puts(json, i ? ",{" : "{");
        emit_add_json_text(json, "passage", n->quote);
        buf_putc(json, ',');
        emit_add_json_text(json, "text", n->text);
        buf_printf(json, ",\"made\":%lld,\"changed\":%lld}", (long long)n->made, (long long)n->changed);
    }
    buf_puts(json, "]}");
}

static void json_article(FILE *out, size_t number, const struct article *a, const struct note *notes, size_t count) {
    struct buf json = {0}, authors = {0};
    if (!a) {
        fputs(number ? "]\n" : "[]\n", out);
        return;
    }
    add_authors(&authors, a, ", ");
    buf_puts(&json, number ? ",\n{" : "[{");
    emit_add_json_text(&json, "title", a->title);
    buf_putc(&json, ',');
    emit_add_json_text(&json, "authors", buf_str(&authors));
    buf_putc(&json, ',');
    emit_add_json_text(&json, "source", a->source_name);
    add_day(&json, a->date.day);
    buf_putc(&json, ',');
    emit_add_json_text(&json, "url", a->source_url);
    buf_putc(&json, ',');
    emit_add_json_text(&json, "key", a->key);
    add_notes(&json, notes, count);
    fwrite(json.p, 1, json.n, out);
    buf_release(&json);
    buf_release(&authors);
}

const struct note_format note_formats[] = {{"md", md_article}, {"json", json_article}};
const size_t note_format_count = ARRAY_SIZE(note_formats);
