/* err: sets error messages. */
#include "err.h"

#include <stdarg.h>
#include <stdio.h>

PRINTF_LIKE(3, 0)
static int set(struct err *e, enum err_code code, const char *format, va_list arguments) {
    if (e) {
        e->code = code;
        vsnprintf(e->text, sizeof e->text, format, arguments);
    }
    return -1;
}

int err_set(struct err *e, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    set(e, ERR_OTHER, format, arguments);
    va_end(arguments);
    return -1;
}

int err_set_code(struct err *e, enum err_code code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    set(e, code, format, arguments);
    va_end(arguments);
    return -1;
}
