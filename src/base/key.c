/* key: names of keys. */
#include "key.h"

#include "text.h"

/* The first row of a key has its name; the others are alternative spellings. */
static const struct {
    int key;
    const char *name;
} names[] = {
    {KEY_TAB_, "Tab"},
    {KEY_ENTER_, "Enter"},
    {KEY_ENTER_, "Return"},
    {KEY_ESCAPE_, "Esc"},
    {KEY_ESCAPE_, "Escape"},
    {' ', "Space"},
    {KEY_UP_, "Up"},
    {KEY_UP_, "↑"},
    {KEY_DOWN_, "Down"},
    {KEY_DOWN_, "↓"},
    {KEY_LEFT_, "Left"},
    {KEY_LEFT_, "←"},
    {KEY_RIGHT_, "Right"},
    {KEY_RIGHT_, "→"},
    {KEY_HOME_, "Home"},
    {KEY_END_, "End"},
    {KEY_PAGE_UP_, "PgUp"},
    {KEY_PAGE_UP_, "PageUp"},
    {KEY_PAGE_DOWN_, "PgDn"},
    {KEY_PAGE_DOWN_, "PageDown"},
    {KEY_BACKSPACE_, "Backspace"},
    {KEY_DELETE_, "Del"},
    {KEY_DELETE_, "Delete"},
    {KEY_SHIFT_TAB_, "S-Tab"},
    {KEY_MOUSE_PRESS, "Click"},
    {KEY_WHEEL_UP, "WheelUp"},
    {KEY_WHEEL_DOWN, "WheelDown"},
};

static void put_code_point(uint32_t code, struct buf *out) {
    struct buf text = {0};
    text_encode(&text, code);
    if (text_is_clean(buf_str(&text))) {
        buf_add_str(out, buf_str(&text));
    } else {
        buf_puts(out, "that key");
    }
    buf_release(&text);
}

void key_print(int key, struct buf *out) {
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        if (names[i].key == key) {
            buf_puts(out, names[i].name);
            return;
        }
    }
    if (key >= 0 && (key < ' ' || key == 0x7F)) {
        buf_putc(out, '^');
        buf_putc(out, (char)(key ^ 0x40));
    } else if (key > ' ' && key <= 0x10FFFF) {
        put_code_point((uint32_t)key, out);
    } else {
        buf_puts(out, "that key");
    }
}

/* The key code that the terminal module returns for ^c. */
static int control_key(char c) {
    if (c == '?') {
        return KEY_BACKSPACE_;
    }
    if (c >= 'a' && c <= 'z') {
        c = (char)(c - 'a' + 'A');
    }
    if (c < '@' || c > '_') {
        return KEY_UNKNOWN;
    }
    int key = KEY_CTRL(c);
    return key == KEY_CTRL('h') ? KEY_BACKSPACE_ : key == KEY_CTRL('j') ? KEY_ENTER_ : key;
}

int key_parse(struct str name) {
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        if (str_equal_nocase(name, str_from(names[i].name))) {
            return names[i].key;
        }
    }
    if (name.n == 2 && name.p[0] == '^') {
        return control_key(name.p[1]);
    }
    if (!name.n || name.n > 4 || !text_is_clean(name) || (unsigned char)name.p[0] < ' ') {
        return KEY_UNKNOWN;
    }
    uint32_t first = text_cluster(name).first;
    unsigned bytes = first < 0x80 ? 1 : first < 0x800 ? 2 : first < 0x10000 ? 3 : 4;
    return bytes == name.n ? (int)first : KEY_UNKNOWN;
}
