/* hooks_start: fills in a program's arguments, and runs it. */
#include <errno.h>
#include <string.h>
#include <sys/wait.h>

#include "english.h"
#include "hooks_private.h"
#include "spawn.h"

/* {count} and {titles} are of all, the others of the newest. */
static void add_value(struct buf *out, struct str name, const struct newcomer *const *all, size_t count) {
    const struct article *a = &all[0]->article;
    if (str_is(name, "title")) {
        buf_add_str(out, a->title);
    } else if (str_is(name, "url")) {
        buf_add_str(out, a->source_url);
    } else if (str_is(name, "file")) {
        buf_puts(out, all[0]->file);
    } else if (str_is(name, "source")) {
        buf_add_str(out, a->source_name);
    } else if (str_is(name, "date")) {
        date_format_iso(out, a->date.day);
    } else if (str_is(name, "count")) {
        buf_printf(out, "%zu", count);
    } else if (str_is(name, "titles")) {
        for (size_t i = 0; i < count; i++) {
            buf_puts(out, i ? "\n" : "");
            buf_add_str(out, all[i]->article.title);
        }
    }
}

/* A title that begins with '-' must not become an option. */
static void fill_in(struct buf *out, struct str template, const struct newcomer *const *all, size_t count) {
    bool is_option = str_starts(template, "-");
    size_t from, to;
    while (hook_placeholder(template, &from, &to)) {
        buf_add_str(out, str_slice(template, 0, from));
        add_value(out, str_slice(template, from + 1, to - 1), all, count);
        template = str_slice(template, to, template.n);
    }
    buf_add_str(out, template);
    if (!is_option && out->n && out->p[0] == '-') {
        struct buf text = {0};
        buf_printf(&text, " %s", buf_cstr(out));
        buf_reset(out);
        buf_add_str(out, buf_str(&text));
        buf_release(&text);
    }
}

static void say_failure(struct buf *why, const char *program, int error, int status) {
    if (error == ETIMEDOUT) {
        buf_printf(why, "'%s' took longer than %d s and was ended", program, HOOK_MILLISECONDS / 1000);
    } else if (error) {
        buf_printf(why, "cannot start '%s': %s", program, strerror(error));
    } else if (WIFSIGNALED(status)) {
        buf_printf(why, "'%s' was ended by signal %d", program, WTERMSIG(status));
    } else {
        buf_printf(why, "'%s' failed with exit status %d", program, WEXITSTATUS(status));
    }
}

/* An errno: it need not be tried again. */
static int start(const struct hook *hook, const struct newcomer *const *all, size_t count, size_t *failures, struct buf *why) {
    struct spawn_arguments arguments = {0};
    struct buf text = {0};
    int status = 0;
    for (size_t i = 0; i < hook->run.count; i++) {
        buf_reset(&text);
        fill_in(&text, str_from(hook->run.items[i]), all, count);
        spawn_add(&arguments, buf_cstr(&text));
    }
    spawn_add(&arguments, NULL);
    int error = spawn_limited(arguments.p, HOOK_MILLISECONDS, &status);
    if (error || status) {
        if (!(*failures)++) {
            say_failure(why, hook->run.items[0], error, status);
        }
    }
    spawn_free(arguments.p);
    buf_release(&text);
    return error;
}

size_t hook_start(const struct hook *hook, const struct newcomer *const *all, size_t count, size_t *failures, struct buf *why) {
    size_t done = 0;
    bool goes_on = true;
    *failures = 0;
    if (!hook->once_each_article) {
        start(hook, all, count, failures, why);
        return count;
    }
    for (; done < count && goes_on; done++) {
        goes_on = start(hook, &all[done], 1, failures, why) == 0;
    }
    return done;
}
