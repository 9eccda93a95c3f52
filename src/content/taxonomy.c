/* taxonomy: the table of taxonomies. */
#include "taxonomy.h"

#define INFO(id, name, alias, plural, title, label, shown, key, reader, searched)                                              \
    [TAX_##id] = {name, alias, plural, title, label, shown, key, #reader, searched},
const struct taxonomy_info taxonomies[TAX_COUNT] = {TAXONOMIES(INFO)};

#define IS_WHOLE(id, name, alias, plural, title, label, shown, key, reader, searched)                                          \
    _Static_assert(sizeof(name) > 1 && sizeof(plural) > 1 && sizeof(title) > 1 && sizeof(label) > 1 && sizeof(key) > 1,        \
                   "the taxonomy " #id " lacks a part");
TAXONOMIES(IS_WHOLE)
_Static_assert(TAX_COUNT <= 32, "sets of taxonomies are bits of an unsigned");

bool taxonomy_parse(struct str name, enum taxonomy *tax) {
    for (int i = 0; i < TAX_COUNT && name.n; i++) {
        const struct taxonomy_info *t = &taxonomies[i];
        if (str_is(name, t->name) || str_is(name, t->plural) || str_is(name, t->alias)) {
            *tax = (enum taxonomy)i;
            return true;
        }
    }
    return false;
}
