/* config: the configuration file, a YAML map of options. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config_private.h"
#include "front.h"
#include "text.h"

static void unknown(const struct reading *r, const struct node *n) {
    struct buf message = {0};
    buf_puts(&message, "unknown option '");
    text_quote(&message, str_slice(n->key, 0, 60));
    buf_puts(&message, "' (known:");
    for (size_t i = 0; i < config_option_count; i++) {
        buf_printf(&message, "%s %s", i ? "," : "", config_options[i].name);
    }
    buf_putc(&message, ')');
    config_fail_at(r, n, buf_cstr(&message));
    buf_release(&message);
}

static void set_option(const struct reading *r, const struct node *n) {
    for (size_t i = 0; i < config_option_count; i++) {
        if (!str_is(n->key, config_options[i].name)) {
            continue;
        }
        if (!node_is_empty(n) && config_set_option(r, &config_options[i], n) == 0) {
            r->config->given[i] = n;
        }
        return;
    }
    unknown(r, n);
}

/* A file of comments alone is no YAML map, and fine. */
static bool says_nothing(struct str yaml) {
    while (yaml.n) {
        size_t end = 0;
        while (end < yaml.n && yaml.p[end] != '\n') {
            end++;
        }
        struct str line = str_trim(str_slice(yaml, 0, end));
        if (line.n && line.p[0] != '#') {
            return false;
        }
        yaml = str_slice(yaml, end + 1, yaml.n);
    }
    return true;
}

/* Of a file that is no YAML, what can be read of it line by line. */
static void set_options(const struct reading *r, struct str yaml) {
    struct problems problems;
    struct node *root = NULL;
    problems_init(&problems, &r->config->arena);
    if (says_nothing(yaml)) {
        return;
    }
    int result = front_parse_yaml(yaml, 1, &r->config->arena, &root, &problems);
    for (const struct problem *p = problems.first; p; p = p->next) {
        config_add_warning(r->config, p->line, p->column, p->message.p);
    }
    if (result < 0) {
        root = front_recover(&(struct front){.found = true, .yaml = yaml, .yaml_line = 1}, &r->config->arena);
    }
    for (const struct node *n = root ? root->first : NULL; n; n = n->next) {
        set_option(r, n);
    }
}

static void set_defaults(struct config *c) {
    struct reading r = {c};
    struct buf yaml = {0};
    for (size_t i = 0; i < config_option_count; i++) {
        if (config_options[i].fallback) {
            buf_printf(&yaml, "%s: %s\n", config_options[i].name, config_options[i].fallback);
        }
    }
    set_options(&r, buf_str(&yaml));
    memset(c->given, 0, config_option_count * sizeof *c->given);
    buf_release(&yaml);
}

static int read_all(int descriptor, struct buf *text) {
    ssize_t n = 1;
    while (n > 0 && text->n <= FRONT_MAX_BYTES) {
        enum { PIECE = 4096 };
        buf_reserve(text, PIECE);
        n = read(descriptor, text->p + text->n, PIECE);
        buf_filled(text, n > 0 ? (size_t)n : 0);
        n = n < 0 && errno == EINTR ? 1 : n;
    }
    return n < 0 ? -1 : 0;
}

/* *found: there is such a file. */
static int read_file(const char *file, bool may_miss, struct buf *text, bool *found, struct err *e) {
    int descriptor = open(file, O_RDONLY | O_CLOEXEC);
    *found = descriptor >= 0;
    if (!*found) {
        return may_miss && (errno == ENOENT || errno == ENOTDIR) ? 0
                                                                 : err_set(e, "cannot open '%s': %s", file, strerror(errno));
    }
    int result = read_all(descriptor, text) ? err_set(e, "cannot read '%s': %s", file, strerror(errno)) : 0;
    close(descriptor);
    return result;
}

static int load(const char *file, bool may_miss, struct config *c, struct err *e) {
    struct reading r = {c};
    struct buf text = {0};
    bool found;
    c->file = arena_copy(&c->arena, str_from(file)).p;
    int result = read_file(file, may_miss, &text, &found, e);
    if (!result && found) {
        set_options(&r, buf_str(&text));
    }
    buf_release(&text);
    return result;
}

bool config_file(struct buf *path) {
    char *folder = config_config_dir(NULL);
    if (folder) {
        buf_printf(path, "%s/config.yaml", folder);
    }
    free(folder);
    return folder != NULL;
}

int config_load(const char *file, struct config *c, struct err *e) {
    struct buf usual = {0};
    *c = (struct config){.file = "config.yaml"};
    arena_init(&c->arena);
    c->roots.paths = arena_alloc(&c->arena, 1, sizeof *c->roots.paths);
    c->given = arena_alloc(&c->arena, config_option_count, sizeof *c->given);
    c->warnings = arena_alloc(&c->arena, CONFIG_WARNINGS_MAX, sizeof *c->warnings);
    theme_init(&c->theme, THEME_AUTO);
    set_defaults(c);
    c->language = config_locale_language(&c->arena);
    int result = file ? load(file, false, c, e) : config_file(&usual) ? load(buf_cstr(&usual), true, c, e) : 0;
    buf_release(&usual);
    return result;
}

void config_release(struct config *c) {
    arena_release(&c->arena);
}
