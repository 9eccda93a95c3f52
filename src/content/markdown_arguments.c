/* markdown_arguments: divides arguments, and tells words from file names, sizes, classes and other values for the program. */
#include "markdown_arguments.h"

#include <string.h>

size_t argument_word_end(struct str s, const char *also_ends) {
    size_t n = 0;
    while (n < s.n && !is_blank(s.p[n]) && !(s.p[n] && strchr(also_ends, s.p[n]))) {
        n++;
    }
    return n;
}

static bool is_quote(char c) {
    return c == '"' || c == '`' || c == '\'';
}

/* A word, or a text in quotation marks or backticks; advances *rest past it. */
static struct str take_value(struct str *rest, enum tag_syntax syntax, bool *quoted) {
    char quote = rest->n ? rest->p[0] : '\0';
    size_t n = 1;
    *quoted = is_quote(quote);
    if (!*quoted) {
        struct str word = str_slice(*rest, 0, argument_word_end(*rest, syntax == TAG_HUGO ? "" : ",(){}[]"));
        *rest = str_slice(*rest, word.n, rest->n);
        return word;
    }
    bool escapes = quote == '"' || (quote == '\'' && syntax != TAG_HUGO);
    while (n < rest->n && rest->p[n] != quote) {
        n += rest->p[n] == '\\' && escapes ? 2 : 1;
    }
    struct str value = str_slice(*rest, 1, n);
    *rest = str_slice(*rest, n + 1, rest->n);
    return value;
}

/* Commas and brackets only divide the arguments, except in Hugo, where blanks do. */
static struct str skip_separators(struct str s, enum tag_syntax syntax) {
    size_t n = 0;
    while (n < s.n && (is_blank(s.p[n]) || (syntax != TAG_HUGO && s.p[n] && strchr(",(){}[]|", s.p[n])))) {
        n++;
    }
    return str_slice(s, n, s.n);
}

/* The length of `name=`, or `name:` before a quoted value; 0: a value begins here. */
static size_t name_length(struct str s, enum tag_syntax syntax, size_t *with_sign) {
    size_t n = argument_word_end(s, syntax == TAG_HUGO ? "=\"`" : "=\"'`,(){}[]|");
    size_t colon = n && s.p[n - 1] == ':', sign = n;
    while (sign < s.n && s.p[sign] == ' ' && (colon || syntax != TAG_HUGO)) {
        sign++;
    }
    if (colon && sign < s.n && (is_quote(s.p[sign]) || syntax != TAG_HUGO)) {
        *with_sign = sign;
        return n - 1;
    }
    bool equals = sign < s.n && s.p[sign] == '=' && !(sign + 1 < s.n && s.p[sign + 1] == '=');
    *with_sign = sign + 1;
    return equals ? n : 0;
}

bool argument_next(struct str *rest, enum tag_syntax syntax, struct argument *a) {
    *rest = skip_separators(*rest, syntax);
    if (!rest->n) {
        return false;
    }
    size_t with_sign, n = name_length(*rest, syntax, &with_sign);
    *a = (struct argument){.name = str_slice(*rest, 0, n)};
    if (n) {
        *rest = str_slice(*rest, with_sign, rest->n);
        *rest = syntax == TAG_HUGO ? *rest : skip_separators(*rest, syntax);
        if (syntax != TAG_HUGO && name_length(*rest, syntax, &with_sign)) {
            return true; /* its value is a list of others: values={[{ label: "..." }]} */
        }
    }
    size_t before = rest->n;
    a->value = take_value(rest, syntax, &a->quoted);
    if (rest->n == before) {
        *rest = str_slice(*rest, 1, rest->n); /* a sign that begins no value */
    }
    return true;
}

/* Names of arguments, by their last word: "image_alt", "buttonText". */
static const char *const words[] = {
    "alt",      "caption", "title",       "text",    "quote",       "label", "heading",  "subheading", "summary", "description",
    "desc",     "intro",   "body",        "content", "message",     "msg",   "subtitle", "kicker",     "credit",  "credits",
    "question", "answer",  "attribution", "cite",    "author",      "by",    "header",   "footer",     "note",    "tooltip",
    "legend",   "eyebrow", "lead",        "tagline", "placeholder", "items", "copy",     "headline",   "excerpt",
};
static const char *const codes[] = {
    "class",      "classes", "classname",  "style",  "styles", "sizes",   "srcset", "id",      "ids",      "width",
    "height",     "src",     "href",       "url",    "link",   "file",    "path",   "lang",    "language", "icon",
    "color",      "colour",  "align",      "target", "rel",    "loading", "format", "layout",  "type",     "font",
    "background", "key",     "slug",       "theme",  "family", "variant", "date",   "query",   "filter",   "sort",
    "params",     "attrs",   "attributes", "props",  "import", "media",   "allow",  "sandbox",
};

static bool ends_with_row(struct str name, const char *const *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t n = strlen(rows[i]), start = name.n - n;
        if (name.n < n || !str_equal_nocase(str_slice(name, start, name.n), str_from(rows[i]))) {
            continue;
        }
        if (!start || memchr("-_.:", name.p[start - 1], 4) || (name.p[start] >= 'A' && name.p[start] <= 'Z')) {
            return true;
        }
    }
    return false;
}

static bool is_word_letter(char c) {
    return is_letter(c) || (c & 0x80);
}

static bool has_letter(struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (is_word_letter(s.p[i])) {
            return true;
        }
    }
    return false;
}

/* A value that a word of prose could be too, but that says how to show something. */
static bool is_setting(struct str value) {
    static const char *const settings[] = {"true", "false", "none", "null", "auto", "left", "right", "center", "yes", "no"};
    for (size_t i = 0; i < ARRAY_SIZE(settings); i++) {
        if (str_equal_nocase(value, str_from(settings[i]))) {
            return true;
        }
    }
    return false;
}

bool argument_is_address(struct str value) {
    static const char *const endings[] = {
        ".jpg", ".jpeg", ".png", ".gif",  ".svg",  ".webp", ".avif", ".pdf", ".mp4",  ".webm", ".mp3",   ".md",  ".html",
        ".css", ".js",   ".csv", ".json", ".yaml", ".yml",  ".txt",  ".mov", ".ogg",  ".py",   ".go",    ".rs",  ".c",
        ".cpp", ".java", ".ts",  ".tsx",  ".jsx",  ".rb",   ".sh",   ".sql", ".toml", ".qmd",  ".ipynb", ".njk", ".htm"};
    for (size_t i = 0; i < ARRAY_SIZE(endings); i++) {
        if (str_ends_nocase(value, endings[i])) {
            return true;
        }
    }
    bool one_word = value.n && !memchr(value.p, ' ', value.n);
    return one_word && (memchr(value.p, '/', value.n) || value.p[0] == '#' || value.p[0] == '$');
}

/* The words of a value, and what they look like. */
struct wording {
    size_t words, plain; /* plain: of letters alone, but for signs around them */
    bool capital, sentence, foreign;
};

static void add_word(struct wording *w, struct str word) {
    size_t from = 0, to = word.n;
    while (from < to && strchr("(\"'[", word.p[from])) {
        from++;
    }
    while (to > from && strchr(".,;:!?)\"']", word.p[to - 1])) {
        to--;
    }
    size_t letters = 0, foreign = 0;
    for (size_t i = from; i < to; i++) {
        letters += is_word_letter(word.p[i]) || word.p[i] == '\'';
        foreign += (word.p[i] & 0x80) != 0;
    }
    w->plain += letters && letters == to - from;
    w->capital |= !w->words && from < to && ((word.p[from] >= 'A' && word.p[from] <= 'Z') || (word.p[from] & 0x80));
    w->sentence = to > from && to < word.n && strchr(".!?", word.p[to]);
    w->foreign |= foreign >= 6 && letters == to - from;
    w->words++;
}

/* False: there is something in it that no prose has. */
static bool read_wording(struct str value, struct wording *w) {
    *w = (struct wording){0};
    for (struct str rest = str_trim(value); rest.n; rest = str_trim(rest)) {
        struct str word = str_slice(rest, 0, argument_word_end(rest, ""));
        if (memmem(word.p, word.n, "://", 3) || memchr(word.p, '{', word.n) || memchr(word.p, '=', word.n)) {
            return false;
        }
        add_word(w, word);
        rest = str_slice(rest, word.n, rest.n);
    }
    return true;
}

static bool reads_as_prose(struct str value) {
    struct wording w;
    if (!read_wording(value, &w)) {
        return false;
    }
    bool mostly_words = w.plain * 2 > w.words;
    return w.foreign || (w.words > 1 && mostly_words && (w.capital || w.sentence || w.plain > 2));
}

bool argument_is_words(const struct argument *a, enum tag_syntax syntax) {
    struct str value = str_trim(a->value);
    if ((!a->quoted && syntax != TAG_HUGO) || !has_letter(value) || argument_is_address(value) || is_setting(value)) {
        return false;
    }
    if (a->name.n && ends_with_row(a->name, words, ARRAY_SIZE(words))) {
        return true;
    }
    return !ends_with_row(a->name, codes, ARRAY_SIZE(codes)) && reads_as_prose(value);
}

bool argument_may_be_words(const struct argument *a) {
    struct wording w;
    struct str value = str_trim(a->value);
    return !argument_is_address(value) && read_wording(value, &w) && (w.foreign || (w.words > 1 && w.plain == w.words));
}
