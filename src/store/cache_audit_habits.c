/* cache_audit_habits: tells a fault from the custom of an archive: what hardly any file does is a warning, what many do is a
 * note. */
#include "cache_audit.h"

/* A habit that at least one in so many articles has is the custom. */
enum { CUSTOM = 50 };

const char *const audit_habits[HABIT_COUNT] = {
    [HABIT_NONE] = "",
    [HABIT_NO_FRONT_MATTER] = "habit:no front matter",
    [HABIT_EMPTY_FRONT_MATTER] = "habit:empty front matter",
    [HABIT_NO_TITLE] = "habit:no title",
    [HABIT_NO_DATE] = "habit:no date",
    [HABIT_DATE_FORM] = "habit:date form",
    [HABIT_TEXT_AS_LIST] = "habit:text as list",
    [HABIT_LINK_AS_TEXT] = "habit:link as text",
};

/* In a build all are taken for the custom until it is known better: that leaves few rows to change. */
void audit_habits_load(struct cache *c) {
    c->customs = 0;
    for (unsigned i = HABIT_NONE + 1; i < HABIT_COUNT; i++) {
        struct statement *s = db_cached(c->db, "SELECT value FROM stat WHERE name=?");
        bind_str(s, 1, str_from(audit_habits[i]));
        c->customs |= c->building || (db_step(s) && column_int(s, 0)) ? 1u << i : 0;
        db_reset(s);
    }
}

static bool is_custom(struct cache *c, const char *about, int64_t articles) {
    struct statement *s =
        db_cached(c->db, "SELECT count(*)>=?2 FROM (SELECT DISTINCT file FROM problem WHERE about=?1 AND about<>'' LIMIT ?2)");
    int64_t least = articles / CUSTOM;
    bind_str(s, 1, str_from(about));
    bind_int(s, 2, least > 1 ? least : 1);
    bool custom = db_step(s) && column_int(s, 0);
    db_reset(s);
    return custom;
}

static void set_custom(struct cache *c, const char *about, bool custom) {
    struct statement *s = db_cached(c->db, "UPDATE problem SET severity=?1 WHERE about=?2 AND about<>''");
    bind_int(s, 1, custom ? SEVERITY_NOTE : SEVERITY_WARNING);
    bind_str(s, 2, str_from(about));
    db_run(s);
    s = db_cached(c->db, "INSERT OR REPLACE INTO stat VALUES(?1, ?2)");
    bind_str(s, 1, str_from(about));
    bind_int(s, 2, custom);
    db_run(s);
}

unsigned cache_customs(const struct cache *c) {
    return c->customs;
}

void audit_habits_judge(struct cache *c) {
    int64_t articles = db_int(c->db, "SELECT sum(value) FROM stat WHERE name IN ('articles', 'hidden')");
    for (unsigned i = HABIT_NONE + 1; i < HABIT_COUNT; i++) {
        bool custom = is_custom(c, audit_habits[i], articles);
        if (c->building || custom != !!(c->customs & 1u << i)) {
            set_custom(c, audit_habits[i], custom);
        }
        c->customs = custom ? c->customs | 1u << i : c->customs & ~(1u << i);
    }
}
