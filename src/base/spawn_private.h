/* What the files of spawn share. */
#ifndef COURANT_SPAWN_PRIVATE_H
#define COURANT_SPAWN_PRIVATE_H

#include <sys/types.h>

#include "spawn.h"

void spawn_exec(char *const *arguments, int report) NORETURN; /* in the child: the program, or errno to `report` */
void spawn_exit_with_errno(int report) NORETURN;
/* The number written to the pipe before it was closed, or 0. When starting a program this is errno, as a successful exec closes
 * the pipe. */
int spawn_report(int fd);
int spawn_wait(pid_t pid); /* the status as from waitpid */

#endif
