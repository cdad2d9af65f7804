"""What the tests of the entente command share: running the built binary as a person does, in a
folder of their own, and articles made up for the purpose."""
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ENTENTE = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else None

LEADERS = ["Angela Merkel", "Emmanuel Macron", "Vladimir Putin", "Xi Jinping", "Joe Biden",
           "Recep Tayyip Erdogan", "Narendra Modi", "Justin Trudeau"]
ACTS = ["{a} met {b} in {place} on {day}.", "{a} criticized {b} in a speech on {day}.",
        "{a} thanked {b} for the support of the last months.",
        "{a} and {b} held talks in {place} on {day}.", "{a} accused {b} of breaking the agreement.",
        "{a} refused to criticize {b}.", "{a} plans to meet {b} in {place} next week."]
PLACES = ["Lyon", "Geneva", "Astana", "Ankara", "Lisbon", "Vienna"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


def made_up_articles(count, sentences=12, seed=1):
    """Articles of the record's form, the same for the same arguments."""
    chance = random.Random(seed)
    for number in range(count):
        text = []
        for _ in range(sentences):
            a, b = chance.sample(LEADERS, 2)
            text.append(chance.choice(ACTS).format(a=a, b=b, place=chance.choice(PLACES),
                                                   day=chance.choice(DAYS)))
        yield {"id": f"made-up-{number:06}", "title": f"Number {number}", "text": " ".join(text),
               "date": f"2022-{1 + number % 12:02}-{1 + number % 28:02}", "language": "en"}


def memory_limit(mebibytes):
    """In bytes; what AddressSanitizer lays around every allocation doubles it."""
    with open(ENTENTE, "rb") as program:
        sanitized = b"__asan_init" in program.read()
    return (mebibytes << 20) * (2 if sanitized else 1)


class Run:
    """What one run of the program gave."""

    def __init__(self, code, out, err, peak_bytes=0):
        self.code, self.out, self.err, self.peak_bytes = code, out, err, peak_bytes

    def rows(self):
        """The rows of a tsv, without its heading."""
        return [line.split("\t") for line in self.out.splitlines()[1:]]

    def records(self):
        return [json.loads(line) for line in self.out.splitlines()]


class EntenteTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="entente-test-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.db = self.path("store")

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, content):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    def write_jsonl(self, name, articles):
        return self.write(name, "".join(json.dumps(article) + "\n" for article in articles))

    def environment(self, extra=None):
        out = {key: value for key, value in os.environ.items() if not key.startswith("ENTENTE_")}
        out.update(extra or {})
        return out

    def start(self, *arguments, **options):
        options.setdefault("env", self.environment())
        return subprocess.Popen([ENTENTE, *arguments], cwd=self.folder, **options)

    def run_entente(self, *arguments, stdin=b"", env=None, stdout=subprocess.PIPE):
        done = subprocess.run([ENTENTE, *arguments], cwd=self.folder, input=stdin, stdout=stdout,
                              stderr=subprocess.PIPE, env=self.environment(env), timeout=600,
                              check=False)
        return Run(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())

    def run_measured(self, *arguments):
        """The same with the peak of the program's memory; AddressSanitizer may not hold back what was
        freed, which is no memory of the program's."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            env = self.environment({"ASAN_OPTIONS": "quarantine_size_mb=8"})
            process = subprocess.Popen([ENTENTE, *arguments], cwd=self.folder, stdout=out,
                                       stderr=err, env=env)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            err.seek(0)
            return Run(process.returncode, out.read().decode(), err.read().decode(),
                       usage.ru_maxrss * 1024)

    def ask(self, command, *arguments, db=None):
        """A question to the store that must succeed."""
        done = self.run_entente(command, *arguments, "--db", db or self.db)
        self.assertEqual(done.code, 0, done.err)
        return done

    def status(self, db=None):
        return dict(row for row in self.ask("status", "--format", "tsv", db=db).rows())

    def assert_fails(self, done, code, *words):
        self.assertEqual(done.code, code, done.err)
        for word in words:
            self.assertIn(word, done.err)


def needs_root_mounts(test):
    """Skips loudly where file systems cannot be mounted."""
    folder = tempfile.mkdtemp()
    try:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder],
                                 capture_output=True, check=False).returncode == 0
        if mounted:
            subprocess.run(["umount", folder], check=True)
    except OSError:
        mounted = False
    finally:
        os.rmdir(folder)
    return unittest.skipUnless(mounted, "SKIPPED: mounting a tmpfs is not permitted here")(test)


def main():
    if ENTENTE is None:
        sys.exit("usage: TEST.py ENTENTE-BINARY [TEST-NAME ...]")
    program = unittest.main(exit=False, verbosity=2)
    result = program.result
    failed = len(result.failures) + len(result.errors)
    skipped = len(result.skipped)
    print(f"{result.testsRun - failed - skipped} passed, {failed} failed, {skipped} skipped")
    sys.exit(0 if result.wasSuccessful() else 1)
