#!/usr/bin/env bash
# Makes the pictures in screenshots/: runs the program in xterm on a display of its own, types keys, takes the window's picture.
# tests/screenshots/shoot.sh PROGRAM [SCENE...]
# For trying another program: tests/screenshots/shoot.sh -- COMMAND...  (one picture, try.png, of a command as it stands; keys in
# COURANT_KEYS)
set -eu
cd "$(dirname "$0")/../.."

# scene, theme, keys. A key is a name that xdotool knows, or text:WORD to type a word (_ is a blank).
scenes='
home      dark  j
topics    dark  t Down
list      dark  t Down Return 3 j
reader    dark  t Down Return j Return
offering  dark  t Down Return j Return p Return
search    dark  slash text:nurs Down
facets    dark  L f j j space
timeline  dark  L T j j
related   dark  L j r j
light     light t Down Return 3 j
'
sizes='80x24 140x40'

font='DejaVu Sans Mono' wide_font='Droid Sans Fallback' points=11

declare -A background=([dark]='#1d2129' [light]='#fbfaf7')
declare -A foreground=([dark]='#c9d1d9' [light]='#30343b')

scratch=$(mktemp -d)
server='' terminal=''
finish() {
    for pid in $terminal $server; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    rm -rf "$scratch"
}
trap finish EXIT
trap 'exit 130' INT TERM

start_display() {
    mkfifo "$scratch/display"
    Xvfb -displayfd 3 -screen 0 1920x1200x24 -nolisten tcp 3>"$scratch/display" >/dev/null 2>"$scratch/xvfb.log" &
    server=$!
    read -r number <"$scratch/display"
    export DISPLAY=:$number
}

# A terminal of this size and theme that runs a command in an empty home.
start_terminal() {
    local size=$1 theme=$2
    shift 2
    env -i PATH="$PATH" DISPLAY="$DISPLAY" LANG=C.UTF-8 HOME="$home" SHELL=/bin/sh \
        XDG_CACHE_HOME="$home/cache" XDG_STATE_HOME="$home/state" XDG_CONFIG_HOME="$home/config" \
        xterm -geometry "$size+0+0" -b 10 +sb -uc -fa "$font" -fs $points -fd "$wide_font" -tn xterm-256color \
        -bg "${background[$theme]}" -fg "${foreground[$theme]}" -cr "${foreground[$theme]}" \
        -xrm 'XTerm*boldColors: false' -xrm 'XTerm*cursorBlink: false' -xrm 'XTerm*forceBoxChars: true' \
        -e "$@" 2>"$scratch/xterm.log" &
    terminal=$!
    window=$(timeout 20 xdotool search --sync --onlyvisible --class xterm | head -n 1)
    xdotool windowfocus --sync "$window"
}

end_terminal() {
    kill "$terminal" 2>/dev/null || true
    wait "$terminal" 2>/dev/null || true
    terminal=''
}

picture() {
    import -window "$window" -strip "$1"
}

# Until the window shows something and has not changed for a while.
settle() {
    local before='' now='' still=0 tries
    for tries in {1..100}; do
        sleep 0.1
        picture "$scratch/now.ppm"
        now=$(md5sum <"$scratch/now.ppm")
        if [ "$now" = "$before" ]; then still=$((still + 1)); else still=0; fi
        before=$now
        [ $still -lt 4 ] || [ "$(identify -format %k "$scratch/now.ppm")" -lt 3 ] || return 0
    done
    echo "the screen of '$1' does not come to rest ($tries looks)" >&2
    return 1
}

press() {
    local key
    for key in "$@"; do
        case $key in
        text:*) key=${key#text:} && xdotool type --delay 30 "${key//_/ }" ;;
        *) xdotool key "$key" ;;
        esac
        settle "$key"
    done
}

# name, size, theme, keys..., with the command in the array `command`
shoot() {
    local name=$1 size=$2 theme=$3
    shift 3
    start_terminal "$size" "$theme" "${command[@]}"
    settle start
    press "$@"
    picture "$scratch/$name.png"
    end_terminal
    convert "$scratch/$name.png" -strip -dither None -colors 64 -define png:exclude-chunks=all -define png:compression-level=9 \
        "PNG8:screenshots/$name.png"
    echo "screenshots/$name.png"
}

start_display
home=$scratch/home
mkdir -p "$home" screenshots

if [ "$1" = -- ]; then
    shift
    command=("$@")
    read -ra keys <<<"${COURANT_KEYS-}"
    shoot try 80x24 "${COURANT_THEME-dark}" "${keys[@]}"
    exit
fi

program=$(realpath "$1")
shift
sample=data/sample/content
cache=$scratch/sample.db
command=("$program" --cache="$cache" "$sample")
"$program" index --cache="$cache" "$sample" >/dev/null

while read -r name theme keys; do
    [ -n "$name" ] || continue
    [ $# = 0 ] || [[ " $* " == *" $name "* ]] || continue
    for size in $sizes; do
        rm -rf "$home"
        mkdir -p "$home"
        read -ra keys_now <<<"$keys"
        shoot "$name-$size" "$size" "$theme" "${keys_now[@]}"
    done
done <<<"$scenes"
