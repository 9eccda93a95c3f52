/* worker_images: finds images that an article refers to beside itself, and that do not exist. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "url.h"
#include "worker_private.h"

struct images {
    int root;          /* descriptor */
    struct str folder; /* of the content file, with its slash; empty: the root */
    bool is_bundle;    /* the file is the index of a folder of its own */
    struct content *content;
    size_t missing;
    struct str first;
};

/* Also true if it cannot be determined. */
static bool may_be_there(const struct images *images, struct str path) {
    static const int denials[] = {ENOENT, ENOTDIR, ENAMETOOLONG, ELOOP};
    struct buf name = {0};
    buf_add_str(&name, path);
    bool may_be = true;
    if (faccessat(images->root, buf_cstr(&name), F_OK, AT_SYMLINK_NOFOLLOW) != 0) {
        for (size_t i = 0; i < ARRAY_SIZE(denials); i++) {
            may_be = may_be && errno != denials[i];
        }
    }
    buf_release(&name);
    return may_be;
}

/* A site may keep its images anywhere; but those of a bundle are inside it, and if the folder of an image exists, the image
 * should be in it. path: below the root. */
static void check(struct images *images, struct str path) {
    struct str folder = path_folder(path);
    bool names_file = memchr(path.p + folder.n, '.', path.n - folder.n) != NULL; /* not a name that a theme looks up */
    bool telling = images->is_bundle ? path.n > images->folder.n && !memcmp(path.p, images->folder.p, images->folder.n)
                                     : folder.n > images->folder.n && may_be_there(images, folder);
    if (telling && names_file && !memchr(path.p, '%', path.n) && !may_be_there(images, path) && !images->missing++) {
        images->first = path;
    }
}

static void check_named(struct images *images, struct str image, struct arena *arena) {
    struct buf path = {0};
    if (image.n && image.p[0] != '/' && !memchr(image.p, ':', image.n) && !memmem(image.p, image.n, "..", 2)) {
        buf_add_str(&path, images->folder);
        buf_add_str(&path, image);
        check(images, arena_copy(arena, buf_str(&path)));
    }
    buf_release(&path);
}

/* The address of an image in the text is a path on the site; for an image beside the file, that is where the file is. */
static void check_body(struct images *images) {
    const struct doc *d = &images->content->doc;
    for (size_t i = 0; i < d->span_count; i++) {
        const struct span *span = &d->spans[i];
        struct str url = span->bits & SPAN_IMAGE && span->link ? d->links[span->link - 1].url : STR_NONE;
        if (url.n > 1 && url.p[0] == '/' && !memchr(url.p, '?', url.n) && !memchr(url.p, '#', url.n)) {
            check(images, str_slice(url, 1, url.n));
        }
    }
}

void worker_note_images(int root, struct str path, struct content *content, struct arena *arena) {
    struct images images = {.root = root, .folder = path_folder(path), .content = content};
    struct str name = str_slice(path, images.folder.n, path.n);
    images.is_bundle = images.folder.n && (str_starts(name, "index.") || str_starts(name, "_index."));
    if (content->rejected) {
        return;
    }
    check_named(&images, content->article.image, arena);
    check_body(&images);
    if (images.missing) {
        problem_add(&content->problems, SEVERITY_NOTE, 0, 0, "%zu image%s missing: '%.*s'", images.missing,
                    images.missing == 1 ? " is" : "s are", SHOWN(images.first));
    }
}
