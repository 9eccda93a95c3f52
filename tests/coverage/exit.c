/* exit: a process that ends by _exit, or becomes another program, writes down first what it ran: workers, and what is between
 * fork and exec.
 *
 * Linked into the programs of `make coverage` in the place of these functions. One that a signal kills writes nothing: so who
 * kills a process that may be about to end by itself waits a moment.
 *
 * A confined worker may write no file. So, just before it gives that up, it starts a process that shares its memory, and with
 * it the counters, but neither its limits nor its filters; when the worker ends, that one writes. */
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

void __gcov_dump(void);
void __gcov_reset(void);
void __real__exit(int status) __attribute__((noreturn));
void __wrap__exit(int status) __attribute__((noreturn));
int __real_execvp(const char *file, char *const *arguments);
int __wrap_execvp(const char *file, char *const *arguments);
int __real_execv(const char *file, char *const *arguments);
int __wrap_execv(const char *file, char *const *arguments);
int __real_kill(pid_t pid, int number);
int __wrap_kill(pid_t pid, int number);
int __real_setrlimit(int resource, const struct rlimit *limit);
int __wrap_setrlimit(int resource, const struct rlimit *limit);

static struct {
    pid_t owner;       /* whose memory it is */
    uint32_t running;  /* the kernel clears it, and wakes who waits for that, when the writing process ends */
    uint32_t is_asked; /* to write */
    _Alignas(16) char stack[1 << 18];
} writer;

/* A worker that is killed asks nobody; and a confined one may not even have a signal sent when it ends. */
static int write_when_asked(void *unused) {
    (void)unused;
    close_range(3, ~0u, 0); /* the worker's pipe is to close when the worker ends */
    while (!__atomic_load_n(&writer.is_asked, __ATOMIC_SEQ_CST) && getppid() == writer.owner) {
        syscall(SYS_futex, &writer.is_asked, FUTEX_WAIT, 0, &(struct timespec){.tv_nsec = 20000000}, NULL, 0);
    }
    if (writer.is_asked) {
        __gcov_dump();
    }
    syscall(SYS_exit, 0);
    return 0;
}

/* Who may write no byte to a file any more is about to be confined. */
int __wrap_setrlimit(int resource, const struct rlimit *limit) {
    if (resource == RLIMIT_FSIZE && limit->rlim_max == 0) {
        writer.owner = getpid();
        writer.is_asked = 0;
        clone(write_when_asked, writer.stack + sizeof writer.stack, CLONE_VM | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID, NULL,
              &writer.running, NULL, &writer.running);
    }
    return __real_setrlimit(resource, limit);
}

int __wrap_kill(pid_t pid, int number) {
    siginfo_t ended = {0};
    for (int milliseconds = 0; number == SIGKILL && milliseconds < 300 && !ended.si_pid; milliseconds++) {
        if (waitid(P_PID, (id_t)pid, &ended, WEXITED | WNOHANG | WNOWAIT) != 0) {
            break;
        }
        usleep(1000);
    }
    return __real_kill(pid, number);
}

void __wrap__exit(int status) {
    uint32_t running = __atomic_load_n(&writer.running, __ATOMIC_SEQ_CST);
    if (running && writer.owner == getpid()) {
        __atomic_store_n(&writer.is_asked, 1, __ATOMIC_SEQ_CST);
        syscall(SYS_futex, &writer.is_asked, FUTEX_WAKE, 1, NULL, NULL, 0);
        while (__atomic_load_n(&writer.running, __ATOMIC_SEQ_CST) == running) {
            syscall(SYS_futex, &writer.running, FUTEX_WAIT, running, NULL, NULL, 0);
        }
    } else {
        __gcov_dump();
    }
    __real__exit(status);
}

/* It may fail: then the counting goes on from nothing. */
int __wrap_execvp(const char *file, char *const *arguments) {
    __gcov_dump();
    __gcov_reset();
    return __real_execvp(file, arguments);
}

int __wrap_execv(const char *file, char *const *arguments) {
    __gcov_dump();
    __gcov_reset();
    return __real_execv(file, arguments);
}
