"""beside: indexing beside the floors, and other programs that are installed, on the same made-up articles."""
import contextlib, os, shutil, statistics, subprocess, tempfile, time

import keys

RUNS = 5
WORDS = "hospital", "telehealth", "analytics"


def seconds(command, before=None):
    times = []
    for _ in range(RUNS):
        if before:
            before()
        begun = time.monotonic()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        times.append(time.monotonic() - begun)
    return statistics.median(times)


def row(what, took, other, other_took, promise=""):
    own, beside = f"{what:<42}{took * 1000:>10.1f} ms", f"{other:<34}{other_took * 1000:>10.1f} ms"
    print(f"{own}   {beside}   ratio {took / other_took:.2f} {promise}".rstrip())


def floor(name, work):
    """A program of the folder PERF, built; None: there is none."""
    if "PERF" not in os.environ:
        return None
    source, program = os.path.join(os.environ["PERF"], name + ".c"), os.path.join(work, name)
    libraries = "-lsqlite3 -lyaml -lpthread -ldl -lm".split()
    built = subprocess.run(["cc", "-O2", "-w", "-o", program, source, *libraries], check=False)
    return program if built.returncode == 0 else None


def print_indexing(courant, content, work):
    index = [courant, "index", "--quiet", f"--cache={work}/c.db", content]
    pipeline, walk = floor("pipeline", work), floor("walk", work)
    read_all = ["find", content, "-type", "f", "-exec", "cat", "{}", "+"]
    stat_all = ["find", content, "-type", "f", "-printf", "%s %T@\n"]
    cold, unchanged = seconds([*index, "--rebuild"]), seconds(index)
    if pipeline:
        bare = seconds([pipeline, content, f"{work}/p.db", "threads=2", "yaml=full"])
        row("cold index", cold, "the bare pipeline", bare, "(promise: 1.5)")
    else:
        row("cold index", cold, "find and cat of all files", seconds(read_all))
    if walk:
        row("index, nothing changed", unchanged, "the bare walk and stat", seconds([walk, "stat", content]), "(promise: 1.5)")
    else:
        row("index, nothing changed", unchanged, "find with size and time", seconds(stat_all))
    folder, _, files = next(found for found in os.walk(content) if found[2])

    def change_one():
        with open(os.path.join(folder, files[0]), "a", encoding="utf-8") as file:
            file.write("One more line.\n")

    row("index, one file changed", seconds(index, change_one), "nothing changed", unchanged)


def first_screen(command, home, awaited):
    """Seconds to the first screen, which has the awaited bytes, and the most memory the program had by then, in KiB."""
    times, memory = [], 0
    for _ in range(RUNS):
        terminal = keys.Terminal(command, {**keys.PLAIN, "HOME": home})
        times.append(terminal.painted(terminal.begun, awaited))
        memory = max(memory, terminal.memory())
        terminal.end()
    return statistics.median(times), memory


def newsboat(generate, articles, work):
    subprocess.run([generate, "rss", f"{work}/feed.xml", str(articles)], check=True)
    with open(f"{work}/urls", "w", encoding="utf-8") as urls:
        urls.write(f"file://{work}/feed.xml\n")
    command = [shutil.which("newsboat"), "-u", f"{work}/urls", "-c", f"{work}/newsboat.db"]
    subprocess.run([*command, "-x", "reload"], stdout=subprocess.DEVNULL, check=False, env={**os.environ, "HOME": work})
    return command


def sfeed_curses(generate, articles, work):
    subprocess.run([generate, "sfeed", f"{work}/feed", str(articles)], check=True)
    return [shutil.which("sfeed_curses"), f"{work}/feed"]


def print_first_screens(build, size, work):
    with keys.held(size.cache):
        own, memory = first_screen([f"{build}/courant", f"--cache={size.cache}"], work, b"Home")
    for name, prepare, awaited in ("newsboat", newsboat, b"Made up"), ("sfeed_curses", sfeed_curses, b"feed"):
        if not shutil.which(name):
            print(f"{name} is not installed")
            continue
        command = prepare(f"{build}/tests/bench/generate", size.articles, work)
        other, other_memory = first_screen(command, work, awaited)
        row(f"first screen, {memory / 1024:.0f} MiB", own, f"{name}, {other_memory / 1024:.0f} MiB", other)


def print_searches(courant, content, cache):
    like = "SELECT title FROM article WHERE title LIKE '%{}%' ORDER BY id DESC LIMIT 50"
    peers = {
        "rg": lambda word: ["rg", "--files-with-matches", "--ignore-case", "--word-regexp", word, content],
        "sqlite3": lambda word: ["sqlite3", cache, like.format(word)],
    }
    for name, command in peers.items():
        if not shutil.which(name):
            print(f"{name} is not installed")
            continue
        for word in WORDS:
            row(f"list {word}, in all of the text", seconds([courant, "list", f"--cache={cache}", "--limit=50", word]),
                f"{name}, {'titles alone' if name == 'sqlite3' else 'the files'}", seconds(command(word)))


def print_all(build, size):
    """Of a size small enough for files."""
    with contextlib.ExitStack() as stack:
        work = tempfile.mkdtemp(prefix="courant-bench-")
        stack.callback(shutil.rmtree, work)
        content = os.path.join(work, "content")
        subprocess.run([f"{build}/tests/bench/generate", "files", content, str(size.articles)], check=True)
        print(f"\nbeside others, {size.articles} articles")
        print_indexing(f"{build}/courant", content, work)
        print_first_screens(build, size, work)
        print_searches(f"{build}/courant", content, size.cache)
