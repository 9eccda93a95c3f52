/* cli: from the words of the command line to the command that runs. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bindings.h"
#include "cli_private.h"
#include "db.h"
#include "front.h"
#include "html.h"
#include "markdown.h"
#include "text.h"
#include "worker.h"
#include "xdg_paths.h"

static const char VERSION[] = "0.1.0";

struct option_row {
    const char *name;
    enum cli_option bit; /* 0: every command takes it */
    const char *value;   /* what it takes; NULL: a switch */
    const char *help;    /* NULL: not for people */
    size_t offset;       /* in struct cli: of a const char * or a bool */
};

static const struct option_row options[] = {
    {"cache", OPTION_CACHE, "FILE", "use this cache file instead of one in the user's cache folder",
     offsetof(struct cli, cache)},
    {"rebuild", OPTION_REBUILD, NULL, "rebuild the cache from scratch", offsetof(struct cli, rebuild)},
    {"forget", OPTION_FORGET, NULL, "also drop what looks unmounted, or what a rebuild cannot read",
     offsetof(struct cli, forget)},
    {"quiet", OPTION_QUIET, NULL, "hide progress and the problems of single files", offsetof(struct cli, quiet)},
    {"verbose", OPTION_VERBOSE, NULL, "list each file added, changed, moved or removed; with --version: the libraries",
     offsetof(struct cli, verbose)},
    {"notes", OPTION_NOTES, NULL, "also report notes: not errors, but worth a look", offsetof(struct cli, notes)},
    {"strict", OPTION_STRICT, NULL, "exit with status 1 for warnings too", offsetof(struct cli, strict)},
    {"all", OPTION_ALL, NULL, "also list the files that are not read, with the reason", offsetof(struct cli, all)},
    {"print", OPTION_PRINT, NULL, "print all options with their values, as a configuration file", offsetof(struct cli, print)},
    {"check", OPTION_CHECK, NULL, "report what is wrong in the configuration file", offsetof(struct cli, check)},
    {"report", OPTION_REPORT, "FD", NULL, offsetof(struct cli, report)},
    {"format", OPTION_FORMAT, "FORMAT", "output format, one of", offsetof(struct cli, format)},
    {"format", OPTION_NOTE_FORMAT, "FORMAT", "output format: md (default) or json", offsetof(struct cli, format)},
    {"limit", OPTION_LIMIT, "N", "print at most N articles", offsetof(struct cli, limit)},
    {"width", OPTION_WIDTH, "N", "wrap the text at N columns (default: 80)", offsetof(struct cli, width)},
    {"ascii", OPTION_ASCII, NULL, "draw with ASCII characters only", offsetof(struct cli, ascii)},
    {"no-color", OPTION_NO_COLOR, NULL, "no colours (as with NO_COLOR set)", offsetof(struct cli, no_color)},
    {"help", 0, NULL, "show this help", offsetof(struct cli, help)},
    {"version", 0, NULL, "show the version", offsetof(struct cli, version)},
};

/* ---- help ---- */

static void print_option(const struct option_row *o) {
    char name[40];
    snprintf(name, sizeof name, "--%s%s%s", o->name, o->value ? "=" : "", o->value ? o->value : "");
    printf("  %-18s %s\n", name, o->help);
    for (size_t i = 0; i < output_format_count && o->bit == OPTION_FORMAT; i++) {
        printf("  %-18s   %-6s %s\n", "", output_formats[i].name, output_formats[i].about);
    }
}

static int print_help(void) {
    puts("Courant reads archives of curated news in the terminal.\n\nusage:");
    for (size_t i = 0; i < cli_command_count; i++) {
        char use[64];
        snprintf(use, sizeof use, "courant %s%s%s", cli_commands[i].name, *cli_commands[i].name ? " " : "",
                 cli_commands[i].arguments);
        printf("  %-32s %s\n", use, cli_commands[i].help);
    }
    puts("\nSee `courant help COMMAND` for more. A ROOT is a folder of content files (Markdown or HTML with YAML front "
         "matter).\n"
         "Without one, Courant uses the roots in config.yaml, or those of the last run.\n\n"
         "exit status: 0 success, 1 done but with problems, 2 usage error, 3 failure");
    return cli_end_output();
}

static int print_command_help(const struct cli_command *command) {
    printf("usage: courant %s%s[OPTION...] %s\n\n%s\n", command->name, *command->name ? " " : "", command->arguments,
           command->help);
    if (command->more) {
        printf("\n%s\n", command->more);
    }
    puts("\noptions:");
    for (size_t i = 0; i < ARRAY_SIZE(options); i++) {
        if (options[i].help && (!options[i].bit || command->options & options[i].bit)) {
            print_option(&options[i]);
        }
    }
    return cli_end_output();
}

static const struct cli_command *command_named(const char *name) {
    for (size_t i = 0; i < cli_command_count; i++) {
        if (!strcmp(cli_commands[i].name, name)) {
            return &cli_commands[i];
        }
    }
    return NULL;
}

static int help(const struct cli *c) {
    const struct cli_command *command = c->word_count ? command_named(c->words[0]) : NULL;
    if (c->word_count > 1) {
        return cli_wrong_use("`courant help` takes one command");
    }
    if (c->word_count && !strcmp(c->words[0], "keys")) {
        return cli_help_keys();
    }
    if (c->word_count && !command) {
        return cli_wrong_use("unknown command '%s'; see `courant help`", c->words[0]);
    }
    return command ? print_command_help(command) : print_help();
}

/* ---- options ---- */

/* Of several options with that name, the one that the command takes, if it does. */
static const struct option_row *option_named(struct str name, unsigned taken) {
    const struct option_row *found = NULL;
    for (size_t i = 0; i < ARRAY_SIZE(options); i++) {
        if (str_is(name, options[i].name) && (!found || options[i].bit & taken)) {
            found = &options[i];
        }
    }
    return found;
}

/* `--name=value`, `--name value` or `--name`; *at is moved past what was used. */
static int take_option(struct cli *c, const struct cli_command *command, char **arguments, size_t count, size_t *at) {
    const char *text = arguments[*at] + 2, *equals = strchr(text, '=');
    const struct option_row *o =
        option_named(str_slice(str_from(text), 0, equals ? (size_t)(equals - text) : strlen(text)), command->options);
    if (!o || (o->bit && !(command->options & o->bit))) {
        return cli_wrong_use("unknown option '%s'; see `courant %s%s--help`", arguments[*at], command->name,
                             *command->name ? " " : "");
    }
    void *member = (char *)c + o->offset;
    if (!o->value) {
        if (equals) {
            return cli_wrong_use("--%s takes no value", o->name);
        }
        *(bool *)member = true;
    } else if (equals) {
        *(const char **)member = equals + 1;
    } else if (*at + 1 < count) {
        *(const char **)member = arguments[++*at];
    } else {
        return cli_wrong_use("--%s needs a value: --%s=%s", o->name, o->name, o->value);
    }
    return 0;
}

static int take_words(struct cli *c, const struct cli_command *command, char **arguments, size_t count) {
    bool only_words = false;
    c->words = xcalloc(count + 1, sizeof *c->words);
    for (size_t i = 0; i < count; i++) {
        if (!only_words && !strcmp(arguments[i], "--")) {
            only_words = true;
        } else if (!only_words && !strcmp(arguments[i], "-h")) {
            c->help = true;
        } else if (!only_words && !strncmp(arguments[i], "--", 2)) {
            int status = take_option(c, command, arguments, count, &i);
            if (status) {
                return status;
            }
        } else {
            c->words[c->word_count++] = arguments[i];
        }
    }
    return 0;
}

/* ---- the command ---- */

static void release(struct cli *c) {
    for (size_t i = 0; i < c->root_count; i++) {
        free(c->roots[i]);
    }
    free(c->roots);
    free(c->cache_file);
    free(c->words);
    config_release(&c->config);
}

/* The reader says it on its screen. */
static void warn_of_config(const struct cli *c) {
    for (size_t i = 0; i < c->config.warning_count && *c->command && !c->check; i++) {
        struct err e;
        err_set(&e, "%s", c->config.warnings[i].p);
        cli_fail(&e, STATUS_OK);
    }
}

/* What a report of a fault has to say. */
static int print_version(const struct cli *c) {
    printf("courant %s\n", VERSION);
    if (c->verbose) {
        struct buf workers = {0};
        worker_describe(&workers);
        printf("SQLite %s, libxml2 %s, cmark %s, libyaml %s, utf8proc %s\n%s\n", db_library(), html_library(),
               markdown_library(), front_library(), text_library(), buf_cstr(&workers));
        buf_release(&workers);
    }
    return cli_end_output();
}

/* For this program and what it starts. */
static void export(const char *variable, const char *value) {
    if (value) {
        setenv(variable, value, 1);
    }
}

static int run(struct cli *c, const struct cli_command *command) {
    struct err e;
    if (c->version) {
        return print_version(c);
    }
    if (c->help) {
        return *command->name ? print_command_help(command) : print_help();
    }
    if (c->verbose && !*command->name) {
        return cli_wrong_use("--verbose only works with --version or `courant index`");
    }
    if (!command->run) {
        return help(c); /* even with a wrong configuration */
    }
    if (config_load(NULL, &c->config, &e) < 0) {
        return cli_fail(&e, STATUS_USAGE);
    }
    bindings_check(&c->config);
    warn_of_config(c);
    export("BROWSER", c->config.browser);
    export("VISUAL", c->config.editor);
    return command->run(c);
}

/* The first argument that is no option and no option's value; count when there is none. */
static size_t first_word(char **arguments, size_t count) {
    size_t at = 0;
    while (at < count && (!strcmp(arguments[at], "-h") || (!strncmp(arguments[at], "--", 2) && arguments[at][2]))) {
        const struct option_row *o = option_named(str_from(arguments[at] + 2), 0);
        at += o && o->value ? 2 : 1;
    }
    return at < count ? at : count;
}

/* Options may come before or after the command. */
int cli_run(int count, char **given) {
    size_t n = count > 1 ? (size_t)count - 1 : 0, at = first_word(given + 1, n);
    char **arguments = given + 1;
    const struct cli_command *command = at < n && *arguments[at] ? command_named(arguments[at]) : NULL;
    if (command) {
        n--;
        memmove(arguments + at, arguments + at + 1, (n - at) * sizeof *arguments);
    } else {
        command = command_named("");
    }
    struct cli c = {.command = command->name};
    int status = take_words(&c, command, arguments, n);
    status = status ? status : run(&c, command);
    release(&c);
    return status;
}
