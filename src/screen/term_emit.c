/* term_emit: bytes to the terminal that curses knows nothing of. */
#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "term_private.h"

void term_emit(struct terminal *t, const char *p, size_t n) {
    while (n && !t->gone) {
        ssize_t done = write(STDOUT_FILENO, p, n);
        if (done < 0 && errno == EAGAIN) {
            poll(&(struct pollfd){STDOUT_FILENO, POLLOUT, 0}, 1, -1);
        } else if (done < 0 && errno != EINTR) {
            t->gone = true;
        } else if (done > 0) {
            p += done;
            n -= (size_t)done;
        }
    }
}
