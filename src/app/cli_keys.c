/* cli_keys: the key table, printed. */
#include <stdio.h>
#include <string.h>

#include "cli_private.h"
#include "commands.h"
#include "view.h"

static const char about[] =
    "\nA key is j, ^D, Alt-x, F5, C-Left, S-Up, Enter, Space, Tab or the like; several, such as `g t`, are typed one after "
    "the\n"
    "other. In config.yaml, for all screens or for one:\n\n"
    "  keys:\n"
    "    g t: topics\n"
    "    g: none                                  # `g` alone must not do anything else\n"
    "    Alt-u: filter is:unread                  # what follows the name is typed in the prompt that it opens\n"
    "    reader:\n"
    "      s: [star, next-article]                # one after the other\n"
    "      F5: {run: [w3m, \"{url}\"]}              # a program; also {title} and {file}; no shell reads it\n"
    "      F6: {start: [mpv, \"{url}\"]}            # one that leaves the terminal alone\n";

int cli_help_keys(void) {
    for (size_t i = 0; i < command_count; i++) {
        const struct command *c = &commands[i];
        if (!i || strcmp(c->group, commands[i - 1].group)) {
            printf("%s%s\n", i ? "\n" : "", c->group);
        }
        printf("  %-18s %-18s %s\n", c->keys, c->name, c->help);
    }
    fputs(about, stdout);
    fputs("\nscreens:", stdout);
    for (size_t i = 0; view_names[i]; i++) {
        printf("%s %s", i ? "," : "", view_names[i]);
    }
    puts("");
    return cli_end_output();
}
