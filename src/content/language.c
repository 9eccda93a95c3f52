/* language: codes of languages as sites write them. */
#include "language.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ISO 639-1 (loc.gov/standards/iso639-2), sorted, three bytes each. Without Ido: "io" at the end of a name is a domain. */
static const char two_letters[] = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv "
                                  "cy da de dv dz ee el en eo es et "
                                  "eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik is "
                                  "it iu ja jv ka kg ki kj kk kl km "
                                  "kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd "
                                  "ne ng nl nn no nr nv ny oc oj om "
                                  "or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su "
                                  "sv sw ta te tg th ti tk tl tn to "
                                  "tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ";

/* Of ISO 639-3, those that sites are translated into, and that are no words of English: sorted, four bytes each. */
static const char three_letters[] =
    "ast bho brx ceb chr ckb doi dsb fil gsw hak haw hsb kab kok mai mni nan nap nds pap sah sat "
    "scn sco shi szl tet vec wuu yue zgh ";

static int compare_two(const void *a, const void *b) {
    return memcmp(a, b, 2);
}

static int compare_three(const void *a, const void *b) {
    return memcmp(a, b, 3);
}

static bool is_listed(struct str s) {
    return s.n == 2   ? bsearch(s.p, two_letters, sizeof two_letters / 3, 3, compare_two) != NULL
           : s.n == 3 ? bsearch(s.p, three_letters, sizeof three_letters / 4, 4, compare_three) != NULL
                      : false;
}

static bool consists_of(struct str s, int (*is)(int)) {
    for (size_t i = 0; i < s.n; i++) {
        if (!is((unsigned char)s.p[i])) {
            return false;
        }
    }
    return true;
}

/* Takes the part up to the next dash or underline off `rest`. */
static struct str take_part(struct str *rest) {
    size_t n = 0;
    while (n < rest->n && rest->p[n] != '-' && rest->p[n] != '_') {
        n++;
    }
    struct str part = str_slice(*rest, 0, n);
    *rest = str_slice(*rest, n + 1, rest->n);
    return part;
}

/* Of ISO 15924, those that tell the spellings of one language apart: any four letters would make a folder "my-work" Burmese. */
static bool is_script(struct str s) {
    static const char *const scripts[] = {"Adlm", "Arab", "Beng", "Cyrl", "Deva", "Guru",
                                          "Hans", "Hant", "Latn", "Mong", "Tfng"};
    for (size_t i = 0; i < ARRAY_SIZE(scripts); i++) {
        if (str_equal_nocase(s, str_from(scripts[i]))) {
            return true;
        }
    }
    return false;
}

static bool is_region(struct str s) {
    return (s.n == 2 && consists_of(s, isalpha)) || (s.n == 3 && consists_of(s, isdigit));
}

bool language_is_code(struct str s) {
    enum { LONGEST = sizeof "zgh-Tfng-MA" - 1 };
    char last = s.n ? s.p[s.n - 1] : '\0';
    if (s.n > LONGEST || !isalnum((unsigned char)last) || !is_listed(take_part(&s))) {
        return false;
    }
    struct str part = take_part(&s);
    if (is_script(part)) {
        part = take_part(&s);
    }
    return !s.n && (!part.n || is_region(part));
}

void language_write(struct buf *out, struct str code) {
    for (size_t i = 0; i < code.n; i++) {
        buf_putc(out, code.p[i] == '_' ? '-' : (char)tolower((unsigned char)code.p[i]));
    }
}

struct str language_of_name(struct str path) {
    struct str name = path_name(path);
    const char *dot = name.n ? memrchr(name.p, '.', name.n) : NULL;
    size_t end = dot ? (size_t)(dot - name.p) : 0;
    const char *before = end ? memrchr(name.p, '.', end) : NULL;
    struct str code = before && before > name.p ? str_slice(name, (size_t)(before - name.p) + 1, end) : STR_NONE;
    return language_is_code(code) ? code : STR_NONE;
}

struct str language_next_folder(struct str path, size_t *at) {
    const char *slash;
    while (*at < path.n && (slash = memchr(path.p + *at, '/', path.n - *at))) {
        struct str folder = str_slice(path, *at, (size_t)(slash - path.p));
        *at += folder.n + 1;
        if (language_is_code(folder)) {
            return folder;
        }
    }
    return STR_NONE;
}

void language_of_locale(struct buf *out, const char *locale) {
    size_t n = locale ? strcspn(locale, ".@:") : 0;
    struct str code = str_slice(str_from(locale), 0, n);
    if (language_is_code(code)) {
        language_write(out, code);
    }
}

enum language_fit language_fit(struct str wanted, struct str has) {
    bool kin = str_equal(take_part(&(struct str){wanted.p, wanted.n}), take_part(&(struct str){has.p, has.n}));
    return !wanted.n || !kin ? LANGUAGE_OTHER : str_equal(wanted, has) ? LANGUAGE_SAME : LANGUAGE_KIN;
}
