/* ui_message: the message line. */
#include <stdarg.h>

#include "text.h"
#include "ui_private.h"

PRINTF_LIKE(3, 0)
static void set_message(struct ui *ui, bool is_error, const char *format, va_list arguments) {
    struct buf raw = {0};
    buf_vprintf(&raw, format, arguments);
    buf_reset(&ui->message);
    text_clean_line(&ui->message, buf_str(&raw));
    buf_release(&raw);
    ui->message_is_error = is_error;
}

void ui_info(struct ui *ui, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    set_message(ui, false, format, arguments);
    va_end(arguments);
}

void ui_error(struct ui *ui, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    set_message(ui, true, format, arguments);
    va_end(arguments);
}

void ui_error_from(struct ui *ui, const struct err *e) {
    ui->damaged = ui->damaged || e->code == ERR_CORRUPT;
    ui_error(ui, "%s", e->text);
}

void message_forget(struct ui *ui) {
    buf_reset(&ui->message);
    ui->message_is_error = false;
}
