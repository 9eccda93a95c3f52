#!/usr/bin/env python3
"""keys: the real program on a terminal of its own: start to first painted screen, key to paint, memory.

tests/bench/keys.py PROGRAM CACHE

Prints rows as `measure` does; processor time is that of the thread that has the screen. What is painted is known by the bytes
that come: the first after a key, until none comes for a moment, are the screen that answers it; when none comes for a while
and no thread works, all is there. Meanwhile the cache's lock is held, so that no index run of the program changes the cache."""
import contextlib, fcntl, glob, json, os, pty, re, select, shutil, signal, struct, subprocess, sys, tempfile, termios, time

ROWS, COLUMNS = 40, 140
MOMENT, WHILE, PATIENCE = 0.001, 0.05, 20  # seconds
STARTS = 11
PLAIN = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"], "BROWSER": "true"}


def text_of(path):
    with open(path, encoding="ascii", errors="replace") as file:
        return file.read()


class Terminal:
    def __init__(self, command, environment):
        self.pid, self.fd = pty.fork()
        self.begun = time.monotonic()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execve(command[0], command, environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def bytes_within(self, seconds):
        if not select.select([self.fd], [], [], seconds)[0]:
            return b""
        try:
            return os.read(self.fd, 65536)
        except OSError:
            return b""

    def painted(self, since, awaited=b""):
        """Seconds from `since` to the end of the first bytes that come, or of the first with `awaited` in them."""
        seen, last = b"", None
        while time.monotonic() - since < PATIENCE:
            more = self.bytes_within(MOMENT if last and awaited in seen else WHILE)
            if more:
                seen, last = seen + more, time.monotonic()
            elif last and awaited in seen:
                return last - since
            elif not awaited and not last and time.monotonic() - since > 1:
                return None  # this key changes nothing on the screen
        raise SystemExit("keys: the program paints nothing")

    def settled(self, since):
        """Seconds from `since` to the last bytes before a while in which none came and no thread worked; 0: none came."""
        last, worked = since, self.processor_of_all()
        while time.monotonic() - since < PATIENCE:
            if self.bytes_within(WHILE):
                last = time.monotonic()
            elif self.processor_of_all() == worked:
                break
            worked = self.processor_of_all()
        return last - since

    def send(self, keys):
        now = time.monotonic()
        os.write(self.fd, keys.encode())
        return now

    def type(self, keys):
        if keys:
            self.settled(self.send(keys))

    def processor_of_all(self):
        return [text_of(path).split()[0] for path in sorted(glob.glob(f"/proc/{self.pid}/task/*/schedstat"))]

    def processor(self):
        """Seconds of the processor that the thread of the screen has used."""
        return int(text_of(f"/proc/{self.pid}/schedstat").split()[0]) / 1e9

    def time_key(self, key):
        """Seconds until the key is painted, and until all is there: each by the clock and of the processor."""
        before, sent = self.processor(), self.send(key)
        wall = self.painted(sent)
        painted = wall, self.processor() - before
        complete = max(wall or 0, self.settled(sent)), self.processor() - before
        return painted, complete

    def memory(self):
        return int(re.search(r"VmHWM:\s+(\d+)", text_of(f"/proc/{self.pid}/status")).group(1))

    def end(self):
        os.kill(self.pid, signal.SIGTERM)
        os.close(self.fd)
        os.waitpid(self.pid, 0)


def high(times):
    return sorted(times)[len(times) * 99 // 100]


def print_row(name, taken, promise="0"):
    """taken: pairs of seconds, by the clock and of the processor; of a key that painted nothing the first is None."""
    walls = sorted(1e6 * wall for wall, _ in taken if wall is not None)
    processor = [1e6 * used for wall, used in taken if wall is not None]
    if walls:
        figures = walls[len(walls) // 2], high(walls), walls[-1], high(processor)
        print(name, len(walls), *(f"{figure:.0f}" for figure in figures), promise, "", sep="\t", flush=True)


def from_courant(program, *arguments):
    return json.loads(subprocess.run([program, *arguments, "--format=json"], stdout=subprocess.PIPE, check=True).stdout)


def words_of(program, cache):
    """Words of six letters and more, of the newest titles."""
    articles = from_courant(program, "list", f"--cache={cache}", "--limit=200")
    words = {word for article in articles for word in re.findall(r"\b[a-z]{6,}\b", article["title"])}
    return sorted(words)[::7][:20]


def largest_topic(program, cache):
    return max(from_courant(program, "topics", f"--cache={cache}"), key=lambda t: t["articles"])["label"]


class Bench:
    def __init__(self, program, cache, home):
        self.command = [program, f"--cache={cache}"]
        places = {"HOME": "", "XDG_STATE_HOME": "/state", "XDG_CACHE_HOME": "/cache", "XDG_CONFIG_HOME": "/config"}
        self.environment = {**PLAIN, **{name: home + place for name, place in places.items()}}
        self.most = 0

    def start(self):
        return Terminal(self.command, self.environment)

    def end(self, terminal):
        self.most = max(self.most, terminal.memory())
        terminal.end()

    def starts(self):
        times, memory = [], 0
        for _ in range(STARTS):
            terminal = self.start()
            times.append((terminal.painted(terminal.begun, b"Home"), terminal.processor()))
            memory = max(memory, terminal.memory())
            terminal.end()
        print_row("start to first screen", times, "1.2x")
        print("start, memory", memory, "32MiB", sep="\t", flush=True)

    def key(self, name, way, steps, promise="16"):
        """way: typed once to get there. steps: of (keys before, the key that counts, keys after)."""
        terminal, painted, complete = self.start(), [], []
        terminal.painted(terminal.begun, b"Home")
        for keys in way:
            terminal.type(keys)
        for before, key, after in steps:
            for keys in before:
                terminal.type(keys)
            times = terminal.time_key(key)
            painted.append(times[0])
            complete.append(times[1])
            terminal.type(after)
        self.end(terminal)
        print_row(name, painted, promise)
        if name[0] in "/FfT":
            print_row(f"{name}: all is there", complete)

    def typing(self, words):
        """Each letter as soon as the one before is painted, whether its search has ended or not."""
        terminal, painted = self.start(), []
        terminal.painted(terminal.begun, b"Home")
        for word in words:
            terminal.type("/")
            for letter in word[:6]:
                before = terminal.processor()
                painted.append((terminal.painted(terminal.send(letter)), terminal.processor() - before))
            terminal.type("\x1b")
        self.end(terminal)
        print_row("/ letters typed at once", painted, "16")


def measure(bench, topic, words):
    to_topic = ["t", "F", topic, "\r"]  # the filter leaves one
    letters = "aehimprst"
    bench.starts()
    bench.key("j in all articles", ["L"], [([], "j", "")] * 40)
    bench.key("G in all articles", ["L"], [(["g"], "G", "")] * 15)
    bench.key("g in all articles", ["L"], [(["G"], "g", "")] * 15)
    bench.key("Enter on an article", ["L"], [(["j"], "\r", "h")] * 15)
    bench.key("Enter on the largest topic", to_topic, [([], "\r", "h")] * 15)
    bench.key("j in the largest topic", to_topic + ["\r"], [([], "j", "")] * 40)
    bench.key("G in the largest topic", to_topic + ["\r"], [(["g"], "G", "")] * 15)
    bench.key("g in the largest topic", to_topic + ["\r"], [(["G"], "g", "")] * 15)
    bench.key("F and a letter, all articles", ["L"], [(["F"], letter, "\x1b") for letter in letters])
    bench.key("F and a letter, the largest topic", to_topic + ["\r"], [(["F"], letter, "\x1b") for letter in letters])
    bench.key("/", [], [([], "/", "\x1b")] * 10)
    for n in range(6):
        bench.key(f"/ and letter {n + 1}", [], [(["/" + word[:n]], word[n], "\x1b") for word in words])
    bench.typing(words)
    bench.key("p on the largest topic", to_topic, [([], "p", "h")] * 10)
    bench.key("s on the largest topic", to_topic, [([], "s", "h")] * 10)
    bench.key("f on the largest topic", to_topic + ["\r"], [([], "f", "h")] * 10)
    bench.key("T on the largest topic", to_topic + ["\r"], [([], "T", "h")] * 10)
    bench.key("f on all articles", ["L"], [([], "f", "h")] * 3)
    bench.key("T on all articles", ["L"], [([], "T", "h")] * 3)
    bench.key("r on an article", ["L"], [(["j"], "r", "h")] * 10)
    bench.key("t on an article", ["L"], [(["j"], "t", "h")] * 10)
    print("reading, memory", bench.most, "0", sep="\t")


@contextlib.contextmanager
def held(cache):
    """Nobody indexes it meanwhile."""
    with open(cache + ".lock", "a", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main():
    program, cache = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    home = tempfile.mkdtemp(prefix="courant-keys-")
    try:
        with held(cache):
            measure(Bench(program, cache, home), largest_topic(program, cache), words_of(program, cache))
    finally:
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
