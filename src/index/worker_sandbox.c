/* worker_sandbox: restricts a parsing process to reading below the content roots and writing to its pipe.
 *
 * Each mechanism works without the others: resource limits everywhere, landlock and seccomp on Linux. Calls that seccomp does
 * not allow fail with an error, as for lack of permission: a library that tries something new continues without it, and the
 * file is not blamed. */
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "worker_private.h"

#if defined(__linux__)
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

/* The sanitizers make their own system calls at any time. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define SANITIZED 1
#endif
#endif

#if defined(__linux__) && !defined(SANITIZED)
#include <errno.h>
#include <seccomp.h>
#include <sys/mman.h>
#endif

void worker_detach(int kept) {
    close_range((unsigned)kept + 1, ~0u, 0);
    int null = open("/dev/null", O_RDWR); /* error output of libraries helps nobody: the file's problem reports the crash */
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (dup2(null, fd) < 0) {
            close(fd);
        }
    }
    if (null > STDERR_FILENO) {
        close(null);
    }
}

static void limit(int resource, rlim_t most) {
    struct rlimit now = {most, most};
    getrlimit(resource, &now);
    most = most < now.rlim_max ? most : now.rlim_max;
    setrlimit(resource, &(struct rlimit){most, most});
}

static void set_limits(const int *roots, size_t count) {
    int highest = 3;
    for (size_t i = 0; i < count; i++) {
        highest = roots[i] > highest ? roots[i] : highest;
    }
    limit(RLIMIT_FSIZE, 0); /* a pipe is not a file */
    limit(RLIMIT_NPROC, 0);
    limit(RLIMIT_NOFILE, (rlim_t)highest + 1 + FILES_AT_ONCE);
}

#if defined(__linux__)

/* The kernel's struct landlock_ruleset_attr as of ABI 6; headers may be older than the kernel. */
struct ruleset {
    uint64_t files, net, scopes;
};

enum { ABI_REFER = 2, ABI_TRUNCATE = 3, ABI_NET = 4, ABI_IOCTL = 5, ABI_SCOPES = 6 };

static int landlock_abi(void) {
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return abi > 0 ? (int)abi : 0;
}

/* Everything this kernel can forbid: members that it does not know are not passed to it. */
static int new_ruleset(int abi) {
    enum { FIRST_FILE_RIGHTS = 13 };
    unsigned rights = FIRST_FILE_RIGHTS + (abi >= ABI_REFER) + (abi >= ABI_TRUNCATE) + (abi >= ABI_IOCTL);
    struct ruleset all = {.files = (1u << rights) - 1, .net = 3, .scopes = 3};
    size_t members = 1 + (abi >= ABI_NET) + (abi >= ABI_SCOPES);
    return (int)syscall(SYS_landlock_create_ruleset, &all, members * sizeof(uint64_t), 0);
}

static bool restrict_files(const int *roots, size_t count) {
    int abi = landlock_abi();
    int ruleset = abi ? new_ruleset(abi) : -1;
    bool done = ruleset >= 0;
    for (size_t i = 0; done && i < count; i++) {
        struct landlock_path_beneath_attr below = {.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
                                                   .parent_fd = roots[i]};
        done = roots[i] < 0 || syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &below, 0) == 0;
    }
    done = done && syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    if (ruleset >= 0) {
        close(ruleset);
    }
    return done;
}

#endif

#if defined(__linux__) && !defined(SANITIZED)

/* The calls that reading, parsing and allocating need, under any name this C library uses, and those that abort needs so that
 * it shows as an abort. */
static const int allowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(close),
    SCMP_SYS(lseek),
    SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(fstatat64),
    SCMP_SYS(fstat64),
    SCMP_SYS(statx),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(setitimer),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigreturn),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getrandom),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(clock_gettime64),
    SCMP_SYS(_llseek),
    SCMP_SYS(futex_time64),
};

/* Calls that are allowed depending on an argument. */
static const struct {
    int call;
    struct scmp_arg_cmp when;
} allowed_when[] = {
    {SCMP_SYS(openat), {2, SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND, O_RDONLY}},
    {SCMP_SYS(mmap), {2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0}},
    {SCMP_SYS(mmap2), {2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0}},
    {SCMP_SYS(mprotect), {2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0}},
};

static bool allow_all(scmp_filter_ctx filter) {
    int failed = 0;
    for (size_t i = 0; i < ARRAY_SIZE(allowed); i++) {
        failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
    }
    for (size_t i = 0; i < ARRAY_SIZE(allowed_when); i++) {
        failed |= seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, allowed_when[i].call, 1, &allowed_when[i].when);
    }
    struct scmp_arg_cmp itself = {0, SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0};
    failed |= seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, &itself);
    return !failed;
}

/* A system without seccomp(2) is an emulator such as valgrind, or may be one. With the older prctl the filter would also apply
 * to the emulator's own calls, and kill it as if the file were to blame. */
static bool knows_seccomp(void) {
    enum { LEVEL_OF_THE_CALL = 2 };
    return seccomp_api_get() >= LEVEL_OF_THE_CALL;
}

static bool restrict_calls(void) {
    enum { BY_HALVES = 2 };
    if (!knows_seccomp()) {
        return false;
    }
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    /* Searched as a binary tree, not linearly; an older library cannot, and goes through them one by one. */
    seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, BY_HALVES);
    bool done = allow_all(filter) && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return done;
}

#else

static bool restrict_calls(void) {
    enum { BY_HALVES = 2 };
    return false;
}

#endif

unsigned worker_confine(const int *roots, size_t count) {
    unsigned confined = 0;
    set_limits(roots, count);
#if defined(__linux__)
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
        confined |= restrict_files(roots, count) ? CONFINED_FILES : 0;
        confined |= restrict_calls() ? CONFINED_CALLS : 0;
    }
#endif
    return confined;
}

/* What is enforced can only be found out by trying, in a throwaway process. */
static unsigned confinement_here(void) {
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        _exit((int)worker_confine(NULL, 0));
    }
    return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? (unsigned)WEXITSTATUS(status) : 0;
}

void worker_describe(struct buf *out) {
    unsigned confined = confinement_here();
    buf_printf(out, "workers: limits: yes, landlock: ");
#if defined(__linux__)
    if (confined & CONFINED_FILES) {
        buf_printf(out, "ABI %d", landlock_abi());
    }
#endif
    buf_printf(out, "%s, seccomp: %s", confined & CONFINED_FILES ? "" : "no", confined & CONFINED_CALLS ? "yes" : "no");
#if defined(SANITIZED)
    buf_puts(out, " (sanitizers)");
#endif
}
