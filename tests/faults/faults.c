/* faults: preloaded into the program, makes one of its calls of libc fail, or ends the process there.
 *
 * FAULT_CALL: the name of a kind of call; FAULT_AT: which of them, counted over all processes from 1 (0: none, count only);
 * FAULT_ON: and all that follow; FAULT_WHO: p, the first process alone, or w, the others alone; FAULT_ACT: kill or stop, what
 * happens to the process instead; FAULT_COUNT: a file that keeps the count. FAULT_TYPES: folders do not tell what their entries
 * are, as on some file systems. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static struct {
    bool ready, on;
    const char *call;
    char who;
    int signal, error;
    long at, *count;
    pid_t first;
} faults;

#define REAL(type, name, ...)                                                                                                  \
    static type (*real)(__VA_ARGS__);                                                                                          \
    if (!real) {                                                                                                               \
        real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name);                                                                   \
    }

static const char *setting(const char *name) {
    const char *value = getenv(name);
    return value ? value : "";
}

static long *shared_count(const char *file) {
    int (*real_open)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
    void *(*real_mmap)(void *, size_t, int, int, int, off_t) =
        (void *(*)(void *, size_t, int, int, int, off_t))dlsym(RTLD_NEXT, "mmap");
    int (*real_truncate)(int, off_t) = (int (*)(int, off_t))dlsym(RTLD_NEXT, "ftruncate");
    int fd = real_open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0 || real_truncate(fd, sizeof(long)) != 0) {
        return NULL;
    }
    long *count = real_mmap(NULL, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    return count == MAP_FAILED ? NULL : count;
}

static int error_of(const char *call) {
    static const struct {
        const char *call;
        int error;
    } errors[] = {{"malloc", ENOMEM}, {"mmap", ENOMEM}, {"write", ENOSPC}, {"fork", EAGAIN}, {"pipe", EMFILE}};
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        if (!strcmp(call, errors[i].call)) {
            return errors[i].error;
        }
    }
    return EIO;
}

__attribute__((constructor)) static void begin(void) {
    const char *act = setting("FAULT_ACT");
    faults.call = setting("FAULT_CALL");
    faults.at = atol(setting("FAULT_AT"));
    faults.on = *setting("FAULT_ON");
    faults.who = *setting("FAULT_WHO");
    faults.signal = !strcmp(act, "kill") ? SIGKILL : !strcmp(act, "stop") ? SIGSTOP : 0;
    faults.error = error_of(faults.call);
    faults.first = getpid();
    faults.count = shared_count(setting("FAULT_COUNT"));
    faults.ready = faults.count && !strcmp(program_invocation_short_name, "courant");
}

static bool fails(const char *call) {
    if (!faults.ready || strcmp(call, faults.call) || (faults.who && (faults.who == 'p') != (getpid() == faults.first))) {
        return false;
    }
    long n = __atomic_add_fetch(faults.count, 1, __ATOMIC_SEQ_CST);
    if (!faults.at || n < faults.at || (n > faults.at && !faults.on)) {
        return false;
    }
    if (faults.signal) {
        raise(faults.signal);
    }
    errno = faults.error;
    return !faults.signal;
}

/* malloc by its other names, as dlsym itself asks for memory. */
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);

void *malloc(size_t n) {
    return fails("malloc") ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size) {
    return fails("malloc") ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n) {
    return fails("malloc") ? NULL : __libc_realloc(p, n);
}

static mode_t mode_of(int flags, va_list *list) {
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(*list, mode_t) : 0;
}

#define OPEN(name, parameters, arguments, ...)                                                                                 \
    int name parameters {                                                                                                      \
        REAL(int, #name, __VA_ARGS__)                                                                                          \
        va_list list;                                                                                                          \
        va_start(list, flags);                                                                                                 \
        mode_t mode = mode_of(flags, &list);                                                                                   \
        va_end(list);                                                                                                          \
        return fails("open") ? -1 : real arguments;                                                                            \
    }
OPEN(open, (const char *path, int flags, ...), (path, flags, mode), const char *, int, ...)
OPEN(open64, (const char *path, int flags, ...), (path, flags, mode), const char *, int, ...)
OPEN(openat, (int folder, const char *path, int flags, ...), (folder, path, flags, mode), int, const char *, int, ...)
OPEN(openat64, (int folder, const char *path, int flags, ...), (folder, path, flags, mode), int, const char *, int, ...)

/* CALL(kind, what a failure returns, type, name, (parameters), (arguments), types...) */
#define CALL(kind, failure, type, name, parameters, arguments, ...)                                                            \
    type name parameters {                                                                                                     \
        REAL(type, #name, __VA_ARGS__)                                                                                         \
        return fails(kind) ? (failure) : real arguments;                                                                       \
    }
CALL("read", -1, ssize_t, read, (int fd, void *to, size_t n), (fd, to, n), int, void *, size_t)
CALL("read", -1, ssize_t, pread, (int fd, void *to, size_t n, off_t at), (fd, to, n, at), int, void *, size_t, off_t)
CALL("read", -1, ssize_t, pread64, (int fd, void *to, size_t n, off64_t at), (fd, to, n, at), int, void *, size_t, off64_t)
CALL("write", -1, ssize_t, write, (int fd, const void *p, size_t n), (fd, p, n), int, const void *, size_t)
CALL("write", -1, ssize_t, pwrite, (int fd, const void *p, size_t n, off_t at), (fd, p, n, at), int, const void *, size_t,
     off_t)
CALL("write", -1, ssize_t, pwrite64, (int fd, const void *p, size_t n, off64_t at), (fd, p, n, at), int, const void *, size_t,
     off64_t)
CALL("write", -1, int, ftruncate, (int fd, off_t n), (fd, n), int, off_t)
CALL("write", -1, int, ftruncate64, (int fd, off64_t n), (fd, n), int, off64_t)
CALL("fsync", -1, int, fsync, (int fd), (fd), int)
CALL("fsync", -1, int, fdatasync, (int fd), (fd), int)
CALL("stat", -1, int, stat, (const char *path, struct stat *s), (path, s), const char *, struct stat *)
CALL("stat", -1, int, stat64, (const char *path, struct stat64 *s), (path, s), const char *, struct stat64 *)
CALL("stat", -1, int, lstat, (const char *path, struct stat *s), (path, s), const char *, struct stat *)
CALL("stat", -1, int, fstat, (int fd, struct stat *s), (fd, s), int, struct stat *)
CALL("stat", -1, int, fstat64, (int fd, struct stat64 *s), (fd, s), int, struct stat64 *)
CALL("stat", -1, int, fstatat, (int fd, const char *path, struct stat *s, int flags), (fd, path, s, flags), int, const char *,
     struct stat *, int)
CALL("access", -1, int, access, (const char *path, int mode), (path, mode), const char *, int)
CALL("access", -1, int, faccessat, (int fd, const char *path, int mode, int flags), (fd, path, mode, flags), int, const char *,
     int, int)
CALL("unlink", -1, int, unlink, (const char *path), (path), const char *)
CALL("rename", -1, int, rename, (const char *from, const char *to), (from, to), const char *, const char *)
CALL("fork", -1, pid_t, fork, (void), (), void)
CALL("pipe", -1, int, pipe2, (int ends[2], int flags), (ends, flags), int *, int)
CALL("poll", -1, int, poll, (struct pollfd * fds, nfds_t n, int wait), (fds, n, wait), struct pollfd *, nfds_t, int)
CALL("mmap", MAP_FAILED, void *, mmap, (void *at, size_t n, int protection, int flags, int fd, off_t from),
     (at, n, protection, flags, fd, from), void *, size_t, int, int, int, off_t)
CALL("flock", -1, int, flock, (int fd, int operation), (fd, operation), int, int)
CALL("dup2", -1, int, dup2, (int from, int to), (from, to), int, int)

struct dirent *readdir(DIR *folder) {
    REAL(struct dirent *, "readdir", DIR *)
    struct dirent *entry = fails("readdir") ? NULL : real(folder);
    if (entry && *setting("FAULT_TYPES")) {
        entry->d_type = DT_UNKNOWN;
    }
    return entry;
}
