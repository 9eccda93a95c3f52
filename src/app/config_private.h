/* config, between its own files. */
#ifndef COURANT_CONFIG_PRIVATE_H
#define COURANT_CONFIG_PRIVATE_H

#include "config.h"

enum { CONFIG_WARNINGS_MAX = 100 }; /* more are not kept */

struct reading {
    struct config *config;
};

/* A warning: what stands there is not used; -1. */
int config_fail_at(const struct reading *r, const struct node *at, const char *message);

/* These read the value of an option into its member of the configuration. What is wrong in it is a warning; -1: nothing of it
 * can be used, and the member keeps its default. */
typedef int config_set(const struct reading *r, const struct config_option *option, const struct node *n);
config_set config_set_option; /* by the option's kind */
config_set config_set_text, config_set_url, config_set_flag, config_set_number, config_set_choice, config_set_set;
config_set config_set_list, config_set_argv, config_set_map;
config_set config_set_roots, config_set_fields, config_set_endings, config_set_queries, config_set_archives;
config_set config_set_language, config_set_keys, config_set_hooks, config_set_colors, config_set_panes;

const char *config_locale_language(struct arena *arena); /* NULL: it names none */
int config_read_roots(const struct reading *r, const struct node *n, struct root_list *roots);
int config_read_argv(const struct reading *r, const struct node *n, struct text_list *argv);

#endif
