/* commands: the key table, one row for each key command. Its functions are in the files below it, one for each kind. */
#include "commands_private.h"

#define LIST_COMMAND(id, name, alias, plural, title, label, shown, key, reader, searched)                                      \
    {plural, key, "Pages", plural " of this page, or all", command_terms, TAX_##id},

const struct command commands[] = {
    {"down", "j Down", "Moving", "down (10j moves 10 rows)", command_rows, 1},
    {"up", "k Up", "Moving", "up", command_rows, -1},
    {"page-down", "PgDn ^F", "Moving", "page down", command_pages, 1},
    {"space", "Space", "Moving", "page down, then the next article; in facets, choose", command_space, 1},
    {"page-up", "b PgUp ^B", "Moving", "page up", command_pages, -1},
    {"half-page-down", "^D", "Moving", "half a page down", command_half_pages, 1},
    {"half-page-up", "^U", "Moving", "half a page up", command_half_pages, -1},
    {"first", "g Home", "Moving", "first row (10g goes to row 10)", command_to_end, MOTION_FIRST},
    {"last", "G End", "Moving", "last row", command_to_end, MOTION_LAST},

    {"open", "Enter l Right", "Browsing", "open the selected row; in a text, follow the focused link", command_act,
     ACTION_OPEN},
    {"back", "h Left Backspace [", "Browsing", "go back", command_walk, -1},
    {"forward", "]", "Browsing", "go forward", command_walk, 1},
    {"next-article", "J", "Browsing", "next article of the list, without leaving the reader", command_step, 1},
    {"previous-article", "K", "Browsing", "previous article of the list", command_step, -1},
    {"next", "n", "Browsing", "next match in a text; next unread article in a list", command_next, 1},
    {"previous", "N", "Browsing", "previous match or unread article", command_next, -1},
    {"unfold", "i", "Browsing", "more about this page: unfold its head, or fold it again", command_act, ACTION_UNFOLD},
    {"next-link", "Tab", "Browsing", "next link in a text", command_next_link, 1},
    {"previous-link", "S-Tab", "Browsing", "previous link", command_next_link, -1},
    {"follow-link", ";", "Browsing", "letters on the links of a text: type them to follow one", command_act,
     ACTION_LABEL_LINKS},
    {"next-heading", "}", "Browsing", "next heading of a text", command_next_heading, 1},
    {"previous-heading", "{", "Browsing", "previous heading", command_next_heading, -1},
    {"contents", "c", "Browsing", "the headings of a text; Enter goes to one", command_act, ACTION_CONTENTS},

    /* clang-format off */
    TAXONOMIES(LIST_COMMAND)
    /* clang-format on */
    {"notes", "M", "Pages", "your notes and kept passages", command_notes, 0},
    {"related", "r", "Pages", "related articles, with what they share", command_related, 0},
    {"language", "V", "Pages", "the article in its next language; lang:* lists all translations", command_act, ACTION_LANGUAGE},
    {"everything", "L", "Pages", "all articles, newest first", command_everything, 0},
    {"saved", "'", "Pages", "saved queries: unread, starred, queued, drafts and your own", command_saved, 0},
    {"compare", "=", "Pages", "compare two topics, offerings or sources: press = on each", command_compare, 0},
    {"problems", "P", "Pages", "problems in the content files", command_problems, 0},
    {"changes", "C", "Pages", "what the last index run added, changed, moved or removed", command_changes, 0},

    {"search", "/", "Searching", "search everything as you type (Tab completes); in the reader, find in the text",
     command_search, 0},
    {"filter", "F", "Searching", "filter this list as you type (Tab completes); Esc shows the whole list again", command_filter,
     0},
    {"facets", "f", "Searching", "break this list down by topic, source, year and more; f again shows the articles",
     command_facets, 0},
    {"exclude", "x", "Searching", "among facets, exclude articles with this value", command_act, ACTION_EXCLUDE},
    {"timeline", "T", "Searching", "articles of this list by month, and what is rising or falling", command_timeline, 0},
    {"save", "w", "Searching", "save this list as a named query; ' lists them", command_save, 0},
    {"delete", "d", "Searching", "delete a saved query, a note or a passage (asks first)", command_act, ACTION_DELETE},
    {"escape", "Esc", "Searching", "end the find, or show the whole list again; among facets, clear all choices",
     command_escape, 0},

    {"open-source", "o", "Sources", "open the source, or a term's page, in the browser (3o opens link 3)", command_open_source,
     0},
    {"links", "u", "Sources", "links in the article", command_links, 0},
    {"copy-url", "y", "Sources", "copy the address of the source, or of the page on the site", command_copy, 0},
    {"copy-title", "Y", "Sources", "copy the title and the address", command_copy, 1},

    {"edit", "E", "Sources", "edit the content file, at the line of the problem; it is reindexed afterwards", command_edit, 0},

    {"toggle-read", "m", "Marks", "mark read or unread (3m: 3 rows)", command_mark, MARK_READ},
    {"star", "*", "Marks", "star or unstar", command_mark, MARK_STARRED},
    {"queue", "e", "Marks", "add to or remove from the reading queue", command_mark, MARK_QUEUED},
    {"queue-up", "(", "Marks", "in the reading queue, move the article up (3( moves it 3 places)", command_queue_move, -1},
    {"queue-down", ")", "Marks", "in the reading queue, move the article down", command_queue_move, 1},
    {"select", "v", "Marks", "select rows, for m * e; in a text, select lines or words, for \" (Esc ends it)", command_act,
     ACTION_SELECT},
    {"note", "\"", "Marks", "write a note on the article, or keep the selected passage (1\" in your editor)", command_note, 0},
    {"hide-read", ".", "Marks", "hide what is read in every list, or show it again", command_hide_read, 0},
    {"all-read", "A", "Marks", "mark the whole list read (asks first; Esc cancels)", command_read_all, 0},
    {"undo", "z", "Marks", "undo the last mark or note, after a restart too; again, the one before", command_undo, 1},
    {"redo", "Z", "Marks", "redo", command_undo, 0},

    {"reindex", "R", "Program", "index what has changed", command_reindex, 0},
    {"zoom", "+", "Program", "one pane, or side by side", command_zoom, 0},
    {"narrow-list", "<", "Program", "make the list beside the text narrower (it stays so)", command_share, -1},
    {"widen-list", ">", "Program", "make it wider", command_share, 1},
    {"redraw", "^L", "Program", "redraw", command_redraw, 0},
    {"suspend", "^Z", "Program", "suspend (fg resumes)", command_suspend, 0},
    {"command", ":", "Program", "run a command by its name (Tab completes): filter topic:x, 3 down, star", command_line, 0},
    {"run", "!", "Program", "run a program: {file}, {url} and {title} are those of the article", command_run_program, 0},
    {"help", "?", "Program", "this list of keys", command_help, 0},
    {"quit-view", "q", "Program", "go back; on the first page, quit", command_quit, 0},
    {"quit", "Q", "Program", "quit", command_quit, 1},
};
const size_t command_count = ARRAY_SIZE(commands);
