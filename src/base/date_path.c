/* date_path: the date in the path of a file. */
#include <string.h>

#include "date.h"

static struct str first_part(struct str path) {
    const char *slash = path.n ? memchr(path.p, '/', path.n) : NULL;
    return str_slice(path, 0, slash ? (size_t)(slash - path.p) : path.n);
}

/* The number that a part of a path is, or begins with if a `-`, `_` or `.` follows; 0: none. */
static int number_of(struct str part, size_t least, size_t most) {
    size_t n = 0;
    int number = 0;
    while (n < part.n && n <= most && part.p[n] >= '0' && part.p[n] <= '9') {
        number = number * 10 + (part.p[n++] - '0');
    }
    bool ends = n == part.n || strchr("-_.", part.p[n]);
    return n >= least && n <= most && ends ? number : 0;
}

/* 2021/03/04/x.md, 2021/03/04-x.md */
static bool from_folders(struct str path, struct date *date) {
    int part[3];
    for (size_t i = 0; i < ARRAY_SIZE(part); i++) {
        struct str name = first_part(path);
        bool is_last = i + 1 == ARRAY_SIZE(part);
        part[i] = number_of(name, i ? 1 : 4, i ? 2 : 4);
        if (!part[i] || (!is_last && name.n > 4)) {
            return false;
        }
        path = str_slice(path, name.n + 1, path.n);
    }
    date->day = date_day(part[0], part[1], part[2]);
    return date->day != DATE_NONE;
}

/* 2021-03-04-x/, or 2021-03-04/ */
static bool from_folder(struct str name, struct date *date) {
    char whole[sizeof "2021-03-04-"];
    if (name.n + 1 >= sizeof whole) {
        return date_from_name(name, date);
    }
    memcpy(whole, name.p, name.n);
    whole[name.n] = '-';
    return date_from_name((struct str){whole, name.n + 1}, date);
}

bool date_from_path(struct str path, struct date *date) {
    struct date found = {DATE_NONE, 0};
    while (path.n) {
        struct str name = first_part(path);
        struct date here = {DATE_NONE, 0};
        bool is_folder = name.n < path.n;
        if ((is_folder ? from_folder : date_from_name)(name, &here) || from_folders(path, &here)) {
            found = here;
        }
        path = str_slice(path, name.n + 1, path.n);
    }
    *date = found;
    return found.day != DATE_NONE;
}
