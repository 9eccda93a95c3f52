/* faults: calls of SQLite and of libc that the code under test makes, and that fail when a test wants them to. */
#ifndef COURANT_TEST_FAULTS_H
#define COURANT_TEST_FAULTS_H

#include <stdbool.h>

/* From now on the calls of that name are counted: FAULTS_HERE: those of this process; FAULTS_BELOW: those of processes that it
 * forks, each by itself; FAULTS_LINE: those of a process and of those that it descends from, as one. The one of that number
 * fails, and, if `on`, all that follow; at 0 none does. error: an errno, or for "sqlite" a result code. */
enum faults_where { FAULTS_HERE, FAULTS_BELOW, FAULTS_LINE };
void faults_begin(const char *call, enum faults_where where, long at, bool on, int error);
long faults_end(void); /* how many calls there were; from now on none fails */

/* From here on the kernel refuses that system call to this process and its children, for good. False: it cannot. */
bool faults_refuse(long call, int error);

void faults_sync_nothing(void); /* nothing waits for the disk any more: for tests with many transactions */

#endif
