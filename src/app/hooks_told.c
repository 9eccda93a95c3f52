/* hooks_told: which articles were told of: a file with a line for each, a hash in hexadecimal. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hooks_private.h"

enum { LINE_BYTES = 17 };

int told_open(struct err *e) {
    char *folder = config_state_dir(e);
    struct buf file = {0};
    int record = -1;
    if (folder && config_make_directories(folder, e) == 0) {
        buf_printf(&file, "%s/told", folder);
        record = open(buf_cstr(&file), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
        if (record < 0 || flock(record, LOCK_EX) != 0) {
            err_set(e, "cannot open '%s': %s", buf_cstr(&file), strerror(errno));
        }
    }
    buf_release(&file);
    free(folder);
    return record;
}

static int by_print(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static uint64_t *read_record(int record, size_t *count) {
    struct stat status;
    size_t size = fstat(record, &status) == 0 ? (size_t)status.st_size : 0;
    char *text = xcalloc(size + 1, 1);
    ssize_t n = pread(record, text, size, 0);
    size_t lines = n > 0 ? (size_t)n / LINE_BYTES : 0;
    uint64_t *prints = xcalloc(lines + 1, sizeof *prints);
    for (size_t i = 0; i < lines; i++) {
        prints[i] = strtoull(text + i * LINE_BYTES, NULL, 16);
    }
    free(text);
    qsort(prints, lines, sizeof *prints, by_print);
    *count = lines;
    return prints;
}

size_t told_remove(int record, struct newcomer *all, size_t count) {
    size_t told, left = 0;
    uint64_t *prints = read_record(record, &told);
    for (size_t i = 0; i < count; i++) {
        if (!bsearch(&all[i].print, prints, told, sizeof *prints, by_print)) {
            all[left++] = all[i];
        }
    }
    free(prints);
    return left;
}

int told_add(int record, const struct newcomer *all, size_t count, struct err *e) {
    struct buf lines = {0};
    for (size_t i = 0; i < count; i++) {
        if (all[i].is_told) {
            buf_printf(&lines, "%016llx\n", (unsigned long long)all[i].print);
        }
    }
    bool whole = !lines.n || write(record, lines.p, lines.n) == (ssize_t)lines.n;
    buf_release(&lines);
    return whole ? 0 : err_set(e, "cannot record which articles were told of: %s", strerror(errno));
}
