/* test_worker_pipe: what comes from a worker is a result, or is told from one. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "faults.h"
#include "support.h"
#include "worker_private.h"

#define READY "\0\0\0\0"
#define BYTES(text) text, sizeof text - 1

/* What a worker has written before it closes the pipe, unless that stays open. */
static const struct {
    const char *name, *bytes;
    size_t n;
    bool open;
    enum answer answer;
    const char *frame;
} writings[] = {
    {"nothing", BYTES(""), false, ANSWER_END, NULL},
    {"nothing yet", BYTES(""), true, ANSWER_SILENCE, NULL},
    {"ready", BYTES(READY), false, ANSWER_END, NULL},
    {"ready, and nothing yet", BYTES(READY), true, ANSWER_SILENCE, NULL},
    {"a result", BYTES(READY "\3\0\0\0abc"), true, ANSWER_RESULT, "abc"},
    {"a result before it is ready", BYTES("\3\0\0\0abc"), true, ANSWER_NONSENSE, NULL},
    {"half a length", BYTES(READY "\3\0"), false, ANSWER_END, NULL},
    {"half a result", BYTES(READY "\3\0\0\0a"), false, ANSWER_END, NULL},
    {"half a result so far", BYTES(READY "\3\0\0\0a"), true, ANSWER_SILENCE, NULL},
    {"too long a result", BYTES(READY "\xff\xff\xff\x7f"), true, ANSWER_NONSENSE, NULL},
};

static const struct {
    const char *call;
    int error;
    enum answer answer;
} failures[] = {
    {NULL, 0, ANSWER_RESULT},        {"read", EINTR, ANSWER_RESULT}, {"read", EIO, ANSWER_FAILURE},
    {"poll", EINTR, ANSWER_SILENCE}, {"poll", EIO, ANSWER_FAILURE},
};

static enum answer next(const char *bytes, size_t n, bool open, const char *frame) {
    struct worker w = {0};
    struct str found = STR_NONE;
    int ends[2];
    assert_int_equal(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
    w.pipe = ends[0];
    assert_int_equal(write(ends[1], bytes, n), n);
    if (!open) {
        close(ends[1]);
    }
    enum answer answer = worker_next(&w, 20, &found);
    if (frame && answer == ANSWER_RESULT) {
        assert_str(found, frame);
    }
    close(ends[0]);
    if (open) {
        close(ends[1]);
    }
    buf_release(&w.input);
    return answer;
}

static void tells_what_comes(void **state) {
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(writings); i++) {
        enum answer answer = next(writings[i].bytes, writings[i].n, writings[i].open, writings[i].frame);
        if (answer != writings[i].answer) {
            fail_msg("%s: %d", writings[i].name, answer);
        }
    }
}

static void tells_what_fails(void **state) {
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(failures); i++) {
        bool reads = !failures[i].call || !strcmp(failures[i].call, "read");
        faults_begin(failures[i].call, FAULTS_HERE, 1, false, failures[i].error);
        enum answer answer = reads ? next(BYTES(READY "\3\0\0\0abc"), true, "abc") : next(BYTES(READY), true, NULL);
        faults_end();
        assert_int_equal(answer, failures[i].answer);
    }
}

/* ---- what it means ---- */

static void pack_frame(struct buf *out, unsigned kind, unsigned severity) {
    struct article a = {.title = STR("Title"), .key = STR("id:1")};
    struct buf part = {0};
    struct arena arena = {0};
    struct doc d;
    buf_reset(out);
    pack_uint(out, kind);
    for (int i = 0; i < 3; i++) {
        pack_int(out, i); /* the stamp */
    }
    pack_uint(out, 1);
    pack_uint(out, severity);
    pack_uint(out, 4);
    pack_uint(out, 5);
    pack_uint(out, severity); /* the habit: one that there is, or none */
    pack_str(out, STR("what is wrong in 'x'"));
    pack_str(out, STR("what is wrong in '\x1b'"));
    article_pack(&part, &a);
    pack_str(out, buf_str(&part));
    buf_reset(&part);
    doc_from_plain(STR("Text."), &arena, &d);
    doc_pack(&part, &d);
    pack_str(out, buf_str(&part));
    buf_release(&part);
    arena_release(&arena);
}

static void no_number_is_taken_on_trust(void **state) {
    static const struct {
        unsigned kind, severity;
        enum result_kind taken;
        enum severity taken_as;
    } cases[] = {{RESULT_ARTICLE, SEVERITY_WARNING, RESULT_ARTICLE, SEVERITY_WARNING},
                 {RESULT_REJECTED, SEVERITY_NOTE, RESULT_REJECTED, SEVERITY_NOTE},
                 {1000, SEVERITY_ERROR, RESULT_REJECTED, SEVERITY_ERROR},
                 {RESULT_ARTICLE, 1000, RESULT_ARTICLE, SEVERITY_ERROR}};
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct buf frame = {0};
        struct arena arena = {0};
        struct result r;
        pack_frame(&frame, cases[i].kind, cases[i].severity);
        assert_int_equal(worker_unpack(buf_str(&frame), &arena, &r), 0);
        assert_int_equal(r.kind, cases[i].taken);
        assert_int_equal(r.problems.first->severity, cases[i].taken_as);
        assert_int_equal(r.problems.first->line, 4);
        assert_true(r.problems.first->habit < HABIT_COUNT);
        assert_true(str_is(r.problems.first->kind, "what is wrong in ''"));
        arena_release(&arena);
        buf_release(&frame);
    }
}

/* However short it is cut, an article is none; nor with any byte of its own in the place of another, or it is sound. */
static void half_an_article_is_none(void **state) {
    struct buf frame = {0};
    struct arena arena = {0};
    struct result r;
    size_t refused = 0;
    (void)state;
    pack_frame(&frame, RESULT_ARTICLE, SEVERITY_NOTE);
    for (size_t n = 0; n < frame.n; n++) {
        arena_reset(&arena);
        int result = worker_unpack(str_slice(buf_str(&frame), 0, n), &arena, &r);
        assert_int_equal(result, n ? -1 : result);
        char byte = frame.p[n];
        frame.p[n] = '\x7f';
        refused += worker_unpack(buf_str(&frame), &arena, &r) < 0;
        frame.p[n] = byte;
    }
    assert_true(refused > 5);
    arena_release(&arena);
    buf_release(&frame);
}

/* ---- how it ends ---- */

static pid_t child(void (*act)(void)) {
    pid_t pid = fork();
    if (pid == 0) {
        act();
        _exit(3);
    }
    return pid;
}

static void nothing(void) {
}

static void go_on(void) {
    for (;;) {
        pause();
    }
}

/* What does not end is killed; of a child that nobody has to wait for, nothing is known. */
static void an_end_is_waited_for(void **state) {
    static const struct {
        void (*act)(void);
        bool ignored, ends;
    } cases[] = {{nothing, false, true}, {go_on, false, false}, {nothing, true, false}};
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        int status = 0, ends[2];
        assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
        signal(SIGCHLD, cases[i].ignored ? SIG_IGN : SIG_DFL);
        struct worker w = {.pid = child(cases[i].act), .pipe = ends[0]};
        assert_int_equal(worker_end(&w, &status), cases[i].ends);
        signal(SIGCHLD, SIG_DFL);
        assert_int_equal(w.pid, 0);
        assert_true(!cases[i].ends || WEXITSTATUS(status) == 3);
        assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
        assert_int_equal(fcntl(ends[0], F_GETFD), -1);
        close(ends[1]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_what_comes),
        cmocka_unit_test(tells_what_fails),
        cmocka_unit_test(no_number_is_taken_on_trust),
        cmocka_unit_test(half_an_article_is_none),
        cmocka_unit_test(an_end_is_waited_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
