/* cli_config: the configuration, printed or checked. */
#include <stdio.h>

#include "cli_private.h"

static int check(const struct config *c) {
    struct buf path = {0};
    for (size_t i = 0; i < c->warning_count; i++) {
        puts(c->warnings[i].p);
    }
    if (!c->warning_count) {
        printf("%s: no problems\n", config_file(&path) ? buf_cstr(&path) : "config.yaml");
    }
    buf_release(&path);
    int status = cli_end_output();
    return status ? status : c->warning_count ? STATUS_PROBLEMS : STATUS_OK;
}

int cli_config(struct cli *c) {
    if (c->word_count) {
        return cli_wrong_use("`courant config` takes no arguments");
    }
    if (c->print && c->check) {
        return cli_wrong_use("--print and --check exclude each other");
    }
    if (c->check) {
        return check(&c->config);
    }
    struct buf text = {0};
    config_print(&c->config, &text);
    fputs(buf_cstr(&text), stdout);
    buf_release(&text);
    return cli_end_output();
}
