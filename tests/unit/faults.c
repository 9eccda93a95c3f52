/* faults: functions of libraries, which the linker takes from here. They call those that they stand for. */
#include "faults.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static struct {
    const char *call;
    enum faults_where where;
    pid_t process; /* that it began in */
    long calls, at;
    bool on, quick;
    int inside; /* SQLite, which calls itself */
    int error;
} faults;

void faults_begin(const char *call, enum faults_where where, long at, bool on, int error) {
    faults.call = call;
    faults.where = where;
    faults.process = getpid();
    faults.calls = 0;
    faults.at = at;
    faults.on = on;
    faults.error = error;
}

long faults_end(void) {
    faults.call = NULL;
    return faults.calls;
}

void faults_sync_nothing(void) {
    faults.quick = true;
}

bool faults_refuse(long call, int error) {
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static bool fails(const char *call) {
    if (!faults.call || strcmp(call, faults.call) != 0 || (faults.inside && !strcmp(call, "sqlite")) ||
        (faults.where != FAULTS_LINE && (faults.where == FAULTS_HERE) != (getpid() == faults.process))) {
        return false;
    }
    faults.calls++;
    return faults.at && (faults.calls == faults.at || (faults.on && faults.calls > faults.at));
}

static bool fails_with_errno(const char *call) {
    bool failing = fails(call);
    errno = failing ? faults.error : errno;
    return failing;
}

#define REAL(type, name, ...)                                                                                                  \
    static type (*real)(__VA_ARGS__);                                                                                          \
    if (!real) {                                                                                                               \
        real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name);                                                                  \
    }

/* CALL(kind, type, name, (parameters), (arguments), types...): what it returns when it fails is -1. */
#define CALL(kind, type, name, parameters, arguments, ...)                                                                     \
    type name parameters;                                                                                                      \
    type name parameters {                                                                                                     \
        REAL(type, name, __VA_ARGS__)                                                                                          \
        return fails_with_errno(kind) ? -1 : real arguments;                                                                   \
    }
CALL("rename", int, rename, (const char *from, const char *to), (from, to), const char *, const char *)
CALL("read", ssize_t, read, (int fd, void *to, size_t n), (fd, to, n), int, void *, size_t)
CALL("write", ssize_t, write, (int fd, const void *p, size_t n), (fd, p, n), int, const void *, size_t)
CALL("poll", int, poll, (struct pollfd * fds, nfds_t n, int wait), (fds, n, wait), struct pollfd *, nfds_t, int)
CALL("fork", pid_t, fork, (void), (), void)
CALL("access", int, access, (const char *path, int mode), (path, mode), const char *, int)
CALL("stat", int, stat, (const char *path, struct stat *status), (path, status), const char *, struct stat *)
CALL("access", int, faccessat, (int fd, const char *path, int mode, int flags), (fd, path, mode, flags), int, const char *, int,
     int)
CALL("pipe2", int, pipe2, (int ends[2], int flags), (ends, flags), int *, int)
CALL("dup2", int, dup2, (int from, int to), (from, to), int, int)
CALL("fstat", int, fstat, (int fd, struct stat *status), (fd, status), int, struct stat *)

/* Only one that waits: asking is not interrupted. */
pid_t waitpid(pid_t pid, int *status, int options) {
    REAL(pid_t, waitpid, pid_t, int *, int)
    return !(options & WNOHANG) && fails_with_errno("wait") ? -1 : real(pid, status, options);
}

struct dirent *readdir(DIR *folder) {
    REAL(struct dirent *, readdir, DIR *)
    return fails_with_errno("readdir") ? NULL : real(folder);
}

DIR *fdopendir(int fd) {
    REAL(DIR *, fdopendir, int)
    return fails_with_errno("fdopendir") ? NULL : real(fd);
}

int openat(int folder, const char *path, int flags, ...) {
    REAL(int, openat, int, const char *, int, ...)
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0;
    va_end(list);
    return fails_with_errno("openat") ? -1 : real(folder, path, flags, mode);
}

int fsync(int fd) {
    REAL(int, fsync, int)
    return fails_with_errno("fsync") ? -1 : faults.quick ? 0 : real(fd);
}

int fdatasync(int fd) {
    REAL(int, fdatasync, int)
    return fails_with_errno("fsync") ? -1 : faults.quick ? 0 : real(fd);
}

int open(const char *path, int flags, ...) {
    REAL(int, open, const char *, int, ...)
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0;
    va_end(list);
    return fails_with_errno("open") ? -1 : real(path, flags, mode);
}

int sqlite3_step(void *statement);
int sqlite3_step(void *statement) {
    REAL(int, sqlite3_step, void *)
    if (fails("sqlite")) {
        return faults.error;
    }
    faults.inside++;
    int result = real(statement);
    faults.inside--;
    return result;
}

typedef int each_row(void *context, int count, char **values, char **names);
int sqlite3_exec(void *db, const char *sql, each_row *each, void *context, char **message);
int sqlite3_exec(void *db, const char *sql, each_row *each, void *context, char **message) {
    REAL(int, sqlite3_exec, void *, const char *, each_row *, void *, char **)
    if (fails("sqlite")) {
        return faults.error;
    }
    faults.inside++;
    int result = real(db, sql, each, context, message);
    faults.inside--;
    return result;
}
