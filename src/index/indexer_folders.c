/* indexer_folders: the folders that a run reads, for those who watch them. */
#include "indexer_private.h"

struct folders {
    bool (*each)(void *context, int descriptor);
    void *context;
    bool all_roots;
};

static void ignore_file(void *context, const struct found_file *f) {
    (void)context;
    (void)f;
}

static void note_unreadable(void *context, int root, struct str folder, int why) {
    struct folders *f = context;
    (void)root;
    (void)why;
    f->all_roots = f->all_roots && folder.n;
}

static bool pass_folder(void *context, int descriptor) {
    struct folders *f = context;
    return f->each(f->context, descriptor);
}

bool indexer_folders(const char *const *roots, size_t count, const struct endings *endings,
                     bool (*each)(void *context, int descriptor), void *context) {
    struct folders f = {each, context, true};
    struct walk_callbacks to = {.context = &f, .file = ignore_file, .unreadable = note_unreadable, .folder = pass_folder};
    walk_roots(&(struct index_options){.roots = roots, .root_count = count, .endings = endings}, &to);
    return f.all_roots;
}
