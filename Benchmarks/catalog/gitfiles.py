"""Git's objects, packs and packed refs, as far as a generator writes them itself."""

import hashlib
import struct
import subprocess
import zlib

ZERO = "0" * 40
_TYPES = {"commit": 1, "tree": 2, "blob": 3, "tag": 4}


def object_id(kind: str, data: bytes) -> str:
    """The name git gives an object."""
    return hashlib.sha1(b"%s %d\0" % (kind.encode(), len(data)) + data).hexdigest()


def tree(entries: dict) -> bytes:
    """A tree from names to (mode, id), the names as git sorts them: folders as if they ended in /."""
    def key(item):
        name, (mode, _) = item
        return name.encode() + (b"/" if mode == "40000" else b"")
    return b"".join(b"%s %s\0" % (mode.encode(), name.encode()) + bytes.fromhex(oid)
                    for name, (mode, oid) in sorted(entries.items(), key=key))


class Pack:
    """Collects objects, each whole, and hands them to git in one pack."""

    def __init__(self, repository: str):
        self._repository = repository
        self._objects = {}

    def add(self, kind: str, data: bytes) -> str:
        oid = object_id(kind, data)
        if oid not in self._objects:
            self._objects[oid] = self._header(_TYPES[kind], len(data)) + zlib.compress(data, 1)
        return oid

    def add_tree(self, entries: dict) -> str:
        return self.add("tree", tree(entries))

    def write(self):
        data = b"PACK" + struct.pack(">II", 2, len(self._objects)) + b"".join(
            self._objects.values())
        subprocess.run(
            ["git", "-C", self._repository, "index-pack", "--stdin", "--strict"],
            input=data + hashlib.sha1(data).digest(), check=True, stdout=subprocess.DEVNULL)

    @staticmethod
    def _header(kind: int, size: int) -> bytes:
        byte, size, header = kind << 4 | size & 15, size >> 4, bytearray()
        while size:
            header.append(byte | 0x80)
            byte, size = size & 0x7F, size >> 7
        header.append(byte)
        return bytes(header)


def write_packed_refs(repository: str, refs: dict, peeled: dict):
    """Writes all refs, from names to ids, as packed ones; `peeled` says what each tag tags."""
    with open(f"{repository}/packed-refs", "w", encoding="ascii") as file:
        file.write("# pack-refs with: peeled fully-peeled sorted \n")
        for name in sorted(refs):
            oid = refs[name]
            file.write(f"{oid} {name}\n")
            if oid in peeled:
                file.write(f"^{peeled[oid]}\n")


class FastImport:
    """A running `git fast-import`: what is written here becomes commits, named by marks."""

    def __init__(self, repository: str, marks: str):
        self._marks = marks
        self._process = subprocess.Popen(
            ["git", "-C", repository, "-c", "core.hooksPath=/dev/null", "fast-import", "--quiet",
             "--force", f"--export-marks={marks}"], stdin=subprocess.PIPE, bufsize=1 << 20)

    def write(self, data: bytes):
        self._process.stdin.write(data)

    def blob(self, mark: int, data: bytes):
        self.write(b"blob\nmark :%d\ndata %d\n%s\n" % (mark, len(data), data))

    def commit(self, ref: str, mark: int, identity: str, message: str, parent: str = ""):
        """Begins a commit; what follows by `put` belongs to it."""
        data = message.encode()
        self.write(
            f"commit {ref}\nmark :{mark}\ncommitter {identity}\ndata {len(data)}\n".encode()
            + data + (f"from {parent}\n".encode() if parent else b""))

    def put(self, path: str, data: bytes):
        self.write(b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data))

    def put_mark(self, path: str, mark: int):
        self.write(b"M 100644 :%d %s\n" % (mark, path.encode()))

    def finish(self) -> dict:
        """Waits for git, and returns what each mark became."""
        self._process.stdin.close()
        if self._process.wait():
            raise SystemExit("git fast-import failed")
        with open(self._marks, encoding="ascii") as file:
            return {int(mark[1:]): oid for mark, oid in (line.split() for line in file)}
