#!/usr/bin/env bash
# Help, options, and wrong use: exit status 2 and a message that says what would be right.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

check 'help' exits 0 --help
check 'help says how' out_has 'courant [ROOT...]'
check 'help says the exit statuses' out_has '0 success, 1 done but with problems, 2 usage error, 3 failure'
check 'help is no error' silent
terms=$(sed -n 's/^  courant \([a-z]*\) .* with counts$/\1/p' out | tr '\n' ' ')
check 'help lists the terms' same "$terms" 'topics offerings sources authors tags sections languages '
commands="index list show open $terms"
for command in $commands; do
    check "help lists $command" grep -q "^  courant $command" out
done
for plural in $terms; do
    check "README names $plural" grep -q "^| .*[ ,]${plural}[ ,].*of this page, or of everything" "$COURANT_TOP/README.md"
    check "README names the command $plural" grep -q "^    courant topics .*[ ;]$plural\(,\|$\| \)" "$COURANT_TOP/README.md"
done
for command in $commands; do
    check "$command --help" exits 0 "$command" --help
    check "$command --help begins with its use" grep -q "^usage: courant $command " out
    check "$command --help is no error" silent
    check "$command --help has the options of all" grep -q '^  --version' out
    check "$command --help has --cache" grep -q '^  --cache=FILE' out
    check "$command --help has no line that is too long" test "$(awk '{ if (length > m) m = length } END { print m }' out)" -le 120
    sed -n 's/^  --\([a-z-]*\).*/\1/p' out >options
    while read -r option; do
        check "$command takes --$option" exits 0 "$command" --help "--$option" --help
    done <options
    check "$command --version" exits 0 "$command" --version
    check "$command refuses other options" exits 2 "$command" --nonsense
    check "$command names the other option" err_has "unknown option '--nonsense'"
    check "$command says where they are listed" err_has "courant $command --help"
done
"$COURANT" --help >whole
for way in help -h; do
    check "$way" exits 0 "$way"
    check "$way is as --help" cmp -s whole out
done
for way in 'help list' 'list -h' '-h list' 'list words -h'; do
    # shellcheck disable=SC2086 # these are words
    check "$way" exits 0 $way
    check "$way begins with its use" grep -q '^usage: courant list ' out
    check "$way is no error" silent
done
check 'help of the reader' exits 0 help ''
check 'help of what is no command' exits 2 help nonsense
check 'help of what is no command, said' err_has "unknown command 'nonsense'"
check 'help of two' exits 2 help list show
check 'a word -h behind --' exits 2 show -- -h more
check 'version' exits 0 --version
check 'version says it' grep -qE '^courant [0-9]+\.[0-9]+\.[0-9]+$' out
check 'verbose version' exits 0 --verbose --version
check 'verbose version says it too' grep -qE '^courant [0-9]+\.[0-9]+\.[0-9]+$' out
check 'the libraries' grep -qE '^SQLite [0-9.]+, libxml2 [0-9.]+, cmark [0-9.]+, libyaml [0-9.]+, utf8proc [0-9.]+$' out
check 'how workers are confined' grep -qE '^workers: limits: yes, landlock: (ABI [0-9]+|no), seccomp: (yes|no)' out
check 'verbose without version' exits 2 --verbose
check 'an option of another command' exits 2 list --rebuild
check 'an option of another command, said' err_has "'--rebuild'"

check 'options before the command' exits 3 --cache=none.db list
check 'their values before the command' exits 3 --cache none.db --limit 3 list

check 'a switch takes no value' exits 2 index --rebuild=yes
check 'a switch takes no value, said' err_has 'takes no value'
check 'an option wants its value' exits 2 list --limit
check 'an option wants its value, said' err_has '--limit=N'
for value in 0 -1 x '' 1x 99999999999999999999; do
    check "--limit=$value" exits 2 list "--limit=$value" --cache=none.db
    check "--limit=$value is said" err_has "--limit needs a number"
done
for value in 0 10001 wide; do
    check "--width=$value" exits 2 show 1 "--width=$value" --cache=none.db
done
check 'an unknown format' exits 2 list --format=xml --cache=none.db
check 'an unknown format, said' err_has "unknown format 'xml'"
"$COURANT" list --help | sed -n '/^  --format/,/--limit/ s/^ \{23\}\([a-z]*\) .*/\1/p' >formats
check 'help lists the formats' same "$(tr '\n' ' ' <formats)" 'text tsv json jsonl csv '
while read -r format; do
    check "the formats that there are: $format" err_has "$format"
    check "README names $format" grep -q "^\`--format=.*\`$format\`\|^\`--format=$format\`" "$COURANT_TOP/README.md"
done <formats
check 'an unknown format of terms' exits 2 topics --format=xml --cache=none.db
check 'show wants an article' exits 2 show --cache=none.db
check 'show wants one article' exits 2 show 1 2 --cache=none.db
check 'open wants an article' exits 2 open --cache=none.db
check 'all messages are one line of the program' test "$(grep -vc '^courant: ' err)" = 0

check 'nothing says what to index' exits 2 index
check 'what to do is said' err_has 'no content root'
check 'nothing says what to list' exits 2 list
check 'nothing says what to read' exits 2
check 'a root that is not there' exits 3 index no-such-folder
check 'a root that is not there, said' err_has "'no-such-folder'"
: >a-file
check 'a root that is a file' exits 3 index a-file
check 'a root that is a file, said' err_has 'not a folder'
check 'a cache that is not there' exits 3 list --cache=none.db
check 'a cache that is not there, said' err_has 'courant index'
check 'a cache that is not there is not made' test ! -e none.db
check 'to index a cache that is not there, of nothing' test "$("$COURANT" index --cache=none.db >out 2>err; echo $?)" != 0

mkdir empty
check 'the reader wants a terminal' exits 2 empty
check 'the reader wants a terminal, said' err_has terminal
check 'escapes in a word do not reach the terminal' exits 3 index $'no\e[31m-such'
check 'escapes in a word are not in the message' err_lacks $'\e'

# The roots of the last run are used again, and only those.
check 'an empty root' exits 0 index empty
check 'an empty root, said' summary_is '0 articles: 0 new, 0 changed, 0 removed, 0 unchanged'
check 'an empty root, why' err_has "no content files (.md, .markdown, .mdx, .qmd, .Rmd, .html, .htm) below '$work/empty'"
mkdir texts && echo text >texts/a.txt && cp -r texts full && echo text >full/a.md
check 'a root of other files' exits 0 index --cache=t.db texts full
check 'a root of other files, named' err_has "below '$work/texts'"
check 'one with a content file, not' err_lacks "below '$work/full'"
check 'an empty root again' exits 0 index empty
check 'the roots of the last run' exits 0 list
check 'nothing there' out_is ''
check 'a root behind --' exits 0 index -- empty
mkdir -- --odd
check 'a root that looks like an option' exits 0 index -- --odd

mkdir -p "$XDG_CONFIG_HOME/courant"
echo 'nonsense: 1' >"$XDG_CONFIG_HOME/courant/config.yaml"
check 'an unknown option in the configuration' exits 0 list
check 'its place is said' grep -qE '/config.yaml:1:[0-9]+: unknown option' err
check 'a check finds it' exits 1 config --check
check 'its place is printed' grep -qE '/config.yaml:1:[0-9]+: unknown option' out
check 'help works with a wrong configuration' exits 0 list --help
check 'so does the command' exits 0 help list
printf 'queries:\n  Good: is:read\n  Bad: is:unred\n' >"$XDG_CONFIG_HOME/courant/config.yaml"
check 'a saved query that is none' exits 0 list
check 'its place is said, and that it is left out' grep -qE "/config.yaml:3:[0-9]+: is:unred is .*'Bad' is ignored" err
check 'a check finds that as well' exits 1 config --check
check 'no saved query alone is wrong' test "$(wc -l <out)" = 1
printf 'ascii: true\nqueries:\n  Good: is:read\n' >"$XDG_CONFIG_HOME/courant/config.yaml"
check 'a good one' exits 0 config --check
check 'it is said to be good' grep -q '/config.yaml: no problems' out
check 'the configuration' exits 0 config --print
cp out "$XDG_CONFIG_HOME/courant/config.yaml"
check 'what was printed is a configuration' exits 0 config --check
"$COURANT" config >again
check 'the same' cmp "$XDG_CONFIG_HOME/courant/config.yaml" again
check 'both at once' exits 2 config --print --check
check 'no words' exits 2 config x
echo "roots: [$work/empty]" >"$XDG_CONFIG_HOME/courant/config.yaml"
check 'roots of the configuration' exits 0 index
rm "$XDG_CONFIG_HOME/courant/config.yaml"

env -u XDG_CACHE_HOME -u XDG_STATE_HOME -u XDG_CONFIG_HOME -u HOME "$COURANT" index empty </dev/null >out 2>err
check 'no home' same $? 3
check 'no home, said' err_has 'HOME'
env -u XDG_CACHE_HOME -u XDG_STATE_HOME -u XDG_CONFIG_HOME "$COURANT" index empty </dev/null >out 2>err
check 'the home folder' same $? 0
check 'the home folder has the cache' test -n "$(find "$HOME/.cache/courant" -name '*.db')"
finish
