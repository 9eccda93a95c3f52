/* The interface of indexer_git to indexer_dates. */
#ifndef COURANT_INDEXER_GIT_H
#define COURANT_INDEXER_GIT_H

#include "arena.h"
#include "buf.h"
#include "content.h"
#include "date.h"
#include "map.h"

/* What `git log` says of the files below one folder. Zeroed: nothing. */
struct git_history {
    const struct endings *endings; /* of the files that matter */
    struct arena arena;
    struct git_file {
        struct str path; /* relative to the folder */
        int32_t day;     /* DATE_NONE: it has been renamed */
    } * files;
    size_t count, capacity;
    struct map by_path; /* 1 + index */
};

struct git_state {
    int64_t head; /* changes with the current commit; 0: unknown */
    bool is_shallow;
};

/* Asks git about a folder: one short run. Returns false, with the reason, if there is no history. */
bool git_look(const char *folder, struct git_state *state, struct buf *why);
/* Reads when each file was first committed: one run over all commits. A file that was renamed without a change keeps its day.
 * The day is that of the commit's author, in the author's time zone. */
bool git_read(const char *folder, struct git_history *history, struct buf *why);
int32_t git_day(const struct git_history *history, struct str path); /* DATE_NONE: not in git */
void git_release(struct git_history *history);

#endif
