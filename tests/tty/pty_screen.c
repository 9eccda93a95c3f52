/* pty_screen: what a program on a terminal shows, read from libvterm. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pty_private.h"

static size_t put_utf8(char *out, uint32_t code) {
    static const uint8_t lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    size_t bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = bytes; i-- > 1; code >>= 6) {
        out[i] = (char)(0x80 | (code & 0x3F));
    }
    out[0] = (char)(lead[bytes] | code);
    return bytes;
}

static int color_number(const VTermColor *color) {
    if (VTERM_COLOR_IS_DEFAULT_FG(color) || VTERM_COLOR_IS_DEFAULT_BG(color)) {
        return -1;
    }
    return VTERM_COLOR_IS_INDEXED(color) ? color->indexed.idx : -2;
}

struct pty_cell pty_cell(struct pty *p, int row, int column) {
    struct pty_cell cell = {.columns = 1, .color = -1, .background = -1};
    VTermScreenCell found;
    size_t n = 0;
    if (!vterm_screen_get_cell(p->screen, (VTermPos){.row = row, .col = column}, &found)) {
        return cell;
    }
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && found.chars[i] && found.chars[i] != (uint32_t)-1; i++) {
        n += put_utf8(cell.text + n, found.chars[i]);
    }
    cell.columns = found.width;
    cell.color = color_number(&found.fg);
    cell.background = color_number(&found.bg);
    cell.bold = found.attrs.bold;
    cell.italic = found.attrs.italic;
    cell.underline = found.attrs.underline;
    cell.reverse = found.attrs.reverse;
    return cell;
}

/* The text of a row; `columns`: the column that each byte stands in, or NULL. Returns the bytes. */
static size_t row_text(struct pty *p, int row, char *out, int *columns) {
    size_t n = 0, end = 0;
    for (int column = 0; column < p->columns; column++) {
        struct pty_cell cell = pty_cell(p, row, column);
        const char *text = *cell.text ? cell.text : " ";
        for (const char *c = text; *c; c++) {
            if (columns) {
                columns[n] = column;
            }
            out[n++] = *c;
        }
        end = *cell.text && strcmp(cell.text, " ") != 0 ? n : end;
        column += cell.columns > 1;
    }
    out[end] = '\0';
    return end;
}

static size_t row_capacity(const struct pty *p) {
    return (size_t)p->columns * sizeof((struct pty_cell *)0)->text + 1;
}

const char *pty_row(struct pty *p, int row) {
    free(p->text);
    p->text = pty_checked(malloc(row_capacity(p)));
    row_text(p, row, p->text, NULL);
    return p->text;
}

const char *pty_screen(struct pty *p) {
    size_t n = 0;
    free(p->text);
    p->text = pty_checked(malloc((row_capacity(p) + 1) * (size_t)p->rows + 1));
    for (int row = 0; row < p->rows; row++) {
        n += row_text(p, row, p->text + n, NULL);
        p->text[n++] = '\n';
    }
    p->text[n] = '\0';
    return p->text;
}

bool pty_find(struct pty *p, const char *text, int *row, int *column) {
    char *line = pty_checked(malloc(row_capacity(p)));
    int *columns = pty_checked(calloc(row_capacity(p), sizeof *columns));
    bool found = false;
    for (int r = 0; r < p->rows && !found; r++) {
        row_text(p, r, line, columns);
        const char *at = strstr(line, text);
        found = at != NULL;
        if (found && row && column) {
            *row = r;
            *column = columns[at - line];
        }
    }
    free(line);
    free(columns);
    return found;
}

bool pty_has_text(struct pty *p, const char *text) {
    return pty_find(p, text, NULL, NULL);
}

/* Is the last of `on` and `off` in the output `on`? libvterm does not tell of every mode. */
static bool last_is(const struct pty *p, const char *on, const char *off) {
    size_t n = strlen(on);
    for (size_t i = p->output_bytes; i-- > 0;) {
        if (i + n <= p->output_bytes && !memcmp(p->output + i, on, n)) {
            return true;
        }
        if (i + n <= p->output_bytes && !memcmp(p->output + i, off, n)) {
            return false;
        }
    }
    return false;
}

struct pty_modes pty_modes(struct pty *p) {
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(p->vterm), &at);
    return (struct pty_modes){.cursor_row = at.row,
                              .cursor_column = at.col,
                              .cursor_visible = p->cursor_visible,
                              .alternate = p->alternate,
                              .mouse = p->mouse,
                              .paste = last_is(p, "\033[?2004h", "\033[?2004l")};
}
