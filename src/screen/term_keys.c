/* term_keys: bytes that a terminal sends to keys. Pure.
 *
 * Read here rather than with curses' get_wch: that takes an end of input for no input, keeps back the keys after a byte that is
 * no UTF-8, and waits inside for the rest of a mouse report, however long it takes. The sequences are those that xterm, rxvt,
 * screen, tmux, the Linux console and VT100s share. */
#include <string.h>

#include "term_private.h"
#include "text.h"

enum { ESCAPE = 27, SEQUENCE_MAX = 1024, NUMBER_MAX = 100000, PASTE_BEGINS = 200, PASTE_ENDS = 201 };

struct sequence {
    char private; /* '<', '?' or the like before the numbers, or 0 */
    char final;
    int numbers[3];
    int count;
};

static const struct {
    char final;
    int number; /* the first number; 0: any or none */
    int key;
} sequences[] = {
    {'A', 0, KEY_UP_},       {'B', 0, KEY_DOWN_},      {'C', 0, KEY_RIGHT_},   {'D', 0, KEY_LEFT_},      {'H', 0, KEY_HOME_},
    {'F', 0, KEY_END_},      {'Z', 0, KEY_SHIFT_TAB_}, {'~', 1, KEY_HOME_},    {'~', 7, KEY_HOME_},      {'~', 4, KEY_END_},
    {'~', 8, KEY_END_},      {'~', 3, KEY_DELETE_},    {'~', 5, KEY_PAGE_UP_}, {'~', 6, KEY_PAGE_DOWN_}, {'~', 2, KEY_INSERT_},
    {'~', 11, KEY_F1_},      {'~', 12, KEY_F1_ + 1},   {'~', 13, KEY_F1_ + 2}, {'~', 14, KEY_F1_ + 3},   {'~', 15, KEY_F1_ + 4},
    {'~', 17, KEY_F1_ + 5},  {'~', 18, KEY_F1_ + 6},   {'~', 19, KEY_F1_ + 7}, {'~', 20, KEY_F1_ + 8},   {'~', 21, KEY_F1_ + 9},
    {'~', 23, KEY_F1_ + 10}, {'~', 24, KEY_F12_},      {'P', 0, KEY_F1_},      {'Q', 0, KEY_F1_ + 1},    {'R', 0, KEY_F1_ + 2},
    {'S', 0, KEY_F1_ + 3},
};

/* Not typed: a reply of the terminal, perhaps to the program before us, or a focus event. ESC [ row ; column R says where the
 * cursor is, and ESC [ 1 ; modifiers R is F3. */
static bool is_reply(const struct sequence *q) {
    bool focus = (q->final == 'I' || q->final == 'O') && !q->count;
    bool place =
        q->final == 'R' && q->count && !(q->count == 2 && q->numbers[0] == 1 && q->numbers[1] > 1 && q->numbers[1] <= 8);
    return focus || place || (q->private && q->private != '<') || q->final == 'n' || q->final == 't' || q->final == 'x' ||
           q->final == 'y';
}

/* Its second number is 1 and the sum of what is held: 1 Shift, 2 Alt, 4 Ctrl. */
static int modifiers(const struct sequence *q, int key) {
    int held = q->count > 1 && q->numbers[1] > 0 ? q->numbers[1] - 1 : 0;
    if (held > 7) {
        return KEY_UNKNOWN;
    }
    return key | (held & 1 ? KEY_WITH_SHIFT : 0) | (held & 2 ? KEY_WITH_ALT : 0) | (held & 4 ? KEY_WITH_CTRL : 0);
}

static int sequence_key(const struct sequence *q) {
    if (is_reply(q)) {
        return KEY_NOTHING;
    }
    for (size_t i = 0; i < ARRAY_SIZE(sequences) && !q->private; i++) {
        if (sequences[i].final == q->final && (!sequences[i].number || sequences[i].number == q->numbers[0])) {
            return modifiers(q, sequences[i].key);
        }
    }
    return KEY_UNKNOWN;
}

static int mouse_key(int button) {
    enum { MODIFIERS = 4 | 8 | 16, LEFT = 0, WHEEL_UP = 64, WHEEL_DOWN = 65 };
    switch (button & ~MODIFIERS) {
    case LEFT:
        return KEY_MOUSE_PRESS;
    case WHEEL_UP:
        return KEY_WHEEL_UP;
    case WHEEL_DOWN:
        return KEY_WHEEL_DOWN;
    default:
        return KEY_NOTHING;
    }
}

static void set_mouse(struct typed *out, int button, int column, int row) {
    out->key = mouse_key(button);
    out->column = column > 0 ? column - 1 : 0;
    out->row = row > 0 ? row - 1 : 0;
}

/* "\033[?2026;1$y": it knows that mode, which is set, or could be. */
static void set_reply(struct typed *out, const struct sequence *q) {
    enum { SYNCHRONIZED = 2026, SET = 1, RESET = 2 };
    if (q->private == '?' && q->final == 'y' && q->numbers[0] == SYNCHRONIZED) {
        out->reply.kind = REPLY_SYNCHRONIZED;
        out->reply.value = q->numbers[1] == SET || q->numbers[1] == RESET;
    }
}

static void set_sequence(struct typed *out, const struct sequence *q) {
    set_reply(out, q);
    if (q->private == '<' && (q->final == 'M' || q->final == 'm')) {
        set_mouse(out, q->final == 'M' ? q->numbers[0] : -1, q->numbers[1], q->numbers[2]);
    } else if (q->final == '~' && (q->numbers[0] == PASTE_BEGINS || q->numbers[0] == PASTE_ENDS)) {
        out->in = q->numbers[0] == PASTE_BEGINS ? IN_PASTE : IN_KEYS;
        out->key = KEY_NOTHING;
        buf_reset(&out->pasted);
    } else {
        out->key = sequence_key(q);
    }
}

static void add_to_sequence(struct sequence *q, char c) {
    if (c >= '0' && c <= '9') {
        q->count = q->count ? q->count : 1;
        int *number = &q->numbers[q->count - 1];
        *number = *number < NUMBER_MAX ? *number * 10 + (c - '0') : NUMBER_MAX;
    } else if (c == ';') {
        q->count = q->count ? q->count : 1;
        q->count += q->count < (int)ARRAY_SIZE(q->numbers);
    } else if (c >= '<' && c <= '?') {
        q->private = c;
    }
}

/* The old form of a mouse report: ESC [ M and three bytes. */
static size_t decode_old_mouse(struct str s, bool complete, struct typed *out) {
    if (s.n < 6) {
        out->key = KEY_UNKNOWN;
        return complete ? s.n : 0;
    }
    const unsigned char *p = (const unsigned char *)s.p;
    set_mouse(out, p[3] - 32, p[4] - 32, p[5] - 32);
    return 6;
}

static size_t decode_utf8(struct str s, bool complete, struct typed *out) {
    unsigned char lead = (unsigned char)s.p[0];
    size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    out->key = KEY_UNKNOWN;
    if (lead < 0xC2 || lead > 0xF4) {
        return 1;
    }
    for (size_t i = 1; i < bytes && i < s.n; i++) {
        if (((unsigned char)s.p[i] & 0xC0) != 0x80) {
            return i;
        }
    }
    if (s.n < bytes) {
        return complete ? s.n : 0;
    }
    struct str character = str_slice(s, 0, bytes);
    if (text_is_clean(character)) {
        out->key = (int)text_cluster(character).first;
    }
    return bytes;
}

static int control_key(unsigned char c) {
    return c == '\n' ? KEY_ENTER_ : c == '\b' || c == 0x7F ? KEY_BACKSPACE_ : c;
}

/* ESC and a key that came with it: that key and Alt. */
static size_t decode_alt(struct str s, bool complete, struct typed *out) {
    unsigned char c = (unsigned char)s.p[1];
    size_t used = 1;
    if (c >= 0x80) {
        used = decode_utf8(str_slice(s, 1, s.n), complete, out);
    } else {
        out->key = c < 0x20 || c == 0x7F ? control_key(c) : c;
    }
    out->key = out->key == KEY_UNKNOWN ? KEY_UNKNOWN : out->key | KEY_WITH_ALT;
    return used ? used + 1 : 0;
}

/* After ESC [ */
static size_t decode_csi(struct str s, bool complete, struct typed *out) {
    struct sequence q = {0};
    if (s.n == 2 && complete) {
        return decode_alt(s, complete, out);
    }
    if (s.n > 2 && s.p[2] == 'M') {
        return decode_old_mouse(s, complete, out);
    }
    out->key = KEY_UNKNOWN;
    for (size_t i = 2; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x20 || c > 0x7E || i > SEQUENCE_MAX) {
            return i;
        }
        if (c == '[' && i == 2) { /* the Linux console's F1 to F5: one letter more */
            out->key = s.n > 3 && s.p[3] >= 'A' && s.p[3] <= 'E' ? KEY_F1_ + (s.p[3] - 'A') : KEY_UNKNOWN;
            return s.n > 3 ? 4 : complete ? 3 : 0;
        }
        if (c >= 0x40) {
            q.final = (char)c;
            set_sequence(out, &q);
            return i + 1;
        }
        add_to_sequence(&q, (char)c);
    }
    return complete ? s.n : 0;
}

/* After ESC O: cursor keys and the numeric keypad in its application mode. */
static size_t decode_ss3(struct str s, bool complete, struct typed *out) {
    if (s.n < 3) {
        return complete ? decode_alt(s, complete, out) : 0;
    }
    char c = s.p[2];
    if (c < 0x20) {
        return decode_alt(s, complete, out);
    }
    struct sequence q = {.final = c};
    out->key = c == 'M' ? KEY_ENTER_ : c >= 'j' && c <= 'y' ? c - 0x40 : sequence_key(&q);
    return 3;
}

/* After ESC and ], P, X, ^ or _: when more comes at once it is a reply, else it was Alt and that key. */
static size_t decode_string(struct str s, bool complete, struct typed *out) {
    if (s.n < 3) {
        return complete ? decode_alt(s, complete, out) : 0;
    }
    out->in = IN_STRING;
    out->is_command = s.p[1] == ']';
    out->string_bytes = 0;
    out->is_command = s.p[1] == ']';
    out->key = KEY_NOTHING;
    return 2;
}

static size_t decode_escape(struct str s, bool complete, struct typed *out) {
    if (s.n > 1 && s.p[1] == '[') {
        return decode_csi(s, complete, out);
    }
    if (s.n > 1 && s.p[1] == 'O') {
        return decode_ss3(s, complete, out);
    }
    if (s.n > 1 && memchr("]PX^_", s.p[1], 5)) {
        return decode_string(s, complete, out);
    }
    if (s.n > 1 && s.p[1] != ESCAPE) {
        return decode_alt(s, complete, out);
    }
    out->key = KEY_ESCAPE_;
    return s.n > 1 || complete ? 1 : 0;
}

size_t keys_decode(struct str bytes, bool complete, struct typed *out) {
    out->reply.kind = REPLY_NONE;
    if (out->in == IN_PASTE) {
        return keys_take_paste(bytes, complete, out);
    }
    if (out->in == IN_STRING) {
        size_t used = keys_skip_string(bytes, complete, out);
        if (used || out->in == IN_STRING || !bytes.n) {
            return used;
        }
    }
    unsigned char c = (unsigned char)bytes.p[0];
    if (c == ESCAPE) {
        return decode_escape(bytes, complete, out);
    }
    if (c >= 0x80) {
        return decode_utf8(bytes, complete, out);
    }
    out->key = c < 0x20 || c == 0x7F ? control_key(c) : c;
    return 1;
}
