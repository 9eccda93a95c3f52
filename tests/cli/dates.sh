#!/usr/bin/env bash
# Dates of articles: which are due, and dates from git or the file where there are none.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

config=$XDG_CONFIG_HOME/courant/config.yaml
mkdir -p site "${config%/*}"
titles() { "$COURANT" list --cache=cache.db --format=tsv "$@" | cut -f4 | tr '\n' ' '; }
days() { "$COURANT" list --cache=cache.db --format=tsv | cut -f1,4 | tr '\t\n' '= '; }

printf -- '---\ntitle: Tomorrow\ndate: %s\n---\n' "$(date -d '2 days' +%F)" >site/a.md
printf -- '---\ntitle: Embargo\ndate: 2020-01-01\npublishDate: 2199-01-01\n---\n' >site/b.md
printf -- '---\ntitle: Past\ndate: 2020-01-02\nexpiryDate: 2020-02-01\n---\n' >site/c.md
printf -- '---\ntitle: Today\ndate: %s\n---\n' "$(date +%F)" >site/d.md
check 'not yet due' exits 0 index --cache=cache.db site
check 'not yet due, hidden' same "$(titles)" 'Today Past '
check 'not yet due, listed' same "$(titles is:hidden)" 'Tomorrow Embargo '
check 'expired' same "$(titles is:expired)" 'Past '
check 'expired, said' exits 0 list --cache=cache.db is:expired
check 'expired, said in the list' out_has 'Past (expired)'
echo 'hide: [expired]' >"$config"
check 'hide' exits 0 index --cache=cache.db site
check 'hide, said' err_has '`fields`, `endings`, `dates` or `hide` in config.yaml has changed; rebuilding the cache'
check 'hide, the others' same "$(titles sort:oldest)" 'Embargo Today Tomorrow '
check 'hide, expired' same "$(titles is:expired)" 'Past '
echo 'hide: [drafts]' >"$config"
check 'hide, not known' exits 0 list --cache=cache.db
check 'hide, what is known' err_has 'expected draft, private, future or expired'
rm -rf site "$config"

mkdir site
printf '# Plain\n\nA bell was heard.\n' >site/plain.md
touch -d '2019-07-08 12:00' site/plain.md
check 'no date' exits 0 index --cache=cache.db site
check 'no date, none is made up' same "$(days)" '=Plain '
echo 'dates: file' >"$config"
check 'file' exits 0 index --cache=cache.db site
check 'file, its day' same "$(days)" '2019-07-08=Plain '
check 'file, in a record' exits 0 list --cache=cache.db --format=json
check 'file, said' out_has '"date_from":"file"'
check 'file, in the article' exits 0 show --cache=cache.db plain.md
check 'file, said there' out_has '8 Jul 2019, dated by its file'
echo 'dates: git' >"$config"
check 'no repository' exits 0 index --cache=cache.db --rebuild site
check 'no repository, said once' same "$(grep -c 'no dates from git' err)" 1
check 'no repository, not said when no file needs it' exits 0 index --cache=cache.db site
check 'no repository, quiet' silent

command -v git >/dev/null || finish
repo() { git -C site -c user.name=Ada -c user.email=ada@example.org "$@" >/dev/null 2>&1; }
# commit DATE
commit() { repo add -A && GIT_AUTHOR_DATE=$1 GIT_COMMITTER_DATE=$1 repo commit -m "$1"; }
repo init
check 'no commit' exits 0 index --cache=cache.db --rebuild site
check 'no commit, said' err_has 'the repository has no commit yet'
commit 2018-01-02T23:30:00-05:00
check 'git' exits 0 index --cache=cache.db site
check 'git, the author'"'"'s day' same "$(days)" '2018-01-02=Plain '
check 'git, marked in the list' exits 0 list --cache=cache.db
check 'git, marked' out_has ' 2 Jan 2018~ '
mkdir site/sub
repo mv plain.md sub/moved.md
commit 2020-01-02T10:00:00+00:00
printf -- '---\ntitle: Own\ndate: 2001-02-03\n---\n' >site/own.md
printf '# Later\n\nA second bell.\n' >site/later.md
check 'git, moved' exits 0 index --cache=cache.db site
check 'git, a file that moved keeps its day' same "$(days)" '2018-01-02=Plain 2001-02-03=Own =Later '
commit 2021-01-02T10:00:00+00:00
check 'git, committed since' exits 0 index --cache=cache.db site
check 'git, only that one' out_has '0 new, 1 changed, 0 removed, 2 unchanged'
check 'git, committed since, dated' same "$(days)" '2021-01-02=Later 2018-01-02=Plain 2001-02-03=Own '
check 'git, a note' exits 0 check --notes site
check 'git, noted' out_has 'later.md: note: no date; dated 2021-01-02 by its first commit'

# git runs once when there is something to date, and `git log` not at all when nothing has changed.
mkdir bin
printf '#!/bin/sh\necho "$@" >>"%s/calls"\nexec "%s" "$@"\n' "$PWD" "$(command -v git)" >bin/git
chmod +x bin/git
PATH=$PWD/bin:$PATH
check 'git, nothing changed' exits 0 index --cache=cache.db site
check 'git, nothing changed, no log' same "$(grep -c ' log ' calls)" 0
for i in 1 2 3; do printf '# New %s\n' "$i" >"site/new$i.md"; done
check 'git, new ones' exits 0 index --cache=cache.db site
check 'git, new ones, one log' same "$(grep -c ' log ' calls)" 1
rm calls "$config"
check 'off' exits 0 index --cache=cache.db site
check 'off, git is not run' test ! -e calls

# A repository whose configuration names programs runs none of them, nor does the environment. A partial clone lacks what
# `git log` would fetch.
echo 'dates: git' >"$config"
repo config uploadpack.allowFilter true
git clone -q --bare "$PWD/site" origin.git >/dev/null 2>&1
git -C origin.git config uploadpack.allowFilter true
git clone -q --filter=tree:0 "file://$PWD/origin.git" clone >/dev/null 2>&1
printf '#!/bin/sh\ntouch "%s/ran"\n' "$PWD" >evil
chmod +x evil
for key in core.fsmonitor core.pager core.sshCommand core.gitProxy diff.external diff.x.command diff.x.textconv gpg.program \
    remote.origin.uploadpack credential.helper core.alternateRefsCommand; do
    git -C clone config "$key" "$PWD/evil"
done
git -C clone config log.showSignature true
echo '*.md diff=x' >clone/.git/info/attributes
find clone/.git/objects -type f -name 'pack-*' -size +0 -exec sh -c 'mv "$@" .' sh {} + 2>/dev/null
for commit in $(git -C origin.git rev-list --all); do
    git -C origin.git cat-file commit "$commit" | git -C clone hash-object -w -t commit --stdin >/dev/null 2>&1
done
rm -f ran
export GIT_EXTERNAL_DIFF=$PWD/evil GIT_SSH_COMMAND=$PWD/evil GIT_PAGER=$PWD/evil
check 'a hostile repository' exits 0 index --cache=clone.db clone
check 'a hostile repository, no program ran' test ! -e ran
check 'a hostile repository, said' err_has 'no dates from git'
finish
