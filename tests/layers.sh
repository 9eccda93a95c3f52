#!/usr/bin/env bash
# Keeps the house in order: who may include whom, libraries in their one module, no mutable variable at file scope, short
# files. Says FILE:LINE: REASON for each breach. tests/layers.sh [TOP [BUILD-FOLDER]]
set -eu

top=${1-${COURANT_TOP-$(dirname "$0")/..}}
build=$(realpath "${2-${COURANT_BUILD-$top/build}}")
cd "$top"

# Each foreign library's headers, and the modules that may include them.
libraries='
^yaml\.h$                                  front
^cmark                                     markdown gfm
^libxml/                                   html
^utf8proc\.h$                              text
^linebreak\.h$                             text
^idn2\.h$                                  url
^(ncursesw?/)?(n?curses|ncursesw|term)\.h$ term
^sqlite3(ext)?\.h$                         db
^seccomp\.h$                               worker
'

# Headers of what writes the cache, and how the paths begin of the files that may include them: no screen, and no command that
# only reads.
writing='
cache_update.h src/store/cache src/index/
cache_writer.h src/store/cache_write
indexer.h      src/index/ src/app/cli_index src/app/cli_check src/app/cli_progress src/app/cli_roots src/app/cli_left_out
worker.h       src/index/ src/app/cli.c
job.h          src/index/job src/app/session
watch.h        src/index/watch src/app/session
'

# Mutable variables that are there for a reason.
allowed_variables='
src/base/base.c at_die         die gives the terminal back first
src/base/base_hash.c key       one for the whole process, set before `main`
src/screen/term.c the_terminal  what die calls takes no argument
'

# What paints and takes keys, by how the paths of its files begin, and what of the store it may not call: it asks the backend.
painting='^src/(screen/|view/|app/(session|commands))'
database='^(cache|marks|db|store|sqlite3)_|^(lookup_find|term_index_)'

max_lines=500

# The Makefile's MODULES, one line of the list a line, each FLOOR/NAME.
modules() {
    awk '/^MODULES *=/ { on = 1; sub(/^[^=]*=/, "") }
         on { more = sub(/\\$/, ""); if (NF) print; if (!more) exit }' Makefile
}

in_awk() { # what to look for; with the sources as input
    awk -v modules="$(modules)" -v libraries="$libraries" -v writing="$writing" -v max_lines="$max_lines" '
        BEGIN {
            for (i = split(modules, lines, "\n"); i > 0; i--)
                for (j = split(lines[i], names, " "); j > 0; j--) {
                    split(names[j], part, "/")
                    line_of[part[2]] = i
                    floor_of[part[2]] = part[1]
                }
        }
        function name_of(path) { sub(/.*\//, "", path); sub(/\.[ch]$/, "", path); return path }
        function folder_of(path,    part) { split(path, part, "/"); return part[2] }
        function module_of(path,    m) { # text_break.c -> text; what is in src/view is view
            if (path ~ /^src\/view\//) return "view"
            for (m = name_of(path); !(m in line_of); ) if (!sub(/_[^_]*$/, "", m)) return ""
            return m
        }
        function public_file(header,    m) { m = module_of(header); return "include/" floor_of[m] "/" header }
        function is_there(file,    ignored, there) { there = (getline ignored < file) >= 0; close(file); return there }
        function breach(reason) { print FILENAME ":" FNR ": " reason }
        FNR == 1 { me = module_of(FILENAME) }
    '"$1" src/*/*.[ch] include/*/*.h
}

# A header beside the file is its module's own; any other is public.
# shellcheck disable=SC2016
includes_go_down() {
    in_awk '
        /^ *# *include *"/ {
            split($0, part, "\""); header = part[2]
            if (FILENAME ~ /^src\/view\// && is_there("src/view/" header)) next
            other = module_of(header)
            if (me == "" || other == "" || other == me) next
            if (!is_there(public_file(header))) breach("\"" header "\" is private to " other)
            else if (line_of[other] > line_of[me]) breach(me " may not include \"" header "\": " other " is a later module")
        }'
}

# A public header would pass it on to all who include that.
# shellcheck disable=SC2016
writing_stays_apart() {
    in_awk '
        BEGIN {
            for (i = split(writing, rows, "\n"); i > 0; i--)
                for (j = split(rows[i], part, " "); j > 1; j--) writers_of[part[1]] = writers_of[part[1]] " " part[j]
        }
        /^ *# *include *"/ {
            split($0, part, "\""); header = part[2]
            if (!(header in writers_of)) next
            for (i = split(writers_of[header], prefixes, " "); i > 0; i--) if (index(FILENAME, prefixes[i]) == 1) next
            breach("\"" header "\" is for those who write the cache")
        }'
}

# shellcheck disable=SC2016
files_are_on_their_floor() {
    in_awk 'FNR == 1 && me != "" && folder_of(FILENAME) != floor_of[me] { breach(me " belongs to the floor " floor_of[me]) }'
}

# Modules of one line may include each other, but not in a circle.
# shellcheck disable=SC2016
no_circle() {
    in_awk '
        /^ *# *include *"/ { split($0, part, "\""); other = module_of(part[2]); if (me != "" && other != "" && other != me) print me, other }' |
        tsort 2>&1 >/dev/null | sed -n 's/^tsort: \([a-z]\)/Makefile:1: a circle of includes: \1/p'
}

painting_touches_no_database() {
    (cd "$build" && nm -A -P src/*/*.o) | awk -v painting="$painting" -v database="$database" '
        $3 == "U" && $1 ~ painting && $2 ~ database { sub(/\.o:$/, ".c", $1); print $1 ":1: calls " $2 ": screens ask the backend" }'
}

# "src/a.c src/b.c" for each pair where a.o uses a symbol that b.o defines.
calls() {
    (cd "$build" && nm -A -P src/*/*.o) | awk '
        { sub(/\.o:$/, ".c", $1); if ($3 == "U") uses[$1 " " $2]; else if ($3 ~ /^[A-Z]$/) home[$2] = $1 }
        END { for (use in uses) { split(use, part, " "); if (part[2] in home) print part[1], home[part[2]] } }' | sort -u
}

# Nor may files call each other in a circle: what both need belongs in a file below both.
no_circle_of_calls() {
    calls | tsort 2>&1 >/dev/null | awk '
        function tell() { if (files) print first ":1: a circle of calls:" files; files = "" }
        / loop:$/ { tell(); first = ""; next }
        { files = files " " $2; if (first == "") first = $2 }
        END { tell() }'
}

# shellcheck disable=SC2016
libraries_stay_home() {
    in_awk '
        BEGIN {
            for (i = split(libraries, rows, "\n"); i > 0; i--) {
                homes = rows[i]; pattern = homes; sub(/ .*/, "", pattern); sub(/^[^ ]* */, "", homes)
                if (pattern != "") home_of[pattern] = homes
            }
        }
        /^ *# *include *</ {
            header = $0; sub(/^[^<]*</, "", header); sub(/>.*/, "", header)
            for (pattern in home_of) {
                if (header !~ pattern) continue
                if (FILENAME ~ /^include/) breach("<" header "> in a public header")
                else if (index(" " home_of[pattern] " ", " " me " ") == 0) breach("<" header "> belongs to " home_of[pattern])
            }
        }'
}

# shellcheck disable=SC2016
every_file_has_a_module() {
    in_awk 'FNR == 1 && me == "" { breach("belongs to no module of MODULES in the Makefile") }'
    local module
    for module in $(modules); do
        compgen -G "src/$module.c" >/dev/null || compgen -G "src/${module}_*.c" >/dev/null || [ -f "include/$module.h" ] ||
            echo "Makefile:1: MODULES has $module, but there is no such file"
    done
}

# shellcheck disable=SC2016
files_are_short() {
    in_awk 'FNR == max_lines + 1 { breach("more than " max_lines " lines: it wants a table or a split") }'
}

# Functions of the same body, however they are called. (Short ones may be alike by chance.)
# shellcheck disable=SC2016
nothing_is_written_twice() {
    in_awk '
        /^[a-z].*\) \{$/ { inside = 1; body = ""; began = FILENAME ":" FNR; next }
        inside && /^}/ {
            inside = 0
            if (length(body) > 100 && body in seen) print began ": the same function as at " seen[body]
            else seen[body] = began
        }
        inside { text = $0; gsub(/[ \t]/, "", text); body = body text }'
}

# "src/x.c name" for what stands in a writable section of x.o. (.data.rel.ro holds constants whose addresses the loader fills in.)
variables() {
    objdump -t "$@" | awk -v build="$build/" '
        / file format / { source = substr($1, length(build) + 1); sub(/\.o:$/, ".c", source) }
        {
            for (i = 2; i < NF - 1; i++)
                if ($i ~ /^(\.data|\.bss|\.tdata|\.tbss|\*COM\*)/ && $i !~ /^\.data\.rel\.ro/ && $(i - 1) ~ /O$/ && $(i + 1) !~ /^0+$/)
                    print source, $(i + 2)
        }'
}

no_mutable_variable() {
    local source name line objects=()
    for source in src/*/*.c; do
        if [ -f "$build/${source%.c}.o" ]; then
            objects+=("$build/${source%.c}.o")
        else
            echo "$source:1: there is no $build/${source%.c}.o to look at"
        fi
    done
    variables "${objects[@]}" | while read -r source name; do
        name=${name%.[0-9]*} # gcc: of a static variable in a function
        name=${name##*.}     # clang: the same
        grep -q "^$source $name " <<<"$allowed_variables" && continue
        grep -Eq "volatile sig_atomic_t[^;]*\\b$name\\b" "$source" && continue
        line=$(grep -nw -m 1 "$name" "$source" | cut -d: -f1)
        echo "$source:${line:-1}: $name is a mutable variable that outlives its function"
    done
}

passed=0 failed=0
for check in includes_go_down writing_stays_apart files_are_on_their_floor no_circle no_circle_of_calls painting_touches_no_database libraries_stay_home every_file_has_a_module files_are_short nothing_is_written_twice \
    no_mutable_variable; do
    breaches=$($check)
    if [ -z "$breaches" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$check:"
        echo "$breaches"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
