#!/usr/bin/env bash
# How the program was built: what hardens it, and that nothing tells in which folder.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

if ! command -v readelf >/dev/null || ! readelf -h "$COURANT" >out 2>err; then
    check 'no ELF program: nothing to look at' true
    finish
fi
check 'position independent' out_has 'DYN'
readelf -Wld "$COURANT" >out 2>err
check 'symbols are bound when it starts' grep -qE 'BIND_NOW|FLAGS_1.*NOW' out
check 'and cannot be changed then' out_has 'GNU_RELRO'
check 'nothing on the stack is run' grep -qE 'GNU_STACK .* RW ' out

check 'the program does not tell where it was built' test -z "$(grep -aoF -m1 "$COURANT_TOP/src" "$COURANT")"
for object in "$COURANT_BUILD"/src/{base/base,base/text_clean,screen/ui}.o; do
    check "$(basename "$object") does not tell either" test -z "$(grep -aoF -m1 "$COURANT_TOP" "$object")"
done
check 'the archive holds no time of day' test -z "$(ar tv "$COURANT_BUILD/libcourant.a" | grep -v ' 1970 ')"
finish
