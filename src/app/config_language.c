/* config_language: the language of the reader: what the configuration says, else the locale. */
#include <stdlib.h>

#include "config_private.h"
#include "language.h"

int config_set_language(const struct reading *r, const struct config_option *option, const struct node *n) {
    struct buf code = {0};
    (void)option;
    if (n->kind != NODE_SCALAR || !language_is_code(n->text)) {
        return config_fail_at(r, n, "expected the code of a language, such as de or pt-br");
    }
    language_write(&code, n->text);
    r->config->language = arena_copy(&r->config->arena, buf_str(&code)).p;
    buf_release(&code);
    return 0;
}

/* The locale of messages, as gettext(3) finds it. */
const char *config_locale_language(struct arena *arena) {
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *locale = NULL;
    struct buf code = {0};
    for (size_t i = 0; i < ARRAY_SIZE(variables) && !(locale && *locale); i++) {
        locale = getenv(variables[i]);
    }
    language_of_locale(&code, locale);
    const char *language = code.n ? arena_copy(arena, buf_str(&code)).p : NULL;
    buf_release(&code);
    return language;
}
