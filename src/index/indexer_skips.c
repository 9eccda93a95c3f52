/* indexer_skips: why a file below a root is not read, in words. */
#include <string.h>

#include "indexer_private.h"
#include "text.h"

/* What stands beside articles on a site, and is no article in any reading. */
static const char *const assets[] = {
    ".png",  ".jpg", ".jpeg", ".gif", ".svg",   ".webp", ".avif",  ".ico",  ".bmp",  ".tif",   ".tiff",        ".heic",
    ".mp3",  ".mp4", ".webm", ".ogg", ".ogv",   ".wav",  ".mov",   ".m4a",  ".m4v",  ".flac",  ".vtt",         ".srt",
    ".woff", ".ttf", ".otf",  ".eot", ".woff2", ".css",  ".scss",  ".sass", ".less", ".js",    ".mjs",         ".cjs",
    ".ts",   ".tsx", ".jsx",  ".map", ".wasm",  ".json", ".jsonl", ".yaml", ".yml",  ".toml",  ".xml",         ".csv",
    ".tsv",  ".bib", ".lock", ".zip", ".gz",    ".tgz",  ".tar",   ".xz",   ".pdf",  ".jsonc", ".webmanifest",
};

bool skip_is_asset(struct str name) {
    for (size_t i = 0; i < ARRAY_SIZE(assets); i++) {
        if (str_ends_nocase(name, assets[i])) {
            return true;
        }
    }
    return false;
}

bool skip_is_generated(struct str path) {
    static const char *const folders[] = {"node_modules", "bower_components", "site-packages", "_site", "_book"};
    while (path.n) {
        const char *slash = memchr(path.p, '/', path.n);
        struct str name = str_slice(path, 0, slash ? (size_t)(slash - path.p) : path.n);
        for (size_t i = 0; i < ARRAY_SIZE(folders); i++) {
            if (str_is(name, folders[i])) {
                return true;
            }
        }
        path = str_slice(path, name.n + 1, path.n);
    }
    return false;
}

struct str skip_ending(struct str path) {
    struct str name = path_name(path);
    const char *dot = name.n > 1 ? memrchr(name.p + 1, '.', name.n - 1) : NULL;
    return dot ? str_slice(name, (size_t)(dot - name.p), name.n) : STR_NONE;
}

static const struct {
    bool is_loss, has_target; /* is_loss: the user may not expect it */
    const char *words;
} reasons[] = {
    [SKIP_ENDING] = {false, false, "its ending is not read; `endings` in config.yaml can add it"},
    [SKIP_ASSET] = {false, false, "an asset"},
    [SKIP_HIDDEN] = {false, false, "hidden"},
    [SKIP_GENERATED] = {false, false, "what a site generator built or needs"},
    [SKIP_SPECIAL] = {false, false, "not a regular file"},
    [SKIP_LINK_KNOWN] = {false, true, "a link to what is read under its own name: "},
    [SKIP_LINK_FOLLOWED] = {false, true, "a link that was followed; the articles have their own names: "},
    [SKIP_LINK_UNREAD] = {false, true, "a link to a file whose ending is not read: "},
    [SKIP_LINK_OUT] = {true, true, "a link out of the content roots is not followed: "},
    [SKIP_LINK_BROKEN] = {true, false, "a link that leads nowhere"},
    [SKIP_LINK_LOOP] = {true, false, "a link that leads in a circle is not followed"},
    [SKIP_LINK_FAILED] = {true, true, "a link that cannot be followed: "},
};

const char *skip_kind(enum skip why) {
    return reasons[why].words;
}

bool skip_is_loss(enum skip why) {
    return reasons[why].is_loss;
}

bool skip_is_link(enum skip why) {
    return why >= SKIP_LINK_KNOWN;
}

void skip_reason(struct buf *out, const struct skipped *s) {
    buf_puts(out, reasons[s->why].words);
    if (reasons[s->why].has_target) {
        text_quote(out, s->target);
    }
}
