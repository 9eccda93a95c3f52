/* indexer_memory: puts the heap on large pages. */
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "indexer_private.h"

/* Room for the page cache and for the hash table of full text. malloc takes what is smaller than the threshold, which can be no
 * higher, from the heap. */
enum { THRESHOLD = 32 << 20, DEFAULT_THRESHOLD = 128 << 10, PARTS = 2, PART = THRESHOLD - (64 << 10) };

static void advise(char *p, size_t n) {
#ifdef MADV_HUGEPAGE
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), skip = (page - (uintptr_t)p % page) % page;
    madvise(p + skip, n - page, MADV_HUGEPAGE);
#else
    (void)p, (void)n;
#endif
}

void indexer_use_large_pages(void) {
    char *parts[PARTS];
    mallopt(M_MMAP_THRESHOLD, THRESHOLD);
    mallopt(M_TRIM_THRESHOLD, 2 * PARTS * THRESHOLD); /* what is given back stays in the heap */
    for (int i = 0; i < PARTS; i++) {
        parts[i] = malloc(PART);
        if (parts[i]) {
            advise(parts[i], PART);
        }
    }
    for (int i = 0; i < PARTS; i++) {
        free(parts[i]);
    }
    mallopt(M_MMAP_THRESHOLD, DEFAULT_THRESHOLD);
}
