#!/usr/bin/env python3
"""bench: the promises of speed (DESIGN.md section 9), measured. Prints tables; judges nothing.

tests/bench/run.py BUILD FOLDER SIZE...

BUILD is the folder of the programs; below FOLDER are kept the caches of so many made-up articles, so that they are made once.
Where a folder with the sources of the floors is named in PERF (pipeline.c, walk.c), indexing is measured beside them."""
import os, subprocess, sys

sys.dont_write_bytecode = True
import beside

FILES_MAX = 100000  # so many files are made to index


def say(*words):
    print("bench:", *words, file=sys.stderr, flush=True)


def output_of(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout


class Size:
    """A cache of so many articles, and what was measured on it: a row for each class."""

    def __init__(self, build, folder, articles):
        self.articles, self.build, self.cache = articles, build, os.path.join(folder, f"{articles}.db")
        self.rows = {}

    def is_usable(self):
        list_one = [f"{self.build}/courant", "list", f"--cache={self.cache}", "--limit=1"]
        return subprocess.run(list_one, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0

    def make(self):
        if not self.is_usable():
            say(f"making a cache of {self.articles} articles")
            subprocess.run([f"{self.build}/tests/bench/generate", "cache", self.cache, str(self.articles)], check=True)

    def measure(self):
        keys = os.path.join(os.path.dirname(os.path.abspath(__file__)), "keys.py")
        for program in [f"{self.build}/tests/bench/measure", self.cache], [keys, f"{self.build}/courant", self.cache]:
            say(f"{self.articles} articles: {os.path.basename(program[0])}")
            for line in output_of(*program).splitlines():
                name, *fields = line.split("\t")
                self.rows[name] = fields


def name_of(articles):
    for unit, letter in (1000000, "M"), (1000, "k"):
        if articles % unit == 0:
            return f"{articles // unit}{letter}"
    return str(articles)


def milliseconds(microseconds):
    ms = int(microseconds) / 1000
    return f"{ms:.0f}" if ms >= 100 else f"{ms:.1f}" if ms >= 1 else f"{ms:.2f}"


WALL, PROCESSOR = 2, 4  # of a row's fields: the slowest in a hundred


def holds(promise, first, last, field):
    """At the largest size; for `1.2x` beside the smallest."""
    if promise.endswith("x"):
        return int(last[field]) <= float(promise[:-1]) * int(first[field])
    return int(last[field]) <= float(promise) * 1000


def verdict(promise, first, last):
    if promise == "0":
        return ""
    if holds(promise, first, last, WALL):
        return "holds"
    return "by processor time" if holds(promise, first, last, PROCESSOR) else "NO"


def print_times(sizes):
    print("The promise is of the slowest in a hundred at the largest size; 1.2x: beside that of the smallest. What holds by")
    print("processor time alone had to wait for a processor or the disk.\n")
    print(f"{'milliseconds: median / slowest in a hundred':<46}" + "".join(f"{name_of(s.articles):>17}" for s in sizes)
          + f"{'ratio':>8}{'promise':>9}")
    for name, fields in sizes[-1].rows.items():
        if len(fields) < 7:
            continue
        rows = [s.rows.get(name) for s in sizes]
        cells = (f"{milliseconds(r[1])} / {milliseconds(r[2])}" if r else "-" for r in rows)
        ratio = f"{int(rows[-1][2]) / max(int(rows[0][2]), 1):.1f}" if rows[0] else "-"
        promise = "" if fields[5] == "0" else fields[5]
        kept = verdict(fields[5], rows[0] or fields, fields)
        print((f"{name:<46}" + "".join(f"{c:>17}" for c in cells) + f"{ratio:>8}{promise:>9}  {kept}").rstrip())


def print_memory(sizes):
    for name, fields in sizes[-1].rows.items():
        if len(fields) < 7:
            cells = "".join(f"{int(s.rows[name][0]) / 1024:>13.1f} MiB" for s in sizes)
            promise = f"{fields[1]:>17}  {'holds' if int(fields[0]) <= 32 * 1024 else 'NO'}" if fields[1] != "0" else ""
            print(f"{name:<46}{cells}{promise}")


def print_slowest(sizes):
    print(f"\nthe slowest query of each class that takes longer than promised, {name_of(sizes[-1].articles)}")
    for name, fields in sizes[-1].rows.items():
        if len(fields) >= 7 and fields[5] not in ("0", "1.2x") and float(fields[5]) * 1000 < int(fields[3]) and fields[6]:
            print(f"  {milliseconds(fields[3]):>8} ms  {name}: {fields[6]}")


def main():
    if len(sys.argv) < 4:
        sys.exit("usage: tests/bench/run.py BUILD FOLDER SIZE...")
    build, folder = (os.path.abspath(name) for name in sys.argv[1:3])
    os.makedirs(folder, exist_ok=True)
    sizes = [Size(build, folder, int(articles)) for articles in sorted(sys.argv[3:], key=int)]
    for size in sizes:
        size.make()
        size.measure()
    print_times(sizes)
    print_memory(sizes)
    print_slowest(sizes)
    beside.print_all(build, [size for size in sizes if size.articles <= FILES_MAX or size is sizes[0]][-1])


main()
