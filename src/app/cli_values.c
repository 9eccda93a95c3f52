/* cli_values: the values of options. */
#include <string.h>

#include "cli_private.h"

int cli_number(const char *text, const char *option, long least, long most, long *value) {
    int64_t n;
    if (!str_to_int(str_from(text), &n) || n < least || n > most) {
        return cli_wrong_use("--%s wants a number from %ld to %ld, not '%s'", option, least, most, text);
    }
    *value = (long)n;
    return 0;
}

bool cli_read_format(const struct cli *c, enum format *format) {
    *format = FORMAT_TEXT;
    for (int i = 0; c->format && i < FORMAT_COUNT; i++) {
        if (!strcmp(c->format, format_names[i])) {
            *format = (enum format)i;
            return true;
        }
    }
    if (c->format) {
        cli_wrong_use("unknown format '%s'; there are text, tsv and json", c->format);
    }
    return !c->format;
}
