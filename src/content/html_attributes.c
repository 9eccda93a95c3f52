/* html_attributes: reads the attributes of a tag. */
#include <string.h>

#include "html_private.h"

const char *html_attribute(attributes_t attributes, const char *name) {
    for (; attributes && attributes[0]; attributes += 2) {
        if (!strcmp(attributes[0], name)) {
            return attributes[1] ? attributes[1] : "";
        }
    }
    return NULL;
}

int html_number(attributes_t attributes, const char *name, int low, int high, int otherwise) {
    const char *text = html_attribute(attributes, name);
    int64_t value;
    bool fits = text && str_to_int(str_trim(str_from(text)), &value) && value >= low && value <= high;
    return fits ? (int)value : otherwise;
}
