/* Sets each tests/golden/NAME.md and NAME.html at widths 20, 80 and 120 and compares with NAME.20.text, NAME.80.text and
 * NAME.120.text, whichever are there.
 *
 * run [-u] [NAME...]   -u writes those anew that are there, and NAME.80.text when none is: read them before you keep them. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "html.h"
#include "layout.h"
#include "markdown.h"

static const int widths[] = {20, 80, 120};
enum { USUAL_WIDTH = 80 };

struct suite {
    char folder[1024];
    bool update;
    int passed, failed;
};

static void path_in(const struct suite *r, const char *name, const char *ending, char *path, size_t size) {
    snprintf(path, size, "%s/%s%s", r->folder, name, ending);
}

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

/* The way of a body in content_parse. */
static bool read_document(const struct suite *r, const char *name, struct arena *arena, struct doc *d) {
    char path[1200];
    struct buf body = {0}, stripped = {0}, html = {0};
    struct html_options options = {.faults = 0};
    path_in(r, name, ".md", path, sizeof path);
    bool markdown = read_whole(path, &body);
    path_in(r, name, ".html", path, sizeof path);
    bool found = markdown || read_whole(path, &body);
    markdown_strip_templates(buf_str(&body), markdown, &stripped);
    if (markdown) {
        markdown_to_html(buf_str(&stripped), &html);
    }
    html_to_doc(markdown ? buf_str(&html) : buf_str(&stripped), &options, arena, d);
    buf_release(&body);
    buf_release(&stripped);
    buf_release(&html);
    return found;
}

static void set(const struct doc *d, int columns, struct buf *out) {
    struct page page;
    page_init(&page);
    layout_doc(&page, d, &(struct layout_options){.columns = columns, .number_links = true});
    page_text(&page, out);
    page_release(&page);
}

static void show_difference(const char *expected, struct str got) {
    char path[1024];
    const char *tmp = getenv("TMPDIR");
    snprintf(path, sizeof path, "%s/courant-golden-%d", tmp ? tmp : "/tmp", (int)getpid());
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

static void compare(struct suite *r, const char *name, int columns, const char *path, const struct buf *expected,
                    struct str got) {
    bool same = expected && str_equal(buf_str(expected), got);
    if (!same && r->update) {
        write_whole(path, got);
        printf("wrote %s\n", path);
        same = true;
    }
    r->passed += same;
    r->failed += !same;
    if (!same) {
        printf("FAIL %s at %d columns\n", name, columns);
        show_difference(path, got);
    }
}

/* True when there is an expected file, or was none and is now. */
static bool test_at(struct suite *r, const char *name, const struct doc *d, int columns, bool must) {
    char ending[32], path[1200];
    struct buf expected = {0}, got = {0};
    snprintf(ending, sizeof ending, ".%d.text", columns);
    path_in(r, name, ending, path, sizeof path);
    bool there = read_whole(path, &expected), tested = there || (must && r->update);
    if (tested) {
        set(d, columns, &got);
        compare(r, name, columns, path, there ? &expected : NULL, buf_str(&got));
    }
    buf_release(&expected);
    buf_release(&got);
    return tested;
}

static void test(struct suite *r, const char *name) {
    struct arena arena;
    struct doc d;
    bool tested = false;
    arena_init(&arena);
    bool found = read_document(r, name, &arena, &d);
    for (size_t i = 0; i < ARRAY_SIZE(widths) && found; i++) {
        tested |= test_at(r, name, &d, widths[i], false);
    }
    if (found && !tested) {
        tested = test_at(r, name, &d, USUAL_WIDTH, true);
    }
    if (!tested) {
        printf("FAIL %s: there is no %s\n", name, found ? "expected text" : "document");
        r->failed++;
    }
    arena_release(&arena);
}

static const char *ending_of(const char *name) {
    const char *dot = strrchr(name, '.');
    return dot ? dot : "";
}

static int is_document(const struct dirent *entry) {
    const char *ending = ending_of(entry->d_name);
    return !strcmp(ending, ".md") || !strcmp(ending, ".html");
}

static void test_all(struct suite *r) {
    struct dirent **entries;
    int count = scandir(r->folder, &entries, is_document, alphasort);
    for (int i = 0; i < count; i++) {
        entries[i]->d_name[strlen(entries[i]->d_name) - strlen(ending_of(entries[i]->d_name))] = '\0';
        test(r, entries[i]->d_name);
        free(entries[i]);
    }
    if (count >= 0) {
        free(entries);
    }
}

int main(int argc, char **argv) {
    struct suite r = {0};
    const char *top = getenv("COURANT_TOP");
    int first = argc > 1 && !strcmp(argv[1], "-u") ? 2 : 1;
    r.update = first == 2;
    snprintf(r.folder, sizeof r.folder, "%s/tests/golden", top ? top : ".");
    for (int i = first; i < argc; i++) {
        test(&r, argv[i]);
    }
    if (first == argc) {
        test_all(&r);
    }
    printf("%d passed, %d failed\n", r.passed, r.failed);
    return r.failed || !r.passed;
}
