/* text_script: raised and lowered text in plain characters. */
#include <string.h>

#include "text_private.h"

static const struct {
    uint32_t code, raised, lowered;
} signs[] = {
    {'0', 0x2070, 0x2080}, {'1', 0x00B9, 0x2081}, {'2', 0x00B2, 0x2082},    {'3', 0x00B3, 0x2083},    {'4', 0x2074, 0x2084},
    {'5', 0x2075, 0x2085}, {'6', 0x2076, 0x2086}, {'7', 0x2077, 0x2087},    {'8', 0x2078, 0x2088},    {'9', 0x2079, 0x2089},
    {'+', 0x207A, 0x208A}, {'-', 0x207B, 0x208B}, {0x2212, 0x207B, 0x208B}, {0x2013, 0x207B, 0x208B}, {'=', 0x207C, 0x208C},
    {'(', 0x207D, 0x208D}, {')', 0x207E, 0x208E}, {'a', 0x00AA, 0},         {'e', 0x1D49, 0},         {'o', 0x00BA, 0},
};

static uint32_t sign_of(uint32_t code, bool raised) {
    for (size_t i = 0; i < ARRAY_SIZE(signs); i++) {
        if (signs[i].code == code) {
            return raised ? signs[i].raised : signs[i].lowered;
        }
    }
    return 0;
}

/* Numbers with their signs, "2+", "-3", or several: "1,2". A full stop has no sign, and 10^0.5 must not be read as another. */
static bool has_signs(struct str s, bool raised) {
    for (size_t at = 0; at < s.n;) {
        struct text_char c = text_decode(str_slice(s, at, s.n));
        bool letter = c.code >= 'a' && c.code <= 'z', between = at && (c.code == ',' || c.code == ' ') && at + 1 < s.n;
        if (letter || (!between && !sign_of(c.code, raised))) {
            return false;
        }
        at += c.bytes;
    }
    return s.n > 0;
}

/* The one letter of 2e, No, 1a. */
static bool is_abbreviation_letter(struct str s, struct str before) {
    char last = before.p[before.n - 1];
    return s.n == 1 && strchr("aeo", s.p[0]) && (is_digit(last) || (last >= 'A' && last <= 'Z'));
}

/* Ordinals and titles, which readers know without their being raised: 1st, 3ème, Mme. */
static bool is_suffix(struct str s, struct str before) {
    static const char *const suffixes[] = {"st",  "nd", "rd", "th", "er", "re",  "\u00e8re", "\u00e8me", "eme",
                                           "nde", "de", "os", "as", "me", "mes", "lle",      "lles"};
    char last = before.p[before.n - 1];
    for (size_t i = 0; i < ARRAY_SIZE(suffixes); i++) {
        if (str_equal_nocase(s, str_from(suffixes[i]))) {
            return is_digit(last) || (last >= 'A' && last <= 'Z');
        }
    }
    return false;
}

/* A sign that says it itself: an asterisk, a dagger, "[12]", "^1". */
static bool is_reference(struct str s) {
    struct text_char c = text_decode(s);
    return s.p[0] == '^' || (s.p[0] == '[' && s.p[s.n - 1] == ']') || (c.bytes == s.n && !text_is_word_char(c.code));
}

static bool is_word(struct str s) {
    for (size_t at = 0; at < s.n;) {
        struct text_char c = text_decode(str_slice(s, at, s.n));
        if (!text_is_word_char(c.code)) {
            return false;
        }
        at += c.bytes;
    }
    return true;
}

static bool is_number(struct str s) {
    size_t at = s.n > 1 && (s.p[0] == '-' || s.p[0] == '+');
    while (at < s.n && is_digit(s.p[at])) {
        at++;
    }
    return at == s.n;
}

static struct text_script marked(struct str s, bool raised) {
    bool in_brackets = s.p[0] == '(' && s.p[s.n - 1] == ')';
    bool alone = in_brackets || (raised ? text_cluster(s).bytes == s.n || is_number(s) : is_word(s));
    return alone ? (struct text_script){raised ? "^" : "_", "", false} : (struct text_script){raised ? "^(" : "_(", ")", false};
}

struct text_script text_script(struct str s, bool raised, struct str before) {
    struct text_script plain = {"", "", false}, as_signs = {"", "", true};
    if (has_signs(s, raised)) {
        return as_signs;
    }
    if (!s.n || !before.n || is_blank(before.p[before.n - 1])) {
        return plain;
    }
    if (raised && is_abbreviation_letter(s, before)) {
        return as_signs;
    }
    if (raised && (str_is(s, "TM") || str_is(s, "SM"))) {
        return (struct text_script){"(", ")", false};
    }
    return raised && (is_suffix(s, before) || is_reference(s)) ? plain : marked(s, raised);
}

void text_put_script(struct buf *out, struct str part, bool raised, const struct text_script *script) {
    for (size_t at = 0; at < part.n;) {
        struct text_char c = text_decode(str_slice(part, at, part.n));
        uint32_t sign = script->signs ? sign_of(c.code, raised) : 0;
        if (sign) {
            text_encode(out, sign);
        } else {
            buf_add(out, part.p + at, c.bytes);
        }
        at += c.bytes;
    }
}

static uint32_t plain_of(uint32_t code, bool raised) {
    for (size_t i = 0; i < ARRAY_SIZE(signs) && code >= 0x80; i++) {
        if ((raised ? signs[i].raised : signs[i].lowered) == code && signs[i].code < 0x80) {
            return signs[i].code;
        }
    }
    return 0;
}

/* The signs at the start of s, all raised or all lowered, in ASCII. Returns their bytes. */
static size_t take_signs(struct str s, bool raised, struct buf *plain) {
    size_t at = 0;
    while (at < s.n) {
        struct text_char c = text_decode(str_slice(s, at, s.n));
        uint32_t code = plain_of(c.code, raised);
        if (!code) {
            break;
        }
        buf_putc(plain, (char)code);
        at += c.bytes;
    }
    return at;
}

size_t text_script_ascii(struct str s, struct str before, struct buf *out) {
    struct buf plain = {0};
    bool raised = true;
    size_t taken = take_signs(s, true, &plain);
    if (!taken) {
        raised = false;
        taken = take_signs(s, false, &plain);
    }
    bool apart = !before.n || is_blank(before.p[before.n - 1]);
    struct text_script script = taken && !apart ? marked(buf_str(&plain), raised) : (struct text_script){"", "", false};
    buf_printf(out, "%s%s%s", script.before, taken ? buf_cstr(&plain) : "", script.after);
    buf_release(&plain);
    return taken;
}

size_t text_next_script(struct str s, size_t at) {
    for (at = text_skip_ascii(s, at); at < s.n; at = text_skip_ascii(s, at)) {
        struct text_char c = text_decode(str_slice(s, at, s.n));
        if (plain_of(c.code, true) || plain_of(c.code, false)) {
            break;
        }
        at += c.bytes;
    }
    return at;
}
