"""A scratch registry with two people, its clones, and the operations that are cut short."""

import os
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent

POLICY = """groups:
  reviewers: [carol@example.com]
"""


class Failed(Exception):
    """A command that has to work did not."""


class World:
    """Everything of one run, below one folder; `save` and `restore` bring back what was there."""

    def __init__(self, root, cairn):
        self.root = Path(root)
        self.saved = Path(f"{root}.saved")
        self.cairn = str(cairn)
        self.registry = self.root / "registry"
        self.home = self.root / "home"

    # What the operations run in -----------------------------------------------------------------

    def environment(self, person="alice", **extra):
        bin = f"{Path(self.cairn).parent}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
        return {
            "PATH": bin, "HOME": str(self.home), "XDG_CACHE_HOME": str(self.home / ".cache"),
            "XDG_CONFIG_HOME": str(self.home / ".config"), "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": str(self.home / f"{person}.gitconfig"), "LC_ALL": "C.UTF-8",
            "GIT_TERMINAL_PROMPT": "0", "SWIFT_BACKTRACE": "enable=no", "TZ": "UTC",
        } | extra

    def run(self, words, person="alice", cwd=None, check=True, env=None, timeout=120):
        """Runs a command to its end; its output has both streams."""
        words = [self.cairn if word == "cairn" else str(word) for word in words]
        done = subprocess.run(
            words, cwd=cwd or self.clone(person), env=env or self.environment(person), text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            timeout=timeout)
        if check and done.returncode != 0:
            raise Failed(f"$ {' '.join(words)}\n{done.stdout}[exit {done.returncode}]")
        return done

    def start(self, operation, output, **extra):
        """Starts an operation as the leader of a session of its own, so all of it can be killed."""
        words = [self.cairn if word == "cairn" else str(word) for word in operation.words(self)]
        with open(output, "wb") as stream:
            return subprocess.Popen(
                words, cwd=operation.folder(self), env=self.environment(operation.person, **extra),
                stdin=subprocess.DEVNULL, stdout=stream, stderr=stream, start_new_session=True)

    def clone(self, person):
        folder = self.root / person
        return folder if folder.exists() else self.root

    # What is there ------------------------------------------------------------------------------

    def refs(self):
        """Every ref of the registry with what it points to."""
        lines = self.git("for-each-ref", "--format=%(refname) %(objectname)").splitlines()
        return dict(line.split(" ") for line in lines)

    def git(self, *words, check=True):
        return self.run(["git", "-C", self.registry, *words], check=check).stdout

    def artifacts(self):
        """The names of all objects in the store."""
        return {path.name for path in (self.registry / "lfs/objects").glob("??/??/*")}

    # How it comes about -------------------------------------------------------------------------

    def make(self):
        """Two versions of one model, v1 approved for production; v1 of another one proposed."""
        self.home.mkdir(parents=True)
        for person in ["alice", "carol"]:
            self.make_person(person)
        self.run(["cairn", "init", self.registry, "--name", "demo", "--admin",
                  "alice@example.com", "--key", self.home / "alice.pub"], cwd=self.root)
        for person in ["alice", "carol"]:
            self.run(["cairn", "clone", self.registry, self.root / person], person, self.root)
        self.run(["cairn", "person", "add", "carol@example.com", "--key", self.home / "carol.pub",
                  "--group", "reviewers", "--role", "contributor"])
        self.change_policy()
        for model in ["a/ready", "a/waiting"]:
            for number in [1, 2]:
                self.file(f"{model}-{number}".replace("/", "-"), 3000)
                name = self.root / f"{model}-{number}".replace("/", "-")
                self.run(["cairn", "register", model, name, "-m", "text", "--no-detect"])
            self.run(["cairn", "promote", f"{model}@v1", "--to", "staging"])
            self.run(["cairn", "promote", f"{model}@v1", "--to", "production"])
        self.run(["git", "fetch", "-q"], "carol")
        self.run(["cairn", "approve", "a/ready", "--stage", "production", "--yes"], "carol")
        self.run(["git", "pull", "-q"])

    def make_person(self, person):
        key = self.home / person
        self.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", f"{person}@example.com",
                  "-f", key], cwd=self.root)
        settings = {
            "user.name": person, "user.email": f"{person}@example.com", "gpg.format": "ssh",
            "user.signingkey": f"{key}.pub", "init.defaultBranch": "main",
            "advice.detachedHead": "false",
        }
        for name, value in settings.items():
            self.run(["git", "config", "--global", name, value], person, self.root)

    def change_policy(self):
        self.run(["git", "pull", "-q"])
        path = self.root / "alice/registry.yaml"
        lines = path.read_text().splitlines()
        place = next(i for i, line in enumerate(lines) if "# Uncomment" in line)
        lines[place] = "    approvals: [{count: 1, from: group:reviewers}]"
        path.write_text("\n".join(lines) + "\n")
        self.run(["git", "commit", "-qam", "Production takes a review"])
        self.run(["git", "push", "-q", "origin", "main"])

    def file(self, name, size, seed=b"seed"):
        """A file of that many bytes which follow from its name."""
        path = self.root / name
        text = name.encode() + seed
        path.write_bytes((text * (size // len(text) + 1))[:size])
        return path

    def save(self, folder=None):
        shutil.rmtree(folder or self.saved, ignore_errors=True)
        copy(self.root, folder or self.saved)

    def restore(self, folder=None):
        shutil.rmtree(self.root)
        copy(folder or self.saved, self.root)

    def remove(self):
        for folder in [self.root, self.saved]:
            shutil.rmtree(folder, ignore_errors=True)


def copy(source, target):
    subprocess.run(["cp", "-a", "--reflink=auto", source, target], check=True)


def build_shim(folder):
    """Compiles the preloaded library."""
    library = Path(folder) / "shim.so"
    compiler = shutil.which("cc") or shutil.which("clang")
    if not compiler:
        raise Failed("A C compiler is needed, as `cc` or `clang`.")
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-o", library,
                    HERE / "shim.c", "-ldl"], check=True)
    return library


def find_cairn():
    named = os.environ.get("CAIRN")
    found = named or shutil.which("cairn") or str(HERE.parent.parent / ".build/debug/cairn")
    if not os.access(found, os.X_OK):
        raise Failed(f"There is no program {found}; build it, or name it by CAIRN.")
    return Path(found).resolve()
