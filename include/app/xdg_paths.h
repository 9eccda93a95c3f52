/* xdg_paths: which cache belongs to which content roots, where the marks are, which roots were used last. */
#ifndef COURANT_XDG_PATHS_H
#define COURANT_XDG_PATHS_H

#include "err.h"

/* Malloc'd; NULL with an error. Folders are made as needed. */
char *xdg_paths_cache_file(const char *const *roots, size_t count, struct err *e); /* the same roots, the same file */
char *xdg_paths_marks_file(struct err *e);

/* The content roots of the last run that named some, one a line in the state folder. */
void xdg_paths_remember_roots(const char *const *roots, size_t count); /* best effort */
int xdg_paths_recall_roots(char ***roots, size_t *count,
                           struct err *e); /* count 0 when nothing is remembered; free each and the array */

#endif
