/* emit_problem: problems of content files as lines that editors and other programs can read. */
#include <string.h>
#include <unistd.h>

#include "emit_private.h"
#include "text.h"

void emit_path(FILE *out, struct str root, struct str path) {
    struct buf full = {0}, quoted = {0};
    char here[4096];
    buf_add_str(&full, root);
    if (path.n) {
        buf_putc(&full, '/');
        buf_add_str(&full, path);
    }
    struct str shown = buf_str(&full);
    size_t n = getcwd(here, sizeof here) ? strlen(here) : 0;
    if (n > 1 && shown.n > n && !memcmp(shown.p, here, n) && shown.p[n] == '/') {
        shown = str_slice(shown, n + 1, shown.n);
    }
    text_quote(&quoted, shown);
    fwrite(quoted.p, 1, quoted.n, out);
    buf_release(&full);
    buf_release(&quoted);
}

void emit_problem_open(FILE *out, struct str root, struct str path, const struct problem *p) {
    emit_path(out, root, path);
    if (p->line) {
        fprintf(out, ":%d:%d", p->line, p->column);
    }
    fprintf(out, ": %s: ", severity_name(p->severity));
    emit_line(out, p->message);
}

void emit_problem(FILE *out, struct str root, struct str path, const struct problem *p) {
    emit_problem_open(out, root, path, p);
    fputc('\n', out);
}

const char *const emit_verdicts[VERDICT_COUNT] = {
    [VERDICT_INDEX] = "INDEX", [VERDICT_WARN] = "WARN", [VERDICT_REJECT] = "REJECT", [VERDICT_SKIP] = "SKIP"};

void emit_add_file_pos(struct buf *out, const struct checked *checked) {
    if (checked->other_roots) {
        buf_add_str(out, checked->root);
        buf_putc(out, '/');
    }
    buf_add_str(out, checked->path);
}
