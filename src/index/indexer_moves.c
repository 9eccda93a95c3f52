/* indexer_moves: detects files renamed or moved since the last run, including swaps: the same inode, size and time at another
 * path. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "indexer_private.h"

bool indexer_stamp(const struct index_options *options, int root, struct str path, struct file_stamp *stamp) {
    struct stat status;
    struct buf name = {0};
    buf_printf(&name, "%s/%.*s", options->roots[root], (int)path.n, path.p);
    bool found = lstat(buf_cstr(&name), &status) == 0;
    if (found) {
        *stamp = (struct file_stamp){status.st_size, status.st_mtim.tv_sec * 1000000000ll + status.st_mtim.tv_nsec,
                                     (int64_t)status.st_ino};
    }
    buf_release(&name);
    return found;
}

static int by_inode(const void *a, const void *b) {
    const struct gone_file *x = a, *y = b;
    return (x->stamp.inode > y->stamp.inode) - (x->stamp.inode < y->stamp.inode);
}

static struct gone_file *same_file(struct gone_file *gone, size_t count, const struct file_stamp *stamp) {
    struct gone_file wanted = {.stamp = *stamp};
    struct gone_file *g = bsearch(&wanted, gone, count, sizeof *gone, by_inode);
    return g && g->file && g->stamp.size == stamp->size && g->stamp.modified == stamp->modified ? g : NULL;
}

/* A file that an editor replaced with a new one counts as edited, unless the new one was known elsewhere. Where the old one was
 * found elsewhere, the new one is a file that was added. */
static void keep_edited(struct parse_job *jobs, struct gone_file *gone, size_t gone_count) {
    for (size_t i = 0; i < gone_count; i++) {
        struct parse_job *job = gone[i].job ? &jobs[gone[i].job - 1] : NULL;
        if (job && !job->moved) {
            job->file = gone[i].file;
            gone[i].file = 0;
        }
    }
}

size_t indexer_find_moves(struct parse_job *jobs, size_t job_count, struct gone_file *gone, size_t gone_count,
                          const struct index_options *options) {
    size_t moves = 0;
    if (!gone_count) {
        return 0;
    }
    qsort(gone, gone_count, sizeof *gone, by_inode);
    for (size_t i = 0; i < job_count; i++) {
        struct file_stamp stamp;
        struct gone_file *g = NULL;
        if ((!jobs[i].file || jobs[i].swapped) && indexer_stamp(options, jobs[i].root, jobs[i].path, &stamp)) {
            g = same_file(gone, gone_count, &stamp);
        }
        if (g) {
            jobs[i].file = g->file;
            jobs[i].moved = true;
            g->file = 0;
            moves++;
        }
    }
    keep_edited(jobs, gone, gone_count);
    return moves;
}
