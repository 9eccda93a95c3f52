/* Plays each tests/screens/NAME.keys and compares what it dumps with NAME.screen. See scenario.h for what a line can say.
 *
 * run [-u] [NAME...]   -u writes the .screen files anew: read them before you keep them. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scenario.h"

struct screen_test {
    char folder[1024];
    struct fixture fixture;
    bool update;
    int passed, failed;
};

static bool read_whole(const char *path, struct buf *out) {
    char bytes[8192];
    size_t n;
    FILE *f = fopen(path, "re");
    while (f && (n = fread(bytes, 1, sizeof bytes, f)) > 0) {
        buf_add(out, bytes, n);
    }
    return f && fclose(f) == 0;
}

static void write_whole(const char *path, struct str text) {
    FILE *f = fopen(path, "we");
    if (!f || fwrite(text.p, 1, text.n, f) != text.n || fclose(f) != 0) {
        die("cannot write '%s': %s", path, strerror(errno));
    }
}

static void show_difference(const struct screen_test *r, const char *expected, struct str got) {
    char path[1200];
    snprintf(path, sizeof path, "%s/got.screen", r->fixture.folder);
    write_whole(path, got);
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        execlp("diff", "diff", "-u", "--label", "expected", "--label", "got", expected, path, (char *)NULL);
        _exit(127);
    }
    waitpid(pid, NULL, 0);
    unlink(path);
}

/* True when the screens are as expected, or were just written. */
static bool compare(const struct screen_test *r, const char *path, struct str got) {
    struct buf expected = {0};
    bool there = read_whole(path, &expected), same = there && str_equal(buf_str(&expected), got);
    buf_release(&expected);
    if (!same && r->update) {
        write_whole(path, got);
        printf("wrote %s\n", path);
        return true;
    }
    if (!there) {
        printf("there is no %s\n", path);
    } else if (!same) {
        show_difference(r, path, got);
    }
    return same;
}

static void play(struct screen_test *r, const char *name) {
    struct buf keys = {0}, screens = {0}, faults = {0};
    char path[1400];
    snprintf(path, sizeof path, "%s/%s.keys", r->folder, name);
    if (!read_whole(path, &keys)) {
        buf_printf(&faults, "cannot read '%s'\n", path);
    } else {
        scenario_play(&r->fixture, buf_str(&keys), &screens, &faults);
    }
    snprintf(path, sizeof path, "%s/%s.screen", r->folder, name);
    bool good = compare(r, path, buf_str(&screens)) && !faults.n;
    r->passed += good;
    r->failed += !good;
    if (!good) {
        printf("FAIL %s\n%s", name, buf_cstr(&faults));
    }
    buf_release(&keys);
    buf_release(&screens);
    buf_release(&faults);
}

static int is_keys(const struct dirent *entry) {
    return str_ends_nocase(str_from(entry->d_name), ".keys");
}

static void play_all(struct screen_test *r) {
    struct dirent **entries;
    int count = scandir(r->folder, &entries, is_keys, alphasort);
    for (int i = 0; i < count; i++) {
        entries[i]->d_name[strlen(entries[i]->d_name) - strlen(".keys")] = '\0';
        play(r, entries[i]->d_name);
        free(entries[i]);
    }
    if (count >= 0) {
        free(entries);
    }
}

int main(int argc, char **argv) {
    struct screen_test r = {0};
    char archive[1100];
    const char *top = getenv("COURANT_TOP");
    int first = argc > 1 && !strcmp(argv[1], "-u") ? 2 : 1;
    r.update = first == 2;
    snprintf(r.folder, sizeof r.folder, "%s/tests/screens", top ? top : ".");
    snprintf(archive, sizeof archive, "%s/archive", r.folder);
    setenv("TZ", "UTC0", 1); /* days are shown where one is */
    fixture_make(&r.fixture, archive);
    for (int i = first; i < argc; i++) {
        play(&r, argv[i]);
    }
    if (first == argc) {
        play_all(&r);
    }
    fixture_remove(&r.fixture);
    printf("%d passed, %d failed\n", r.passed, r.failed);
    return r.failed || !r.passed;
}
