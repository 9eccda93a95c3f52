/* faults: calls of SQLite and of libc that the code under test makes, and that fail when a test wants them to. */
#ifndef COURANT_TEST_FAULTS_H
#define COURANT_TEST_FAULTS_H

#include <stdbool.h>

/* From now on the calls of that name are counted, here and in processes that are forked, each by itself. The one of that number
 * fails, and, if `on`, all that follow; at 0 none does. error: an errno, or for "sqlite" a result code. */
void faults_begin(const char *call, long at, bool on, int error);
long faults_end(void); /* how many calls there were; from now on none fails */

void faults_sync_nothing(void); /* nothing waits for the disk any more: for tests with many transactions */

#endif
