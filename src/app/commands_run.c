/* commands_run: programs that get the article's title, address or file. No shell reads what they are given. */
#include <string.h>

#include "commands_private.h"
#include "spawn.h"
#include "url.h"

/* What stands for the article's own. */
struct values {
    struct str title, url;
    struct buf file;
};

static const char *const names[] = {"{title}", "{url}", "{file}"};
enum { VALUE_TITLE, VALUE_URL, VALUE_FILE, VALUE_COUNT };

struct action_step command_program(const struct keymap *m, const char *const *argv, bool detached) {
    return (struct action_step){
        .command = keymap_command(m, STR("run")), .words = STR_NONE, .argv = argv, .detached = detached};
}

static struct str value(const struct values *v, size_t name) {
    return name == VALUE_TITLE ? v->title : name == VALUE_URL ? v->url : buf_str(&v->file);
}

/* A title that begins with a hyphen would be an option. */
static int expand(struct str word, const struct values *v, struct buf *out, struct err *e) {
    while (word.n) {
        size_t i = 0;
        while (i < VALUE_COUNT && !str_starts(word, names[i])) {
            i++;
        }
        if (i == VALUE_COUNT) {
            buf_putc(out, word.p[0]);
            word = str_slice(word, 1, word.n);
            continue;
        }
        struct str text = value(v, i);
        if (!text.n) {
            return err_set(e, "nothing to run this with: there is no %s here", names[i]);
        }
        buf_puts(out, !out->n && str_starts(text, "-") ? " " : "");
        buf_add_str(out, text);
        word = str_slice(word, strlen(names[i]), word.n);
    }
    return 0;
}

static int start(struct ui *ui, const struct values *v, struct err *e) {
    struct str rest = buf_str(&ui->program.words);
    struct spawn_arguments argv = {0};
    int result = 0;
    while (rest.n && result == 0) {
        struct buf word = {0};
        struct str raw = str_from(rest.p);
        result = expand(raw, v, &word, e);
        spawn_add(&argv, buf_cstr(&word));
        rest = str_slice(rest, raw.n + 1, rest.n);
        buf_release(&word);
    }
    spawn_add(&argv, NULL);
    result = result < 0 ? result : ui->host.run(ui->host.context, argv.p, ui->program.way, e);
    spawn_free(argv.p);
    return result;
}

static void say_started(struct ui *ui, int result, const struct err *e) {
    if (result < 0) {
        ui_error_from(ui, e);
    } else if (ui->program.way == RUN_DETACHED) {
        ui_info(ui, "Started %s", buf_cstr(&ui->program.words));
    }
}

static void take_article(void *owner, void *context, struct request *request) {
    const struct article_request *answer = (struct article_request *)request;
    struct ui *ui = context;
    struct values v = {.title = answer->article.title, .url = STR_NONE};
    struct buf url = {0};
    struct err e;
    (void)owner;
    if (!command_has_failed(ui, request)) {
        if (answer->article.source_url.n && url_canonical(answer->article.source_url, &url, &e) == 0) {
            v.url = buf_str(&url);
        }
        buf_printf(&v.file, "%.*s/%.*s", (int)answer->root.n, answer->root.p, (int)answer->path.n, answer->path.p);
        say_started(ui, start(ui, &v, &e), &e);
    }
    buf_release(&url);
    buf_release(&v.file);
    request_free(request);
}

/* With what is selected. */
static void run_here(struct ui *ui) {
    struct subject s = ui_subject(ui);
    struct values v = {.title = s.title, .url = STR_NONE};
    struct buf url = {0};
    struct err e;
    if (s.article) {
        ui_command(ui, take_article, 0, &request_record(s.article, STR_NONE)->request);
        return;
    }
    if (s.url.n && url_canonical(s.url, &url, &e) == 0) {
        v.url = buf_str(&url);
    }
    if (s.file.path.n) {
        buf_printf(&v.file, "%.*s/%.*s", (int)s.file.root.n, s.file.root.p, (int)s.file.path.n, s.file.path.p);
    }
    say_started(ui, start(ui, &v, &e), &e);
    buf_release(&url);
    buf_release(&v.file);
}

static void set_program(struct ui *ui, enum run_way way) {
    buf_reset(&ui->program.words);
    ui->program.way = way;
}

static void add_word(struct ui *ui, struct str word) {
    buf_add_str(&ui->program.words, word);
    buf_putc(&ui->program.words, '\0');
}

/* Blanks part words; quotes hold them together. Nothing else is special. */
static bool take_word(struct str *rest, struct buf *word) {
    char quote = '\0';
    *rest = str_trim(*rest);
    bool any = rest->n > 0;
    for (; rest->n && (quote || rest->p[0] != ' '); *rest = str_slice(*rest, 1, rest->n)) {
        char c = rest->p[0];
        if (quote ? c == quote : c == '\'' || c == '"') {
            quote = quote ? '\0' : c;
        } else {
            buf_putc(word, c);
        }
    }
    return any;
}

static void run_typed(struct ui *ui, struct str text) {
    struct buf word = {0};
    set_program(ui, RUN_SHOWN);
    while (take_word(&text, &word)) {
        add_word(ui, buf_str(&word));
        buf_reset(&word);
    }
    buf_release(&word);
    if (ui->program.words.n > 1) {
        run_here(ui);
    }
}

static void cancel(struct ui *ui) {
    (void)ui;
}

static const struct prompt_ops run_ops = {.accept = run_typed, .cancel = cancel};

void command_run_program(struct ui *ui, int argument) {
    (void)argument;
    if (!ui->step || !ui->step->argv) {
        ui_prompt(ui, "Run: ", STR_NONE, &run_ops);
        return;
    }
    set_program(ui, ui->step->detached ? RUN_DETACHED : RUN_ON_TERMINAL);
    for (const char *const *word = ui->step->argv; *word; word++) {
        add_word(ui, str_from(*word));
    }
    run_here(ui);
}
