/* worker_answer: reads what a worker sent. */
#include "worker_private.h"

static void unpack_problems(struct unpack *u, struct arena *arena, struct problems *problems) {
    problems_init(problems, arena);
    for (size_t n = unpack_count(u); n; n--) {
        uint64_t severity = unpack_uint(u);
        struct problem p = {.severity = severity > SEVERITY_ERROR ? SEVERITY_ERROR : (enum severity)severity};
        p.line = (int)unpack_uint(u);
        p.column = (int)unpack_uint(u);
        uint64_t habit = unpack_uint(u);
        p.habit = habit < HABIT_COUNT ? (enum habit)habit : HABIT_NONE;
        p.message = unpack_str(u);
        p.kind = unpack_str(u);
        problem_add_copy(problems, &p);
    }
}

int worker_unpack(struct str frame, struct arena *arena, struct result *r) {
    struct unpack u = unpack_from(frame);
    uint64_t kind = unpack_uint(&u);
    *r = (struct result){.kind = kind > RESULT_GONE ? RESULT_REJECTED : (enum result_kind)kind};
    r->stamp.size = unpack_int(&u);
    r->stamp.modified = unpack_int(&u);
    r->stamp.inode = unpack_int(&u);
    unpack_problems(&u, arena, &r->problems);
    if (r->kind == RESULT_ARTICLE) {
        r->packed = unpack_str(&u);
        r->document = unpack_str(&u);
        if (u.bad || article_unpack(r->packed, &r->article, arena) < 0 || !worker_is_sound(&r->article, r->document, arena)) {
            return -1;
        }
    }
    return u.bad ? -1 : 0;
}
