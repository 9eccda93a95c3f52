/* measure: times each class on a cache. measure CACHE [PART-OF-A-NAME]
 *
 * A line a class, fields parted by tabs: name, samples, median, slowest in a hundred, slowest (microseconds), promise
 * (milliseconds), the query of the slowest. The last line is the most memory the program had, in KiB. Each sample is done
 * twice, far apart, and the faster counts, so that whatever else the machine does counts less. */
#include "measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "marks.h"

enum { SAMPLES = 200, ROUNDS = 2, MARKED = 100, SECONDS = 4 };

/* Microseconds; 0: not yet. */
struct taken {
    double wall, processor;
    const struct sample *sample;
};

static double clock_now(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void keep_least(double *least, double took) {
    if (!*least || took < *least) {
        *least = took;
    }
}

static int by_wall(const void *a, const void *b) {
    const struct taken *x = a, *y = b;
    return (x->wall > y->wall) - (x->wall < y->wall);
}

static int by_processor(const void *a, const void *b) {
    const struct taken *x = a, *y = b;
    return (x->processor > y->processor) - (x->processor < y->processor);
}

static int run_all(struct cache *c, const struct measure_class *class, struct taken *taken, size_t *count, struct err *e) {
    struct arena arena = {0};
    double end = clock_now(CLOCK_MONOTONIC) + SECONDS * 1e6;
    int result = 0;
    for (size_t i = 0; result == 0 && i < *count; i++) {
        arena_reset(&arena);
        double wall = clock_now(CLOCK_MONOTONIC), processor = clock_now(CLOCK_PROCESS_CPUTIME_ID);
        result = class->run(c, taken[i].sample, &arena, e);
        keep_least(&taken[i].processor, clock_now(CLOCK_PROCESS_CPUTIME_ID) - processor);
        keep_least(&taken[i].wall, clock_now(CLOCK_MONOTONIC) - wall);
        if (wall > end) {
            *count = i + 1; /* too slow for all of them */
        }
    }
    arena_release(&arena);
    return result;
}

static void print(const struct measure_class *class, struct taken *taken, size_t count) {
    qsort(taken, count, sizeof *taken, by_processor);
    double processor = taken[count * 99 / 100].processor;
    qsort(taken, count, sizeof *taken, by_wall);
    const struct taken *worst = &taken[count - 1];
    printf("%s\t%zu\t%.0f\t%.0f\t%.0f\t%.0f\t%g\t%.*s\n", class->name, count, taken[count / 2].wall,
           taken[count * 99 / 100].wall, worst->wall, processor, class->promise, (int)worst->sample->text.n,
           worst->sample->text.p);
    fflush(stdout);
}

static int measure(struct stock *s, const struct measure_class *class, struct err *e) {
    struct sample samples[SAMPLES] = {0};
    struct taken taken[SAMPLES] = {0};
    size_t count = 0;
    while (count < SAMPLES && class->make(s, class->variant, &samples[count])) {
        taken[count].sample = &samples[count];
        count++;
    }
    for (int i = 0; count && i < ROUNDS; i++) {
        if (run_all(s->cache, class, taken, &count, e) < 0) {
            return -1;
        }
    }
    if (count) {
        print(class, taken, count);
    }
    return 0;
}

static int measure_some(struct stock *s, const struct measure_class *classes, size_t count, const char *part, struct err *e) {
    for (size_t i = 0; i < count; i++) {
        if (strstr(classes[i].name, part) && measure(s, &classes[i], e) < 0) {
            return -1;
        }
    }
    return 0;
}

/* A reader has read something. */
static int mark_some(struct stock *s, const char *file, struct err *e) {
    struct marks *m = marks_open(file, e);
    int result = m ? 0 : -1;
    for (int i = 0; result == 0 && i < MARKED; i++) {
        struct arena arena = {0};
        struct article a;
        result = cache_article(s->cache, stock_article(s), &arena, &a, e);
        result = result < 0 ? -1 : marks_set(m, a.key, MARK_READ, true, 1, e);
        arena_release(&arena);
    }
    marks_close(m);
    return result < 0 ? -1 : cache_attach_marks(s->cache, file, e);
}

static int measure_cache(struct cache *c, const char *marks, const char *part, struct err *e) {
    struct stock s;
    int result = stock_init(&s, c, e) < 0 || mark_some(&s, marks, e) < 0 ? -1 : 0;
    result = result < 0 ? -1 : measure_some(&s, list_classes, list_class_count, part, e);
    result = result < 0 ? -1 : measure_some(&s, search_classes, search_class_count, part, e);
    result = result < 0 ? -1 : measure_some(&s, facet_classes, facet_class_count, part, e);
    result = result < 0 ? -1 : measure_some(&s, page_classes, page_class_count, part, e);
    stock_release(&s);
    return result;
}

int main(int count, char **arguments) {
    struct err e = {0};
    char folder[4096], marks[sizeof folder + 16];
    const char *scratch = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/courant-measure-XXXXXX", scratch ? scratch : "/tmp");
    struct cache *c = count == 2 || count == 3 ? cache_open(arguments[1], CACHE_READ, &e) : NULL;
    if (!c || !mkdtemp(folder)) {
        fprintf(stderr, "measure: %s\n", e.text[0] ? e.text : "usage: measure CACHE [PART-OF-A-NAME]");
        return STATUS_USAGE;
    }
    snprintf(marks, sizeof marks, "%s/marks.db", folder);
    int result = measure_cache(c, marks, count == 3 ? arguments[2] : "", &e);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("calls, memory\t%ld\t0\n", usage.ru_maxrss);
    cache_close(c);
    unlink(marks);
    rmdir(folder);
    if (result < 0) {
        fprintf(stderr, "measure: %s\n", e.text);
    }
    return result < 0 ? STATUS_FAILED : STATUS_OK;
}
