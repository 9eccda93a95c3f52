#!/usr/bin/env bash
# Installs what is missing of the groups that are named, with apt-get: tests/deps.sh build test
# With --check it installs nothing and fails when something is missing.
set -eu

# group, what must be there (pkg: a pkg-config module, cmd: a program, header: a header of the C library, clang: what its
# -fsanitize= takes, font: a family), and the Debian package that has it
needs='
build       cmd:cc            gcc
build       header:stdio.h    libc6-dev
build       cmd:pkg-config    pkg-config
build       pkg:ncursesw      libncurses-dev
build       pkg:yaml-0.1      libyaml-dev
build       pkg:libcmark      libcmark-dev
build       pkg:libxml-2.0    libxml2-dev
build       pkg:sqlite3       libsqlite3-dev
build       pkg:libutf8proc   libutf8proc-dev
build       pkg:libunibreak   libunibreak-dev
build       pkg:libseccomp    libseccomp-dev
build       pkg:libidn2       libidn2-dev
test        pkg:cmocka        libcmocka-dev
test        pkg:vterm         libvterm-dev
test        cmd:sqlite3       sqlite3
coverage    cmd:gcov          gcc
coverage    cmd:python3       python3
fuzz        cmd:clang         clang
fuzz        clang:fuzzer      libclang-rt-14-dev
bench       cmd:python3       python3
fidelity    cmd:python3       python3
fidelity    cmd:cmark         cmark
fidelity    cmd:w3m           w3m
lint        cmd:clang-format  clang-format
lint        cmd:clang-tidy    clang-tidy
lint        cmd:cppcheck      cppcheck
lint        cmd:shellcheck    shellcheck
screenshots cmd:Xvfb          xvfb
screenshots cmd:xterm         xterm
screenshots cmd:xdotool       xdotool
screenshots cmd:import        imagemagick
screenshots cmd:fc-list       fontconfig
screenshots font:DejaVu_Sans_Mono    fonts-dejavu-core
screenshots font:Droid_Sans_Fallback fonts-droid-fallback
screenshots font:Symbola             fonts-symbola
'

is_there() {
    local kind=${1%%:*} name=${1#*:}
    case $kind in
    cmd) command -v "$name" ;;
    pkg) pkg-config --exists "$name" ;;
    clang) echo 'int LLVMFuzzerTestOneInput(void) { return 0; }' | clang -xc -fsanitize="$name" -o /dev/null - ;;
    header) echo "#include <$name>" | cc -E - ;;
    font) [ -n "$(fc-list "${name//_/ }" family)" ] ;;
    esac >/dev/null 2>&1
}

missing() {
    local group what package
    while read -r group what package; do
        case " $* " in *" $group "*) is_there "$what" || echo "$package" ;; esac
    done <<<"$needs"
}

say() {
    echo "courant: $*" >&2
}

check_only=
if [ "${1-}" = --check ]; then
    check_only=yes
    shift
fi

mapfile -t packages <<<"$(missing "$@")" # not < <(...): a bare system may lack /dev/fd
[ -n "${packages[*]}" ] || exit 0

if [ -n "$check_only" ]; then
    say "missing: ${packages[*]} (names of Debian packages); 'make run' and 'make test' install them"
    exit 1
fi
if ! command -v apt-get >/dev/null; then
    say "this system has no apt-get; please install what has these in Debian: ${packages[*]}"
    exit 1
fi

as_root=(env)
if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
        say "please install these as root: apt-get install ${packages[*]}"
        exit 1
    fi
    as_root=(sudo)
fi

say "installing ${packages[*]}"
install=("${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Acquire::Retries=3)
"${install[@]}" update || say "apt-get update did not fully work; going on with what it has"
"${install[@]}" install --no-install-recommends "${packages[@]}"

still=$(missing "$@")
if [ -n "$still" ]; then
    say "still missing: ${still//$'\n'/ }"
    exit 1
fi
