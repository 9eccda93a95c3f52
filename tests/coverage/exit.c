/* exit: a process that ends by _exit writes down what it ran too: workers, and what is between fork and exec.
 *
 * Linked into the programs of `make coverage` in the place of _exit. One that a signal kills writes nothing. */
#include <unistd.h>

void __gcov_dump(void);
void __real__exit(int status) __attribute__((noreturn));
void __wrap__exit(int status) __attribute__((noreturn));

void __wrap__exit(int status) {
    __gcov_dump();
    __real__exit(status);
}
