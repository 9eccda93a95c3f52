/* generate: the same stories as feeds, for other readers to be measured with. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "generate.h"

static time_t time_of(const struct story *s) {
    struct tm tm = {.tm_year = s->year - 1900, .tm_mon = s->month - 1, .tm_mday = s->of_month, .tm_sec = s->second};
    return timegm(&tm);
}

static void put_xml(FILE *f, struct str text) {
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        fputs(c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : (char[]){c, '\0'}, f);
    }
}

static int tell_item(void *context, const struct story *s, struct err *e) {
    FILE *f = context;
    char date[64];
    time_t time = time_of(s);
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S +0000", gmtime(&time));
    fprintf(f, "<item><title>%s</title><link>%s</link><guid isPermaLink=\"false\">%s</guid><pubDate>%s</pubDate><description>",
            s->title.p, s->url.p, s->uuid.p, date);
    put_xml(f, s->body);
    fputs("</description></item>\n", f);
    (void)e; /* a file that cannot be written says so when it is closed */
    return 0;
}

/* Fields parted by tabs: time, title, link, content, content type, id, author, enclosure, category. */
static int tell_line(void *context, const struct story *s, struct err *e) {
    FILE *f = context;
    fprintf(f, "%lld\t%s\t%s\t", (long long)time_of(s), s->title.p, s->url.p);
    for (size_t i = 0; i < s->body.n; i++) {
        fputs(s->body.p[i] == '\n' ? "\\n" : s->body.p[i] == '\\' ? "\\\\" : (char[]){s->body.p[i], '\0'}, f);
    }
    fprintf(f, "\thtml\t%s\t%s\t\t%s\n", s->uuid.p, s->author.p, s->topics[0]->label.p);
    (void)e;
    return 0;
}

static int feed(const struct world *w, const char *file, uint64_t count, generate_tell *tell, const char *head,
                const char *foot, struct err *e) {
    FILE *f = fopen(file, "w");
    if (f) {
        fputs(head, f);
        generate_each(w, count, tell, f, e);
        fputs(foot, f);
    }
    bool bad = !f || ferror(f);
    return (f && fclose(f) != 0) || bad ? err_set(e, "cannot write '%s': %s", file, strerror(errno)) : 0;
}

int generate_rss(const struct world *w, const char *file, uint64_t count, struct err *e) {
    return feed(w, file, count, tell_item,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>Made up</title>"
                "<link>https://example.org/</link><description>Made up</description>\n",
                "</channel></rss>\n", e);
}

int generate_sfeed(const struct world *w, const char *file, uint64_t count, struct err *e) {
    return feed(w, file, count, tell_line, "", "", e);
}
