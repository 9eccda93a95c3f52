#!/usr/bin/env bash
# Keys of one's own: what is wrong with them is told; and what is written of keys is true.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

mkdir -p "$XDG_CONFIG_HOME/courant"
config() { printf '%s\n' "$@" >"$XDG_CONFIG_HOME/courant/config.yaml"; }
warns() { check "told: $1" err_or_out "$1"; }
err_or_out() { grep -qE -- "config.yaml:$1" out; }

config 'keys:' '  g t: topics' '  g: none' '  x: none' '  Alt-u: filter is:unread' '  C-Left: 3 down' '  reader:' \
    '    s: [star, next-article]' '    F5: {run: [w3m, "{url}"]}' '    F6: {start: mpv}'
check 'good keys' exits 0 config --check
check 'are good' out_has 'no problems'

config 'keys:' '  gt: topics' '  x: nonsense' '  y: star please' '  z: [star, {a: b}]' '  reder: {x: star}' '  ^D: star' \
    '  C-d: queue' '  g g: first' '  reader: {"] ]": last}' '  F5: {run: []}' '  F6: {run: [x], start: [y]}' '  F7:' \
    '  Q Q Q Q Q Q Q Q Q: quit'
check 'wrong keys' exits 1 config --check
warns "2:[0-9]+: 'gt' is no key"
warns "3:[0-9]+: unknown command 'nonsense'"
warns "4:[0-9]+: the command 'star' takes at most a count, not 'please'"
warns '5:[0-9]+: expected a command, a list of them, a program or none'
warns "6:[0-9]+: unknown screen 'reder' \(known: articles, "
warns "8:[0-9]+: 'C-d' is already bound on line 7"
warns "9:[0-9]+: 'g g' hides 'g' \(first\); .\"g\": none. says that this is meant"
warns "10:[0-9]+: '\] \]' hides '\]' \(forward\)"
warns '11:[0-9]+: expected a program and its arguments'
warns '12:[0-9]+: expected one program'
warns '13:[0-9]+: expected a command'
warns "14:[0-9]+: 'Q Q Q Q Q Q Q Q Q' is no key"
check 'no more than these' same "$(wc -l <out)" 12
check 'other commands say it as well' exits 0 config
check 'and go on' err_has "unknown command 'nonsense'"
rm "$XDG_CONFIG_HOME/courant/config.yaml"

# Every screen has a name that keys may be bound for, and every such name is a screen's.
sed -n 's/^    \.name = "\([^"]*\)",$/\1/p' "$COURANT_TOP"/src/view/*.c | sort -u >screens
check 'help' exits 0 help keys
sed -n 's/^screens: //p' out | sed 's/, /\n/g' | sort >named
check 'names of screens' cmp screens named

# The README's table of keys.
grep -E '^  [^ ].* [a-z-]+ +[a-z]' out | cut -c3-20 | tr ' ' '\n' | grep . >keys
sed -n '/^| keys |/,/^$/p' "$COURANT_TOP/README.md" | cut -d'|' -f2 | grep -o '`[^`]*`' | tr -d '`' >told
check 'the README has keys' test "$(wc -l <told)" -gt 30
while read -r key; do
    check "the README's key $key is one" grep -qxF -- "$key" keys
done <told
finish
