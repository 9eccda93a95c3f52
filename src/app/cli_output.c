/* cli_output: what every command says when it fails, and how it ends. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli_private.h"
#include "text.h"

int cli_fail(const struct err *e, int status) {
    struct buf clean = {0};
    text_clean_line(&clean, str_from(e->text));
    fprintf(stderr, "courant: %s\n", buf_cstr(&clean));
    buf_release(&clean);
    return status;
}

int cli_wrong_use(const char *format, ...) {
    struct err e = {0};
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(e.text, sizeof e.text, format, arguments);
    va_end(arguments);
    return cli_fail(&e, STATUS_USAGE);
}

int cli_end_output(void) {
    struct err e;
    if (fflush(stdout) != 0 || ferror(stdout)) {
        if (errno == EPIPE) {
            return STATUS_OK; /* the reader has closed the pipe */
        }
        err_set(&e, "cannot write to standard output: %s", strerror(errno));
        return cli_fail(&e, STATUS_FAILED);
    }
    return STATUS_OK;
}
