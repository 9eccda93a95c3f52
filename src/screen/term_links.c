/* term_links: links that the terminal opens itself (OSC 8). curses has no such thing, so their cells are drawn once more after
 * it, in rows that it has touched. */
#include <ncursesw/curses.h>
#include <stdlib.h>
#include <string.h>

#include "term_private.h"

/* By the beginning of TERM, or by what these terminals set. */
static const char *const types[] = {"foot",          "alacritty", "kitty",   "xterm-kitty",
                                    "xterm-ghostty", "ghostty",   "wezterm", "contour"};
static const char *const variables[] = {"KITTY_WINDOW_ID", "WEZTERM_PANE", "WT_SESSION", "GHOSTTY_RESOURCES_DIR", "DOMTERM"};
static const char *const programs[] = {"iTerm.app", "WezTerm", "vscode", "ghostty", "rio"};
/* These would show the bytes, or do nothing with them. */
static const char *const without[] = {"linux", "vt", "dumb", "ansi", "cons", "sun", "hurd"};

static bool begins_with_one(const char *value, const char *const names[], size_t count) {
    for (size_t i = 0; value && i < count; i++) {
        if (str_starts(str_from(value), names[i])) {
            return true;
        }
    }
    return false;
}

static bool is_at_least(const char *variable, long version) {
    const char *value = getenv(variable);
    return value && strtol(value, NULL, 10) >= version;
}

static bool is_known(const char *type) {
    enum { VTE = 5000, KONSOLE = 201200 };
    if (begins_with_one(type, (const char *const[]){"tmux", "screen"}, 2)) { /* what is around them is not what they show */
        return false;
    }
    for (size_t i = 0; i < ARRAY_SIZE(variables); i++) {
        if (getenv(variables[i])) {
            return true;
        }
    }
    return begins_with_one(type, types, ARRAY_SIZE(types)) ||
           begins_with_one(getenv("TERM_PROGRAM"), programs, ARRAY_SIZE(programs)) || is_at_least("VTE_VERSION", VTE) ||
           is_at_least("KONSOLE_VERSION", KONSOLE);
}

bool links_are_known(enum hyperlinks wanted) {
    const char *type = getenv("TERM");
    if (wanted == HYPERLINKS_OFF || !type || begins_with_one(type, without, ARRAY_SIZE(without))) {
        return false;
    }
    return wanted == HYPERLINKS_ON || is_known(type);
}

/* Nothing but what is printed: the address was checked where it was read, and is once more where it is sent. */
static bool is_safe(struct str url) {
    for (size_t i = 0; i < url.n; i++) {
        if (url.p[i] <= ' ' || url.p[i] > '~') {
            return false;
        }
    }
    return url.n > 0;
}

static struct str url_of(const struct screen *s, const struct screen_link *link) {
    return str_slice(buf_str(&s->urls), link->url, link->url + link->url_bytes);
}

/* url empty: the cells as they are, without a link. What was painted over them since has another look. */
static void draw(struct painter *p, const struct screen *s, const struct screen_link *link, struct str url, int columns) {
    const struct cell *cells = s->cells + (size_t)link->row * (size_t)s->columns;
    if (url.n) {
        printf("\033]8;id=%u;%.*s\033\\", link->id, (int)url.n, url.p);
    }
    for (int i = link->column; i < link->column + link->columns && i < columns; i++) {
        bool is_link = (cells[i].style & STYLE_LOOK) == LOOK_LINK;
        if (cells[i].bytes && (is_link || !url.n)) {
            painter_put_raw(p, &cells[i], link->row, i, columns);
        }
    }
    if (url.n) {
        printf("\033]8;;\033\\");
    }
}

static bool same_links(const struct screen *a, const struct screen *b) {
    bool same = a->link_count == b->link_count && str_equal(buf_str(&a->urls), buf_str(&b->urls));
    return same && (!a->link_count || !memcmp(a->links, b->links, a->link_count * sizeof *a->links));
}

static void keep(struct screen *drawn, const struct screen *s) {
    drawn->link_count = 0;
    buf_reset(&drawn->urls);
    buf_add_str(&drawn->urls, buf_str(&s->urls));
    for (size_t i = 0; i < s->link_count; i++) {
        drawn->links = grow(drawn->links, drawn->link_count, &drawn->link_capacity, sizeof *drawn->links);
        drawn->links[drawn->link_count++] = s->links[i];
    }
}

void painter_links(struct painter *p, const struct screen *s, int rows, int columns) {
    struct screen *drawn = &p->drawn;
    bool same = same_links(s, drawn), any = false;
    if (!p->has_links) {
        return;
    }
    for (size_t i = 0; i < drawn->link_count && !same; i++) {
        if (drawn->links[i].row < rows) {
            draw(p, s, &drawn->links[i], STR_NONE, columns);
            any = true;
        }
    }
    for (size_t i = 0; i < s->link_count; i++) {
        struct str url = url_of(s, &s->links[i]);
        if (s->links[i].row < rows && (!same || p->changed[s->links[i].row]) && is_safe(url)) {
            draw(p, s, &s->links[i], url, columns);
            any = true;
        }
    }
    if (any) {
        vid_attr(A_NORMAL, 0, NULL);
        putp(tiparm(tigetstr("cup"), getcury(stdscr), getcurx(stdscr)));
    }
    if (!same) {
        keep(drawn, s);
    }
}
