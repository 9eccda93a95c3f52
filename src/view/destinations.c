/* destinations: the screens that lists, links and texts open. */
#include "view.h"

const struct destinations view_destinations = {.reader = view_reader, .term_page = view_term_page};
