/* generate: makes up articles, the same for the same number. generate files|cache|rss|sfeed WHERE COUNT */
#include "generate.h"

#include <stdio.h>

int generate_each(const struct world *w, uint64_t count, generate_tell *tell, void *context, struct err *e) {
    struct arena arena = {0};
    int result = 0;
    for (uint64_t i = 0; result == 0 && i < count; i++) {
        struct story s;
        arena_reset(&arena);
        story_make(w, i, count, &arena, &s);
        result = tell(context, &s, e);
    }
    arena_release(&arena);
    return result;
}

static const struct {
    const char *name;
    int (*run)(const struct world *w, const char *where, uint64_t count, struct err *e);
    const char *help;
} kinds[] = {
    {"files", generate_files, "content files below a folder"},
    {"cache", generate_cache, "a cache of them, without the files"},
    {"rss", generate_rss, "an RSS file"},
    {"sfeed", generate_sfeed, "a file of sfeed's lines"},
};

static int usage(void) {
    fputs("usage: generate KIND WHERE COUNT\n", stderr);
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
        fprintf(stderr, "  %-8s %s\n", kinds[i].name, kinds[i].help);
    }
    return STATUS_USAGE;
}

int main(int count, char **arguments) {
    int64_t articles;
    if (count != 4 || !str_to_int(str_from(arguments[3]), &articles) || articles < 1) {
        return usage();
    }
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
        if (str_is(str_from(arguments[1]), kinds[i].name)) {
            struct world world;
            struct err e;
            world_init(&world);
            int result = kinds[i].run(&world, arguments[2], (uint64_t)articles, &e);
            world_release(&world);
            if (result < 0) {
                fprintf(stderr, "generate: %s\n", e.text);
            }
            return result < 0 ? STATUS_FAILED : STATUS_OK;
        }
    }
    return usage();
}
