/* editor: which editor, and how it takes a line. */
#include "editor.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"

/* How a line is said: {F} is the file, {L} the line. Those not listed take the `+LINE FILE` of vi, as most do. */
static const struct {
    const char *program;
    const char *first, *second; /* arguments */
} ways[] = {
    {"hx", "{F}:{L}", NULL},
    {"helix", "{F}:{L}", NULL},
    {"zed", "{F}:{L}", NULL},
    {"subl", "{F}:{L}", NULL},
    {"code", "-g", "{F}:{L}"},
    {"codium", "-g", "{F}:{L}"},
    {"code-insiders", "-g", "{F}:{L}"},
    {"kate", "-l{L}", "{F}"},
    {"ed", "{F}", NULL},
    {"micro", "+{L}", "{F}"},
    {NULL, "+{L}", "{F}"},
};

/* Tried one after the other when nothing is set. */
static const char *const defaults[] = {"editor", "vi", "nano"};

static void expand(const char *way, const char *path, int line, struct buf *out) {
    while (*way) {
        if (!strncmp(way, "{F}", 3)) {
            buf_puts(out, path);
            way += 3;
        } else if (!strncmp(way, "{L}", 3)) {
            buf_printf(out, "%d", line);
            way += 3;
        } else {
            buf_putc(out, *way++);
        }
    }
}

static void add_position(struct spawn_arguments *words, const char *path, int line) {
    const char *name = path_name(str_from(words->p[0])).p;
    size_t way = 0;
    while (ways[way].program && strcmp(ways[way].program, name) != 0) {
        way++;
    }
    const char *const parts[] = {ways[way].first, ways[way].second};
    for (size_t i = 0; i < ARRAY_SIZE(parts) && parts[i]; i++) {
        struct buf word = {0};
        expand(parts[i], path, line, &word);
        spawn_add(words, buf_cstr(&word));
        buf_release(&word);
    }
}

char **editor_command(const char *editor, const char *path, int line) {
    struct spawn_arguments words = {0};
    struct str rest = str_from(editor);
    while (rest.n) {
        struct str word = spawn_cut(&rest, " \t\n");
        if (word.n) {
            char *copy = strndup(word.p, word.n);
            spawn_add(&words, copy);
            free(copy);
        }
    }
    if (!words.n) {
        return NULL;
    }
    if (line) {
        add_position(&words, path, line);
    } else {
        spawn_add(&words, path);
    }
    spawn_add(&words, NULL);
    return words.p;
}

/* 0 or the errno of why it did not start. */
static int try_editor(const char *editor, const char *path, int line) {
    char **arguments = editor_command(editor, path, line);
    int why = arguments ? spawn_on_terminal(arguments, NULL) : ENOENT;
    spawn_free(arguments);
    return why;
}

static const char *editor_asked_for(void) {
    static const char *const variables[] = {"VISUAL", "EDITOR"};
    for (size_t i = 0; i < ARRAY_SIZE(variables); i++) {
        const char *value = getenv(variables[i]);
        if (value && str_trim(str_from(value)).n) {
            return value;
        }
    }
    return NULL;
}

int editor_open(const char *path, int line, const struct spawn_screen *screen, struct err *e) {
    const char *editor = editor_asked_for();
    int why = ENOENT;
    if (access(path, F_OK) != 0) {
        return err_set(e, "cannot edit '%s': %s; press R to index what has changed", path, strerror(errno));
    }
    if (screen->leave) {
        screen->leave(screen->context);
    }
    if (editor) {
        why = try_editor(editor, path, line);
    }
    for (size_t i = 0; !editor && why && i < ARRAY_SIZE(defaults); i++) {
        why = try_editor(defaults[i], path, line);
    }
    if (screen->back) {
        screen->back(screen->context);
    }
    if (why && editor) {
        return err_set(e, "cannot start the editor '%s': %s; set VISUAL or EDITOR", editor, strerror(why));
    }
    return why ? err_set(e, "no editor found: set VISUAL or EDITOR, for example EDITOR=vi") : 0;
}

/* ---- a text ---- */

static int write_text(int fd, struct str text) {
    while (text.n) {
        ssize_t n = write(fd, text.p, text.n);
        if (n < 0 && errno != EINTR) {
            return errno;
        }
        text = str_slice(text, n > 0 ? (size_t)n : 0, text.n);
    }
    return 0;
}

/* Editors may put another file in its place, so it is opened again. */
static int read_text(const char *path, struct buf *text) {
    enum { CHUNK = 1 << 14, TEXT_MAX = 1 << 20 };
    struct buf read_so_far = {0};
    FILE *file = fopen(path, "re");
    size_t n = 1;
    while (file && n && read_so_far.n < TEXT_MAX) {
        buf_reserve(&read_so_far, CHUNK);
        n = fread(read_so_far.p + read_so_far.n, 1, CHUNK, file);
        buf_filled(&read_so_far, n);
    }
    int why = !file ? errno : ferror(file) ? EIO : n ? EFBIG : 0;
    if (file) {
        fclose(file);
    }
    if (!why) {
        buf_reset(text);
        buf_add_str(text, buf_str(&read_so_far));
    }
    buf_release(&read_so_far);
    return why;
}

static int edit_file(const char *path, int fd, struct buf *text, const struct spawn_screen *screen, struct err *e) {
    int why = write_text(fd, buf_str(text));
    why = close(fd) < 0 && !why ? errno : why;
    if (!why && editor_open(path, 0, screen, e) < 0) {
        return -1;
    }
    why = why ? why : read_text(path, text);
    return why ? err_set(e, "cannot use the file '%s' for a note: %s", path, strerror(why)) : 0;
}

int editor_edit(struct buf *text, const struct spawn_screen *screen, struct err *e) {
    const char *folder = getenv("TMPDIR");
    struct buf path = {0};
    buf_printf(&path, "%s/courant-note-XXXXXX.md", folder && *folder ? folder : "/tmp");
    int fd = mkostemps(path.p, 3, O_CLOEXEC);
    int result = fd < 0 ? err_set(e, "cannot create '%s': %s", buf_cstr(&path), strerror(errno))
                        : edit_file(buf_cstr(&path), fd, text, screen, e);
    if (fd >= 0) {
        unlink(buf_cstr(&path));
    }
    buf_release(&path);
    return result;
}
