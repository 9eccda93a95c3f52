/* main: a sane process, then the command line. */
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "cli.h"

/* Whoever started us may have closed a standard stream; a database must not be opened in its place. */
static void fill_standard_streams(void) {
    for (int fd = 0; fd < 3; fd++) {
        if (fcntl(fd, F_GETFD) < 0) {
            int null = open("/dev/null", O_RDWR);
            if (null >= 0 && null != fd) {
                dup2(null, fd);
                close(null);
            }
        }
    }
}

int main(int count, char **arguments) {
    fill_standard_streams();
    signal(SIGPIPE, SIG_IGN); /* writing to a closed pipe fails with an error instead */
    signal(SIGXFSZ, SIG_IGN); /* so is a limit on file sizes */
    return cli_run(count, arguments);
}
