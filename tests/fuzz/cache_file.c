/* cache_file: a few articles, and a cache of them that has the same bytes each time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cache_update.h"
#include "content.h"
#include "fuzz.h"
#include "marks.h"

const char *const fuzz_articles[] = {
    "---\nid: 10034\ntitle: Home care at night\nsubtitle: A nurse and a list\ndate: 2021-11-28\n"
    "source: {name: The Ward, url: 'https://ward.example/a'}\nauthors: [Radhika N., Tom Okafor]\ntags: [nursing, home]\n"
    "topics:\n  - {title: 'KLAS: Clinical AI', permalink: topic/klas-clinical-ai}\n"
    "offerings:\n  - {offeringId: 17, title: Atlas, permalink: /offering/atlas}\n---\n"
    "# Home\n\nAn *angry* **nurse** took [the list](https://ward.example/list) home.\n\n- one\n- two\n  1. deep\n\n"
    "| a | b |\n|---|--:|\n| x | 1 |\n\n> quoted\n\n    code\n",
    "---\ntitle: Telehealth in a valley\nslug: valley\ndate: 2021-11-28T08:00:00Z\ntags: [home]\n"
    "aliases: [/old/valley/, /older/]\nimage: /a.png\n---\nAnd so \xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e stood there, as an "
    "example.\n",
    "{\"title\": \"Draft of an answer\", \"draft\": true, \"date\": \"2020-06-01\", \"tags\": \"nursing\"}\n\nNot yet.\n",
    "---\ntitle: Undated words\nexpires: 2019-01-01\nprivate: true\n---\n<table><tr><td>and<td colspan=2>cell</table>\n",
    "---\ntitle: Valley hospital opens\ndate: 2022-02-30\nlink: javascript:alert(1)\ntags: [home, valley]\n---\n"
    "Caf\xc3\xa9 opens. {{< ref \"valley.md\" >}}\n\n```\nan <b>\n```\n",
    NULL,
};

static char folder[200];

static void remove_folder(void) {
    static const char *const names[] = {"cache", "marks", "marks.bak"};
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        char *path = fuzz_path(names[i]);
        unlink(path);
        free(path);
    }
    rmdir(folder);
}

const char *fuzz_folder(void) {
    const char *tmp = getenv("TMPDIR");
    if (!*folder) {
        snprintf(folder, sizeof folder, "%s/courant-fuzz-XXXXXX", tmp ? tmp : "/tmp");
        EXPECT(mkdtemp(folder));
        atexit(remove_folder);
    }
    return folder;
}

char *fuzz_path(const char *name) {
    char *path = NULL;
    EXPECT(asprintf(&path, "%s/%s", fuzz_folder(), name) > 0);
    return path;
}

static void put(struct cache *c, size_t index) {
    struct arena arena = {0};
    struct content content;
    struct buf document = {0};
    struct err e;
    struct str path = arena_printf(&arena, "news/%zu.md", index);
    content_parse(str_from(fuzz_articles[index]), path, &(struct content_options){.mode = CONTENT_FULL}, &arena, &content);
    EXPECT(!content.rejected);
    doc_pack(&document, &content.doc);
    struct content_row row = {.path = path,
                              .stamp = {(int64_t)strlen(fuzz_articles[index]), 1, (int64_t)index},
                              .article = &content.article,
                              .document = buf_str(&document),
                              .problems = &content.problems,
                              .hidden = article_states(&content.article, &(struct date_now){.day = 19000}) != 0};
    EXPECT(cache_put(c, &row, &e) == 0);
    buf_release(&document);
    arena_release(&arena);
}

void fuzz_make_cache(const char *cache_file, const char *marks_file) {
    static const char *const roots[] = {"/srv/news"};
    struct err e;
    struct cache *c = cache_open_for_update(cache_file, CACHE_BUILD, &e);
    EXPECT(c && cache_begin(c, &e) == 0 && cache_set_origin(c, roots, ARRAY_SIZE(roots), STR_NONE, &e) == 0);
    for (size_t i = 0; fuzz_articles[i]; i++) {
        put(c, i);
    }
    EXPECT(cache_finish(c, NULL, NULL, &e) == 0 && cache_commit(c, &e) == 0 && cache_publish(c, &e) == 0);
    struct marks *m = marks_open(marks_file, &e);
    EXPECT(m && marks_set(m, STR("slug:valley"), MARK_READ, true, 1600000000, &e) == 0);
    EXPECT(marks_set(m, STR("id:10034"), MARK_STARRED, true, 1600000000, &e) == 0);
    marks_close(m);
}
