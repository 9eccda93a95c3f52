/* term_wait: waits for keys, signals and file descriptors at once. */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "term_private.h"

/* Milliseconds to wait for the rest of an escape sequence, a paste or a reply. If the end of a paste or reply is lost, keys
 * must not be swallowed for ever: it ends after this long without input, and a reply after STRING_TIME in any case. */
enum { ESCAPE_WAIT = 25, SEQUENCE_WAIT = 150, ASKED_TIME = 1000, REPLY_WAIT = 1000, PASTE_WAIT = 2000, STRING_TIME = 3000 };

/* KEY_NOTHING: keep waiting. */
static int signal_key(struct terminal *t) {
    switch (t->gone ? SIGNALS_END : signals_next()) {
    case SIGNALS_END:
        return KEY_HANGUP;
    case SIGNALS_STOP:
        term_suspend(t);
        return KEY_RESIZED;
    case SIGNALS_CONTINUED: /* after SIGSTOP: nobody gave the terminal back, and others have used it */
        term_leave(t);
        term_return(t);
        return KEY_RESIZED;
    case SIGNALS_RESIZED:
        term_find_size(t);
        return KEY_RESIZED;
    case SIGNALS_NOTHING:
        break;
    }
    return KEY_NOTHING;
}

/* One step of typed_key; false: more input is needed. */
static bool decode(struct terminal *t, bool complete) {
    enum typed_in before = t->typed.in;
    complete = complete || (before == IN_STRING && monotonic_ms() >= t->string_deadline);
    t->typed.key = KEY_NOTHING;
    t->typed.reply.kind = REPLY_NONE;
    size_t used = keys_decode((struct str){t->input, t->input_bytes}, complete, &t->typed);
    t->input_bytes -= used;
    memmove(t->input, t->input + used, t->input_bytes);
    if (t->typed.in == IN_STRING && before != IN_STRING) {
        t->string_deadline = monotonic_ms() + STRING_TIME;
    }
    if (!used && t->typed.in == before) {
        t->typed.key = KEY_NOTHING;
        return false;
    }
    return true;
}

/* The next key; KEY_NOTHING: more input is needed, or a reply changed what is shown. */
static int typed_key(struct terminal *t, bool complete) {
    bool more = t->input_bytes || (complete && t->typed.in != IN_KEYS);
    t->typed.key = KEY_NOTHING;
    while (more && t->typed.key == KEY_NOTHING) {
        more = decode(t, complete) && t->input_bytes;
        if (t->typed.reply.kind != REPLY_NONE) {
            term_take_reply(t);
        }
    }
    return t->typed.key;
}

static void read_input(struct terminal *t) {
    ssize_t n = read(STDIN_FILENO, t->input + t->input_bytes, sizeof t->input - t->input_bytes);
    if (n > 0) {
        t->input_bytes += (size_t)n;
    } else if (n == 0 || (errno != EINTR && errno != EAGAIN)) {
        t->gone = true;
    }
}

/* Whether a sequence is incomplete. */
static bool is_half(const struct terminal *t) {
    return t->input_bytes || t->typed.in != IN_KEYS;
}

static int64_t half_ms(const struct terminal *t) {
    if (t->typed.in == IN_PASTE) {
        return PASTE_WAIT;
    }
    if (t->typed.in == IN_STRING) {
        return REPLY_WAIT;
    }
    bool csi = t->input_bytes > 2 && t->input[0] == KEY_ESCAPE_ && t->input[1] == '[';
    if (csi && t->input[2] != 'M') { /* nobody types that: the line is slow; what follows M may be typed */
        return REPLY_WAIT;
    }
    /* While a reply is due, a lone ESC is more likely to begin it than to be typed. */
    bool due = t->asked && monotonic_ms() < t->asked_at + ASKED_TIME;
    return t->input_bytes == 1 && t->input[0] == KEY_ESCAPE_ && !due ? ESCAPE_WAIT : SEQUENCE_WAIT;
}

/* How long to wait: until `deadline` (-1: for ever), or for the rest of a sequence. */
static int64_t wait_ms(const struct terminal *t, int64_t deadline) {
    if (is_half(t)) {
        return half_ms(t);
    }
    int64_t left = deadline - monotonic_ms();
    return deadline < 0 ? -1 : left > 0 ? left : 0;
}

enum waited { WAITED_OUT, WAITED_INPUT, WAITED_WAKE, WAITED_SIGNAL };

/* Signals are only unblocked during the wait, so none is missed between checking the flags and waiting. */
static enum waited wait_for(struct terminal *t, const int *wakers, size_t count, int64_t ms, const sigset_t *open) {
    struct pollfd files[2 + WAKERS_MAX] = {{STDIN_FILENO, POLLIN, 0}, {STDOUT_FILENO, 0, 0}};
    struct timespec time = {(time_t)(ms / 1000), (long)(ms % 1000) * 1000000};
    for (size_t i = 0; i < count; i++) {
        files[2 + i] = (struct pollfd){wakers[i], POLLIN, 0};
    }
    int ready = ppoll(files, 2 + count, ms < 0 ? NULL : &time, open);
    if (ready <= 0) {
        return ready < 0 ? WAITED_SIGNAL : WAITED_OUT;
    }
    if (files[1].revents) {
        t->gone = true;
        return WAITED_SIGNAL;
    }
    return files[0].revents ? WAITED_INPUT : WAITED_WAKE;
}

static int next_key(struct terminal *t, const int *wakers, size_t count, int milliseconds, const sigset_t *open) {
    int64_t deadline = milliseconds < 0 ? -1 : monotonic_ms() + milliseconds;
    bool complete = false;
    for (;;) {
        int key = signal_key(t);
        if (key == KEY_NOTHING) {
            key = typed_key(t, complete);
        }
        if (key != KEY_NOTHING || t->painter.redraw) { /* a reply changed the colours */
            return key;
        }
        complete = false;
        bool half = is_half(t);
        switch (wait_for(t, wakers, half ? 0 : count, wait_ms(t, deadline), open)) {
        case WAITED_INPUT:
            read_input(t);
            break;
        case WAITED_WAKE:
            return KEY_NOTHING;
        case WAITED_OUT:
            if (!half) {
                return KEY_NOTHING;
            }
            complete = true;
            break;
        case WAITED_SIGNAL:
            break;
        }
    }
}

static void note_click(struct terminal *t) {
    enum { DOUBLE_TIME = 400 };
    int64_t now = monotonic_ms();
    t->click.is_double =
        t->click.at && now - t->click.at < DOUBLE_TIME && t->click.row == t->typed.row && t->click.column == t->typed.column;
    t->click.at = now;
    t->click.row = t->typed.row;
    t->click.column = t->typed.column;
}

bool term_is_double_click(const struct terminal *t) {
    return t->click.is_double;
}

int term_key(struct terminal *t, const int *wakers, size_t count, int milliseconds) {
    sigset_t open;
    signals_block(&open);
    int key = next_key(t, wakers, count, milliseconds, &open);
    sigprocmask(SIG_SETMASK, &open, NULL);
    if (key == KEY_MOUSE_PRESS) {
        note_click(t);
    }
    return key;
}

struct str term_pasted(const struct terminal *t) {
    return buf_str(&t->typed.pasted);
}

void term_mouse(const struct terminal *t, int *row, int *column) {
    *row = t->typed.row < t->rows ? t->typed.row : t->rows - 1;
    *column = t->typed.column < t->columns ? t->typed.column : t->columns - 1;
}
