/* marks_copies: keeps copies of the marks beside them, and restores a lost file. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "marks_private.h"

enum { SECONDS_A_DAY = 24 * 60 * 60 };

/* The most recent first. A copy that is replaced moves to the next row if that one is old enough. The last one is of version 1
 * and is never replaced. */
static const struct copy {
    const char *suffix;
    int days; /* 0: no longer made */
} copies[] = {{".1-day", 1}, {".2-days", 2}, {".7-days", 7}, {".30-days", 30}, {".bak", 0}};

static const char *copy_name(const char *file, const char *suffix, struct buf *name) {
    buf_reset(name);
    buf_printf(name, "%s%s", file, suffix);
    return buf_cstr(name);
}

/* ---- making copies ---- */

/* Age of the file in days; -1: it does not exist. */
static int age_of(const char *name) {
    struct stat status;
    if (stat(name, &status) != 0) {
        return -1;
    }
    int64_t seconds = time(NULL) - status.st_mtime;
    return seconds < 0 ? 0 : (int)(seconds / SECONDS_A_DAY);
}

static const char COUNT_ALL[] = "SELECT (SELECT count(*) FROM mark)+(SELECT count(*) FROM saved)";

/* Number of marks and queries; -1: not a good copy. */
static int64_t count_in(const char *name) {
    struct db *db = access(name, F_OK) == 0 ? db_open(name, DB_READ, NULL) : NULL;
    int64_t count = db ? db_int(db, COUNT_ALL) : -1;
    if (db) {
        bool good = db_int(db, "SELECT count(*) FROM pragma_quick_check(1) WHERE quick_check='ok'") == 1;
        count = db_check(db, NULL) == 0 && good ? count : -1;
    }
    db_close(db);
    return count;
}

/* True if most of what the copy holds is gone: then the copy must not be replaced. */
static bool has_lost_most(struct marks *m, const char *youngest) {
    int64_t now = db_int(m->db, COUNT_ALL), before = count_in(youngest);
    return db_check(m->db, NULL) < 0 || now == 0 || now * 2 < before;
}

/* A copy gets its final name last, so that an incomplete one is never mistaken for a complete one. */
static bool write_copy(struct marks *m, const char *half) {
    unlink(half);
    struct statement *s = db_prepare(m->db, "VACUUM INTO ?");
    bind_str(s, 1, str_from(half));
    db_step(s);
    db_finalize(s);
    int fd = db_check(m->db, NULL) == 0 ? open(half, O_RDONLY | O_CLOEXEC) : -1;
    bool written = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0) {
        close(fd);
    }
    return written;
}

/* Called before the copy at `i` is replaced: renames it to the next, if that is old enough or missing. */
static void rotate(const char *file, size_t i) {
    struct buf name = {0}, next = {0};
    if (copies[i + 1].days && age_of(copy_name(file, copies[i].suffix, &name)) >= 0) {
        int age = age_of(copy_name(file, copies[i + 1].suffix, &next));
        if (age < 0 || age >= copies[i + 1].days) {
            rotate(file, i + 1);
            rename(buf_cstr(&name), buf_cstr(&next));
        }
    }
    buf_release(&name);
    buf_release(&next);
}

void marks_keep_copies(struct marks *m) {
    struct buf youngest = {0}, half = {0};
    copy_name(m->file, copies[0].suffix, &youngest);
    copy_name(m->file, ".copying", &half);
    int age = age_of(buf_cstr(&youngest));
    bool due = age < 0 || age >= copies[0].days;
    if (due && !has_lost_most(m, buf_cstr(&youngest)) && write_copy(m, buf_cstr(&half))) {
        rotate(m->file, 0);
        rename(buf_cstr(&half), buf_cstr(&youngest));
    }
    unlink(buf_cstr(&half));
    buf_release(&youngest);
    buf_release(&half);
}

/* ---- restoring ---- */

/* A file that cannot be examined may exist. */
static bool may_exist(const char *name) {
    return access(name, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

static bool has_copy(const char *file) {
    struct buf name = {0};
    bool found = false;
    for (size_t i = 0; i < ARRAY_SIZE(copies) && !found; i++) {
        found = may_exist(copy_name(file, copies[i].suffix, &name));
    }
    buf_release(&name);
    return found;
}

bool marks_exist(const char *file) {
    return may_exist(file) || has_copy(file);
}

/* The newest copy that is valid and not empty. */
static bool find_copy(const char *file, struct buf *best, time_t *when) {
    struct buf name = {0};
    struct stat status;
    buf_reset(best);
    for (size_t i = 0; i < ARRAY_SIZE(copies); i++) {
        bool newer = stat(copy_name(file, copies[i].suffix, &name), &status) == 0 && (!best->n || status.st_mtime > *when);
        if (newer && count_in(buf_cstr(&name)) > 0) {
            buf_reset(best);
            buf_add_str(best, buf_str(&name));
            *when = status.st_mtime;
        }
    }
    buf_release(&name);
    return best->n > 0;
}

static bool copy_bytes(int from, int to) {
    char bytes[1 << 16];
    ssize_t n;
    while ((n = read(from, bytes, sizeof bytes)) > 0 || (n < 0 && errno == EINTR)) {
        for (ssize_t done = 0; done < n;) {
            ssize_t written = write(to, bytes + done, (size_t)(n - done));
            if (written < 0 && errno != EINTR) {
                return false;
            }
            done += written > 0 ? written : 0;
        }
    }
    return n == 0 && fsync(to) == 0;
}

static bool copy_file(const char *from, const char *to) {
    int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool done = in >= 0 && out >= 0 && copy_bytes(in, out);
    if (in >= 0) {
        close(in);
    }
    if (out >= 0) {
        close(out);
    }
    return done;
}

/* Renames the file, and its journal, which SQLite would otherwise replay into the copy, to an unused name. */
static bool set_aside(const char *file, struct buf *kept) {
    struct buf journal = {0}, kept_journal = {0};
    bool done = false;
    for (int i = 1; i < 1000; i++) {
        buf_reset(kept);
        buf_printf(kept, "%s.bad-%d", file, i);
        if (access(buf_cstr(kept), F_OK) != 0) {
            done = rename(file, buf_cstr(kept)) == 0 || errno == ENOENT;
            rename(copy_name(file, "-journal", &journal), copy_name(buf_cstr(kept), "-journal", &kept_journal));
            break;
        }
    }
    buf_release(&journal);
    buf_release(&kept_journal);
    return done;
}

static void note_restored(struct marks *m, const char *why, time_t when, const char *kept) {
    char day[32] = "";
    struct tm parts;
    if (localtime_r(&when, &parts)) {
        strftime(day, sizeof day, "%Y-%m-%d %H:%M", &parts);
    }
    buf_printf(&m->notice, "the marks in '%s' were %s; they were restored from the copy of %s", m->file, why, day);
    if (kept) {
        buf_printf(&m->notice, ", and the old file is kept as '%s'", kept);
    }
}

static bool use_copy(struct marks *m, const char *why) {
    struct buf copy = {0}, half = {0}, kept = {0};
    time_t when = 0;
    bool there = may_exist(m->file);
    bool done = find_copy(m->file, &copy, &when) && copy_file(buf_cstr(&copy), copy_name(m->file, ".restoring", &half)) &&
                set_aside(m->file, &kept) && rename(buf_cstr(&half), m->file) == 0;
    if (done) {
        note_restored(m, why, when, there ? buf_cstr(&kept) : NULL);
    }
    buf_release(&copy);
    buf_release(&half);
    buf_release(&kept);
    return done;
}

/* If a copy cannot be read at the moment, no new file is created: it would hide the copy for good. */
int marks_restore(struct marks *m, const char *why, struct err *e) {
    if (!has_copy(m->file)) {
        return 0;
    }
    if (use_copy(m, why)) {
        return 1;
    }
    return err_set(e,
                   "the marks in '%s' are %s, and no copy beside them can replace them; try again, or move the copies"
                   " away to start over",
                   m->file, why);
}
