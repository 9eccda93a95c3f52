/* test_watch: changes below the roots come in batches, and nothing else does. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "faults.h"
#include "support.h"
#include "watch.h"
#include "watch_private.h"

enum { SOON = 20000, LONG_ENOUGH = WATCH_QUIET_MS * 3 };

static struct watch *start(const char *folder) {
    char *root = path_in(folder, "content"), *file = path_in(folder, "cache/cache.db");
    const char *roots[] = {root}, *files[] = {file};
    write_text(folder, "content/a.md", "a");
    write_text(folder, "content/news/b.md", "b");
    write_text(folder, "cache/other", "x");
    struct watch *w = watch_start(&(struct watch_options){roots, 1, NULL, files, 1});
    assert_non_null(w);
    free(root);
    free(file);
    return w;
}

static bool wait_for_news(struct watch *w, struct watch_news *news, int milliseconds) {
    return poll(&(struct pollfd){watch_descriptor(w), POLLIN, 0}, 1, milliseconds) > 0 && watch_take(w, news);
}

static struct watch *start_set(const char *folder) {
    struct watch_news news;
    struct watch *w = start(folder);
    assert_true(wait_for_news(w, &news, SOON) && news.is_set && news.has_files && !news.roots && !news.notice[0]);
    return w;
}

static void expect_batch(struct watch *w) {
    struct watch_news news;
    assert_true(wait_for_news(w, &news, SOON) && news.roots && !news.is_set);
}

static void expect_nothing(struct watch *w) {
    struct watch_news news;
    assert_false(wait_for_news(w, &news, LONG_ENOUGH));
    assert_false(watch_take(w, &news));
}

static void move(const char *folder, const char *from, const char *to) {
    char *old = path_in(folder, from), *new = path_in(folder, to);
    assert_int_equal(rename(old, new), 0);
    free(old);
    free(new);
}

static void each_change_is_noticed(void **state) {
    const char *folder = *state;
    struct watch *w = start_set(folder);
    expect_nothing(w);
    write_text(folder, "content/a.md", "edited");
    expect_batch(w);
    write_text(folder, "content/news/new.md", "added");
    expect_batch(w);
    remove_file(folder, "content/news/b.md");
    expect_batch(w);
    move(folder, "content/a.md", "content/news/a.md");
    expect_batch(w);
    expect_nothing(w);
    watch_stop(w);
}

static void new_folders_are_watched(void **state) {
    const char *folder = *state;
    struct watch *w = start_set(folder);
    write_text(folder, "content/deep/er/c.md", "c");
    expect_batch(w);
    write_text(folder, "content/deep/er/c.md", "again");
    expect_batch(w);
    move(folder, "content/deep", "content/moved");
    expect_batch(w);
    write_text(folder, "content/moved/er/c.md", "once more");
    expect_batch(w);
    watch_stop(w);
}

static void what_left_is_watched_no_more(void **state) {
    const char *folder = *state;
    struct watch *w = start_set(folder);
    move(folder, "content/news", "outside");
    expect_batch(w);
    write_text(folder, "outside/b.md", "elsewhere");
    expect_nothing(w);
    watch_stop(w);
}

static void other_files_are_no_news(void **state) {
    const char *folder = *state;
    struct watch *w = start_set(folder);
    write_text(folder, "content/.hidden.md", "x");
    write_text(folder, "content/.git/index.md", "x");
    write_text(folder, "content/picture.png", "x");
    write_text(folder, "content/a.md.tmp", "x");
    write_text(folder, "cache/other", "y");
    expect_nothing(w);
    watch_stop(w);
}

/* However long it takes: at most one in WATCH_QUIET_MS. */
static void many_changes_are_one_batch(void **state) {
    const char *folder = *state;
    struct watch_news news;
    struct watch *w = start_set(folder);
    int64_t began = monotonic_ms();
    for (int i = 0; i < 3000; i++) {
        char name[60];
        snprintf(name, sizeof name, "content/many/%d.md", i);
        write_text(folder, name, "x");
    }
    int64_t most = (monotonic_ms() - began) / WATCH_MOST_MS + 1;
    expect_batch(w);
    while (wait_for_news(w, &news, LONG_ENOUGH)) {
        most--;
    }
    assert_true(most >= 0);
    watch_stop(w);
}

/* A steady trickle is not put off for ever. */
static void a_batch_has_an_end(void **state) {
    const char *folder = *state;
    struct watch_news news;
    struct watch *w = start_set(folder);
    int64_t began = monotonic_ms();
    do {
        write_text(folder, "content/a.md", "x");
        assert_true(monotonic_ms() - began < SOON);
    } while (!wait_for_news(w, &news, WATCH_QUIET_MS / 6));
    assert_true(news.roots);
    watch_stop(w);
}

static void a_root_may_vanish_and_come_back(void **state) {
    const char *folder = *state;
    struct watch *w = start_set(folder);
    move(folder, "content", "away");
    expect_batch(w);
    move(folder, "away", "content");
    expect_batch(w);
    write_text(folder, "content/news/b.md", "again");
    expect_batch(w);
    watch_stop(w);
}

static void an_unreadable_folder_may_become_readable(void **state) {
    const char *folder = *state;
    char *news_folder = path_in(folder, "content/news");
    write_text(folder, "content/news/b.md", "b");
    assert_int_equal(chmod(news_folder, 0), 0);
    if (!obey_permissions(true)) {
        free(news_folder);
        skip();
    }
    struct watch_news news;
    struct watch *w;
    char *root = path_in(folder, "content");
    const char *roots[] = {root};
    w = watch_start(&(struct watch_options){roots, 1, NULL, NULL, 0});
    assert_true(wait_for_news(w, &news, SOON) && news.is_set);
    assert_int_equal(chmod(news_folder, 0700), 0);
    expect_batch(w);
    write_text(folder, "content/news/b.md", "again");
    expect_batch(w);
    watch_stop(w);
    obey_permissions(false);
    free(root);
    free(news_folder);
}

static void files_are_noticed_with_their_logs(void **state) {
    const char *folder = *state;
    static const char *const names[] = {"cache/cache.db", "cache/cache.db-wal", "cache/cache.db.building"};
    struct watch_news news;
    struct watch *w = start_set(folder);
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        write_text(folder, names[i], "x");
        assert_true(wait_for_news(w, &news, SOON) && news.files && !news.roots);
        while (wait_for_news(w, &news, WATCH_FILES_MS * 3)) {
        }
    }
    watch_stop(w);
}

static void events_have_a_meaning(void **state) {
    (void)state;
    static const struct {
        unsigned mask;
        const char *name;
        unsigned meaning;
    } rows[] = {
        {IN_MODIFY, "a.md", EVENT_CHANGED},
        {IN_CLOSE_WRITE, "a.html", EVENT_CHANGED},
        {IN_ATTRIB, "a.md", EVENT_CHANGED},
        {IN_DELETE, "a.md", EVENT_CHANGED},
        {IN_MODIFY, "a.png", 0},
        {IN_MODIFY, ".a.md", 0},
        {IN_CREATE, "link", EVENT_CHANGED | EVENT_FOLDERS},
        {IN_MODIFY, "log", 0},
        {IN_CREATE | IN_ISDIR, "news", EVENT_CHANGED | EVENT_FOLDERS},
        {IN_CREATE | IN_ISDIR, ".git", 0},
        {IN_ATTRIB | IN_ISDIR, "", EVENT_CHANGED | EVENT_FOLDERS},
        {IN_Q_OVERFLOW, "", EVENT_CHANGED | EVENT_FOLDERS},
        {IN_UNMOUNT, "", EVENT_CHANGED | EVENT_FOLDERS},
        {IN_IGNORED, "", EVENT_CHANGED | EVENT_FOLDERS},
        {IN_DELETE_SELF, "", EVENT_CHANGED | EVENT_FOLDERS},
    };
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        assert_int_equal(watch_meaning(rows[i].mask, str_from(rows[i].name), NULL), rows[i].meaning);
    }
}

static int without(const char *folder, long call, int error, const char *reason) {
    struct watch_news news;
    if (!faults_refuse(call, error)) {
        return 2;
    }
    struct watch *w = start(folder);
    bool said = wait_for_news(w, &news, SOON) && news.is_set && !news.has_files && strstr(news.notice, reason) &&
                strstr(news.notice, "every 30 s");
    watch_stop(w);
    return said ? 0 : 1;
}

/* In a process of its own, since it cannot be undone. */
static void expect_without(const char *folder, long call, int error, const char *reason) {
    int status;
    pid_t pid = fork();
    if (!pid) {
        _exit(without(folder, call, error, reason));
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 2) {
        skip();
    }
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void where_it_cannot_watch_it_says_so(void **state) {
    expect_without(*state, SYS_inotify_init1, EMFILE, "Too many open files");
    expect_without(*state, SYS_inotify_add_watch, ENOSPC, "max_user_watches");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(each_change_is_noticed),
        test_in_scratch(new_folders_are_watched),
        test_in_scratch(what_left_is_watched_no_more),
        test_in_scratch(other_files_are_no_news),
        test_in_scratch(many_changes_are_one_batch),
        test_in_scratch(a_batch_has_an_end),
        test_in_scratch(a_root_may_vanish_and_come_back),
        test_in_scratch(an_unreadable_folder_may_become_readable),
        test_in_scratch(files_are_noticed_with_their_logs),
        cmocka_unit_test(events_have_a_meaning),
        test_in_scratch(where_it_cannot_watch_it_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
