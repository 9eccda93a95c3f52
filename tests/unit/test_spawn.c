/* test_spawn: other programs get what they are given and nothing else, and leave nothing behind. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "faults.h"
#include "spawn.h"
#include "support.h"

/* Runs a shell script with arguments $1, $2; what it writes to $0 is read to out. */
static void run_script(const char *folder, bool detached, const char *script, const char *one, struct buf *out) {
    char *file = path_in(folder, "said");
    struct spawn_arguments words = {0};
    const char *const arguments[] = {"sh", "-c", script, file, one};
    for (size_t i = 0; i < ARRAY_SIZE(arguments); i++) {
        spawn_add(&words, arguments[i]);
    }
    spawn_add(&words, NULL);
    assert_int_equal(detached ? spawn_detached(words.p, NULL) : spawn_on_terminal(words.p, NULL), 0);
    while (detached && !file_exists(folder, "said")) {
        usleep(10000);
    }
    read_file(file, out);
    remove(file);
    spawn_free(words.p);
    free(file);
}

static int start(bool detached, const char *program, const char *one, const char *two) {
    struct spawn_arguments words = {0};
    spawn_add(&words, program);
    if (one) {
        spawn_add(&words, one);
    }
    if (two) {
        spawn_add(&words, two);
    }
    spawn_add(&words, NULL);
    int why = detached ? spawn_detached(words.p, NULL) : spawn_on_terminal(words.p, NULL);
    spawn_free(words.p);
    return why;
}

static void nothing_is_left(void) {
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static void words_are_copied(void **state) {
    (void)state;
    struct spawn_arguments words = {0};
    char word[] = "one";
    spawn_add(&words, word);
    word[0] = 'X';
    spawn_add(&words, "");
    spawn_add(&words, NULL);
    assert_int_equal(words.n, 3);
    assert_string_equal(words.p[0], "one");
    assert_string_equal(words.p[1], "");
    assert_null(words.p[2]);
    spawn_free(words.p);
    spawn_free(NULL);
}

static void cuts(void **state) {
    (void)state;
    struct str rest = STR("a:b c::");
    static const char *const parts[] = {"a", "b", "c", "", "", ""};
    for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
        assert_str(spawn_cut(&rest, ": "), parts[i]);
    }
    assert_int_equal(rest.n, 0);
}

static void arguments_are_not_for_a_shell(void **state) {
    struct buf written = {0};
    run_script(*state, false, "printf '%s' \"$1\" > \"$0\"", "$HOME; `id` \"a\" 'b' *\n", &written);
    assert_str(buf_str(&written), "$HOME; `id` \"a\" 'b' *\n");
    nothing_is_left();
    buf_release(&written);
}

static void why_it_does_not_start(void **state) {
    char *plain = path_in(*state, "plain");
    write_text(*state, "plain", "no program");
    static const struct {
        const char *name;
        int why;
    } cases[] = {{"/nonexistent/program", ENOENT}, {"no-such-program-in-the-path", ENOENT}, {NULL, EACCES}};
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        const char *name = cases[i].name ? cases[i].name : plain;
        assert_int_equal(start(false, name, NULL, NULL), cases[i].why);
        assert_int_equal(start(true, name, NULL, NULL), cases[i].why);
    }
    assert_int_equal(start(false, *state, NULL, NULL), EACCES);
    nothing_is_left();
    free(plain);
}

/* The status of the program is its own affair. */
static void a_program_may_fail(void **state) {
    (void)state;
    assert_int_equal(start(false, "false", NULL, NULL), 0);
    assert_int_equal(start(false, "sh", "-c", "kill -9 $$"), 0);
    nothing_is_left();
}

static void no_descriptor_goes_along(void **state) {
    struct buf written = {0};
    int fd = open("/dev/null", O_RDONLY); /* not close-on-exec */
    assert_true(fd > 2);
    for (int detached = 0; detached < 2; detached++) {
        buf_reset(&written);
        run_script(*state, detached,
                   "for f in 3 4 5 6 7 8 9; do [ -e /proc/$$/fd/$f ] && n=\"$n$f \"; done; printf '%s.' \"$n\" > \"$0.new\"; "
                   "mv \"$0.new\" \"$0\"",
                   "", &written);
        assert_str(buf_str(&written), ".");
    }
    close(fd);
    buf_release(&written);
}

static void handle(int number) {
    (void)number;
}

static uint64_t mask_named(struct buf *status, const char *name) {
    const char *line = strstr(buf_cstr(status), name);
    assert_non_null(line);
    return strtoull(line + strlen(name), NULL, 16);
}

/* Blocked or ignored in a program; without 32 and 33, which are the C library's own and not to be set. No shell is asked, as
 * one blocks signals while it starts something. */
static uint64_t signals_of_program(const char *folder, bool detached) {
    struct buf status = {0};
    char *file = path_in(folder, "status");
    remove(file);
    assert_int_equal(start(detached, "cp", "/proc/self/status", file), 0);
    while (!strstr(buf_cstr(&status), "SigCgt:")) {
        usleep(1000);
        buf_reset(&status);
        if (file_exists(folder, "status")) {
            read_file(file, &status);
        }
    }
    uint64_t mask = mask_named(&status, "SigBlk:") | mask_named(&status, "SigIgn:");
    buf_release(&status);
    free(file);
    return mask & ~((uint64_t)3 << 31);
}

/* None is ignored or blocked in the program, whatever is in the one that starts it. */
static void signals_are_default(void **state) {
    sigset_t some, before;
    struct sigaction own = {.sa_handler = handle}, found;
    sigemptyset(&some);
    sigaddset(&some, SIGUSR1);
    sigprocmask(SIG_BLOCK, &some, &before);
    signal(SIGPIPE, SIG_IGN);
    sigaction(SIGQUIT, &own, NULL);
    for (int detached = 0; detached < 2; detached++) {
        assert_true(signals_of_program(*state, detached) == 0);
    }
    sigaction(SIGQUIT, NULL, &found);
    assert_true(found.sa_handler == handle);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGQUIT, SIG_DFL);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

static void interrupting_the_program_leaves_us(void **state) {
    struct buf written = {0};
    run_script(*state, false, "kill -INT $PPID; kill -QUIT $PPID; echo on > \"$0\"", "", &written);
    assert_str(buf_str(&written), "on\n");
    struct sigaction found;
    sigaction(SIGINT, NULL, &found);
    assert_true(found.sa_handler == SIG_DFL);
    buf_release(&written);
}

/* A signal that is handled while the program has the terminal does not end the waiting for it. */
static void waits_through_signals(void **state) {
    struct buf written = {0};
    struct sigaction own = {.sa_handler = handle};
    struct itimerval often = {{0, 5000}, {0, 5000}}, never = {{0, 0}, {0, 0}};
    sigaction(SIGALRM, &own, NULL);
    setitimer(ITIMER_REAL, &often, NULL);
    run_script(*state, false, "sleep 0.2; echo done > \"$0\"", "", &written);
    setitimer(ITIMER_REAL, &never, NULL);
    signal(SIGALRM, SIG_DFL);
    assert_str(buf_str(&written), "done\n");
    nothing_is_left();
    buf_release(&written);
}

/* A file that nobody can read on from, before it is let go: a program that reads it lasts as long. */
static char *hold(const char *folder) {
    char *file = path_in(folder, "held");
    assert_int_equal(mkfifo(file, 0600), 0);
    return file;
}

static void let_go(char *file) {
    int fd = open(file, O_WRONLY | O_CLOEXEC); /* waits for who reads */
    assert_true(fd >= 0);
    close(fd);
    remove(file);
    free(file);
}

/* Its own session, nothing of ours to read or to write, and nobody waits for it. */
static void detached_is_on_its_own(void **state) {
    struct buf written = {0};
    char expected[100];
    run_script(*state, true,
               "(for f in 0 1 2; do readlink /proc/$$/fd/$f; done; cut -d' ' -f6 /proc/$$/stat) > \"$0.new\";"
               " mv \"$0.new\" \"$0\"",
               "", &written);
    snprintf(expected, sizeof expected, "/dev/null\n/dev/null\n/dev/null\n%d\n", (int)getsid(0));
    assert_true(str_starts(buf_str(&written), "/dev/null\n/dev/null\n/dev/null\n"));
    assert_false(str_is(buf_str(&written), expected));
    char *held = hold(*state);
    assert_int_equal(start(true, "cat", held, NULL), 0); /* or this would wait for what is let go below */
    let_go(held);
    nothing_is_left();
    buf_release(&written);
}

/* With so many descriptors more than are open now, why does it not start? */
static int why_with(rlim_t more, bool detached) {
    struct rlimit before, few;
    int free_one = open("/dev/null", O_RDONLY | O_CLOEXEC);
    close(free_one);
    getrlimit(RLIMIT_NOFILE, &before);
    few = before;
    few.rlim_cur = (rlim_t)free_one + more;
    setrlimit(RLIMIT_NOFILE, &few);
    int why = start(detached, "true", NULL, NULL);
    setrlimit(RLIMIT_NOFILE, &before);
    return why;
}

static void too_few_descriptors(void **state) {
    (void)state;
    assert_int_equal(why_with(1, false), EMFILE); /* for the pipe */
    assert_int_equal(why_with(1, true), EMFILE);
    assert_int_equal(why_with(3, false), 0);
    assert_int_equal(why_with(2, true), EMFILE); /* for /dev/null, in the child */
    assert_int_equal(why_with(3, true), 0);
    nothing_is_left();
}

enum { CANNOT_REFUSE = 250 };

/* Why it does not start in a process that is refused the call; of 0 also whether descriptor 50 went along. */
static int why_without(long call, int refusal, bool detached) {
    int status;
    pid_t pid = fork();
    if (!pid) {
        if (!faults_refuse(call, refusal)) {
            _exit(CANNOT_REFUSE);
        }
        dup2(1, 50);
        _exit(start(detached, "sh", "-c", "! [ -e /proc/self/fd/50 ] || kill -9 $PPID"));
    }
    while (waitpid(pid, &status, 0) < 0) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* A system that is out of processes, or an old one that cannot close all descriptors at once. */
static void what_the_system_refuses(void **state) {
    (void)state;
    int why = why_without(SYS_clone, EAGAIN, false);
    if (why == CANNOT_REFUSE) {
        skip();
    }
    assert_int_equal(why, EAGAIN);
    assert_int_equal(why_without(SYS_clone, EAGAIN, true), EAGAIN);
    assert_int_equal(why_without(SYS_setsid, EPERM, true), EPERM);
    assert_int_equal(why_without(SYS_setsid, EPERM, false), 0);
    assert_int_equal(why_without(SYS_close_range, ENOSYS, false), 0);
    nothing_is_left();
}

/* The status of a program that is watched, through a pipe; -1: it was not started, for *why. */
static int watched(const char *script, int *why) {
    int watch;
    *why = spawn_detached((char *const[]){(char[]){"sh"}, (char[]){"-c"}, (char *)(uintptr_t)script, NULL}, &watch);
    return *why ? -1 : spawn_watched(watch);
}

/* The same of one that ends at once; again, when the machine took longer for that than it is watched. */
static int watched_soon(const char *script) {
    int status, why;
    int64_t began;
    do {
        began = monotonic_ms();
        status = watched(script, &why);
    } while (!status && monotonic_ms() - began >= SPAWN_WATCH_MS);
    return status;
}

/* What fails within a second is told; nothing is of what goes on, or ends well. */
static void a_watched_program_tells_that_it_failed(void **state) {
    struct buf script = {0};
    char *held = hold(*state);
    int why;
    assert_int_equal(watched_soon("exit 3"), 3 << 8);
    assert_int_equal(watched_soon("kill -9 $$"), SIGKILL);
    assert_int_equal(watched_soon("exit 0"), 0);
    buf_printf(&script, "cat '%s'; exit 3", held);
    int64_t began = monotonic_ms();
    assert_int_equal(watched(buf_cstr(&script), &why), 0);
    assert_true(monotonic_ms() - began >= SPAWN_WATCH_MS - 50);
    let_go(held);
    nothing_is_left();
    buf_release(&script);
}

/* Without close_range; with as few descriptors as there may be, and with as many. */
static void closes_one_by_one(void **state) {
    (void)state;
    for (int many = 0; many < 2; many++) {
        int status, why;
        pid_t pid = fork();
        if (!pid) {
            struct rlimit limit;
            getrlimit(RLIMIT_NOFILE, &limit);
            limit.rlim_cur = many ? limit.rlim_max : 100;
            setrlimit(RLIMIT_NOFILE, &limit);
            dup2(1, 50);
            status =
                faults_refuse(SYS_close_range, ENOSYS) ? watched("[ -e /proc/$$/fd/50 ] || exit 3", &why) >> 8 : CANNOT_REFUSE;
            _exit(status);
        }
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_true(WIFEXITED(status));
        if (WEXITSTATUS(status) == CANNOT_REFUSE) {
            skip();
        }
        assert_int_equal(WEXITSTATUS(status), 3);
    }
}

/* On a terminal the status counts that comes within a second, too. */
static void an_early_end_is_told(void **state) {
    static const struct {
        const char *script;
        int early;
    } cases[] = {{"exit 4", 4 << 8}, {"exit 0", 0}, {"sleep 1.1; exit 4", 0}, {NULL, 0}};
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        int early, why;
        int64_t began;
        char *script = (char *)(uintptr_t)cases[i].script;
        do { /* again, when the machine took a second for it */
            early = 99;
            began = monotonic_ms();
            why = script ? spawn_on_terminal((char *const[]){(char[]){"sh"}, (char[]){"-c"}, script, NULL}, &early)
                         : spawn_on_terminal((char *const[]){(char[]){"/nonexistent"}, NULL}, &early);
        } while (cases[i].early && !early && monotonic_ms() - began >= SPAWN_WATCH_MS);
        assert_int_equal(why, script ? 0 : ENOENT);
        assert_int_equal(early, cases[i].early);
    }
}

/* A call fails, counted over the process and those that it forks until the program begins. */
static void what_fails_on_the_way(void **state) {
    static const struct {
        const char *call;
        int at, error, why, status;
    } cases[] = {{"fork", 1, EAGAIN, EAGAIN, -1}, {"fork", 2, EAGAIN, EAGAIN, -1},  {"fork", 3, EAGAIN, EAGAIN, -1},
                 {"open", 1, EMFILE, EMFILE, -1}, {"pipe2", 1, EMFILE, EMFILE, -1}, {"pipe2", 2, EMFILE, EMFILE, -1},
                 {"read", 1, EINTR, 0, 3 << 8},   {"wait", 1, EINTR, 0, 3 << 8}};
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        int why;
        faults_begin(cases[i].call, FAULTS_LINE, cases[i].at, false, cases[i].error);
        int status = watched("exit 3", &why);
        faults_end();
        if (why != cases[i].why || status != cases[i].status) {
            fail_msg("%s %d failing: %d, status %d", cases[i].call, cases[i].at, why, status);
        }
        nothing_is_left();
    }
}

/* As some programs leave it to those that they start: then nobody tells how a child ended. */
static void ignored_children_are_no_failure(void **state) {
    (void)state;
    signal(SIGCHLD, SIG_IGN);
    int on_terminal = start(false, "sh", "-c", "exit 3"), detached = start(true, "true", NULL, NULL);
    signal(SIGCHLD, SIG_DFL);
    assert_int_equal(on_terminal, 0);
    assert_int_equal(detached, 0);
    nothing_is_left();
}

static int feed(const char *script, struct str text, int milliseconds, int *status) {
    struct spawn_arguments arguments = {0};
    spawn_add(&arguments, "sh");
    spawn_add(&arguments, "-c");
    spawn_add(&arguments, script);
    spawn_add(&arguments, NULL);
    int why = spawn_feeding(arguments.p, text, milliseconds, status);
    spawn_free(arguments.p);
    return why;
}

static void a_program_is_given_a_text(void **state) {
    (void)state;
    int status;
    struct str text = STR("one\n$(two) \\ three");
    assert_int_equal(feed("cat >fed", text, 5000, &status), 0);
    assert_int_equal(status, 0);
    FILE *f = fopen("fed", "re");
    char read[64] = "";
    assert_non_null(f);
    size_t n = fread(read, 1, sizeof read - 1, f);
    fclose(f);
    unlink("fed");
    assert_true(str_equal((struct str){read, n}, text));
    assert_int_equal(feed("exit 3", text, 5000, &status), 0); /* without reading it */
    assert_int_equal(WEXITSTATUS(status), 3);
    char name[] = "./no-such-program", *missing[] = {name, NULL};
    assert_int_equal(spawn_feeding(missing, text, 5000, &status), ENOENT);
    int64_t began = monotonic_ms();
    assert_int_equal(feed("exec sleep 20", text, 100, &status), ETIMEDOUT);
    assert_true(monotonic_ms() - began < 5000);
    nothing_is_left();
}

/* More than a pipe holds, to one that never reads. */
static void a_program_may_not_read(void **state) {
    (void)state;
    int status;
    char *zeros = xcalloc(1, 8 << 20);
    struct str text = {zeros, 8 << 20};
    assert_int_equal(feed("exec sleep 20", text, 100, &status), ETIMEDOUT);
    assert_int_equal(feed("exec <&-; exit 0", text, 5000, &status), 0);
    free(zeros);
    nothing_is_left();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_copied),
        cmocka_unit_test(cuts),
        test_in_scratch(arguments_are_not_for_a_shell),
        test_in_scratch(why_it_does_not_start),
        cmocka_unit_test(a_program_may_fail),
        test_in_scratch(no_descriptor_goes_along),
        test_in_scratch(signals_are_default),
        test_in_scratch(interrupting_the_program_leaves_us),
        test_in_scratch(waits_through_signals),
        test_in_scratch(detached_is_on_its_own),
        cmocka_unit_test(too_few_descriptors),
        cmocka_unit_test(what_the_system_refuses),
        test_in_scratch(a_watched_program_tells_that_it_failed),
        cmocka_unit_test(closes_one_by_one),
        cmocka_unit_test(an_early_end_is_told),
        cmocka_unit_test(what_fails_on_the_way),
        cmocka_unit_test(ignored_children_are_no_failure),
        test_in_scratch(a_program_is_given_a_text),
        cmocka_unit_test(a_program_may_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
