#!/usr/bin/env bash
# What queries find, in all formats.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

article news/a.md 1 2021-11-28 'Telehealth and home care' 'categories: ["KLAS: Healthcare AI", Nursing]' \
    'relatedOfferings: [{label: Atlas, offeringId: 17, permalink: /offering/atlas}]' 'author: Radhika N.' 'tags: [news, x]' \
    'link: {href: "https://a.example/1", brand: a.example}'
article news/b.md 2 2021-12-01 'Care at home' 'categories: ["Gartner: Healthcare"]' 'tags: [news]' \
    'link: {href: "https://b.example/2", brand: b.example}'
mkdir -p site/blog
printf -- '---\ntitle: Café nursery\nid: 3\ndate: 2020-02-29\nrelatedOfferings: [{label: Atlas Mobile, offeringId: 170}]\n---\n日本の病院がAI診断\n' >site/blog/c.md
article d.md 4 2022-01-01 'C++ for nurses' 'draft: true'
printf -- '---\ntitle: Undated\nid: 5\n---\nnothing\n' >site/e.md
check 'index' exits 0 index --cache=cache.db site

check 'all, the newest first' finds 'id:2 id:1 id:3 id:5'
check 'the oldest first, the undated last' finds 'id:3 id:1 id:2 id:5' sort:oldest
check 'a word' finds 'id:1' telehealth
check 'words in any order' finds 'id:2 id:1' home care
check 'a phrase' finds 'id:1' '"home care"'
check 'a phrase of the title' finds 'id:2' 'title:"care at"'
check 'case' finds 'id:1' TELEHEALTH
check 'accents' finds 'id:3' cafe
check 'accents asked for' finds 'id:3' CAFÉ
check 'a beginning' finds 'id:1 id:3' 'nurs*'
check 'a word that is only a beginning' finds '' nurs
check 'a word of the body' finds 'id:2' word2
check 'title: does not see the body' finds '' title:word2
check 'Japanese' finds 'id:3' 病院
check 'Japanese, not in this order' finds '' 院病
check 'exclusion' finds 'id:2' care -telehealth
check 'exclusion alone' finds 'id:3 id:5' -care
check 'exclusion of a phrase' finds 'id:2' care '-"home care"'
check 'a topic by label' finds 'id:1' 'topic:"healthcare ai"'
check 'a topic by whole label comes before its beginnings' finds 'id:2' topic:healthcare
check 'a topic by its beginning' finds 'id:2 id:1' topic:health
check 'a topic by its full name' finds 'id:1' 'topic:"KLAS: Healthcare AI"'
check 'a topic by its authority' finds 'id:1' topic:klas
check 'topics, both' finds 'id:1' topic:klas topic:nursing
check 'not a topic' finds 'id:2 id:3 id:5' -topic:nursing
check 'no such topic' finds '' topic:nothing
check 'an offering' finds 'id:1' offering:atlas
check 'an offering by id' finds 'id:3' offering:170
check 'an offering by permalink' finds 'id:1' offering:/offering/atlas
check 'a source' finds 'id:2' source:b.example
check 'an author' finds 'id:1' author:radhika
check 'a tag' finds 'id:2 id:1' tag:news
check 'a section' finds 'id:3' section:blog
check 'has' finds 'id:1 id:3' has:offering
check 'has not' finds 'id:2 id:5' -has:offering
check 'after' finds 'id:2 id:1' after:2021
check 'after a month' finds 'id:2' after:2021-12
check 'before' finds 'id:1 id:3' before:2021-12-01 after:2000
check 'a year' finds 'id:2 id:1' date:2021
check 'a leap day' finds 'id:3' date:2020-02-29
check 'not a year' finds 'id:3 id:5' -date:2021
check 'from a month to a year' finds 'id:2 id:1' date:2021-11..2021
check 'a field' finds 'id:2 id:1' has:source_url
check 'no date' finds 'id:5' -has:date
check 'all that begin so' finds 'id:2 id:1' 'topic:healthcare*'
check 'a beginning in the title' finds 'id:3' 'title:nurs*'
check 'an excluded phrase of the title' finds 'id:1 id:3 id:5' '-title:"care at home"'
check 'by title' finds 'id:3 id:2 id:1 id:5' sort:title
check 'by title, of a topic' finds 'id:2 id:1' 'topic:health*' sort:title
check 'by relevance: one word of three weighs more than one of four' finds 'id:2 id:1' home care sort:relevance
check 'by relevance, without words' finds 'id:2 id:1 id:3 id:5' sort:relevance
check 'drafts' finds 'id:4' is:draft
check 'C++' finds 'id:4' is:draft 'c++'
check 'unread, with no marks' finds 'id:2 id:1 id:3 id:5' is:unread
check 'starred, with no marks' finds '' is:starred
check 'operators are words' finds 'id:1' AND
check 'operators are words, another' finds '' home OR care
check 'a limit' finds 'id:2 id:1' --limit=2
check 'a limit that is more than there is' finds 'id:2 id:1 id:3 id:5' --limit=10
check 'a word behind --' exits 0 list --cache=cache.db -- --care
check 'quotes and semicolons' finds '' "'; DROP TABLE article; --"

wrong() { # QUERY MESSAGE
    check "$1 is wrong" exits 2 list --cache=cache.db "$1"
    check "$1: $2" err_has "$2"
    check "$1: nothing listed" out_is ''
    check "$1: one line, the query, and a caret" err_lines 3
    check "$1: under the place" caret_under "$3"
}
caret_under() { # TEXT: what stands from the caret on
    local line caret
    line=$(sed -n 2p err)
    caret=$(sed -n 3p err)
    same "${line:${#caret}-1}" "$1" && same "${caret##* }" '^'
}
wrong foo:bar "unknown field 'foo:'" foo:bar
wrong 'home -foo:bar x' "unknown field 'foo:'" 'foo:bar x'
wrong '"home care' 'unclosed quote' '"home care'
wrong 'topic:"x' 'unclosed quote' '"x'
wrong topic: 'needs a value' topic:
wrong is:good 'is:good is unknown (known: is:unread' good
wrong has:good 'has:good is unknown' good
wrong sort:best 'sort:best is unknown (known: sort:newest, sort:oldest, sort:title, sort:relevance and sort:queue' best
wrong after:tomorrow "'tomorrow' is not a date" tomorrow
wrong date:2021-02-30 'is not a date' 2021-02-30
wrong date:2022..2021 'ends before it begins' 2022..2021
wrong $'is:\e[31mx' 'is:[31mx is unknown' '[31mx'
wrong 'Zürich  -foo:x' 'unknown field' 'foo:x'

check 'TSV' exits 0 list --cache=cache.db --format=tsv topic:nursing
check 'TSV, the columns' out_is $'2021-11-28\tid:1//news/a.md\ta.example\tTelehealth and home care'
check 'text' exits 0 list --cache=cache.db topic:nursing
check 'text, the line' out_is '28 Nov 2021  a.example                 Telehealth and home care'
check 'an empty text' exits 0 list --cache=cache.db nothingofthekind
check 'an empty text is nothing' out_is ''
check 'JSON' exits 0 list --cache=cache.db --format=json
check 'JSON, an object a line' test "$(grep -c '"article":' out)" = 4
check 'JSON is an array' grep -qz '^\[{.*}\]'$'\n''$' out
check 'JSON has the fields' grep -q '"title":"Telehealth and home care".*"source_url":"https://a.example/1".*"draft":false' out
json_keys() { "$COURANT" list --cache=cache.db --format=json "$@" | grep -o '"key":"[^"]*"' | cut -d'"' -f4 | shorten; }
check 'JSON by title' same "$(json_keys sort:title)" 'id:3 id:2 id:1 id:5'
check 'JSON by relevance' same "$(json_keys home care sort:relevance --limit=1)" 'id:2'
check 'JSON, the oldest first' same "$(json_keys sort:oldest)" 'id:3 id:1 id:2 id:5'
check 'JSON, an empty array' exits 0 list --cache=cache.db --format=json nothingofthekind
check 'JSON, an empty array, said' out_is '[]'
check 'JSON, a limit' exits 0 list --cache=cache.db --format=json --limit=1
check 'JSON, a limit, kept' test "$(grep -c '"article":' out)" = 1
check 'JSON lines' exits 0 list --cache=cache.db --format=jsonl
check 'JSON lines, an object each' same "$(grep -c '^{"article":.*}$' out) $(wc -l <out)" '4 4'
check 'JSON lines, none' exits 0 list --cache=cache.db --format=jsonl nothingofthekind
check 'JSON lines, none, nothing said' out_is ''
check 'CSV' exits 0 list --cache=cache.db --format=csv title:telehealth
check 'CSV, a heading' grep -q '^article,key,path,title,.*,topics,offerings,sources,authors,tags,sections,languages'$'\r''$' out
check 'CSV, a record' grep -q '^[0-9]*,id:1//news/a.md,news/a.md,Telehealth and home care,' out
check 'CSV, none' exits 0 list --cache=cache.db --format=csv nothingofthekind
check 'CSV, none, a heading' out_lines 1

# Languages: as the front matter says, and no other.
mkdir tongues
tongue() { printf -- "---\ntitle: T$1\nid: $1\ndate: 2020-01-0$1\n$2\n---\nbody\n" >"tongues/$1.md"; }
tongue 1 'lang: de'
tongue 2 'language: DE'
tongue 3 'lang: [pt-BR, en]'
tongue 4 'tags: [de]'
tongue 5 'lang: '
check 'languages, indexed' exits 0 index --cache=tongues.db tongues
in_tongues() { # WHAT EXPECTED QUERY...
    check "$1" same "$("$COURANT" list --cache=tongues.db --format=tsv "${@:3}" 2>&1 | cut -f2 | shorten)" "$2"
}
in_tongues 'a language' 'id:2 id:1' language:de
in_tongues 'a language in short' 'id:2 id:1' lang:de
in_tongues 'a language in capitals' 'id:3' lang:PT-br
in_tongues 'one of two languages' 'id:3' lang:en
in_tongues 'any language' 'id:3 id:2 id:1' has:lang
in_tongues 'no language' 'id:5 id:4' -has:language
in_tongues 'a language is no word' 'id:4' de
check 'languages' exits 0 languages --cache=tongues.db --format=tsv
check 'languages, no other' same "$(cut -f1,6 out | tr '\t\n' '  ')" '2 DE 1 en 1 pt-BR '

# The sample: a term's count is the length of its list, for every term of every taxonomy.
cp -r "$sample" sample
find sample -name '*.md' -exec sed -i '1s/^---$/---\nlang: en/' {} +
check 'index the sample' exits 0 index --cache=sample.db sample
total=$("$COURANT" list --cache=sample.db --format=tsv | wc -l)
check 'the sample has no problem' silent
check 'the sample has articles' test "$total" -gt 90
in_2024=$("$COURANT" list --cache=sample.db date:2024 | wc -l)
drafts_of_2024=$("$COURANT" list --cache=sample.db date:2024 is:draft | wc -l)
check 'the sample by year' same $((in_2024 + drafts_of_2024)) "$(grep -rl "^date: '2024-" "$sample" | wc -l)"
for plural in $("$COURANT" --help | sed -n 's/^  courant \([a-z]*\) .* with counts$/\1/p'); do
    check "$plural" exits 0 "$plural" --cache=sample.db --format=tsv
    cp out terms
    check "$plural, some" test -s terms
    wrong=''
    while IFS=$'\037' read -r count newest _ _ authority label _; do
        name=$label
        [ -z "$authority" ] || name="$authority: $label"
        "$COURANT" list --cache=sample.db --format=tsv "${plural%s}:\"$name\"" >out 2>err
        [ "$(wc -l <out) $(head -n1 out | cut -f1)" = "$count $newest" ] || wrong="$wrong '$name': $count, $newest;"
    done < <(tr '\t' '\037' <terms)
    check "$plural: counts are lengths of lists" same "$wrong" ''
    check "$plural as text" exits 0 "$plural" --cache=sample.db
    check "$plural as text, as many" same "$(wc -l <out)" "$(wc -l <terms)"
    check "$plural as JSON" exits 0 "$plural" --cache=sample.db --format=json
    check "$plural as JSON, as many" same "$(grep -c '"articles":' out)" "$(wc -l <terms)"
    check "$plural as CSV" exits 0 "$plural" --cache=sample.db --format=csv
    check "$plural as CSV, as many" same "$(wc -l <out)" $(($(wc -l <terms) + 1))
done
"$COURANT" list --cache=sample.db >first
"$COURANT" list --cache=sample.db >second
check 'the same again' cmp -s first second
check 'no control character' test -z "$(LC_ALL=C tr -d '\n\40-\176\200-\377' <first)"
mkdir -p wide
printf -- '---\ntitle: Wide\nid: 77\ndate: 2021-01-01\nlink:\n  brand: a-source-with-a-name-of-many-columns.example.org\n  href: https://a.example/\n---\nx\n' >wide/a.md
check 'a wide source' exits 0 index --cache=wide.db wide
check 'a wide source, listed' exits 0 list --cache=wide.db
check 'a wide source is whole' out_has 'a-source-with-a-name-of-many-columns.example.org  Wide'
finish
