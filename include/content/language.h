/* language: codes of languages as sites write them ("de", "pt-br", "zh_Hans"), and the ones that a path names. */
#ifndef COURANT_LANGUAGE_H
#define COURANT_LANGUAGE_H

#include "buf.h"

/* A language of ISO 639, alone or with a script and a region: "de", "yue", "pt_BR", "zh-Hans-CN", "es-419". */
bool language_is_code(struct str s);
void language_write(struct buf *out, struct str code); /* appends the one spelling that is stored: "pt-br" */

/* The code before the extension of a file's name: "de" of "posts/atlas.de.md"; empty: there is none. Points into the path. */
struct str language_of_name(struct str path);

/* The next folder of a path whose name is a code, from byte *at on, which is moved past it; empty: there is none. */
struct str language_next_folder(struct str path, size_t *at);

/* Appends the language of a locale: "pt-br" for "pt_BR.UTF-8"; nothing for "C" and its like. */
void language_of_locale(struct buf *out, const char *locale);

/* How well `has` serves somebody who reads `wanted`; both as language_write spells them. */
enum language_fit { LANGUAGE_OTHER, LANGUAGE_KIN, LANGUAGE_SAME };
enum language_fit language_fit(struct str wanted, struct str has);

#endif
