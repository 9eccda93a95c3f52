/* panes: a file of two numbers. */
#include "panes.h"

#include <stdio.h>
#include <stdlib.h>

#include "config.h"
#include "ui.h"

static FILE *open_file(const char *folder, const char *name, const char *mode) {
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/%s", folder, name);
    return n > 0 && n < (int)sizeof path ? fopen(path, mode) : NULL;
}

static bool is_share(int percent) {
    return percent >= PANE_LEAST && percent <= PANE_MOST;
}

static void load(int *outer, int *inner) {
    char *folder = config_state_dir(NULL), text[32] = "";
    FILE *f = folder ? open_file(folder, "panes", "re") : NULL;
    int first = 0, second = 0, end = 0;
    if (f) {
        text[fread(text, 1, sizeof text - 1, f)] = '\0';
        fclose(f);
    }
    free(folder);
    if (sscanf(text, "%3d %3d %n", &first, &second, &end) == 2 && !text[end] && is_share(first) && is_share(second)) {
        *outer = first;
        *inner = second;
    }
}

void panes_begin(const int wanted[2], int *outer, int *inner) {
    if (wanted[1]) {
        *outer = wanted[0] ? wanted[0] : *outer;
        *inner = wanted[1];
    } else {
        load(outer, inner);
    }
}

/* A reader that is cut off in the middle leaves the file as it was. */
void panes_save(int outer, int inner) {
    struct err e;
    char *folder = config_state_dir(NULL), from[4096], to[4096];
    FILE *f = folder && !config_make_directories(folder, &e) ? open_file(folder, "panes.new", "we") : NULL;
    if (f) {
        bool good = fprintf(f, "%d %d\n", outer, inner) > 0;
        good = fclose(f) == 0 && good;
        snprintf(from, sizeof from, "%s/panes.new", folder);
        snprintf(to, sizeof to, "%s/panes", folder);
        if (!good || rename(from, to)) {
            remove(from);
        }
    }
    free(folder);
}
