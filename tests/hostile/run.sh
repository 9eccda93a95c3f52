#!/usr/bin/env bash
# Nasty content, with the verdict for each file: tests/hostile/run.sh COURANT FOLDER, where FOLDER holds make_hostile.py and
# check_expect.py. As a user for whom permissions hold; a superuser becomes nobody.
set -eu
if [ ! -e "$2/make_hostile.py" ]; then
    echo "skipped: there is no make_hostile.py in '$2'"
    exit 0
fi
courant=$(realpath "$1")
folder=$(realpath "$2")
here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
cp "$courant" "$work/courant"
cp "$here/must.py" "$work/must.py"
as=()
if [ "$(id -u)" = 0 ]; then
    chmod 777 "$work"
    as=(setpriv --reuid=65534 --regid=65534 --clear-groups --)
fi
PATH=/usr/bin:/bin:$PATH # what anybody may run comes first
export HOME=$work TMPDIR=$work XDG_CACHE_HOME=$work XDG_STATE_HOME=$work XDG_CONFIG_HOME=$work
"${as[@]}" python3 "$folder/make_hostile.py" "$work/tree" --big
status=0
"${as[@]}" "$work/courant" check --format=tsv "$work/tree/content" >"$work/result.tsv" || status=$?
echo "check ended with $status"
python3 "$folder/check_expect.py" "$work/tree/EXPECT.tsv" "$work/result.tsv"
"${as[@]}" "$work/courant" index --quiet --cache="$work/cache.db" "$work/tree/content" || true
"${as[@]}" python3 "$work/must.py" "$work/courant" "$work/tree/EXPECT.tsv" "$work/cache.db"
