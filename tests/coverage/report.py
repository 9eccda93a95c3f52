#!/usr/bin/env python3
"""Branch coverage per module: report.py BUILD-FOLDER MODULE...

Every branch that gcc sees counts: each operand of && and ||, each case, both ways of each condition. Allocation has none of its
own, as base ends the program when memory runs out; error paths of system calls count like any other. Nothing is left out.
For the modules in LISTED the branches that were never taken are in BUILD-FOLDER/coverage.txt.
"""

import collections
import json
import pathlib
import subprocess
import sys

WANTED = 90  # percent of the branches of these
PARTS = {"cache (writing)": ("cache_write", "cache_writer", "cache_variants")}
LISTED = ("worker", "indexer", "cache (writing)", "marks", "spawn", "follow", "identity", "url", "db", "pack", "doc")
HELD = LISTED[:8]


def module_of(file, modules):
    name = pathlib.Path(file).stem
    if file.startswith("src/view/"):
        return "view"
    for part, files in PARTS.items():
        if name in files:
            return part
    while name not in modules and "_" in name:
        name = name.rsplit("_", 1)[0]
    return name


def counted(build):
    """(file, line, [times each branch was taken], the line was reached) of every line with branches."""
    for data in sorted(build.glob("src/*/*.gcda")):
        said = subprocess.run(["gcov", "--json-format", "--stdout", "--branch-probabilities", str(data)],
                              check=True, capture_output=True, text=True).stdout
        for file in json.loads(said)["files"]:
            if file["file"].startswith("src/"):
                for line in file["lines"]:
                    if line["branches"]:
                        yield file["file"], line["line_number"], [b["count"] for b in line["branches"]]


def main():
    build, modules = pathlib.Path(sys.argv[1]), sys.argv[2:]
    total, taken, missed = collections.Counter(), collections.Counter(), collections.defaultdict(list)
    for file, number, branches in counted(build):
        module = module_of(file, modules)
        total[module] += len(branches)
        taken[module] += sum(1 for count in branches if count)
        if not all(branches):
            missed[module].append((file, number, branches))
    order = [m for name in modules for m in ([name] + [p for p in PARTS if p.startswith(name + " ")]) if total[m]]
    for module in order + ["all"]:
        n, t = (total[module], taken[module]) if module != "all" else (sum(total.values()), sum(taken.values()))
        wish = "" if module not in HELD else "holds" if 100 * t >= WANTED * n else f"wanted: {WANTED} %"
        print(f"  {module:<16} {t:6} of {n:6} branches  {100 * t / n:5.1f} %  {wish}".rstrip())
    with open(build / "coverage.txt", "w", encoding="utf-8") as out:
        for module in LISTED:
            for file, number, branches in missed[module]:
                text = pathlib.Path(file).read_text(encoding="utf-8").splitlines()[number - 1].strip()
                none = "" if any(branches) else "never reached: "
                ways = "".join("+" if count else "-" for count in branches)
                out.write(f"{file}:{number}: [{ways}] {none}{text}\n")
    print(f"  not taken, of those that are watched: {build / 'coverage.txt'}")


main()
