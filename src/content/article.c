/* article: the table of fields, and what can be derived from a record. */
#include <string.h>

#include "article_private.h"
#include "text.h"

#define PATHS(...) ((const char *const[]){__VA_ARGS__, NULL})

const struct field fields[] = {
    {
        .name = "title",
        .kind = FIELD_TEXT,
        .flags = FIELD_SEARCHED | FIELD_MARKUP,
        .offset = offsetof(struct article, title),
        .paths = PATHS("title", "display_title", "display_name", "name", "linkTitle", "headline"),
    },
    {
        .name = "subtitle",
        .kind = FIELD_TEXT,
        .flags = FIELD_SEARCHED | FIELD_MARKDOWN,
        .offset = offsetof(struct article, subtitle),
        .paths = PATHS("deck", "kicker", "subtitle", "dek", "tagline", "params.subtitle", "extra.subtitle"),
    },
    {
        .name = "date",
        .kind = FIELD_DATE,
        .offset = offsetof(struct article, date),
        .paths = PATHS("date", "publishDate", "publishdate", "pubDate", "pubdate", "pubDatetime", "published_at",
                       "publish_date", "datePublished", "date_published", "date.created", "published", "created_at",
                       "createdAt", "created", "date created", "date_created", "created time", "date_saved"),
    },
    {
        .name = "date_from",
        .kind = FIELD_TEXT,
        .offset = offsetof(struct article, date_from),
        .paths = PATHS(NULL), /* set by the indexer */
    },
    {
        .name = "modified",
        .kind = FIELD_DATE,
        .offset = offsetof(struct article, modified),
        .paths = PATHS("lastMod", "lastmod", "updated_at", "date-modified", "last_modified_at", "updated", "modified",
                       "dateModified", "updatedDate", "last_update.date", "date.updated", "modDatetime", "updatedAt",
                       "date modified", "date_modified", "date_updated", "last edited time"),
    },
    {
        .name = "summary",
        .kind = FIELD_LINES,
        .flags = FIELD_SEARCHED | FIELD_MARKDOWN,
        .offset = offsetof(struct article, summary),
        .paths = PATHS("description", "summary", "excerpt", "deck", "dek", "abstract", "seo.description",
                       "openGraphMetaData.ogdescription", "htmlMetaData.description", "params.summary", "params.description",
                       "extra.summary"),
    },
    {
        .name = "source_url",
        .kind = FIELD_URL,
        .offset = offsetof(struct article, source_url),
        .paths =
            PATHS("link.href", "href", "link.original", "source_url", "openProjectCustomFields.sourceUrl", "viaLink", "via",
                  "link.url", "external_url", "externalUrl", "external_link", "externalLink", "original_url", "source.url",
                  "source.href", "source.link", "source", "canonical_url", "canonicalUrl", "canonicalURL", "canonical",
                  "openGraphMetaData.ogurl", "params.source_url", "params.source", "extra.source_url", "extra.source", "url"),
    },
    {
        .name = "source_name",
        .kind = FIELD_TEXT,
        .flags = FIELD_SEARCHED | FIELD_MARKUP,
        .offset = offsetof(struct article, source_name),
        .paths = PATHS("link.brand", "source", "source.name", "source.title", "source_name", "openGraphMetaData.ogsite_name",
                       "via", "params.source", "extra.source"),
    },
    {
        .name = "image",
        .kind = FIELD_TEXT,
        .offset = offsetof(struct article, image),
        .paths = PATHS("featuredImage.href", "featuredImage", "featured_image", "featured_image.src", "featured_image.url",
                       "image", "image.src", "image.url", "image.href", "image.path", "image.feature", "images", "cover",
                       "cover.image", "cover.src", "coverImage", "heroImage", "hero.image", "hero.image.file",
                       "hero.image.dark", "header.image", "header.teaser", "thumbnail", "banner", "feature_image",
                       "socialImage", "openGraphMetaData.ogimage", "params.image", "params.cover", "params.cover.image",
                       "extra.image", "extra.cover", "extra.cover_image", "extra.thumbnail"),
    },
    {
        .name = "image_alt",
        .kind = FIELD_TEXT,
        .flags = FIELD_MARKUP,
        .offset = offsetof(struct article, image_alt),
        .paths = PATHS("featuredImage.alt", "featured_image.alt", "featured_image_alt", "image.alt", "image_alt", "imageAlt",
                       "cover.alt", "coverAlt"),
    },
    {
        .name = "ident",
        .kind = FIELD_TEXT,
        .offset = offsetof(struct article, ident),
        .paths = PATHS("id"),
    },
    {
        .name = "slug",
        .kind = FIELD_TEXT,
        .offset = offsetof(struct article, slug),
        .paths = PATHS("slug"),
    },
    {
        .name = "permalink",
        .kind = FIELD_TEXT,
        .offset = offsetof(struct article, permalink),
        .paths = PATHS("permalink", "url", "path"),
    },
    {
        .name = "aliases",
        .kind = FIELD_LIST,
        .offset = offsetof(struct article, aliases),
        .paths = PATHS("aliases", "alias", "redirect_from"),
    },
    {
        .name = "collection",
        .kind = FIELD_TEXT,
        .offset = offsetof(struct article, collection),
        .paths = PATHS("searchCategory", "identifier", "contentCategories", "mastHead"),
    },
    {
        .name = "publish_date",
        .kind = FIELD_DATE,
        .offset = offsetof(struct article, publish_date),
        .paths = PATHS("publishDate", "publishdate", "publish_date", "published_at", "pubDate", "pubdate", "pubDatetime"),
    },
    {
        .name = "expires",
        .kind = FIELD_DATE,
        .offset = offsetof(struct article, expires),
        .paths = PATHS("expiryDate", "expirydate", "unpublishDate", "unpublishdate", "expiry_date", "expires"),
    },
    {
        .name = "draft",
        .kind = FIELD_FLAG,
        .offset = offsetof(struct article, draft),
        .paths = PATHS("draft"),
    },
    {
        .name = "published",
        .kind = FIELD_FLAG,
        .flags = FIELD_INVERTED,
        .offset = offsetof(struct article, draft),
        .paths = PATHS("published"),
    },
    {
        .name = "private",
        .kind = FIELD_FLAG,
        .offset = offsetof(struct article, private),
        .paths = PATHS("private", "unlisted"),
    },
    {
        .name = "translation_key",
        .kind = FIELD_TEXT,
        .offset = offsetof(struct article, translation_key),
        .paths = PATHS("translationKey", "translationkey", "translation_key"),
    },
    {
        .name = "untranslated",
        .kind = FIELD_FLAG,
        .offset = offsetof(struct article, untranslated),
        .paths = PATHS("untranslated"),
    },
    {
        .name = "topics",
        .kind = FIELD_TERMS,
        .flags = FIELD_SEARCHED | FIELD_MARKUP,
        .taxonomy = TAX_TOPIC,
        .paths = PATHS("categories", "topics", "topic", "category", "openProjectCustomFields.medigyTopics",
                       "taxonomies.categories", "taxonomies.topics"),
    },
    {
        .name = "offerings",
        .kind = FIELD_TERMS,
        .flags = FIELD_SEARCHED,
        .taxonomy = TAX_OFFERING,
        .paths = PATHS("relatedOfferings"),
    },
    {
        .name = "sources",
        .kind = FIELD_TERMS,
        .flags = FIELD_SEARCHED,
        .taxonomy = TAX_SOURCE,
        .paths = PATHS(NULL), /* derived from source_name */
    },
    {
        .name = "authors",
        .kind = FIELD_TERMS,
        .flags = FIELD_SEARCHED | FIELD_MARKUP | FIELD_SINGLE,
        .taxonomy = TAX_AUTHOR,
        .paths = PATHS("author", "authors", "by", "byline", "creator", "taxonomies.authors", "extra.author", "extra.authors",
                       "params.author", "params.authors"),
    },
    {
        .name = "tags",
        .kind = FIELD_TERMS,
        .flags = FIELD_SEARCHED | FIELD_MARKUP | FIELD_COMMAS,
        .taxonomy = TAX_TAG,
        .paths = PATHS("tags", "tag", "keywords", "taxonomies.tags", "params.tags", "extra.tags"),
    },
    {
        .name = "sections",
        .kind = FIELD_TERMS,
        .flags = FIELD_SEARCHED,
        .taxonomy = TAX_SECTION,
        .paths = PATHS(NULL), /* a folder of the path, see fields_section */
    },
    {
        .name = "languages",
        .kind = FIELD_TERMS,
        .flags = 0, /* not searched: language codes also occur as words */
        .taxonomy = TAX_LANGUAGE,
        .paths = PATHS("lang", "language"),
    },
};
const size_t field_count = ARRAY_SIZE(fields);

const char *const *field_paths(const struct field_rules *rules, const struct field *f) {
    return rules ? rules->paths[f - fields] : f->paths;
}

const struct field *field_named(struct str name) {
    for (size_t i = 0; i < field_count; i++) {
        if (str_is(name, fields[i].name) && fields[i].paths[0]) {
            return &fields[i];
        }
    }
    return NULL;
}

static void *member(const struct field *f, struct article *a) {
    return (char *)a + f->offset;
}

struct str *field_str(const struct field *f, struct article *a) {
    return member(f, a);
}

struct date *field_date(const struct field *f, struct article *a) {
    return member(f, a);
}

bool *field_flag(const struct field *f, struct article *a) {
    return member(f, a);
}

static const void *const_member(const struct field *f, const struct article *a) {
    return (const char *)a + f->offset;
}

struct str field_get_str(const struct field *f, const struct article *a) {
    return *(const struct str *)const_member(f, a);
}

struct date field_get_date(const struct field *f, const struct article *a) {
    return *(const struct date *)const_member(f, a);
}

bool field_get_flag(const struct field *f, const struct article *a) {
    return *(const bool *)const_member(f, a);
}

struct date article_due(const struct article *a) {
    const struct date *date = &a->date, *publish = &a->publish_date;
    bool later = publish->day != date->day ? publish->day > date->day : date_instant(publish) > date_instant(date);
    return later ? *publish : *date;
}

unsigned article_states(const struct article *a, const struct date_now *now) {
    bool is_due = date_is_due(&a->date, now) && date_is_due(&a->publish_date, now);
    bool has_expired = a->expires.day != DATE_NONE && a->expires.day <= now->day;
    return (a->draft ? HIDE_DRAFT : 0) | (a->private ? HIDE_PRIVATE : 0) | (is_due ? 0 : HIDE_FUTURE) |
           (has_expired ? HIDE_EXPIRED : 0);
}

static struct str without_extension(struct str name) {
    const char *dot = name.n ? memrchr(name.p, '.', name.n) : NULL;
    return dot && dot > name.p ? str_slice(name, 0, (size_t)(dot - name.p)) : name;
}

/* The part of the path that names the article: for an index file, its folder. */
static struct str base_name(struct str path) {
    struct str name = path_name(path);
    struct str stem = without_extension(name);
    if ((str_is(stem, "index") || str_is(stem, "_index")) && path.n > name.n) {
        stem = path_name(str_slice(path, 0, path.n - name.n - 1));
    }
    return stem;
}

void article_fallback_title(struct article *a, struct str heading, struct str path, struct arena *arena) {
    struct buf clean = {0};
    text_clean_line(&clean, heading);
    if (!clean.n) {
        article_name_as_words(&clean, base_name(path));
    }
    struct str title = str_trim(buf_str(&clean));
    a->title = arena_copy(arena, title.n ? title : STR("(no title)"));
    buf_release(&clean);
}
