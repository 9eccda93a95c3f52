/* test_worker_sandbox: a process that is confined cannot do what a worker that was taken over would want to do. */
#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "faults.h"
#include "support.h"
#include "worker_private.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED true
#endif
#endif
#ifndef SANITIZED
#define SANITIZED false
#endif

/* The exit status of a confined process. */
enum { REFUSED, DONE, NO_WALL };

struct room {
    int root; /* a folder with good.md, out (a link to the folder above), in/good.md; secret.md is beside it */
    const char *outside;
    pid_t parent;
};

/* Each returns 0 or a descriptor when it could do it, and -1 when not. */

static int read_below(const struct room *r) {
    char byte;
    int fd = openat(r->root, "in/good.md", O_RDONLY);
    return fd >= 0 && read(fd, &byte, 1) == 1 && close(fd) == 0 ? 0 : -1;
}

static int see_below(const struct room *r) {
    struct stat status;
    return faccessat(r->root, "good.md", F_OK, AT_SYMLINK_NOFOLLOW) == 0 &&
                   fstatat(r->root, "good.md", &status, AT_SYMLINK_NOFOLLOW) == 0
               ? 0
               : -1;
}

static int take_memory(const struct room *r) {
    (void)r;
    for (size_t n = 1; n < 1 << 26; n *= 3) {
        char *p = malloc(n), *q = p ? realloc(p, 2 * n) : NULL;
        if (!q) {
            return -1;
        }
        memset(q, 1, 2 * n);
        __asm__ volatile("" : : "r"(q) : "memory");
        free(q);
    }
    return 0;
}

static int write_a_file(const struct room *r) {
    return openat(r->root, "new.md", O_WRONLY | O_CREAT, 0600);
}

static int change_a_file(const struct room *r) {
    return openat(r->root, "good.md", O_RDWR);
}

static int empty_a_file(const struct room *r) {
    return openat(r->root, "good.md", O_RDONLY | O_TRUNC);
}

static int remove_a_file(const struct room *r) {
    return unlinkat(r->root, "good.md", 0);
}

static int link_a_file(const struct room *r) {
    return symlinkat("/etc/passwd", r->root, "link.md");
}

static int read_passwords(const struct room *r) {
    (void)r;
    return open("/etc/passwd", O_RDONLY);
}

static int read_itself(const struct room *r) {
    (void)r;
    return open("/proc/self/mem", O_RDONLY);
}

static int read_outside(const struct room *r) {
    return open(r->outside, O_RDONLY);
}

static int read_above(const struct room *r) {
    return openat(r->root, "../secret.md", O_RDONLY);
}

static int read_through_a_link(const struct room *r) {
    return openat(r->root, "out/secret.md", O_RDONLY);
}

static int list_above(const struct room *r) {
    return openat(r->root, "..", O_RDONLY | O_DIRECTORY);
}

static int make_a_socket(const struct room *r) {
    (void)r;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    return fd;
}

static int make_a_local_socket(const struct room *r) {
    (void)r;
    return socket(AF_UNIX, SOCK_STREAM, 0);
}

static int start_a_process(const struct room *r) {
    (void)r;
    pid_t pid = fork();
    if (pid == 0) {
        _exit(0);
    }
    return pid < 0 ? -1 : 0;
}

static int start_a_program(const struct room *r) {
    (void)r;
    return execl("/bin/true", "true", (char *)NULL);
}

static int kill_the_parent(const struct room *r) {
    return kill(r->parent, SIGUSR1);
}

static int kill_a_thread_of_the_parent(const struct room *r) {
    return tgkill(r->parent, r->parent, SIGUSR1);
}

static int trace_the_parent(const struct room *r) {
    return ptrace(PTRACE_SEIZE, r->parent, NULL, NULL) < 0 ? -1 : 0;
}

static int be_traced(const struct room *r) {
    (void)r;
    return ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0 ? -1 : 0;
}

static int bring_code(const struct room *r) {
    (void)r;
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0;
}

static int open_many(const struct room *r) {
    for (int i = 0; i < 1000; i++) {
        if (openat(r->root, "good.md", O_RDONLY) < 0) {
            return -1;
        }
    }
    return 0;
}

static const struct {
    const char *what;
    int (*act)(const struct room *r);
    int expected;
    unsigned needs; /* any of these confined; 0: whatever there is */
} acts[] = {
    {"read below the root", read_below, DONE, 0},
    {"see what is below", see_below, DONE, 0},
    {"take memory", take_memory, DONE, 0},
    {"write a file", write_a_file, REFUSED, CONFINED_FILES | CONFINED_CALLS},
    {"change a file", change_a_file, REFUSED, CONFINED_FILES | CONFINED_CALLS},
    {"empty a file", empty_a_file, REFUSED, CONFINED_FILES | CONFINED_CALLS},
    {"remove a file", remove_a_file, REFUSED, CONFINED_FILES | CONFINED_CALLS},
    {"link a file", link_a_file, REFUSED, CONFINED_FILES | CONFINED_CALLS},
    {"read /etc/passwd", read_passwords, REFUSED, CONFINED_FILES},
    {"read its own memory", read_itself, REFUSED, CONFINED_FILES},
    {"read outside", read_outside, REFUSED, CONFINED_FILES},
    {"read above", read_above, REFUSED, CONFINED_FILES},
    {"read through a link", read_through_a_link, REFUSED, CONFINED_FILES},
    {"list the folder above", list_above, REFUSED, CONFINED_FILES},
    {"make a socket", make_a_socket, REFUSED, CONFINED_CALLS},
    {"make a local socket", make_a_local_socket, REFUSED, CONFINED_CALLS},
    {"start a process", start_a_process, REFUSED, CONFINED_CALLS},
    {"start a program", start_a_program, REFUSED, CONFINED_FILES | CONFINED_CALLS},
    {"kill the parent", kill_the_parent, REFUSED, CONFINED_CALLS},
    {"kill a thread of the parent", kill_a_thread_of_the_parent, REFUSED, CONFINED_CALLS},
    {"trace the parent", trace_the_parent, REFUSED, CONFINED_CALLS},
    {"be traced", be_traced, REFUSED, CONFINED_CALLS},
    {"bring code of its own", bring_code, REFUSED, CONFINED_CALLS},
    {"open many files", open_many, REFUSED, 0},
};

static int in_a_confined_process(const struct room *room, size_t act) {
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        unsigned confined = worker_confine(&room->root, 1);
        if (acts[act].needs && !(acts[act].needs & confined)) {
            _exit(NO_WALL);
        }
        _exit(acts[act].act(room) < 0 ? REFUSED : DONE);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status)); /* refused, not killed: that would read as a crash */
    return WEXITSTATUS(status);
}

static void does_what_it_is_for_and_nothing_else(void **state) {
    char *folder = path_in(*state, "root"), *outside = path_in(*state, "secret.md");
    size_t untested = 0;
    write_text(*state, "secret.md", "secret");
    write_text(folder, "good.md", "good");
    write_text(folder, "in/good.md", "good");
    char *link = path_in(folder, "out");
    assert_int_equal(symlink("..", link), 0);
    struct room room = {.root = open(folder, O_RDONLY | O_DIRECTORY), .outside = outside, .parent = getpid()};
    signal(SIGUSR1, SIG_IGN);
    for (size_t i = 0; i < ARRAY_SIZE(acts); i++) {
        int result = in_a_confined_process(&room, i);
        untested += result == NO_WALL;
        if (result != NO_WALL && result != acts[i].expected) {
            fail_msg("could%s %s", acts[i].expected == DONE ? " not" : "", acts[i].what);
        }
    }
    if (untested) {
        print_message("%zu of %zu are not refused here: this system lacks the confined\n", untested, ARRAY_SIZE(acts));
    }
    assert_false(file_exists(folder, "new.md"));
    assert_true(file_exists(folder, "good.md"));
    close(room.root);
    free(folder);
    free(outside);
    free(link);
}

/* Without the confined the same acts are done: it is not something else that refuses them. */
static void without_walls_it_could(void **state) {
    static const char *const harmless[] = {"make a socket", "start a process", "be traced", "kill the parent"};
    struct room room = {.parent = getpid()};
    (void)state;
    signal(SIGUSR1, SIG_IGN);
    for (size_t i = 0; i < ARRAY_SIZE(acts); i++) {
        for (size_t k = 0; k < ARRAY_SIZE(harmless); k++) {
            int status = 0;
            pid_t pid = strcmp(acts[i].what, harmless[k]) ? -1 : fork();
            if (pid == 0) {
                _exit(acts[i].act(&room) < 0 ? REFUSED : DONE);
            }
            if (pid > 0) {
                assert_int_equal(waitpid(pid, &status, 0), pid);
                assert_true(WIFEXITED(status));
                assert_int_equal(WEXITSTATUS(status), DONE);
            }
        }
    }
}

static void a_crash_is_told_as_what_it_is(void **state) {
    int status = 0;
    (void)state;
    pid_t pid = fork();
    if (pid == 0) {
        signal(SIGABRT, SIG_DFL);
        worker_confine(NULL, 0);
        abort();
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
}

/* What the kernel offers holds. */
static void takes_what_there_is(void **state) {
    int status = 0;
    unsigned there = syscall(SYS_landlock_create_ruleset, NULL, 0, 1) > 0 ? CONFINED_FILES : 0;
    uint32_t action = SECCOMP_RET_ERRNO;
    there |= !SANITIZED && syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0 ? CONFINED_CALLS : 0;
    (void)state;
    pid_t pid = fork();
    if (pid == 0) {
        _exit((int)worker_confine(NULL, 0));
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), there);
}

static void says_how_it_is_here(void **state) {
    struct buf said = {0};
    (void)state;
    worker_describe(&said);
    assert_int_equal(strncmp(buf_cstr(&said), "workers: limits: yes, landlock: ", 32), 0);
    print_message("%s\n", buf_cstr(&said));
    buf_release(&said);
}

/* What the kernel does not offer is gone without, and said so. */
static void does_without_what_there_is_not(void **state) {
    static const struct {
        long call;
        const char *says;
    } cases[] = {
        {SYS_landlock_create_ruleset, "landlock: no"},
        {SYS_landlock_restrict_self, "landlock: no"},
        {SYS_seccomp, "seccomp: no"},
        {SYS_prctl, "landlock: no, seccomp: no"},
        {SYS_clone, "landlock: no, seccomp: no"},
        {SYS_wait4, "landlock: no, seccomp: no"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        int status = 0;
        pid_t pid = fork();
        if (pid == 0) {
            struct buf said = {0};
            bool refuses = faults_refuse(cases[i].call, ENOSYS);
            worker_describe(&said);
            _exit(!refuses ? NO_WALL : strstr(buf_cstr(&said), cases[i].says) ? DONE : REFUSED);
        }
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_true(WIFEXITED(status));
        if (WEXITSTATUS(status) != DONE && WEXITSTATUS(status) != NO_WALL) {
            fail_msg("without call %ld it is not '%s'", cases[i].call, cases[i].says);
        }
    }
}

/* A root that no rule can be made for is as good as none: its files are shut away with all others, or nothing is. */
static void a_root_that_cannot_be_allowed_opens_nothing(void **state) {
    int status = 0, roots[] = {open(*state, O_RDONLY | O_DIRECTORY), -ENOENT, open("/dev/null", O_RDONLY)};
    for (size_t count = 1; count <= ARRAY_SIZE(roots); count++) {
        pid_t pid = fork();
        if (pid == 0) {
            unsigned confined = worker_confine(roots, count);
            int fd = open("/etc/passwd", O_RDONLY);
            _exit(confined & CONFINED_FILES ? fd < 0 ? REFUSED : DONE : NO_WALL);
        }
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_true(WIFEXITED(status));
        assert_true(WEXITSTATUS(status) == REFUSED || WEXITSTATUS(status) == NO_WALL);
    }
    close(roots[0]);
    close(roots[2]);
}

/* Limits are lowered, never raised. */
static void limits_only_go_down(void **state) {
    (void)state;
    for (rlim_t had = 6; had < 100; had += 44) {
        int status, ready[2];
        struct rlimit now;
        assert_int_equal(pipe(ready), 0);
        pid_t pid = fork();
        if (pid == 0) {
            setrlimit(RLIMIT_NOFILE, &(struct rlimit){had, had});
            worker_confine((int[]){3, 20}, 2);
            close(ready[1]);
            for (;;) { /* until it was looked at */
            }
        }
        close(ready[1]);
        assert_int_equal(read(ready[0], &status, 1), 0);
        assert_int_equal(prlimit(pid, RLIMIT_NOFILE, NULL, &now), 0);
        assert_int_equal(now.rlim_max, had == 6 ? 6 : 20 + 1 + FILES_AT_ONCE);
        kill(pid, SIGKILL);
        assert_int_equal(waitpid(pid, &status, 0), pid);
        close(ready[0]);
    }
}

/* The three first descriptors lead nowhere, or are closed when nowhere cannot be opened. */
static void is_detached_from_all_but_one(void **state) {
    static const struct {
        bool closed, none; /* standard input, before; there is no descriptor left */
    } cases[] = {{false, false}, {true, false}, {false, true}};
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        int status = 0;
        pid_t pid = fork();
        if (pid == 0) {
            char nowhere[64] = "";
            dup2(STDIN_FILENO, 3);
            dup2(STDIN_FILENO, 40);
            if (cases[i].closed) {
                close(STDIN_FILENO);
            }
            if (cases[i].none) {
                faults_begin("open", FAULTS_HERE, 1, true, EMFILE);
            }
            worker_detach(3);
            faults_end();
            bool kept = fcntl(3, F_GETFD) >= 0 && fcntl(40, F_GETFD) < 0 && fcntl(4, F_GETFD) < 0;
            for (int fd = 0; fd < 3; fd++) {
                char name[32];
                snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
                ssize_t n = readlink(name, nowhere, sizeof nowhere - 1);
                kept = kept && (cases[i].none ? n < 0 : n == 9 && !memcmp(nowhere, "/dev/null", 9));
            }
            _exit(kept ? DONE : REFUSED);
        }
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), DONE);
    }
}

static void sound(struct article *a, struct doc *d, struct buf *document, struct arena *arena) {
    *a = (struct article){.title = STR("title"), .key = STR("id:1")};
    doc_from_plain(STR("Some text."), arena, d);
    doc_pack(document, d);
}

static void what_it_sends_is_checked(void **state) {
    struct arena arena = {0};
    struct article a;
    struct doc d;
    struct buf document = {0};
    (void)state;
    sound(&a, &d, &document, &arena);
    assert_true(worker_is_sound(&a, buf_str(&document), &arena));
    a.title = STR("\x1b[31mtitle");
    assert_false(worker_is_sound(&a, buf_str(&document), &arena));
    a.title = STR("\xff");
    assert_false(worker_is_sound(&a, buf_str(&document), &arena));
    a.title = STR("title");
    struct term topic = {.taxonomy = TAX_TOPIC, .key = STR("ai"), .name = STR("AI")}, offering = topic;
    offering.taxonomy = TAX_OFFERING;
    offering.topics = &topic;
    offering.topic_count = 1;
    a.terms = &offering;
    a.term_count = 1;
    assert_true(worker_is_sound(&a, buf_str(&document), &arena));
    topic.key = STR_NONE;
    assert_false(worker_is_sound(&a, buf_str(&document), &arena));
    a.term_count = 0;
    assert_false(worker_is_sound(&a, str_slice(buf_str(&document), 0, document.n - 1), &arena));
    assert_false(worker_is_sound(&a, STR_NONE, &arena));
    struct link link = {STR("https://example.org/\x1b]0;x\x07")};
    d.links = &link;
    d.link_count = 1;
    buf_reset(&document);
    doc_pack(&document, &d);
    assert_false(worker_is_sound(&a, buf_str(&document), &arena));
    buf_release(&document);
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(does_what_it_is_for_and_nothing_else),
        cmocka_unit_test(without_walls_it_could),
        cmocka_unit_test(a_crash_is_told_as_what_it_is),
        cmocka_unit_test(says_how_it_is_here),
        cmocka_unit_test(takes_what_there_is),
        cmocka_unit_test(does_without_what_there_is_not),
        test_in_scratch(a_root_that_cannot_be_allowed_opens_nothing),
        cmocka_unit_test(limits_only_go_down),
        cmocka_unit_test(is_detached_from_all_but_one),
        cmocka_unit_test(what_it_sends_is_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
