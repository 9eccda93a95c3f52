/* article_section: what a person would call the part of a site or vault that a file is in. */
#include <string.h>

#include "article_private.h"
#include "language.h"

enum telling {
    NAME,      /* of what is in it */
    FORM,      /* only says what kind of file is in it; better than nothing */
    CONTAINER, /* of the generator */
};

static const struct {
    const char *name;
    enum telling telling;
} folders[] = {
    {"content", CONTAINER},  /* Hugo, Zola, Astro, Nuxt */
    {"contents", CONTAINER}, /* Pelican and others */
    {"src", CONTAINER},      /* Astro, Eleventy, Docusaurus */
    {"source", CONTAINER},   /* Hexo, Middleman */
    {"app", CONTAINER},      /* Next, Nuxt */
    {"site", CONTAINER},     /* of a repository with more than a site */
    {"website", CONTAINER},  /* Docusaurus */
    {"web", CONTAINER},      /* likewise */
    {"www", CONTAINER},      /* a mirrored server */
    {"i18n", CONTAINER},     /* Docusaurus: translations */
    {"docusaurus-plugin-content-docs", CONTAINER},
    {"docusaurus-plugin-content-blog", CONTAINER},
    {"docusaurus-plugin-content-pages", CONTAINER},
    {"public", CONTAINER},      /* what was built */
    {"collections", CONTAINER}, /* Jekyll with collections_dir */
    {"data", CONTAINER},        /* Gatsby */
    {"posts", FORM},            /* Jekyll's _posts, Hugo, Astro */
    {"post", FORM},             /* Hugo */
    {"articles", FORM},         /* Pelican */
    {"entries", FORM},
    {"pages", FORM},          /* Pelican, Next, Grav */
    {"docs", FORM},           /* of a manual; but the whole site of Docusaurus or GitHub Pages */
    {"versioned_docs", FORM}, /* Docusaurus */
    {"current", FORM},        /* of the versions that it translates */
    {"drafts", FORM},
};

static struct str without_underscore(struct str folder) {
    return str_starts(folder, "_") ? str_slice(folder, 1, folder.n) : folder;
}

static enum telling telling_of(struct str folder) {
    for (size_t i = 0; i < ARRAY_SIZE(folders); i++) {
        if (str_equal_nocase(folder, str_from(folders[i].name))) {
            return folders[i].telling;
        }
    }
    return NAME;
}

/* "2021", "03", "2021-03", "2021-03-04", "2021-03-04-a-walk". */
static bool is_date(struct str folder) {
    size_t digits = 0, marks = 0, n = 0;
    while (n < folder.n && marks < 3 &&
           ((folder.p[n] >= '0' && folder.p[n] <= '9') || folder.p[n] == '-' || folder.p[n] == '_')) {
        bool mark = folder.p[n] == '-' || folder.p[n] == '_';
        digits += !mark;
        marks += mark;
        n++;
    }
    return (n == folder.n && digits > 0 && digits <= 8) || (marks >= 3 && digits >= 6 && digits <= 8);
}

/* "posts/a-walk/index.md": the page is the folder. */
static bool is_page(struct str rest) {
    return str_starts(rest, "index.") && !memchr(rest.p, '/', rest.n);
}

struct str fields_section(struct str path) {
    struct str form = STR_NONE;
    for (const char *slash; path.n && (slash = memchr(path.p, '/', path.n));) {
        struct str folder = without_underscore(str_slice(path, 0, (size_t)(slash - path.p)));
        path = str_slice(path, (size_t)(slash + 1 - path.p), path.n);
        enum telling telling = telling_of(folder);
        if (!folder.n || folder.p[0] == '.' || is_date(folder) || language_is_code(folder) ||
            (telling == NAME && is_page(path))) {
            continue;
        }
        if (telling == NAME) {
            return folder;
        }
        form = telling == FORM ? folder : form;
    }
    return form;
}
