/* support: folders, files and numbers for unit tests. */
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <linux/capability.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

int scratch_open(void **state) {
    const char *tmp = getenv("TMPDIR");
    char *folder = NULL;
    if (asprintf(&folder, "%s/courant-test-XXXXXX", tmp ? tmp : "/tmp") < 0 || !mkdtemp(folder)) {
        return -1;
    }
    *state = folder;
    return 0;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *place) {
    (void)status;
    (void)type;
    (void)place;
    return remove(path);
}

static int open_one(const char *path, const struct stat *status, int type, struct FTW *place) {
    (void)status;
    (void)place;
    return type == FTW_D || type == FTW_DNR ? chmod(path, 0700) : 0;
}

int scratch_close(void **state) {
    nftw(*state, open_one, 32, FTW_PHYS);
    int result = nftw(*state, remove_one, 32, FTW_DEPTH | FTW_PHYS);
    free(*state);
    return result;
}

char *path_in(const char *folder, const char *name) {
    char *path = NULL;
    if (asprintf(&path, "%s/%s", folder, name) < 0) {
        abort();
    }
    return path;
}

static void make_folders_of(char *path) {
    for (size_t i = 1; path[i]; i++) {
        if (path[i] == '/') {
            path[i] = '\0';
            if (mkdir(path, 0700) != 0 && errno != EEXIST) {
                fail_msg("cannot make '%s': %s", path, strerror(errno));
            }
            path[i] = '/';
        }
    }
}

void write_file(const char *folder, const char *name, const void *bytes, size_t n) {
    char *path = path_in(folder, name);
    make_folders_of(path);
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(bytes, 1, n, f) != n || fclose(f) != 0) {
        fail_msg("cannot write '%s': %s", path, strerror(errno));
    }
    free(path);
}

void write_text(const char *folder, const char *name, const char *text) {
    write_file(folder, name, text, strlen(text));
}

void read_file(const char *path, struct buf *out) {
    FILE *f = fopen(path, "rb");
    if (!f) {
        fail_msg("cannot read '%s': %s", path, strerror(errno));
        return;
    }
    size_t n;
    do {
        buf_reserve(out, 64 * 1024);
        n = fread(out->p + out->n, 1, 64 * 1024, f);
        buf_filled(out, n);
    } while (n);
    fclose(f);
}

void remove_file(const char *folder, const char *name) {
    char *path = path_in(folder, name);
    if (remove(path) != 0) {
        fail_msg("cannot remove '%s': %s", path, strerror(errno));
    }
    free(path);
}

bool file_exists(const char *folder, const char *name) {
    char *path = path_in(folder, name);
    bool exists = access(path, F_OK) == 0;
    free(path);
    return exists;
}

bool obey_permissions(bool obey) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];
    const uint32_t reads_all = 1u << CAP_DAC_OVERRIDE | 1u << CAP_DAC_READ_SEARCH;
    if (syscall(SYS_capget, &header, sets) != 0) {
        return geteuid() != 0;
    }
    sets[0].effective = obey ? sets[0].effective & ~reads_all : sets[0].effective | (sets[0].permitted & reads_all);
    return syscall(SYS_capset, &header, sets) == 0;
}

/* splitmix64 */
uint64_t next_number(struct numbers *r) {
    uint64_t x = r->state += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

size_t number_below(struct numbers *r, size_t limit) {
    return (size_t)(next_number(r) % limit);
}

bool one_in(struct numbers *r, size_t n) {
    return number_below(r, n) == 0;
}

size_t longer(void) {
    const char *times = getenv("COURANT_LONGER");
    return times && atol(times) > 1 ? (size_t)atol(times) : 1;
}

const char MARKS_VERSION_2[] =
    "CREATE TABLE archive(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, claimed INTEGER NOT NULL DEFAULT 0, roots"
    " BLOB NOT NULL DEFAULT x''); CREATE TABLE place(roots BLOB PRIMARY KEY, archive INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE sample(archive INTEGER NOT NULL, key TEXT NOT NULL, title TEXT NOT NULL, day INTEGER NOT NULL, PRIMARY"
    " KEY(archive, key)) WITHOUT ROWID; CREATE TABLE mark(archive INTEGER NOT NULL DEFAULT 0, key TEXT NOT NULL, title TEXT NOT"
    " NULL DEFAULT '', day INTEGER NOT NULL DEFAULT 0, read INTEGER NOT NULL DEFAULT 0, starred INTEGER NOT NULL DEFAULT 0,"
    " queued INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL DEFAULT 0, stray INTEGER NOT NULL DEFAULT 0,"
    " PRIMARY KEY(archive, key)) WITHOUT ROWID; CREATE INDEX mark_starred ON mark(archive, starred) WHERE starred > 0;"
    "CREATE INDEX mark_queued ON mark(archive, queued) WHERE queued > 0; CREATE INDEX mark_stray ON mark(archive, stray) WHERE"
    " stray > 0; CREATE TABLE saved(archive INTEGER NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL, UNIQUE(archive, name));"
    "CREATE TABLE searched(archive INTEGER NOT NULL, text TEXT NOT NULL, time INTEGER NOT NULL, turn INTEGER NOT NULL, PRIMARY"
    " KEY(archive, text)); PRAGMA application_id=1131377997; PRAGMA user_version=2;";
