/* cli_values: the values of options. */
#include <string.h>

#include "cli_private.h"

int cli_number(const char *text, const char *option, long least, long most, long *value) {
    int64_t n;
    if (!str_to_int(str_from(text), &n) || n < least || n > most) {
        return cli_wrong_use("--%s needs a number from %ld to %ld, not '%s'", option, least, most, text);
    }
    *value = (long)n;
    return 0;
}

bool cli_read_format(const struct cli *c, const struct output_format **format) {
    *format = c->format ? output_format_named(c->format) : output_formats;
    if (!*format) {
        struct buf names = {0};
        output_format_list(&names, ", ");
        cli_wrong_use("unknown format '%s' (known: %s)", c->format, buf_cstr(&names));
        buf_release(&names);
    }
    return *format != NULL;
}
