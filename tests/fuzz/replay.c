/* replay: runs a target on files, or on what it makes of them at random: replay TARGET SECONDS FILE...
 *
 * With SECONDS 0 each file once, as it is. Else the files are seeds: pieces of them are cut, doubled, swapped and changed until
 * the time is up, the same way each time. An input that kills the process is in the file fuzz-TARGET.input. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "buf.h"
#include "fuzz.h"

static uint64_t next_number(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static size_t below(uint64_t *state, size_t limit) {
    return limit ? (size_t)(next_number(state) % limit) : 0;
}

static void read_file(const char *path, struct buf *out) {
    FILE *f = fopen(path, "re");
    char bytes[4096];
    size_t n;
    if (!f) {
        die("cannot open '%s'", path);
    }
    while ((n = fread(bytes, 1, sizeof bytes, f)) > 0) {
        buf_add(out, bytes, n);
    }
    fclose(f);
}

static const char *const words[] = {"---\n",    "{{<",      ">}}",      "{%",     "%}",   "<!--",  "-->",          "<table>",
                                    "<td>",     "[x](",     "](",       "**",     "`",    "```\n", "\n\n",         "> ",
                                    "- ",       "1. ",      "| a |",    "|---|",  "\xff", "\0",    "\xe2\x80\xae", "&amp;",
                                    "&#x1b;",   "topic:\"", "-",        "after:", ": ",   "'",     "\"",           "{",
                                    "}",        "[",        "]",        "*",      "&a",   ":::",   "\n  ",         "\t",
                                    "<script>", "</",       "<a href=", "~~",     "[^1]", "\\"};

static void mutate(uint64_t *state, const struct buf *a, const struct buf *b, struct buf *out) {
    size_t from = below(state, a->n + 1), to = from + below(state, a->n - from + 1 < 400 ? a->n - from + 1 : 400);
    buf_reset(out);
    buf_add(out, a->p, from);
    for (size_t n = below(state, 4); n; n--) {
        const char *word = words[below(state, LENGTH(words))];
        buf_add(out, word, strlen(word) + !*word);
    }
    if (below(state, 3) == 0 && b->n) {
        size_t start = below(state, b->n), length = below(state, b->n - start < 300 ? b->n - start : 300);
        buf_add(out, b->p + start, length);
    }
    buf_add(out, a->p + to, a->n - to);
    for (size_t n = below(state, 3); n && out->n; n--) {
        out->p[below(state, out->n)] = (char)next_number(state);
    }
}

static void keep(const char *target, const struct buf *input) {
    char name[100];
    snprintf(name, sizeof name, "fuzz-%s.input", target);
    FILE *f = fopen(name, "we");
    if (f) {
        fwrite(input->p, 1, input->n, f);
        fclose(f);
    }
}

static long fuzz(const struct fuzz_target *target, double seconds, struct buf *seeds, size_t count) {
    uint64_t state = 0x9e3779b97f4a7c15u;
    struct buf input = {0}, last = {0};
    long runs = 0;
    for (clock_t end = clock() + (clock_t)(seconds * CLOCKS_PER_SEC); clock() < end; runs++) {
        const struct buf *seed = last.n && last.n < 20000 && below(&state, 3) ? &last : &seeds[below(&state, count)];
        mutate(&state, seed, &seeds[below(&state, count)], &input);
        keep(target->name, &input);
        target->run(buf_str(&input));
        struct buf swap = last;
        last = input;
        input = swap;
    }
    char name[100];
    snprintf(name, sizeof name, "fuzz-%s.input", target->name);
    remove(name);
    buf_release(&input);
    buf_release(&last);
    return runs;
}

int main(int count, char **arguments) {
    const struct fuzz_target *target = NULL;
    for (size_t i = 0; i < fuzz_target_count && count > 3; i++) {
        target = strcmp(arguments[1], fuzz_targets[i].name) == 0 ? &fuzz_targets[i] : target;
    }
    if (!target) {
        die("usage: replay TARGET SECONDS FILE...");
    }
    size_t files = (size_t)count - 3;
    struct buf *seeds = xcalloc(files, sizeof *seeds);
    for (size_t i = 0; i < files; i++) {
        read_file(arguments[3 + i], &seeds[i]);
        target->run(buf_str(&seeds[i]));
    }
    double seconds = strtod(arguments[2], NULL);
    long runs = seconds > 0 ? fuzz(target, seconds, seeds, files) : 0;
    for (size_t i = 0; i < files; i++) {
        buf_release(&seeds[i]);
    }
    free(seeds);
    printf("%s: %zu seeds, %ld made of them\n", target->name, files, runs);
    return 0;
}
