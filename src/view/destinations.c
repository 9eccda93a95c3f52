/* destinations: the screens that lists, links and texts open. */
#include "view.h"

const struct destinations view_destinations = {.reader = view_reader, .term_page = view_term_page};

/* tests/cli/keys.sh compares them with the screens. */
const char *const view_names[] = {"articles",      "changes", "compare", "contents", "facets",   "help",
                                  "home",          "links",   "notes",   "problems", "reader",   "related",
                                  "saved queries", "search",  "terms",   "timeline", "trending", NULL};
