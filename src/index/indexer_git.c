/* indexer_git: reads from git when files were first committed.
 *
 * The repository is as untrusted as the content files, and its configuration can name programs. Only `rev-parse` and `log` are
 * run, which need none of them; each that they could start is turned off besides: file system monitor, pager, diff drivers,
 * text conversion, signatures, and above all fetching what a partial clone lacks, which starts whatever the configuration names
 * as the transport: no protocol is allowed. Renames are found by name and content together, without reading any content. */
#include "indexer_git.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "spawn.h"
#include "text.h"
#include "worker.h"

enum { SILENCE_MILLISECONDS = 120000, TOKEN_MAX = 1 << 20, ANSWER_MAX = 1 << 12 };

/* Takes the output in pieces; false: enough. */
typedef bool take_fn(void *context, struct str piece);

static char **make_environment(void) {
    static const char *const kept[] = {"PATH", "HOME", "XDG_CONFIG_HOME"};
    static const char *const set[] = {"LC_ALL=C",
                                      "GIT_ALLOW_PROTOCOL=none",
                                      "GIT_NO_LAZY_FETCH=1",
                                      "GIT_NO_REPLACE_OBJECTS=1",
                                      "GIT_OPTIONAL_LOCKS=0",
                                      "GIT_TERMINAL_PROMPT=0",
                                      "GIT_PAGER=cat",
                                      "GIT_CONFIG_NOSYSTEM=1",
                                      "GIT_ATTR_NOSYSTEM=1"};
    struct spawn_arguments all = {0};
    for (size_t i = 0; i < ARRAY_SIZE(kept); i++) {
        struct buf variable = {0};
        const char *value = getenv(kept[i]);
        if (value) {
            buf_printf(&variable, "%s=%s", kept[i], value);
            spawn_add(&all, buf_cstr(&variable));
        }
        buf_release(&variable);
    }
    for (size_t i = 0; i < ARRAY_SIZE(set); i++) {
        spawn_add(&all, set[i]);
    }
    spawn_add(&all, NULL);
    return all.p;
}

static char **make_arguments(const char *folder, const char *const *command) {
    static const char *const common[] = {"git",
                                         "--no-pager",
                                         "--literal-pathspecs",
                                         "-c",
                                         "core.fsmonitor=false",
                                         "-c",
                                         "core.hooksPath=/dev/null",
                                         "-c",
                                         "safe.bareRepository=explicit",
                                         "-c",
                                         "log.follow=false",
                                         "-c",
                                         "log.showSignature=false",
                                         "-C"};
    struct spawn_arguments all = {0};
    for (size_t i = 0; i < ARRAY_SIZE(common); i++) {
        spawn_add(&all, common[i]);
    }
    spawn_add(&all, folder);
    for (; *command; command++) {
        spawn_add(&all, *command);
    }
    spawn_add(&all, NULL);
    return all.p;
}

/* Returns false if it did not end well. */
static bool read_output(int output, take_fn *take, void *context) {
    char piece[1 << 16];
    ssize_t n = 1;
    struct pollfd ready = {output, POLLIN, 0};
    while (n > 0) {
        int found = poll(&ready, 1, SILENCE_MILLISECONDS);
        if (found < 0 && errno == EINTR) {
            continue;
        }
        n = found > 0 ? read(output, piece, sizeof piece) : -1;
        if (n > 0 && !take(context, (struct str){piece, (size_t)n})) {
            return false;
        }
    }
    return n == 0;
}

/* *status: as from waitpid. -1: it could not be run, or did not come to an end. */
static int run_git(const char *folder, const char *const *command, bool errors_too, take_fn *take, void *context, int *status,
                   struct buf *why) {
    char **arguments = make_arguments(folder, command), **environment = make_environment();
    int output, error = 0;
    pid_t pid;
    error = spawn_reading(arguments, environment, errors_too, &output, &pid);
    spawn_free(arguments);
    spawn_free(environment);
    if (error) {
        buf_printf(why, "cannot run git: %s", strerror(error));
        return -1;
    }
    bool whole = read_output(output, take, context);
    close(output);
    if (!whole) {
        process_kill(pid);
        buf_puts(why, "git does not answer, or not as expected");
        return -1;
    }
    while (waitpid(pid, status, 0) < 0 && errno == EINTR) {
    }
    return 0;
}

/* ---- what there is ---- */

static bool take_answer(void *context, struct str piece) {
    struct buf *answer = context;
    buf_add_str(answer, piece);
    return answer->n <= ANSWER_MAX;
}

static struct str next_line(struct str *text) {
    return spawn_cut(text, "\n");
}

/* git's own words, without what it advises. */
static void add_fault(struct buf *why, struct str line) {
    struct str text = str_starts(line, "fatal: ") ? str_slice(line, 7, line.n) : line;
    text_clean_line(why, text.n ? text : STR("git failed"));
}

bool git_look(const char *folder, struct git_state *state, struct buf *why) {
    static const char *const command[] = {"rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "HEAD", NULL};
    struct buf answer = {0};
    int status = 0;
    *state = (struct git_state){0};
    bool ran = run_git(folder, command, true, take_answer, &answer, &status, why) == 0;
    struct str rest = buf_str(&answer), first = next_line(&rest), shallow = next_line(&rest), head = next_line(&rest);
    if (ran && status && memmem(answer.p, answer.n, "'HEAD'", 6)) {
        buf_puts(why, "the repository has no commit yet");
    } else if (ran && status) {
        add_fault(why, first);
    } else if (ran && !str_is(first, "true")) {
        buf_puts(why, "not in the work tree of a git repository");
    } else if (ran) {
        state->is_shallow = str_is(shallow, "true");
        state->head = (int64_t)(str_hash(head) >> 1 | 1);
    }
    buf_release(&answer);
    return state->head != 0;
}

/* ---- the log ---- */

enum expected { STATUS, ADDED, DELETED, OLD_NAME, NEW_NAME };

/* The log is a sequence of texts that end in NUL: "@" and a date for each commit, then for each of its files a status and one
 * name or two; the oldest commit comes first. */
struct log_reader {
    struct git_history *history;
    struct buf token; /* so far */
    struct buf old_name;
    enum expected expected;
    int32_t day; /* of the commit */
};

static bool is_file(const void *history, uint32_t place, uint64_t number, struct str path) {
    (void)number;
    return str_equal(((const struct git_history *)history)->files[place - 1].path, path);
}

static struct git_file *find_file(const struct git_history *h, struct str path) {
    uint32_t place = map_find(&h->by_path, is_file, h, 0, path);
    return place ? &h->files[place - 1] : NULL;
}

/* A file that was deleted and came back keeps its first day. */
static void set_day(struct git_history *h, struct str path, int32_t day) {
    if (!content_is_named(path_name(path), h->endings)) {
        return;
    }
    uint32_t *place = map_at(&h->by_path, is_file, h, 0, path);
    if (!*place) {
        h->files = grow(h->files, h->count, &h->capacity, sizeof *h->files);
        h->files[h->count++] = (struct git_file){arena_copy(&h->arena, path), DATE_NONE};
        *place = (uint32_t)h->count;
    }
    struct git_file *file = &h->files[*place - 1];
    file->day = file->day == DATE_NONE ? day : file->day;
}

static void rename_file(struct log_reader *l, struct str old_name, struct str new_name) {
    struct git_file *old = find_file(l->history, old_name);
    int32_t day = old && old->day != DATE_NONE ? old->day : l->day;
    if (old) {
        old->day = DATE_NONE;
    }
    set_day(l->history, new_name, day);
}

static enum expected after_status(struct log_reader *l, struct str token) {
    struct date date;
    switch (token.n ? token.p[0] : '\0') {
    case '@':
        date_parse(str_slice(token, 1, token.n), &date);
        l->day = date.day;
        return STATUS;
    case '\0':
        return STATUS;
    case 'R':
    case 'C':
        return OLD_NAME;
    default:
        return token.p[0] == 'A' ? ADDED : DELETED;
    }
}

static void take_token(struct log_reader *l, struct str token) {
    switch (l->expected) {
    case STATUS:
        l->expected = after_status(l, str_trim(token));
        return;
    case ADDED:
        set_day(l->history, token, l->day);
        break;
    case DELETED:
        break;
    case OLD_NAME:
        buf_reset(&l->old_name);
        buf_add_str(&l->old_name, token);
        l->expected = NEW_NAME;
        return;
    case NEW_NAME:
        rename_file(l, buf_str(&l->old_name), token);
        break;
    }
    l->expected = STATUS;
}

static bool take_log(void *context, struct str piece) {
    struct log_reader *l = context;
    while (piece.n) {
        const char *end = memchr(piece.p, '\0', piece.n);
        size_t n = end ? (size_t)(end - piece.p) : piece.n;
        buf_add_str(&l->token, str_slice(piece, 0, n));
        if (end) {
            take_token(l, buf_str(&l->token));
            buf_reset(&l->token);
        }
        piece = str_slice(piece, n + (end != NULL), piece.n);
    }
    return l->token.n <= TOKEN_MAX;
}

bool git_read(const char *folder, struct git_history *history, struct buf *why) {
    static const char *const command[] = {"log",
                                          "--reverse",
                                          "--format=@%aI",
                                          "-z",
                                          "--name-status",
                                          "--no-ext-diff",
                                          "--no-textconv",
                                          "--no-show-signature",
                                          "--no-color",
                                          "--full-history",
                                          "--find-renames=100%",
                                          "--diff-filter=AR",
                                          "--ignore-submodules=all",
                                          "--relative",
                                          "HEAD",
                                          "--",
                                          ".",
                                          NULL};
    struct log_reader log = {.history = history};
    int status = 0;
    bool ran = run_git(folder, command, false, take_log, &log, &status, why) == 0;
    if (ran && status) {
        buf_puts(why, "git cannot read the history; `git fsck` may tell why");
    }
    buf_release(&log.token);
    buf_release(&log.old_name);
    return ran && !status;
}

int32_t git_day(const struct git_history *history, struct str path) {
    const struct git_file *file = find_file(history, path);
    return file ? file->day : DATE_NONE;
}

void git_release(struct git_history *history) {
    arena_release(&history->arena);
    free(history->files);
    map_release(&history->by_path);
    *history = (struct git_history){0};
}
