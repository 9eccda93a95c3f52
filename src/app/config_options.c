/* config_options: the table of options, and how each kind of them is read. */
#include "config_private.h"

/* In the order of their enums and bits. */
static const char *const date_sources[] = {"none", "git", "file", NULL};
static const char *const hyperlinks[] = {"auto", "true", "false", NULL};
static const char *const hidden_states[] = {"draft", "private", "future", "expired", NULL};

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
        .name = "editor",
        .kind = OPTION_TEXT,
        .offset = offsetof(struct config, editor),
        .value = "a command (default: $VISUAL or $EDITOR)",
        .help = "what edits a content file",
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
        .fallback = "false",
        .value = "true or false",
        .help = "draw lines and bullets with ASCII characters",
    },
    {
        .name = "color",
        .kind = OPTION_FLAG,
        .offset = offsetof(struct config, color),
        .fallback = "true",
        .value = "true or false",
        .help = "use colours",
    },
    {
        .name = "theme",
        .kind = OPTION_CHOICE,
        .offset = offsetof(struct config, theme.kind),
        .choices = theme_kinds,
        .fallback = "auto",
        .value = "auto, dark, light, high-contrast or mono",
        .help = "colours; auto follows the terminal's background",
    },
    {
        .name = "colors",
        .kind = OPTION_COLORS,
        .offset = offsetof(struct config, theme),
        .value = "a map of looks to colours and attributes",
        .help = "changes to the theme: `link: \"#7aa2f7\"`, `title: bold red`, `selected: {fg: black, bg: 152, bold: true}`",
    },
    {
        .name = "accessible",
        .kind = OPTION_FLAG,
        .offset = offsetof(struct config, accessible),
        .fallback = "false",
        .value = "true or false",
        .help = "for screen readers: one pane, each row a sentence, nothing drawn with lines and blocks (also ACCESSIBLE=1)",
    },
    {
        .name = "panes",
        .kind = OPTION_PANES,
        .value = "a number, or two (default: as < and > left them, else [20, 40])",
        .help = "percent of the width that the list beside a text takes, or the outer list and that one",
    },
    {
        .name = "hyperlinks",
        .kind = OPTION_CHOICE,
        .offset = offsetof(struct config, hyperlinks),
        .choices = hyperlinks,
        .fallback = "auto",
        .value = "auto, true or false",
        .help = "links that the terminal itself can open; auto: where it is known to",
    },
    {
        .name = "mouse",
        .kind = OPTION_FLAG,
        .offset = offsetof(struct config, mouse),
        .fallback = "true",
        .value = "true or false",
        .help = "take mouse clicks and the wheel",
    },
    {
        .name = "start",
        .kind = OPTION_TEXT,
        .offset = offsetof(struct config, start),
        .value = "the name of a query, a query, or a command such as topics (default: home)",
        .help = "where the reader begins",
    },
    {
        .name = "copy",
        .kind = OPTION_ARGV,
        .offset = offsetof(struct config, copy),
        .value = "a program and its arguments (default: the terminal's clipboard)",
        .help = "what gets a text that is copied, on its standard input: `[wl-copy]`, `[xclip, -selection, clipboard]`",
    },
    {
        .name = "keys",
        .kind = OPTION_KEYS,
        .value = "a map of keys to commands, and of screens to such maps; see `courant help keys`",
        .help =
            "keys of your own: `g t: topics`, `x: none`, `reader: {Alt-s: [star, next-article], F5: {run: [mpv, \"{url}\"]}}`",
    },
    {
        .name = "measure",
        .kind = OPTION_NUMBER,
        .offset = offsetof(struct config, measure),
        .least = 40,
        .most = 200,
        .fallback = "72",
        .value = "a number from 40 to 200",
        .help = "columns of an article's text, where there is room",
    },
    {
        .name = "even_lines",
        .kind = OPTION_FLAG,
        .offset = offsetof(struct config, even_lines),
        .fallback = "true",
        .value = "true or false",
        .help = "break the lines of a paragraph so that they are about equally long",
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
        .kind = OPTION_CHOICE,
        .offset = offsetof(struct config, dates),
        .choices = date_sources,
        .fallback = "none",
        .value = "none, git or file",
        .help = "where an article without a date gets one: the first commit of its file, or the file's time",
    },
    {
        .name = "hide",
        .kind = OPTION_SET,
        .offset = offsetof(struct config, hide),
        .choices = hidden_states,
        .fallback = "[draft, private, future]",
        .value = "none, or a list of draft, private, future, expired",
        .help = "articles that only is:hidden lists; future: not yet due",
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
    {
        .name = "on_new",
        .kind = OPTION_HOOKS,
        .offset = offsetof(struct config, hooks),
        .value = "a list of maps of query, run, and each: article or batch",
        .help = "programs to run for new articles: `{query: topic:nursing, run: [notify-send, \"{title}\"], each: article}`",
    },
};
const size_t config_option_count = ARRAY_SIZE(config_options);

/* clang-format off */
static config_set *const set[] = {
    [OPTION_TEXT] = config_set_text,
    [OPTION_URL] = config_set_url,
    [OPTION_FLAG] = config_set_flag,
    [OPTION_NUMBER] = config_set_number,
    [OPTION_CHOICE] = config_set_choice,
    [OPTION_SET] = config_set_set,
    [OPTION_LIST] = config_set_list,
    [OPTION_ARGV] = config_set_argv,
    [OPTION_MAP] = config_set_map,
    [OPTION_LANGUAGE] = config_set_language,
    [OPTION_ROOTS] = config_set_roots,
    [OPTION_FIELDS] = config_set_fields,
    [OPTION_ENDINGS] = config_set_endings,
    [OPTION_QUERIES] = config_set_queries,
    [OPTION_ARCHIVES] = config_set_archives,
    [OPTION_KEYS] = config_set_keys,
    [OPTION_HOOKS] = config_set_hooks,
    [OPTION_COLORS] = config_set_colors,
    [OPTION_PANES] = config_set_panes,
};
/* clang-format on */

int config_set_option(const struct reading *r, const struct config_option *option, const struct node *n) {
    return set[option->kind](r, option, n);
}
