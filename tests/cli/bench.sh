#!/usr/bin/env bash
# The benchmark's tools: what they make up is the same each time, without a fault, and by either way the same cache.
. "$(dirname "$0")/lib.sh"

generate=$COURANT_BUILD/tests/bench/generate
measure=$COURANT_BUILD/tests/bench/measure

"$generate" files once 60
"$generate" files again 60
check "the same number, the same bytes" diff -r once again
check "so many files" same "$(find once -type f | wc -l)" 60
check "no fault in them" exits 0 check --strict --notes once
check "not even a note" err_has "60 content files: 0 errors, 0 warnings, 0 notes"
check "some are Chinese or Japanese" grep -rq '。' once
check "some are HTML" grep -rq '^<p>' once
check "some are Markdown" grep -rqF '](https' once

"$COURANT" index --quiet --cache=files.db once
"$generate" cache cache.db 60 2>/dev/null
for command in list $("$COURANT" --help | sed -n 's/^  courant \([a-z]*\) .* with counts$/\1/p'); do
    "$COURANT" $command --cache=files.db --format=json >"$command.files"
    "$COURANT" $command --cache=cache.db --format=json >"$command.cache"
    check "$command by either way" cmp "$command.files" "$command.cache"
done

"$generate" rss feed.xml 60
check "an item for each" same "$(grep -c '<item>' feed.xml)" 60
"$generate" sfeed feed 60
check "a line for each" same "$(wc -l <feed)" 60
check "nine fields" same "$(awk -F '\t' '{ print NF }' feed | sort -u)" 9

"$measure" cache.db >rows
for class in "everything, first page" "rare word" "phrase in a topic" "6 letters" "an article and its document" "the first topics"; do
    fields=$(awk -F '\t' -v class="$class" '$1 == class && $2 >= 1 && $3 >= 1 && $3 <= $4 && $4 <= $5 { print NF }' rows)
    check "a row for $class" same "$fields" 8
done
check "the memory" same "$(awk -F '\t' '$1 == "calls, memory" { print ($2 > 1000) }' rows)" 1
check "a part of the names alone" same "$("$measure" cache.db "the first topics" | wc -l)" 2
"$measure" nothing.db >out 2>err
check "no cache" same $? 2
check "says so" err_has "cannot open the cache 'nothing.db'"
finish
