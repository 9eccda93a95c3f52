"""beside: indexing beside the floors, and other programs that are installed, on the same made-up articles."""
import contextlib, os, shutil, statistics, subprocess, tempfile, time

import keys

RUNS = 5
WORDS = "hospital", "telehealth", "analytics"


def path_of(name):
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), name)


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
    print(f"{what:<42}{took * 1000:>10.1f} ms   {other:<34}{other_took * 1000:>10.1f} ms   ratio {took / other_took:.2f} {promise}".rstrip())


def floor(name, work):
    """A program of the folder PERF, built; None: there is none."""
    source = os.path.join(os.environ.get("PERF", ""), name + ".c")
    program = os.path.join(work, name)
    libraries = "-lsqlite3 -lyaml -lpthread -ldl -lm".split()
    built = "PERF" in os.environ and subprocess.run(["cc", "-O2", "-w", "-o", program, source, *libraries], check=False).returncode == 0
    return program if built else None


def print_indexing(courant, content, work):
    index = [courant, "index", "--quiet", f"--cache={work}/c.db", content]
    pipeline, walk = floor("pipeline", work), floor("walk", work)
    read_all = ["find", content, "-type", "f", "-exec", "cat", "{}", "+"]
    stat_all = ["find", content, "-type", "f", "-printf", "%s %T@\n"]
    row("cold index", seconds([*index, "--rebuild"]), "the bare pipeline" if pipeline else "find and cat of all files",
        seconds([pipeline, content, f"{work}/p.db", "threads=2", "yaml=full"] if pipeline else read_all), "(1.5)" if pipeline else "")
    unchanged = seconds(index)
    row("index, nothing changed", unchanged, "the bare walk and stat" if walk else "find with size and time",
        seconds([walk, "stat", content] if walk else stat_all), "(1.5)" if walk else "")
    folder, _, files = next(found for found in os.walk(content) if found[2])

    def change_one():
        with open(os.path.join(folder, files[0]), "a", encoding="utf-8") as file:
            file.write("One more line.\n")

    row("index, one file changed", seconds(index, change_one), "nothing changed", unchanged)


def first_screen(command, home):
    """Seconds to the first screen of a program that asks nothing first, and the most memory it had by then, in KiB."""
    times, memory = [], 0
    for _ in range(RUNS):
        terminal = keys.Terminal(command, {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"], "HOME": home})
        times.append(terminal.painted(terminal.begun))
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
        own, memory = first_screen([f"{build}/courant", f"--cache={size.cache}"], work)
    for name, prepare in ("newsboat", newsboat), ("sfeed_curses", sfeed_curses):
        if not shutil.which(name):
            print(f"{name} is not installed")
            continue
        command = prepare(f"{build}/tests/bench/generate", size.articles, work)
        other, other_memory = first_screen(command, work)
        row(f"first screen, {memory / 1024:.0f} MiB", own, f"{name}, {other_memory / 1024:.0f} MiB", other)


def print_searches(courant, content, cache):
    peers = {"rg": lambda word: ["rg", "--files-with-matches", "--ignore-case", "--word-regexp", word, content],
             "sqlite3": lambda word: ["sqlite3", cache, f"SELECT title FROM article WHERE title LIKE '%{word}%' ORDER BY id DESC LIMIT 50"]}
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
