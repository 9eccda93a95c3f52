/* config: the configuration file, a YAML map of options. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config_private.h"
#include "front.h"
#include "language.h"
#include "text.h"
#include "url.h"

const struct config_option config_options[] = {
    {
        .name = "roots",
        .kind = OPTION_ROOTS,
        .offset = offsetof(struct config, roots),
        .value = "a list of folders",
        .help = "content roots to read when the command line names none",
    },
    {
        .name = "archives",
        .kind = OPTION_ARCHIVES,
        .offset = offsetof(struct config, archives),
        .value = "a map of names to folders",
        .help = "archives by name, for the command line: `work: ~/site/content`; marks belong to the name",
    },
    {
        .name = "browser",
        .kind = OPTION_TEXT,
        .offset = offsetof(struct config, browser),
        .value = "a command (default: $BROWSER)",
        .help = "what opens a source; %s in it is the address",
    },
    {
        .name = "base_url",
        .kind = OPTION_URL,
        .offset = offsetof(struct config, base_url),
        .value = "an address",
        .help = "the publisher's site, so that links within it can be opened",
    },
    {
        .name = "language",
        .kind = OPTION_LANGUAGE,
        .offset = offsetof(struct config, language),
        .value = "a code, such as de or pt-br (default: that of $LANG)",
        .help = "which translation of an article is shown in lists; lang:* shows all",
    },
    {
        .name = "ascii",
        .kind = OPTION_FLAG,
        .offset = offsetof(struct config, ascii),
        .value = "true or false (default: false)",
        .help = "draw lines and bullets with ASCII characters",
    },
    {
        .name = "color",
        .kind = OPTION_FLAG,
        .offset = offsetof(struct config, color),
        .value = "true or false (default: true)",
        .help = "use colours",
    },
    {
        .name = "mouse",
        .kind = OPTION_FLAG,
        .offset = offsetof(struct config, mouse),
        .value = "true or false (default: true)",
        .help = "take mouse clicks and the wheel",
    },
    {
        .name = "fields",
        .kind = OPTION_FIELDS,
        .offset = offsetof(struct config, fields),
        .value = "a map of fields to key paths",
        .help = "keys of your own front matters: `title: [headline, meta.heading]`",
    },
    {
        .name = "dates",
        .kind = OPTION_DATES,
        .value = "none, git or file (default: none)",
        .help = "where an article without a date gets one: the first commit of its file, or the file's time",
    },
    {
        .name = "hide",
        .kind = OPTION_HIDE,
        .value = "none, or a list (default: [draft, private, future])",
        .help = "articles that only is:hidden lists; future: not yet due; also: expired",
    },
    {
        .name = "endings",
        .kind = OPTION_ENDINGS,
        .offset = offsetof(struct config, endings),
        .value = "a list of endings, or a map of them to markdown or html",
        .help = "other files to read: `[.txt, .mdown]`, `{.txt: markdown, .xhtml: html}`",
    },
    {
        .name = "queries",
        .kind = OPTION_QUERIES,
        .offset = offsetof(struct config, queries),
        .value = "a map of names to queries",
        .help = "lists under the key ': `Nursing: topic:nursing is:unread`",
    },
};
const size_t config_option_count = ARRAY_SIZE(config_options);

static void *member(const struct reading *r, const struct config_option *option) {
    return (char *)r->config + option->offset;
}

static int set_text(const struct reading *r, const struct config_option *option, const struct node *n) {
    if (n->kind != NODE_SCALAR || memchr(n->text.p, '\0', n->text.n)) {
        return config_fail_at(r, n, "expected text");
    }
    *(const char **)member(r, option) = arena_copy(&r->config->arena, n->text).p;
    return 0;
}

static int set_url(const struct reading *r, const struct config_option *option, const struct node *n) {
    struct err why;
    if (n->kind == NODE_SCALAR && url_check(n->text, &why)) {
        return config_fail_at(r, n, why.text);
    }
    return set_text(r, option, n);
}

static int set_language(const struct reading *r, const struct config_option *option, const struct node *n) {
    struct buf code = {0};
    if (n->kind != NODE_SCALAR || !language_is_code(n->text)) {
        return config_fail_at(r, n, "expected the code of a language, such as de or pt-br");
    }
    language_write(&code, n->text);
    *(const char **)member(r, option) = arena_copy(&r->config->arena, buf_str(&code)).p;
    buf_release(&code);
    return 0;
}

static int set_flag(const struct reading *r, const struct config_option *option, const struct node *n) {
    return node_bool(n, member(r, option)) ? 0 : config_fail_at(r, n, "expected true or false");
}

static int set_roots(const struct reading *r, const struct config_option *option, const struct node *n) {
    return config_read_roots(r, n, member(r, option));
}

static int unknown(const struct reading *r, const struct node *n) {
    struct buf message = {0};
    buf_puts(&message, "unknown option '");
    text_quote(&message, str_slice(n->key, 0, 60));
    buf_puts(&message, "' (known:");
    for (size_t i = 0; i < config_option_count; i++) {
        buf_printf(&message, "%s %s", i ? "," : "", config_options[i].name);
    }
    buf_putc(&message, ')');
    int result = config_fail_at(r, n, buf_cstr(&message));
    buf_release(&message);
    return result;
}

static int set_option(const struct reading *r, const struct node *n) {
    static int (*const set[])(const struct reading *r, const struct config_option *option, const struct node *n) = {
        [OPTION_TEXT] = set_text,
        [OPTION_URL] = set_url,
        [OPTION_LANGUAGE] = set_language,
        [OPTION_FLAG] = set_flag,
        [OPTION_ROOTS] = set_roots,
        [OPTION_FIELDS] = config_set_fields,
        [OPTION_DATES] = config_set_dates,
        [OPTION_HIDE] = config_set_hide,
        [OPTION_ENDINGS] = config_set_endings,
        [OPTION_QUERIES] = config_set_queries,
        [OPTION_ARCHIVES] = config_set_archives,
    };
    for (size_t i = 0; i < config_option_count; i++) {
        if (str_is(n->key, config_options[i].name)) {
            return node_is_empty(n) ? 0 : set[config_options[i].kind](r, &config_options[i], n);
        }
    }
    return unknown(r, n);
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

/* Even a warning (a duplicate key) is an error here: it could not be shown later. */
static int set_options(const struct reading *r, struct str yaml) {
    struct problems problems;
    struct node *root = NULL;
    problems_init(&problems, &r->config->arena);
    if (says_nothing(yaml)) {
        return 0;
    }
    front_parse_yaml(yaml, 1, &r->config->arena, &root, &problems);
    if (problems.first) {
        const struct problem *p = problems.first;
        return err_set(r->e, "%s:%d:%d: %s", r->file, p->line, p->column, p->message.p);
    }
    for (const struct node *n = root->first; n; n = n->next) {
        if (set_option(r, n)) {
            return -1;
        }
    }
    return 0;
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
    struct reading r = {file, c, e};
    struct buf text = {0};
    bool found;
    int result = read_file(file, may_miss, &text, &found, e);
    if (!result && found) {
        result = set_options(&r, buf_str(&text));
    }
    buf_release(&text);
    return result;
}

/* The locale of messages, as gettext(3) finds it. */
static const char *locale_language(struct arena *arena) {
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *locale = NULL;
    struct buf code = {0};
    for (size_t i = 0; i < ARRAY_SIZE(variables) && !(locale && *locale); i++) {
        locale = getenv(variables[i]);
    }
    language_of_locale(&code, locale);
    const char *language = code.n ? arena_copy(arena, buf_str(&code)).p : NULL;
    buf_release(&code);
    return language;
}

int config_load(const char *file, struct config *c, struct err *e) {
    *c = (struct config){.color = true, .mouse = true, .hide = HIDE_DEFAULT};
    arena_init(&c->arena);
    c->roots.paths = arena_alloc(&c->arena, 1, sizeof *c->roots.paths);
    c->language = locale_language(&c->arena);
    if (file) {
        return load(file, false, c, e);
    }
    char *folder = config_config_dir(NULL);
    if (!folder) {
        return 0;
    }
    struct str path = arena_printf(&c->arena, "%s/config.yaml", folder);
    free(folder);
    return load(path.p, true, c, e);
}

void config_release(struct config *c) {
    arena_release(&c->arena);
}
