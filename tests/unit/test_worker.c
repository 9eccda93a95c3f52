/* test_worker: a file that crashes its parser, hangs it or eats its memory costs nothing but itself.
 *
 * No file is known to crash the real parsers, so this program has a parser of its own in the place of src/content.c: all of
 * its functions are defined here, and the linker then takes nothing of it from the library. */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "content.h"
#include "faults.h"
#include "indexer.h"
#include "support.h"
#include "worker.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED true /* which itself notices first that there is no memory */
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED true
#endif
#endif
#ifndef SANITIZED
#define SANITIZED false
#endif

/* ---- the parser: does what the file says; with "always" before it also when the body is to be plain ---- */

static void eat_memory(void) {
    for (;;) {
        char *p = xrealloc(NULL, 1 << 20, 1);
        memset(p, 1, 1 << 20);
        __asm__ volatile("" : : "r"(p) : "memory");
    }
}

static void spin(void) {
    for (volatile unsigned i = 0;; i++) {
    }
}

static void end_well(void) {
    exit(0);
}

static void eat_the_pipe(void) {
    close(3);
}

static void leave_the_pipe(void) {
    close(3);
    for (;;) {
        pause();
    }
}

static void write_half(void) {
    if (write(3, "\x10\0\0\0half", 8) == 8) {
        abort();
    }
}

static void take_a_while(void) {
    usleep(100000);
}

static void write_nonsense(void) {
    if (write(3, "\xff\xff\xff\x7f nonsense", 13) < 0) {
        abort();
    }
}

/* What the system does to a process, while *failures, which all processes share, is not 0. */
static int *failures;

static bool system_fails(void) {
    return __atomic_load_n(failures, __ATOMIC_SEQ_CST) > 0 && __atomic_fetch_sub(failures, 1, __ATOMIC_SEQ_CST) > 0;
}

static void be_killed(void) {
    if (system_fails()) {
        raise(SIGKILL);
    }
}

static void be_killed_or_crash(void) {
    be_killed();
    abort();
}

static void be_ended(void) {
    if (system_fails()) {
        raise(SIGTERM);
    }
}

static void starve(void) {
    if (system_fails()) {
        die("out of memory");
    }
}

static void be_stopped(void) {
    if (system_fails()) {
        raise(SIGSTOP);
    }
}

static const struct {
    const char *word;
    void (*act)(void);
} acts[] = {{"crash", abort},
            {"memory", eat_memory},
            {"loop", spin},
            {"exit", end_well},
            {"close pipe", eat_the_pipe},
            {"leave the pipe", leave_the_pipe},
            {"half", write_half},
            {"take a while", take_a_while},
            {"kill, then crash", be_killed_or_crash},
            {"nonsense", write_nonsense},
            {"kill", be_killed},
            {"end", be_ended},
            {"starve", starve},
            {"stop", be_stopped}};

void content_parse(struct str bytes, struct str path, const struct content_options *options, struct arena *arena,
                   struct content *out) {
    bool always = str_starts(bytes, "always ");
    struct str word = always ? str_slice(bytes, 7, bytes.n) : bytes;
    for (size_t i = 0; i < ARRAY_SIZE(acts); i++) {
        if (str_is(word, acts[i].word) && (always || options->mode == CONTENT_FULL)) {
            acts[i].act();
        }
    }
    *out = (struct content){.rejected = str_is(bytes, "reject")};
    problems_init(&out->problems, arena);
    if (out->rejected) {
        problem_add(&out->problems, SEVERITY_ERROR, 3, 4, "rejected");
    }
    if (str_is(word, "huge")) { /* twice the half of what may be sent, and not twice the memory */
        problem_add(&out->problems, SEVERITY_NOTE, 0, 0, "huge");
        out->problems.first->message = out->article.summary = (struct str){arena_alloc(arena, 33, 1 << 20), 33 << 20};
    }
    out->article.title =
        str_is(word, "large") ? (struct str){arena_alloc(arena, 3, 1 << 20), 3 << 20} : arena_copy(arena, bytes);
    out->article.key = arena_printf(arena, "path:%.*s", (int)path.n, path.p);
    doc_from_plain(arena_copy(arena, bytes), arena, &out->doc);
}

const char content_endings[] = ".md";

enum content_kind content_kind_of(struct str name, const struct endings *own) {
    (void)own;
    return str_ends_nocase(name, ".md") ? CONTENT_MARKDOWN : CONTENT_OTHER;
}

bool content_is_named(struct str name, const struct endings *own) {
    return content_kind_of(name, own) != CONTENT_OTHER;
}

/* ---- running ---- */

enum { TASKS_MAX = 200 };

struct desk {
    const char *folder;
    char *names[TASKS_MAX];
    struct task tasks[TASKS_MAX];
    size_t count, seen, stop_at;
    int wait_milliseconds;
    enum result_kind kinds[TASKS_MAX];
    bool plain[TASKS_MAX]; /* there is a problem that says so */
    char problem[200];     /* the last one */
    size_t problems;
};

static void desk_open(struct desk *d, const char *folder) {
    memset(d, 0, sizeof *d);
    d->folder = folder;
    d->stop_at = SIZE_MAX;
    d->wait_milliseconds = 200000; /* by the clock, for an answer that may take two seconds of the processor */
}

static void desk_close(struct desk *d) {
    for (size_t i = 0; i < d->count; i++) {
        free(d->names[i]);
    }
}

static void add(struct desk *d, const char *text) {
    char *name = NULL;
    if (asprintf(&name, "%zu.md", d->count) < 0) {
        abort();
    }
    if (text) {
        write_text(d->folder, name, text);
    }
    d->names[d->count] = name;
    d->tasks[d->count++] = (struct task){0, str_from(name)};
}

static int take(void *context, size_t index, const struct result *result, struct err *e) {
    struct desk *d = context;
    assert_int_equal(index, d->seen);
    d->kinds[d->seen++] = result->kind;
    d->plain[index] = result->problems.first && result->problems.warnings;
    d->problems += result->problems.count;
    if (result->problems.first) {
        snprintf(d->problem, sizeof d->problem, "%.*s", (int)result->problems.first->message.n,
                 result->problems.first->message.p);
    }
    if (result->kind == RESULT_ARTICLE) { /* and it is this file's */
        struct arena arena = {0};
        struct buf bytes = {0};
        struct doc doc;
        char *path = path_in(d->folder, d->names[index]);
        struct stat status;
        read_file(path, &bytes);
        assert_int_equal(stat(path, &status), 0);
        assert_int_equal(result->stamp.size, status.st_size);
        assert_int_equal(result->stamp.inode, status.st_ino);
        assert_int_equal(doc_unpack(result->document, &doc, &arena), 0);
        assert_true(str_equal(doc.text, buf_str(&bytes)));
        assert_true(str_equal(str_slice(result->article.key, 5, SIZE_MAX), d->tasks[index].path));
        free(path);
        buf_release(&bytes);
        arena_release(&arena);
    }
    return index == d->stop_at ? err_set(e, "stopped here") : 0;
}

static size_t open_descriptors(void) {
    size_t n = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (folder && readdir(folder)) {
        n++;
    }
    if (folder) {
        closedir(folder);
    }
    return n;
}

/* Runs all tasks; nothing is left behind, neither processes nor descriptors. */
static int work(struct desk *d, size_t processes, struct err *e) {
    const char *roots[] = {d->folder};
    struct work w = {.roots = roots,
                     .root_count = 1,
                     .tasks = d->tasks,
                     .task_count = d->count,
                     .processes = processes,
                     .wait_milliseconds = d->wait_milliseconds};
    size_t before = open_descriptors();
    d->seen = 0;
    d->problems = 0;
    int result = worker_run(&w, take, d, e);
    assert_int_equal(open_descriptors(), before);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
    return result;
}

static void all_in_order(void **state) {
    static const size_t counts[] = {0, 1, 15, 16, 17, 31, 32, 33, 100};
    for (size_t i = 0; i < ARRAY_SIZE(counts); i++) {
        struct desk d;
        struct err e;
        desk_open(&d, *state);
        while (d.count < counts[i]) {
            char text[64];
            snprintf(text, sizeof text, "file %zu", d.count);
            add(&d, text);
        }
        for (size_t processes = 0; processes < 5; processes++) {
            assert_well(work(&d, processes, &e), &e);
            assert_int_equal(d.seen, counts[i]);
            assert_int_equal(d.problems, 0);
        }
        desk_close(&d);
    }
}

/* One bad file, at every place of its bundle and of all. */
static void one_bad_file_costs_itself(void **state) {
    enum { COUNT = 35 };
    static const char *const words[] = {"crash", "exit", "close pipe", "nonsense"};
    for (size_t at = 0; at < COUNT; at++) {
        struct desk d;
        struct err e;
        bool always = at % 3 == 1;
        desk_open(&d, *state);
        while (d.count < COUNT) {
            char text[64];
            snprintf(text, sizeof text, "%s%s", d.count == at && always ? "always " : "",
                     d.count == at ? words[at % ARRAY_SIZE(words)] : "fine");
            add(&d, text);
        }
        assert_well(work(&d, 1 + at % 3, &e), &e);
        assert_int_equal(d.seen, COUNT);
        for (size_t i = 0; i < COUNT; i++) {
            assert_int_equal(d.kinds[i], i == at && always ? RESULT_REJECTED : RESULT_ARTICLE);
            assert_int_equal(d.plain[i], i == at && !always);
        }
        assert_int_equal(d.problems, 1);
        assert_non_null(strstr(d.problem, always ? "it was skipped" : "shown without markup"));
        desk_close(&d);
    }
}

static void many_bad_files_cost_themselves(void **state) {
    struct numbers r = {8};
    struct desk d;
    struct err e;
    size_t bad = 0;
    desk_open(&d, *state);
    while (d.count < TASKS_MAX) {
        bool is_bad = one_in(&r, 4);
        bad += is_bad;
        add(&d, is_bad ? one_in(&r, 2) ? "crash" : "always crash" : "fine");
    }
    assert_well(work(&d, 3, &e), &e);
    assert_int_equal(d.seen, TASKS_MAX);
    assert_int_equal(d.problems, bad);
    desk_close(&d);
}

static void says_why(void **state) {
    static const struct {
        const char *text, *says;
        enum result_kind kind;
        size_t problems;
    } cases[] = {
        {"crash", "the parser crashed on the file (signal 6); its text is shown without markup", RESULT_ARTICLE, 1},
        {"always crash", "the parser crashed on the file (signal 6); it was skipped", RESULT_REJECTED, 1},
        {"loop", "parsing the file took more than 2 seconds; its text is shown without markup", RESULT_ARTICLE, 1},
        {"memory", SANITIZED ? "its text is shown" : "parsing the file took more than 256 MB of memory; its text is shown",
         RESULT_ARTICLE, 1},
        {"always memory", SANITIZED ? "it was skipped" : "more than 256 MB of memory; it was skipped", RESULT_REJECTED, 1},
        {"reject", "rejected", RESULT_REJECTED, 1},
        {"leave the pipe", "the parser crashed on the file; its text is shown without markup", RESULT_ARTICLE, 1},
        {"half", "the parser crashed on the file (signal 6); its text is shown without markup", RESULT_ARTICLE, 1},
        {"kill, then crash", "(signal 6); its text is shown without markup", RESULT_ARTICLE, 1},
        {"huge", SANITIZED ? "it was skipped" : "the parsed text of the file is larger than 64 MB; it was skipped",
         RESULT_REJECTED, 1},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct desk d;
        struct err e;
        desk_open(&d, *state);
        add(&d, cases[i].text);
        add(&d, "fine");
        *failures = 1;
        assert_well(work(&d, 1, &e), &e);
        assert_int_equal(d.kinds[0], cases[i].kind);
        assert_int_equal(d.kinds[1], RESULT_ARTICLE);
        assert_int_equal(d.problems, cases[i].problems);
        if (!strstr(d.problem, cases[i].says)) {
            fail_msg("'%s': '%s' does not say '%s'", cases[i].text, d.problem, cases[i].says);
        }
        desk_close(&d);
    }
}

/* ---- failures of the system ---- */

static const struct {
    const char *text, *says;
} system_failures[] = {
    {"kill", "its worker process was killed (signal 9)"},
    {"end", "its worker process was killed (signal 15)"},
    {"starve", "out of memory"},
    {"stop", "its worker process does not answer"},
};

static void a_failure_of_the_system_is_no_verdict(void **state) {
    for (size_t i = 0; i < ARRAY_SIZE(system_failures); i++) {
        struct desk d;
        struct err e;
        desk_open(&d, *state);
        d.wait_milliseconds = strcmp(system_failures[i].text, "stop") == 0 ? 2000 : d.wait_milliseconds;
        add(&d, "fine");
        add(&d, system_failures[i].text);
        while (d.count < 40) {
            add(&d, "fine");
        }
        *failures = INT_MAX;
        assert_well(work(&d, 1 + i % 2, &e), &e);
        for (size_t task = 0; task < d.count; task++) {
            assert_int_equal(d.kinds[task], task == 1 ? RESULT_UNPARSED : RESULT_ARTICLE);
        }
        assert_int_equal(d.problems, 1);
        if (!strstr(d.problem, system_failures[i].says)) {
            fail_msg("'%s': '%s' does not say '%s'", system_failures[i].text, d.problem, system_failures[i].says);
        }
        desk_close(&d);
    }
}

static void what_failed_once_is_tried_again(void **state) {
    struct desk d;
    struct err e;
    desk_open(&d, *state);
    add(&d, "fine");
    add(&d, "kill");
    add(&d, "fine");
    *failures = 1;
    assert_well(work(&d, 1, &e), &e);
    assert_int_equal(*failures, 0);
    assert_int_equal(d.kinds[1], RESULT_ARTICLE);
    assert_int_equal(d.problems, 0);
    desk_close(&d);
}

/* Every file would cost two processes, or the whole time that an answer is waited for. */
static void gives_up_when_all_fails(void **state) {
    for (int stopped = 0; stopped < 2; stopped++) {
        struct desk d;
        struct err e;
        desk_open(&d, *state);
        d.wait_milliseconds = 100;
        while (d.count < TASKS_MAX) {
            add(&d, stopped ? "stop" : "kill");
        }
        *failures = INT_MAX;
        assert_well(work(&d, 2, &e), &e);
        assert_int_equal(d.seen, TASKS_MAX);
        for (size_t i = 0; i < d.count; i++) {
            assert_int_equal(d.kinds[i], RESULT_UNPARSED);
        }
        assert_true(INT_MAX - *failures < 100);
        desk_close(&d);
    }
}

static void a_process_that_cannot_be_started_is_no_verdict(void **state) {
    struct desk d;
    struct err e;
    struct rlimit before;
    desk_open(&d, *state);
    add(&d, "fine");
    add(&d, "fine");
    const char *roots[] = {*state};
    struct work w = {.roots = roots, .root_count = 1, .tasks = d.tasks, .task_count = d.count};
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &(struct rlimit){3, before.rlim_max}), 0);
    int result = worker_run(&w, take, &d, &e);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_well(result, &e);
    assert_int_equal(d.kinds[0], RESULT_UNPARSED);
    assert_int_equal(d.kinds[1], RESULT_UNPARSED);
    assert_string_equal(d.problem, "cannot start a worker process: Too many open files");
    desk_close(&d);
}

/* Of one file among others. */
static void a_call_that_fails_is_no_verdict(void **state) {
    static const struct {
        const char *call;
        enum faults_where where;
        int at;
        bool on;
        int error;
        enum result_kind kind;
        const char *says;
    } cases[] = {
        {"read", FAULTS_BELOW, 1, false, EINTR, RESULT_ARTICLE, ""},
        {"read", FAULTS_BELOW, 1, true, EIO, RESULT_UNREADABLE, "cannot read the file: Input/output error"},
        {"fstat", FAULTS_BELOW, 1, true, EIO, RESULT_UNREADABLE, "cannot read the file: Input/output error"},
        {"write", FAULTS_BELOW, 2, false, EINTR, RESULT_ARTICLE, ""},
        {"write", FAULTS_BELOW, 2, false, EIO, RESULT_UNPARSED, "its worker process failed"},
        {"write", FAULTS_BELOW, 1, false, EBADF, RESULT_UNPARSED, "its worker process could not be set up"},
        {"dup2", FAULTS_BELOW, 1, false, EMFILE, RESULT_UNPARSED, "its worker process failed"},
        {"dup2", FAULTS_BELOW, 2, true, EMFILE, RESULT_ARTICLE, ""}, /* without anything in the place of its output */
        {"fork", FAULTS_HERE, 1, true, EAGAIN, RESULT_UNPARSED, "cannot start a worker process: Resource temporarily"},
        {"pipe2", FAULTS_HERE, 1, true, EMFILE, RESULT_UNPARSED, "cannot start a worker process: Too many open files"},
        {"poll", FAULTS_HERE, 1, true, EIO, RESULT_UNPARSED, "cannot read from its worker process: Input/output error"},
        {"poll", FAULTS_HERE, 1, false, EIO, RESULT_ARTICLE, ""}, /* another one is asked */
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct desk d;
        struct err e;
        desk_open(&d, *state);
        add(&d, "take a while");
        faults_begin(cases[i].call, cases[i].where, cases[i].at, cases[i].on, cases[i].error);
        int result = work(&d, 1, &e);
        faults_end();
        assert_well(result, &e);
        if (d.kinds[0] != cases[i].kind || !strstr(d.problem, cases[i].says) || d.problems != (*cases[i].says != 0)) {
            fail_msg("%s failing with %s: %d '%s'", cases[i].call, strerror(cases[i].error), d.kinds[0], d.problem);
        }
        desk_close(&d);
    }
}

/* The file takes much, but what one file may have the system has not got either. */
static void a_system_without_memory_is_no_verdict(void **state) {
    struct desk d;
    struct err e;
    struct rlimit before;
    if (SANITIZED) {
        skip();
    }
    desk_open(&d, *state);
    add(&d, "memory");
    add(&d, "fine");
    struct buf said = {0};
    read_file("/proc/self/statm", &said);
    rlim_t pages = strtoul(buf_cstr(&said), NULL, 10), bytes = pages * (rlim_t)sysconf(_SC_PAGESIZE) + (100 << 20);
    assert_int_equal(getrlimit(RLIMIT_AS, &before), 0);
    assert_int_equal(setrlimit(RLIMIT_AS, &(struct rlimit){bytes, before.rlim_max}), 0);
    int result = work(&d, 1, &e);
    assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
    assert_well(result, &e);
    assert_int_equal(d.kinds[0], RESULT_UNPARSED);
    assert_string_equal(d.problem, "cannot parse the file: out of memory");
    assert_int_equal(d.kinds[1], RESULT_ARTICLE);
    buf_release(&said);
    desk_close(&d);
}

/* How many processors there are is not needed to go on. */
static void counts_no_processors(void **state) {
    struct desk d;
    struct err e;
    int status = 0;
    desk_open(&d, *state);
    add(&d, "fine");
    pid_t pid = fork();
    if (pid == 0) {
        const char *roots[] = {d.folder};
        struct work w = {.roots = roots, .root_count = 1, .tasks = d.tasks, .task_count = d.count};
        bool refuses = faults_refuse(SYS_sched_getaffinity, EPERM);
        _exit(!refuses || (worker_run(&w, take, &d, &e) == 0 && d.kinds[0] == RESULT_ARTICLE) ? 0 : 1);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    desk_close(&d);
}

static void a_root_that_is_gone_is_no_verdict(void **state) {
    struct desk d;
    struct err e;
    desk_open(&d, *state);
    add(&d, "fine");
    d.folder = "/nowhere/at/all";
    assert_well(work(&d, 1, &e), &e);
    assert_int_equal(d.kinds[0], RESULT_UNPARSED);
    assert_string_equal(d.problem, "cannot read the file: No such file or directory");
    desk_close(&d);
}

static void large_results_come_through(void **state) {
    struct desk d;
    struct err e;
    desk_open(&d, *state);
    for (int i = 0; i < 6; i++) { /* more than a pipe holds */
        add(&d, "large");
    }
    assert_well(work(&d, 2, &e), &e);
    assert_int_equal(d.seen, 6);
    desk_close(&d);
}

static void what_is_no_file_any_more_is_gone(void **state) {
    struct desk d;
    struct err e;
    desk_open(&d, *state);
    add(&d, NULL); /* never was */
    add(&d, NULL);
    add(&d, NULL);
    add(&d, NULL);
    char *folder = path_in(*state, "1.md"), *link = path_in(*state, "2.md"), *pipe = path_in(*state, "3.md");
    assert_int_equal(mkdir(folder, 0700), 0);
    assert_int_equal(symlink("/etc/passwd", link), 0);
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_well(work(&d, 1, &e), &e);
    for (size_t i = 0; i < d.count; i++) {
        assert_int_equal(d.kinds[i], RESULT_GONE);
    }
    free(folder);
    free(link);
    free(pipe);
    desk_close(&d);
}

static void what_cannot_be_read_is_said(void **state) {
    struct desk d;
    struct err e;
    desk_open(&d, *state);
    add(&d, "secret");
    add(&d, "fine");
    char *path = path_in(*state, "0.md");
    chmod(path, 0);
    if (!obey_permissions(true)) {
        skip();
    }
    int result = work(&d, 1, &e);
    obey_permissions(false);
    assert_well(result, &e);
    assert_int_equal(d.kinds[0], RESULT_UNREADABLE);
    assert_string_equal(d.problem, "cannot read the file: Permission denied");
    free(path);
    desk_close(&d);
}

static void a_file_that_is_too_large_is_left_out(void **state) {
    struct desk d;
    struct err e;
    desk_open(&d, *state);
    add(&d, "");
    add(&d, "fine");
    char *path = path_in(*state, "0.md");
    for (int gigabytes = 0; gigabytes < 9; gigabytes += 8) { /* sparse: more than all memory */
        assert_int_equal(truncate(path, ((off_t)gigabytes * 1024 + WORKER_FILE_MEGABYTES) * 1024 * 1024 + 1), 0);
        assert_well(work(&d, 1, &e), &e);
        assert_int_equal(d.kinds[0], RESULT_REJECTED);
        assert_string_equal(d.problem, "the file is larger than 64 MB; it was skipped");
        assert_int_equal(d.kinds[1], RESULT_ARTICLE);
    }
    free(path);
    desk_close(&d);
}

static void stops_when_told(void **state) {
    for (size_t at = 0; at < 40; at += 13) {
        struct desk d;
        struct err e = {0};
        desk_open(&d, *state);
        while (d.count < 60) {
            add(&d, "fine");
        }
        d.stop_at = at;
        assert_int_equal(work(&d, 3, &e), -1);
        assert_string_equal(e.text, "stopped here");
        assert_int_equal(d.seen, at + 1);
        desk_close(&d);
    }
}

/* ---- the way into a cache ---- */

static void a_bad_file_is_in_the_cache_once(void **state) {
    static const char *const texts[] = {"fine", "crash", "always crash", "reject", "fine too"};
    char *root = path_in(*state, "site"), *file = path_in(*state, "cache.db");
    const char *roots[] = {root};
    struct index_options o = {.cache_file = file, .roots = roots, .root_count = 1};
    struct index_report report;
    struct err e;
    for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
        char name[64];
        snprintf(name, sizeof name, "%zu.md", i);
        write_text(root, name, texts[i]);
    }
    assert_well(indexer_run(&o, &report, &e), &e);
    assert_int_equal(report.counts.articles, 3);
    assert_int_equal(report.counts.rejected, 2);
    assert_int_equal(report.counts.errors + report.counts.warnings, 3);
    assert_int_equal(report.counts.errors, 2);
    assert_well(indexer_run(&o, &report, &e), &e); /* what crashed is not tried again until it changes */
    assert_int_equal(report.unchanged, 5);
    write_text(root, "2.md", "mended");
    assert_well(indexer_run(&o, &report, &e), &e);
    assert_int_equal(report.changed, 1);
    assert_int_equal(report.counts.articles, 4);
    assert_int_equal(report.counts.errors + report.counts.warnings, 2);
    free(root);
    free(file);
}

/* What was indexed stays, and is looked at again. */
static void what_the_system_failed_at_stays(void **state) {
    char *root = path_in(*state, "site"), *file = path_in(*state, "cache.db");
    const char *roots[] = {root};
    struct index_options o = {.cache_file = file, .roots = roots, .root_count = 1};
    struct index_report report;
    struct err e;
    write_text(root, "0.md", "kill");
    write_text(root, "1.md", "fine");
    *failures = 0;
    assert_well(indexer_run(&o, &report, &e), &e);
    assert_int_equal(report.counts.articles, 2);
    for (int round = 0; round < 2; round++) {
        write_text(root, "0.md", "kill"); /* it has another time now */
        write_text(root, "1.md", round ? "changed" : "changed again");
        *failures = 2;
        assert_well(indexer_run(&o, &report, &e), &e);
        assert_int_equal(report.unreadable, 1);
        assert_int_equal(report.changed, 1);
        assert_int_equal(report.counts.articles, 2);
    }
    *failures = 2; /* alone: nothing could be parsed */
    assert_int_equal(indexer_run(&o, &report, &e), -1);
    assert_non_null(strstr(e.text, "no file could be parsed"));
    o.rebuild = true;
    *failures = 2;
    assert_int_equal(indexer_run(&o, &report, &e), -1);
    assert_non_null(strstr(e.text, "1 article of the cache cannot be read again"));
    o.rebuild = false;
    assert_well(indexer_run(&o, &report, &e), &e);
    assert_int_equal(report.changed, 1);
    assert_int_equal(report.counts.articles, 2);
    assert_int_equal(report.counts.errors, 0);
    assert_well(indexer_run(&o, &report, &e), &e);
    assert_int_equal(report.unchanged, 2);
    free(root);
    free(file);
}

int main(void) {
    failures = mmap(NULL, sizeof *failures, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (failures == MAP_FAILED) {
        return 1;
    }
    const struct CMUnitTest tests[] = {
        test_in_scratch(all_in_order),
        test_in_scratch(one_bad_file_costs_itself),
        test_in_scratch(many_bad_files_cost_themselves),
        test_in_scratch(says_why),
        test_in_scratch(a_failure_of_the_system_is_no_verdict),
        test_in_scratch(what_failed_once_is_tried_again),
        test_in_scratch(gives_up_when_all_fails),
        test_in_scratch(a_process_that_cannot_be_started_is_no_verdict),
        test_in_scratch(a_call_that_fails_is_no_verdict),
        test_in_scratch(a_system_without_memory_is_no_verdict),
        test_in_scratch(counts_no_processors),
        test_in_scratch(a_root_that_is_gone_is_no_verdict),
        test_in_scratch(large_results_come_through),
        test_in_scratch(what_is_no_file_any_more_is_gone),
        test_in_scratch(what_cannot_be_read_is_said),
        test_in_scratch(a_file_that_is_too_large_is_left_out),
        test_in_scratch(stops_when_told),
        test_in_scratch(a_bad_file_is_in_the_cache_once),
        test_in_scratch(what_the_system_failed_at_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
