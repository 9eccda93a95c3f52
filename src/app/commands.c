/* commands: the key table, one row for each key command. Its functions are in the files below it, one for each kind. */
#include "commands_private.h"

#define LIST_COMMAND(id, name, alias, plural, title, label, shown, key, reader, searched)                                      \
    {plural, key, "Pages", plural " of this page, or all", command_terms, TAX_##id},

const struct command commands[] = {
    {"down", "j Down", "Moving", "down; with a number before, that many", command_rows, 1},
    {"up", "k Up", "Moving", "up", command_rows, -1},
    {"page-down", "PgDn ^F", "Moving", "a page down", command_pages, 1},
    {"space", "Space", "Moving", "a page down; among facets, choose the value", command_space, 1},
    {"page-up", "b PgUp ^B", "Moving", "a page up", command_pages, -1},
    {"half-page-down", "^D", "Moving", "half a page down", command_half_pages, 1},
    {"half-page-up", "^U", "Moving", "half a page up", command_half_pages, -1},
    {"first", "g Home", "Moving", "to the first; with a number before, to that one", command_to_end, MOTION_FIRST},
    {"last", "G End", "Moving", "to the last", command_to_end, MOTION_LAST},

    {"open", "Enter l Right", "Walking", "open what is selected; in a text, follow the link in focus", command_act,
     ACTION_OPEN},
    {"back", "h Left Backspace [", "Walking", "back to where you were", command_walk, -1},
    {"forward", "]", "Walking", "forward again", command_walk, 1},
    {"next-article", "J", "Walking", "the next article of the list, without leaving the reader", command_step, 1},
    {"previous-article", "K", "Walking", "the article before", command_step, -1},
    {"next", "n", "Walking", "the next match in a text; the next unread article in a list", command_next, 1},
    {"previous", "N", "Walking", "the match or unread article before", command_next, -1},
    {"next-link", "Tab", "Walking", "the next link of a text", command_next_link, 1},
    {"previous-link", "S-Tab", "Walking", "the link before", command_next_link, -1},

    /* clang-format off */
    TAXONOMIES(LIST_COMMAND)
    /* clang-format on */
    {"related", "r", "Pages", "related articles, each with what they share", command_related, 0},
    {"everything", "L", "Pages", "all articles, newest first", command_everything, 0},
    {"saved", "'", "Pages", "saved queries: unread, starred, the queue, drafts, your own", command_saved, 0},
    {"compare", "=", "Pages", "compare this topic, offering or source with another, where = is pressed again", command_compare,
     0},
    {"problems", "P", "Pages", "what is wrong in the content files", command_problems, 0},
    {"changes", "C", "Pages", "what the last index run found new, changed, moved or withdrawn", command_changes, 0},

    {"search", "/", "Searching", "search everything as you type, Tab completes; in the reader, find in the text",
     command_search, 0},
    {"filter", "F", "Searching", "narrow this list as you type, Tab completes; Esc goes back to what it was", command_filter,
     0},
    {"facets", "f", "Searching", "what this list is about, to choose from; there, show the articles", command_facets, 0},
    {"exclude", "x", "Searching", "among facets, leave out what has this value", command_act, ACTION_EXCLUDE},
    {"timeline", "T", "Searching", "articles of this list per month, and what is written of more than before", command_timeline,
     0},
    {"save", "w", "Searching", "save what this list shows as a query of a name; ' has it then", command_save, 0},
    {"delete", "d", "Searching", "delete a saved query; asks first", command_act, ACTION_DELETE},
    {"escape", "Esc", "Searching", "end the find, or show the whole list again, as it was; among facets, choose nothing",
     command_escape, 0},

    {"open-source", "o", "Out", "open the source, or a term's page, in a browser; with a number before, that link",
     command_open_source, 0},
    {"links", "u", "Out", "the links of the article", command_links, 0},
    {"copy-url", "y", "Out", "copy the address of the source, or of the page on the site", command_copy, 0},
    {"copy-title", "Y", "Out", "copy title and address", command_copy, 1},

    {"edit", "E", "Out", "edit the content file, at the line of the problem; it is indexed again afterwards", command_edit, 0},

    {"toggle-read", "m", "Marks", "mark read, or unread again", command_mark, MARK_READ},
    {"star", "*", "Marks", "star, or take the star away", command_mark, MARK_STARRED},
    {"queue", "e", "Marks", "put into the reading queue, or take out of it", command_mark, MARK_QUEUED},
    {"all-read", "A", "Marks", "mark all articles of this list read; asks first", command_read_all, 0},
    {"undo", "z", "Marks", "undo the last change of marks, and the one before", command_undo, 1},
    {"redo", "Z", "Marks", "do again what was undone", command_undo, 0},

    {"reindex", "R", "Program", "index what changed, now", command_reindex, 0},
    {"zoom", "+", "Program", "one pane, or side by side", command_zoom, 0},
    {"redraw", "^L", "Program", "draw the screen anew", command_redraw, 0},
    {"suspend", "^Z", "Program", "suspend; fg comes back", command_suspend, 0},
    {"help", "?", "Program", "this list of keys", command_help, 0},
    {"quit-view", "q", "Program", "back; on the first page, quit", command_quit, 0},
    {"quit", "Q", "Program", "quit", command_quit, 1},
};
const size_t command_count = ARRAY_SIZE(commands);
