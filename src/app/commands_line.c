/* commands_line: commands by name, as typed after `:` or bound to keys. */
#include <string.h>

#include "commands_private.h"
#include "text.h"

static const struct { const char *alias, *name; } aliases[] = {{"q", "quit"}, {"h", "help"}, {"open-number", "open-source"}};

/* Commands that open a prompt, in which what follows the name is typed. */
static const struct {
    const char *name;
    bool enter; /* and then Enter */
} with_words[] = {{"filter", true}, {"search", false}, {"save", true}, {"run", true}};

static struct str take_word(struct str *rest) {
    size_t n = 0;
    while (n < rest->n && rest->p[n] != ' ') {
        n++;
    }
    struct str word = str_slice(*rest, 0, n);
    *rest = str_trim(str_slice(*rest, n, rest->n));
    return word;
}

static bool take_times(struct str text, int *times) {
    int64_t n;
    bool is_number = str_to_int(text, &n) && n > 0 && n < 10000000;
    *times = is_number ? (int)n : *times;
    return is_number;
}

static const struct command *find(const struct keymap *m, struct str name) {
    for (size_t i = 0; i < ARRAY_SIZE(aliases); i++) {
        name = str_is(name, aliases[i].alias) ? str_from(aliases[i].name) : name;
    }
    return keymap_command(m, name);
}

static int unknown(const struct keymap *m, struct str name, struct err *e) {
    struct buf like = {0};
    for (size_t i = 0; i < m->command_count; i++) {
        if (name.n && memmem(m->commands[i].name, strlen(m->commands[i].name), name.p, name.n)) {
            buf_printf(&like, "%s%s", like.n ? ", " : "", m->commands[i].name);
        }
    }
    int result = err_set(e, "unknown command '%.*s' (%s%s)", (int)(name.n < 60 ? name.n : 60), name.p,
                         like.n ? "known: " : "? lists them", buf_cstr(&like));
    buf_release(&like);
    return result;
}

/* words: may be a count. */
static int take_words(struct str words, struct action_step *step, struct err *e) {
    if (!words.n || take_times(words, &step->times)) {
        return 0;
    }
    for (size_t i = 0; i < ARRAY_SIZE(with_words); i++) {
        if (!strcmp(step->command->name, with_words[i].name)) {
            step->words = words;
            step->enter = with_words[i].enter;
            return 0;
        }
    }
    return err_set(e, "the command '%s' takes at most a count, not '%.*s'", step->command->name,
                   (int)(words.n < 60 ? words.n : 60), words.p);
}

int command_parse(const struct keymap *m, struct str line, struct action_step *step, struct err *e) {
    struct str rest = str_trim(line);
    rest = str_starts(rest, ":") ? str_trim(str_slice(rest, 1, rest.n)) : rest;
    struct str name = take_word(&rest);
    *step = (struct action_step){.words = STR_NONE};
    if (take_times(name, &step->times)) {
        name = take_word(&rest);
    }
    step->command = find(m, name);
    return step->command ? take_words(rest, step, e) : unknown(m, name, e);
}

/* ---- the prompt ---- */

static struct str name_at(const struct ui *ui, size_t i) {
    size_t rows = ui->keymap.command_count;
    return str_from(i < rows ? ui->keymap.commands[i].name : aliases[i - rows].alias);
}

static size_t common_length(struct str a, struct str b) {
    size_t n = 0;
    while (n < a.n && n < b.n && a.p[n] == b.p[n]) {
        n++;
    }
    return n;
}

/* Names of commands; what follows the name is the command's own. */
static void complete(struct ui *ui, struct str text, size_t cursor, struct arena *arena, struct candidates *out) {
    struct str typed = str_slice(text, 0, cursor);
    size_t names = ui->keymap.command_count + ARRAY_SIZE(aliases);
    *out = (struct candidates){.to = cursor, .texts = arena_alloc(arena, names, sizeof *out->texts), .common = STR_NONE};
    if (memchr(typed.p, ' ', typed.n)) {
        return;
    }
    for (size_t i = 0; i < names; i++) {
        struct str name = name_at(ui, i);
        if (name.n >= typed.n && !memcmp(name.p, typed.p, typed.n)) {
            out->texts[out->count++] = name;
            out->common = out->count == 1 ? name : str_slice(name, 0, common_length(name, out->common));
        }
    }
    if (out->common.n <= typed.n) {
        out->common = STR_NONE;
    }
    out->common = arena_copy(arena, out->common);
    out->common_cursor = out->common.n;
}

static bool is_good(struct ui *ui, struct str text) {
    struct action_step step;
    struct err e;
    if (str_trim(text).n && command_parse(&ui->keymap, text, &step, &e) < 0) {
        ui_error_from(ui, &e);
        return false;
    }
    return true;
}

/* The prompt of the command that runs takes the place of the text, so that is copied. */
static void accept(struct ui *ui, struct str text) {
    struct arena arena = {0};
    struct action_step step;
    struct err e;
    struct str line = arena_copy(&arena, str_trim(text));
    if (line.n && command_parse(&ui->keymap, line, &step, &e) == 0) {
        ui_remember_line(ui, line);
        ui_run(ui, &step);
    }
    arena_release(&arena);
}

static void cancel(struct ui *ui) {
    (void)ui;
}

static const struct prompt_ops line_ops = {
    .accept = accept, .cancel = cancel, .complete = complete, .is_good = is_good, .keeps_lines = true};

void command_line(struct ui *ui, int argument) {
    (void)argument;
    ui_prompt(ui, ":", STR_NONE, &line_ops);
}
