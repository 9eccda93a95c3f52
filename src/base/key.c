/* key: names of keys. */
#include "key.h"

#include <string.h>

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
    {KEY_INSERT_, "Ins"},
    {KEY_INSERT_, "Insert"},
    {KEY_F1_, "F1"},
    {KEY_F1_ + 1, "F2"},
    {KEY_F1_ + 2, "F3"},
    {KEY_F1_ + 3, "F4"},
    {KEY_F1_ + 4, "F5"},
    {KEY_F1_ + 5, "F6"},
    {KEY_F1_ + 6, "F7"},
    {KEY_F1_ + 7, "F8"},
    {KEY_F1_ + 8, "F9"},
    {KEY_F1_ + 9, "F10"},
    {KEY_F1_ + 10, "F11"},
    {KEY_F12_, "F12"},
    {KEY_MOUSE_PRESS, "Click"},
    {KEY_WHEEL_UP, "WheelUp"},
    {KEY_WHEEL_DOWN, "WheelDown"},
};

/* As with names, the first is printed. */
static const struct {
    int bit;
    const char *name;
} modifiers[] = {
    {KEY_WITH_ALT, "Alt-"},   {KEY_WITH_ALT, "A-"},   {KEY_WITH_ALT, "M-"},       {KEY_WITH_CTRL, "C-"},
    {KEY_WITH_CTRL, "Ctrl-"}, {KEY_WITH_SHIFT, "S-"}, {KEY_WITH_SHIFT, "Shift-"},
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

static void print_plain(int key, struct buf *out) {
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

void key_print(int key, struct buf *out) {
    size_t start = out->n;
    int rest = key;
    for (size_t i = 0; key > 0 && i < ARRAY_SIZE(modifiers); i++) {
        if (rest & modifiers[i].bit) {
            buf_puts(out, modifiers[i].name);
            rest -= modifiers[i].bit;
        }
    }
    size_t name = out->n;
    print_plain(rest, out);
    if (str_is(str_slice(buf_str(out), name, out->n), "that key")) {
        buf_truncate(out, start);
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

static int parse_plain(struct str name) {
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

static bool starts_nocase(struct str text, const char *prefix) {
    size_t n = strlen(prefix);
    return text.n > n && str_equal_nocase(str_slice(text, 0, n), str_from(prefix));
}

/* The modifier that name begins with; -1: none. */
static int modifier_of(struct str name) {
    for (size_t i = 0; i < ARRAY_SIZE(modifiers); i++) {
        if (starts_nocase(name, modifiers[i].name)) {
            return (int)i;
        }
    }
    return -1;
}

/* Ctrl and a character is a key of its own. */
static int with_ctrl(int key) {
    return key > KEY_BASE ? key | KEY_WITH_CTRL : key > ' ' && key < 0x7F ? control_key((char)key) : KEY_UNKNOWN;
}

/* Shift and a letter is the capital. */
static int with_shift(int key) {
    return key == KEY_TAB_            ? KEY_SHIFT_TAB_
           : key > KEY_BASE           ? key | KEY_WITH_SHIFT
           : key >= 'a' && key <= 'z' ? key - 'a' + 'A'
                                      : KEY_UNKNOWN;
}

int key_parse(struct str name) {
    int bits = 0;
    for (int i; (i = modifier_of(name)) >= 0; name = str_slice(name, strlen(modifiers[i].name), name.n)) {
        bits |= modifiers[i].bit;
    }
    int key = parse_plain(name);
    if (key != KEY_UNKNOWN && (bits & KEY_WITH_SHIFT)) {
        key = with_shift(key);
    }
    if (key != KEY_UNKNOWN && (bits & KEY_WITH_CTRL)) {
        key = with_ctrl(key);
    }
    return key == KEY_UNKNOWN ? key : key | (bits & KEY_WITH_ALT);
}
