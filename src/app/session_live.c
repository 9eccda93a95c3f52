/* session_live: files, cache and marks that change while the reader is open. */
#include "session_live.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "date.h"
#include "english.h"

enum { FIRST_MILLISECONDS = 100, DAY_SECONDS = 86400 };

void live_begin(struct live *l, const struct session_options *options, const char *marks_file) {
    struct buf config = {0};
    const char *files[3] = {options->cache_file};
    size_t count = 1;
    if (marks_file) {
        files[count++] = marks_file;
    }
    if (config_file(&config) && access(buf_cstr(&config), F_OK) == 0) { /* its change wakes the loop, which looks at it */
        files[count++] = buf_cstr(&config);
    }
    l->watch = watch_start(&(struct watch_options){.roots = options->roots,
                                                   .root_count = options->root_count,
                                                   .endings = &options->config->endings,
                                                   .files = files,
                                                   .file_count = count});
    buf_release(&config);
    l->today = date_today();
    l->first_due = monotonic_ms() + (l->watch ? FIRST_MILLISECONDS : 0);
}

void live_end(struct live *l) {
    watch_stop(l->watch);
    buf_release(&l->notice);
}

int live_descriptor(const struct live *l) {
    return l->watch ? watch_descriptor(l->watch) : -1;
}

/* Until the first run is due, else until tomorrow. */
int live_patience(const struct live *l) {
    int64_t left = l->first_due - monotonic_ms();
    if (l->first_due) {
        return left > 0 ? (int)left : 0;
    }
    return (int)(DAY_SECONDS - time(NULL) % DAY_SECONDS) * 1000;
}

static void keep_notice(struct live *l, const char *notice) {
    if (*notice && strcmp(notice, l->noticed) != 0) {
        snprintf(l->noticed, sizeof l->noticed, "%s", notice);
        buf_reset(&l->notice);
        buf_puts(&l->notice, notice);
    }
}

/* Articles may expire or become due, and "Tue" is another day. */
static bool is_another_day(struct live *l, struct ui *ui) {
    int32_t today = date_today();
    bool is_another = today != l->today;
    if (is_another) {
        l->today = today;
        ui_lists_changed(ui);
    }
    return is_another;
}

static bool take_news(struct live *l, struct ui *ui) {
    struct watch_news news;
    if (!l->watch || !watch_take(l->watch, &news)) {
        return false;
    }
    if (news.files || news.is_set) {
        backend_look(ui->backend);
    }
    backend_poll(ui->backend, !news.has_files);
    l->is_set = l->is_set || news.is_set;
    keep_notice(l, news.notice);
    return news.roots || news.is_set;
}

enum live_due live_take(struct live *l, struct ui *ui) {
    bool batch = take_news(l, ui), another_day = is_another_day(l, ui);
    if (l->first_due && (l->is_set || monotonic_ms() >= l->first_due)) {
        l->first_due = 0;
        return LIVE_FIRST;
    }
    return !l->first_due && (batch || another_day) ? LIVE_BATCH : LIVE_NOTHING;
}

static void say(struct buf *out, int64_t n, const char *one, const char *many) {
    if (n > 0) {
        buf_puts(out, out->n ? ", " : "");
        format_counted(out, n, one, many);
    }
}

/* "3 new articles, 1 changed, 2 removed" */
static void say_changes(struct buf *out, int64_t added, int64_t changed, int64_t removed) {
    say(out, added, "new article", "new articles");
    say(out, changed, out->n ? "changed" : "article changed", out->n ? "changed" : "articles changed");
    say(out, removed, out->n ? "removed" : "article removed", out->n ? "removed" : "articles removed");
}

void live_say_done(struct buf *out, enum run run, const int64_t *n) {
    int64_t added = n[0] - n[3] > 0 ? n[0] - n[3] : 0;
    if (run == RUN_LIVE) {
        say_changes(out, added, n[1], n[2]);
    } else if (n[0] || n[1] || n[2]) {
        buf_printf(out, "Indexed: %lld added, %lld changed, %lld removed", (long long)added, (long long)n[1], (long long)n[2]);
    } else if (run == RUN_ASKED) {
        buf_puts(out, "Nothing has changed");
    }
    if (n[3]) {
        buf_printf(out, "%s%lld skipped, P shows why%s", out->n ? " (" : "", (long long)n[3], out->n ? ")" : "");
    }
}
