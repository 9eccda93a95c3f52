/* exit: a process that ends by _exit, or becomes another program, writes down first what it ran: workers, and what is between
 * fork and exec.
 *
 * Linked into the programs of `make coverage` in the place of these functions. One that a signal kills writes nothing. */
#include <unistd.h>

void __gcov_dump(void);
void __gcov_reset(void);
void __real__exit(int status) __attribute__((noreturn));
void __wrap__exit(int status) __attribute__((noreturn));
int __real_execvp(const char *file, char *const *arguments);
int __wrap_execvp(const char *file, char *const *arguments);
int __real_execv(const char *file, char *const *arguments);
int __wrap_execv(const char *file, char *const *arguments);

void __wrap__exit(int status) {
    __gcov_dump();
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
