/* markdown_math: finds formulas in Markdown, and writes them so that cmark takes nothing in them for markup. */
#include <string.h>

#include "markdown_templates.h"

enum {
    WORD_LETTERS = 4, /* a run of so many is a word, not a product of variables */
    PROSE_WORDS = 3,  /* so many of them are not a formula */
    SINGLE_MAX = 500, /* bytes between two single dollar signs */
};

/* Brackets of formulas. The first row that matches is used. */
static const struct math_bracket {
    const char *open, *close;
    bool doubtful; /* in Markdown it is usually an escaped bracket: "\[sic\]" */
} brackets[MATH_BRACKETS] = {
    {"$$", "$$", false},  {"$", "$", false},    {"\\\\(", "\\\\)", true},      {"\\\\[", "\\\\]", true},
    {"\\(", "\\)", true}, {"\\[", "\\]", true}, {"\\begin{", "\\end{", false},
};

/* Words, not commands: "\frac". */
static size_t count_words(struct str s, size_t letters) {
    size_t words = 0;
    for (size_t i = 0, run; i < s.n; i += run + 1) {
        for (run = 0; i + run < s.n && is_letter(s.p[i + run]); run++) {
        }
        words += run >= letters && !(i && s.p[i - 1] == '\\');
    }
    return words;
}

/* A command, a sign that prose does not use, or an operator between short names. */
static bool looks_like_math(struct str inside) {
    bool has_operator = false;
    for (size_t i = 0; i < inside.n; i++) {
        char c = inside.p[i], next = i + 1 < inside.n ? inside.p[i + 1] : '\0';
        if (c == '^' || c == '=' || (c == '\\' && is_letter(next))) {
            return true;
        }
        has_operator |= c && strchr("*_+<>", c);
    }
    return has_operator && !count_words(inside, WORD_LETTERS);
}

/* Pandoc's rule for a single dollar sign: no blank inside of either, and no digit after the closing one, so that "$5 and $10"
 * are two prices. In "*$a* and *$b*" the second one begins a name, too. */
static bool closes_inline(struct str s, size_t at) {
    char before = s.p[at - 1], after = at + 1 < s.n ? s.p[at + 1] : '\0';
    bool begins_name = before && strchr("*_(['\"", before) && (is_letter(after) || after == '[' || after == '_');
    return !is_blank(before) && !is_digit(after) && after != '$' && !begins_name;
}

static bool is_single(const struct math_bracket *b) {
    return !strcmp(b->open, "$");
}

/* The offset of the closing bracket; `limit`: none. Code ends a formula in single dollar signs. */
static size_t find_close(struct str s, size_t from, size_t limit, const struct math_bracket *b) {
    bool single = is_single(b);
    size_t n = strlen(b->close);
    for (size_t i = from; i + n <= limit; i++) {
        if (!memcmp(s.p + i, b->close, n) && i > from && (!single || closes_inline(s, i))) {
            return i;
        }
        if (single && s.p[i] == '`') {
            break;
        }
        i += s.p[i] == '\\' && b->close[0] == '$';
    }
    return limit;
}

/* Sums of money, names of variables and links between two dollar signs are prose. */
static bool is_prose(struct str inside, const struct math_bracket *b) {
    if (b->doubtful) {
        return !looks_like_math(inside);
    }
    if (b->open[0] != '$') {
        return false;
    }
    const char *blank = memchr(inside.p, ' ', inside.n);
    struct str after_first_word = blank ? str_slice(inside, (size_t)(blank - inside.p), inside.n) : STR_NONE;
    bool has_command = memchr(inside.p, '\\', inside.n);
    bool has_words =
        is_digit(inside.p[0]) ? count_words(after_first_word, 2) : count_words(inside, WORD_LETTERS) >= PROSE_WORDS;
    return memmem(inside.p, inside.n, "](", 2) || memmem(inside.p, inside.n, "://", 3) ||
           (!has_command && !b->open[1] && has_words);
}

/* Does the opening bracket before `from` stand where a formula may begin? */
static bool may_begin(struct str s, size_t from, size_t limit, const struct math_bracket *b) {
    if (from >= limit) {
        return false;
    }
    return b->open[0] != '$' || (s.p[from] != '$' && (b->open[1] || !is_blank(s.p[from])));
}

size_t math_end(struct math_scan *m, size_t at, size_t limit) {
    struct str s = m->s, rest = str_slice(s, at, limit);
    size_t i = 0;
    while (i < MATH_BRACKETS && !str_starts(rest, brackets[i].open)) {
        i++;
    }
    if (i == MATH_BRACKETS || at < m->not_closed[i] || !may_begin(s, at + strlen(brackets[i].open), limit, &brackets[i])) {
        return at;
    }
    const struct math_bracket *b = &brackets[i];
    size_t from = at + strlen(b->open), end = is_single(b) && limit > from + SINGLE_MAX ? from + SINGLE_MAX : limit;
    size_t close = find_close(s, from, end, b);
    if (close == end || is_prose(str_slice(s, from, close), b)) {
        m->not_closed[i] = is_single(b) ? 0 : close; /* the brackets before it would find the same */
        return at;
    }
    close += strlen(b->close);
    while (b->open[1] == 'b' && close < limit && s.p[close - 1] != '}') {
        close++; /* \end{align} */
    }
    return close;
}

/* As entities, which are text wherever they stand. What begins a line inside a quotation is not part of the formula. */
static void write_signs(struct buf *out, struct str s) {
    bool line_start = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        line_start = c == '\n' || (line_start && (is_blank(c) || c == '>'));
        if (c == '|') {
            buf_puts(out, "\\|"); /* a table would be divided at the entity, too */
        } else if (line_start || (c & 0x80) || is_blank(c) || is_letter(c) || is_digit(c)) {
            buf_putc(out, c);
        } else {
            buf_printf(out, "&#%d;", c);
        }
    }
}

void math_write(struct buf *out, struct str formula) {
    if (str_starts(formula, "\\\\")) { /* the first of two backslashes escapes the second */
        write_signs(out, str_slice(formula, 1, formula.n - 3));
        write_signs(out, str_slice(formula, formula.n - 2, formula.n));
    } else {
        write_signs(out, formula);
    }
}
