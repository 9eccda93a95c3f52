/* indexer_report: calls the callbacks for what happens to files. */
#include "indexer_private.h"

void report_problem(struct index_run *r, int root, struct str path, const struct problem *p) {
    if (r->options->problem) {
        r->options->problem(r->options->context, str_from(r->options->roots[root]), path, p);
    }
}

void report_change(struct index_run *r, enum change_kind kind, int root, struct str path) {
    if (r->options->changed) {
        r->options->changed(r->options->context, kind, str_from(r->options->roots[root]), path);
    }
}
