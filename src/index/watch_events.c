/* watch_events: what inotify's events mean. */
#include <errno.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "watch_private.h"

enum { COME_OR_GO = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO };

/* A name without an ending may be that of a link to a folder, and inotify does not say so. */
unsigned watch_meaning(unsigned mask, struct str name, const struct endings *endings) {
    if (mask & (IN_Q_OVERFLOW | IN_IGNORED | IN_UNMOUNT | IN_DELETE_SELF | IN_MOVE_SELF)) {
        return EVENT_CHANGED | EVENT_FOLDERS;
    }
    if (name.n && name.p[0] == '.') {
        return 0;
    }
    if (mask & IN_ISDIR) {
        return EVENT_CHANGED | EVENT_FOLDERS;
    }
    if (content_is_named(name, endings)) {
        return EVENT_CHANGED;
    }
    return mask & COME_OR_GO && name.n && !memchr(name.p, '.', name.n) ? EVENT_CHANGED | EVENT_FOLDERS : 0;
}

void watch_read(int inotify, void (*each)(struct watch *w, unsigned mask, struct str name), struct watch *w) {
    enum { SPACE = 16384 };
    union {
        struct inotify_event first; /* for its alignment */
        char bytes[SPACE];
    } input;
    ssize_t n;
    while ((n = read(inotify, input.bytes, SPACE)) > 0 || (n < 0 && errno == EINTR)) {
        for (ssize_t at = 0; at < n;) {
            struct inotify_event event;
            memcpy(&event, input.bytes + at, sizeof event);
            const char *name = input.bytes + at + sizeof event;
            each(w, event.mask, (struct str){name, event.len ? strnlen(name, event.len) : 0});
            at += (ssize_t)(sizeof event + event.len);
        }
    }
}
