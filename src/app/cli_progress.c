/* cli_progress: how far an index run is, for a person at a terminal. */
#include <stdio.h>
#include <unistd.h>

#include "cli_private.h"
#include "english.h"
#include "indexer.h"

void cli_progress_begin(struct cli_progress *p, bool wanted) {
    p->shown = wanted && isatty(STDERR_FILENO);
    clock_gettime(CLOCK_MONOTONIC, &p->begun);
}

double cli_progress_seconds(const struct cli_progress *p) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - p->begun.tv_sec) + (double)(now.tv_nsec - p->begun.tv_nsec) / 1e9;
}

void cli_progress_show(const struct cli_progress *p, const struct index_progress *progress) {
    if (p->shown) {
        double seconds = cli_progress_seconds(p);
        fprintf(stderr, "\r%lld of %lld files, %.0f files/s, %lld problem%s\033[K", (long long)progress->done,
                (long long)progress->total, seconds > 0.01 ? (double)progress->done / seconds : 0,
                (long long)progress->problems, plural(progress->problems));
    }
}

void cli_progress_clear(const struct cli_progress *p) {
    if (p->shown) {
        fputs("\r\033[K", stderr);
    }
}
