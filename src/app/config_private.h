/* config, between its own files. */
#ifndef COURANT_CONFIG_PRIVATE_H
#define COURANT_CONFIG_PRIVATE_H

#include "config.h"

struct reading {
    const char *file;
    struct config *config;
    struct err *e;
};

int config_fail_at(const struct reading *r, const struct node *at, const char *message); /* -1 */
int config_set_fields(const struct reading *r, const struct config_option *option, const struct node *n);
int config_set_endings(const struct reading *r, const struct config_option *option, const struct node *n);
int config_read_roots(const struct reading *r, const struct node *n, struct root_list *roots);
int config_set_archives(const struct reading *r, const struct config_option *option, const struct node *n);
int config_set_dates(const struct reading *r, const struct config_option *option, const struct node *n);
int config_set_hide(const struct reading *r, const struct config_option *option, const struct node *n);
int config_set_queries(const struct reading *r, const struct config_option *option, const struct node *n);

#endif
