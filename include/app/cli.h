/* cli: the command line: one table of commands, one of options; help is printed from both. */
#ifndef COURANT_CLI_H
#define COURANT_CLI_H

int cli_run(int count, char **arguments); /* an exit status, see base.h */

#endif
