/* test_job: the reader's side of an index run in the background. A job is another process of the same program: here this test,
 * which then plays the indexer: the name of the cache says what it does. */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "job.h"
#include "support.h"

enum { LEFT_OPEN = 20 }; /* a descriptor that an indexer must not have */

/* ---- the other side ---- */

static void say(const char *text) {
    if (write(3, text, strlen(text)) < 0) {
        _exit(1);
    }
}

static int play(int count, char **arguments) {
    const char *cache = arguments[2] + strlen("--cache=");
    if (!strcmp(cache, "well")) {
        say("progress 0 10 0 0\nprogress 5 10 1 1\nnotice the cache is bad; rebuilding the cache\n");
        say("progress 10 10 2 1\nwarning 3 of 5 files are not there\ndone 7 2 1\n");
    } else if (!strcmp(cache, "pieces")) {
        static const char text[] = "progress 1 2 3 4\ndone 5 6 7\n";
        for (size_t i = 0; text[i]; i++) {
            say((char[]){text[i], '\0'});
            usleep(2000);
        }
    } else if (!strcmp(cache, "failed")) {
        say("failed cannot open 'x': no room\n");
        return 3;
    } else if (!strcmp(cache, "crash")) {
        say("progress 1 2 3 0\nprogress 2 ");
        abort();
    } else if (!strcmp(cache, "forever")) {
        say("progress 0 0 0 0\n");
        pause();
    } else if (!strcmp(cache, "long")) {
        char line[20001] = "notice ";
        memset(line + 7, 'x', 19992);
        line[19999] = '\n';
        for (int i = 0; i < 20; i++) {
            say(line);
        }
        say("done 0 0 0\n");
    } else { /* what it was started with */
        say("notice");
        for (int i = 1; i < count; i++) {
            say(" ");
            say(arguments[i]);
        }
        say("\n");
        bool leaks = fcntl(4, F_GETFD) >= 0 || fcntl(LEFT_OPEN, F_GETFD) >= 0;
        say(leaks ? "failed a descriptor was left open\n" : getsid(0) == getpid() ? "done 1 1 1\n" : "failed no session\n");
    }
    return 0;
}

/* ---- this side ---- */

static void start(struct job_process *j, const char *cache, bool rebuild) {
    static const char *const roots[] = {"/one", "/two 2"};
    struct err e;
    assert_well(job_start(j, cache, roots, ARRAY_SIZE(roots), rebuild, &e), &e);
    assert_true(j->pid > 0 && j->pipe >= 0);
}

/* The next event; false: the job has ended. */
static bool wait_for(struct job_process *j, struct job_event *event) {
    while (!job_next(j, event)) {
        if (!j->pid) {
            return false;
        }
        struct pollfd p = {.fd = j->pipe, .events = POLLIN};
        assert_true(poll(&p, 1, 20000) > 0);
    }
    return true;
}

static void expect(struct job_process *j, int kind, int64_t first, int64_t second, int64_t third) {
    struct job_event event;
    assert_true(wait_for(j, &event));
    assert_int_equal(event.kind, kind);
    assert_int_equal(event.numbers[0], first);
    assert_int_equal(event.numbers[1], second);
    assert_int_equal(event.numbers[2], third);
}

static void expect_end(struct job_process *j) {
    struct job_event event;
    assert_false(wait_for(j, &event));
    assert_int_equal(j->pid, 0);
    assert_int_equal(j->pipe, -1);
    assert_false(job_next(j, &event));                /* asking again is fine */
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no zombie */
}

static void tells_how_far_it_is(void **state) {
    (void)state;
    struct job_process j;
    struct job_event event;
    start(&j, "well", false);
    expect(&j, JOB_PROGRESS, 0, 10, 0);
    expect(&j, JOB_PROGRESS, 5, 10, 1);
    assert_true(wait_for(&j, &event));
    assert_int_equal(event.kind, JOB_NOTICE);
    assert_str(event.text, "the cache is bad; rebuilding the cache");
    assert_true(wait_for(&j, &event));
    assert_int_equal(event.numbers[3], 1);
    assert_true(wait_for(&j, &event));
    assert_int_equal(event.kind, JOB_WARNING);
    assert_str(event.text, "3 of 5 files are not there");
    expect(&j, JOB_DONE, 7, 2, 1);
    expect_end(&j);
}

static void lines_may_come_in_pieces(void **state) {
    (void)state;
    struct job_process j;
    start(&j, "pieces", false);
    expect(&j, JOB_PROGRESS, 1, 2, 3);
    expect(&j, JOB_DONE, 5, 6, 7);
    expect_end(&j);
}

static void long_lines_come_whole(void **state) {
    (void)state;
    struct job_process j;
    struct job_event event;
    start(&j, "long", false);
    for (int i = 0; i < 20; i++) {
        assert_true(wait_for(&j, &event));
        assert_int_equal(event.kind, JOB_NOTICE);
        assert_int_equal(event.text.n, 19992);
    }
    expect(&j, JOB_DONE, 0, 0, 0);
    expect_end(&j);
}

static void failures_are_told(void **state) {
    (void)state;
    struct job_process j;
    struct job_event event;
    start(&j, "failed", false);
    assert_true(wait_for(&j, &event));
    assert_int_equal(event.kind, JOB_FAILED);
    assert_str(event.text, "cannot open 'x': no room");
    expect_end(&j);
    start(&j, "crash", false);
    expect(&j, JOB_PROGRESS, 1, 2, 3);
    assert_true(wait_for(&j, &event)); /* half a line is none; but that it broke off is told */
    assert_int_equal(event.kind, JOB_FAILED);
    expect_end(&j);
}

static void is_started_well(void **state) {
    (void)state;
    for (int rebuild = 0; rebuild < 2; rebuild++) {
        struct job_process j;
        struct job_event event;
        assert_int_equal(dup2(1, LEFT_OPEN), LEFT_OPEN);
        start(&j, "/cache file", rebuild);
        close(LEFT_OPEN);
        assert_true(wait_for(&j, &event));
        assert_str(event.text, rebuild ? "index --cache=/cache file --report=3 --rebuild -- /one /two 2"
                                       : "index --cache=/cache file --report=3 -- /one /two 2");
        expect(&j, JOB_DONE, 1, 1, 1);
        expect_end(&j);
    }
}

static void stops(void **state) {
    (void)state;
    struct job_process j;
    start(&j, "forever", false);
    expect(&j, JOB_PROGRESS, 0, 0, 0);
    struct job_event event;
    assert_false(job_next(&j, &event)); /* nothing to read now: it does not wait */
    assert_true(j.pid > 0);
    job_stop(&j);
    assert_int_equal(j.pid, 0);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    job_stop(&j); /* nothing to stop */
    job_stop(&(struct job_process){.pipe = -1});
}

int main(int count, char **arguments) {
    if (count > 3 && !strcmp(arguments[1], "index")) {
        return play(count, arguments);
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_how_far_it_is),   cmocka_unit_test(lines_may_come_in_pieces),
        cmocka_unit_test(long_lines_come_whole), cmocka_unit_test(failures_are_told),
        cmocka_unit_test(is_started_well),       cmocka_unit_test(stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
