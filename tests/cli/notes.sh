#!/usr/bin/env bash
# Notes of a vault: tags in the text, nested tags, what is shown of their marks.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

mkdir -p site
printf -- '---\nid: 1\ndate: 2024-01-03\ntags: [Care]\n---\nSee [[two|the other]]. #night/shift/late #care %%%%gone%%%% ==Lit==. ^one\n' >site/one.md
printf -- '---\nid: 2\ndate: 2024-01-02\ntags: [night/desk, TCP/IP, "and so/on"]\n---\nA hashtag, #elsewhere, is no tag here.\n' >site/two.md
printf -- '---\nid: 3\ndate: 2024-01-01\ntags: "#ward #day/shift"\n---\nText.\n' >site/three.md
check 'index' exits 0 index --cache=cache.db site

check 'an exact name needs no case' finds 'id:1' tag:=CARE
check 'a tag in the text' finds 'id:1' tag:=night/shift/late
check 'the tag above it' finds 'id:1' tag:=night/shift
check 'the one above that, of all below it' finds 'id:1 id:2' tag:=night
check 'a hashtag of a site is no tag' finds '' tag:=elsewhere
check 'a name with a slash' finds '' tag:=TCP
check 'a name with blanks and a slash' finds '' 'tag:="and so"'
check 'tags written with their sign' finds 'id:3' tag:=ward tag:=day
check 'its tags are those it names' exits 0 list --cache=cache.db --format=jsonl tag:=care
check 'and no others' out_has '"tags":[{"name":"Care","authority":null,"label":"Care","slug":null,"url":null,"id":null},{"name":"night/shift/late",'
check 'nor those above them' out_lacks '"name":"night/shift"'
check 'the list of tags' exits 0 tags --cache=cache.db
check 'has them all, with their counts' same "$(sed 's/ [0-9]* Jan 2024 / /' out | tr -s ' ' | tr '\n' ';')" ' 1 and so/on; 1 Care; 1 day; 1 day/shift; 2 night; 1 night/desk; 1 night/shift; 1 night/shift/late; 1 TCP/IP; 1 ward;'

check 'what is shown' exits 0 show --cache=cache.db 1
check 'of a link' out_has 'See the other[1]'
check 'of a highlight' out_has 'Lit.'
check 'nothing of a comment' out_lacks gone
check 'nothing of an id' out_lacks ^one
check 'its tags' out_has 'Tags: Care, night/shift/late'

sed -i 's/ #night.*late//' site/one.md
check 'an edited note' exits 0 index --cache=cache.db site
check 'loses the tag' finds 'id:2' tag:=night
check 'and the one above it' finds '' tag:=night/shift

mkdir -p vault/.obsidian vault/deep
printf 'Only a #plain tag.\n' >vault/deep/a.md
check 'a vault' exits 0 index --cache=vault.db vault
check 'has tags in any text' exits 0 tags --cache=vault.db
check 'with no other mark' out_has plain

finish
