"""Writes good and hostile files below a folder: <codes joined by +, or "good">/<name>.

Made by the standard library alone, in the forms that torch, joblib, safetensors, GGUF and ONNX
write. Nothing is ever loaded."""

import collections
import datetime
import gzip
import io
import json
import os
import pathlib
import pickle
import struct
import sys
import zipfile
import zlib

root = sys.argv[1]


def write(codes, name, data):
    path = os.path.join(root, codes, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


class Evil:
    def __reduce__(self):
        return os.system, ("true",)


def archive(members, compression=zipfile.ZIP_STORED, change=None):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as file:
        for name, data in members:
            info = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name)
            info.compress_type = compression
            file.writestr(info, data)
    data = bytearray(buffer.getvalue())
    if change:
        change(data)
    return bytes(data)


# What torch.save pickles: a tensor's rebuilding, its storage by a persistent id.
TENSOR = (
    b"\x80\x02ccollections\nOrderedDict\nq\x00)Rq\x01X\x01\x00\x00\x00wq\x02"
    b"ctorch._utils\n_rebuild_tensor_v2\nq\x03((X\x07\x00\x00\x00storageq\x04"
    b"ctorch\nFloatStorage\nq\x05X\x01\x00\x00\x000q\x06X\x03\x00\x00\x00cpuq\x07K\x04tq\x08Q"
    b"K\x00K\x04\x85q\tK\x01\x85q\n\x89h\x00)Rq\x0btq\x0cRq\rs."
)
plain = {
    "weights": [0.5, -1.25, 10**40], "names": ("a", "ä\n"), "seen": {1, 2},
    "when": datetime.datetime(2026, 11, 20), "count": collections.Counter("aab"),
    "order": collections.OrderedDict(a=1), "path": pathlib.PurePosixPath("x"), "raw": bytes(5000),
    "same": None,
}
plain["same"] = plain["names"]

for protocol in range(6):
    write("good", f"plain{protocol}.pkl", pickle.dumps(plain, protocol))
    write("pickle-import", f"system{protocol}.pkl", pickle.dumps([1, Evil()], protocol))
write("good", "two.joblib", pickle.dumps(plain) + pickle.dumps(plain))
write("good", "packed.joblib", zlib.compress(pickle.dumps(plain)))
write("good", "packed.pkl", gzip.compress(pickle.dumps(plain)))
write("good", "empty.pkl", b"")
write("good", "weights.bin", bytes(range(256)) * 40)
write("good", "notes.txt", b"#!not a script, MZ")
write("good", "jpeg.bin", b"\xff\xd8\xff\xe0" + bytes(100))
magic = pickle.dumps(0x1950A86A20F9469CFC6C, 2)
legacy = magic + pickle.dumps(1001, 2) + pickle.dumps({"little_endian": True}, 2)
write("good", "legacy.pth", legacy + TENSOR + pickle.dumps(["0"], 2) + b"cos\nsystem\n" + bytes(9))
write("pickle-import", "legacy.pth", legacy + pickle.dumps(Evil(), 2) + pickle.dumps(["0"], 2))

evil = pickle.dumps(Evil(), 2)
write("pickle-import", "inst.pkl", b"(S'true'\nios\nsystem\n.")
write("pickle-import", "obj.pkl", b"(cos\nsystem\nS'true'\no.")
write("pickle-import", "newobj.pkl", b"\x80\x02csubprocess\nPopen\n(X\x04\x00\x00\x00truet\x81.")
write("pickle-import", "second.pkl", pickle.dumps(plain) + evil)
write("pickle-import", "packed.joblib", zlib.compress(evil))
write("pickle-import", "packed.pkl", gzip.compress(evil))
write("pickle-import", "raw.bin", evil)
write("pickle-import", "named.weights", evil)
write("pickle-import", "upper.PKL", evil)
write("pickle-import", "nested.pt", b"\x80\x02ctorch.storage\n_load_from_bytes\nC\x01a\x85R.")
write("pickle-import", "getattr.pkl", b"\x80\x02c__builtin__\ngetattr\n.")
write("pickle-import", "dotted.pkl", b"\x80\x04\x8c\x0bcollections\x8c\x14OrderedDict.fromkeys\x93.")
# The names come to STACK_GLOBAL by the memo, by DUP and POP, and past other strings.
write("pickle-import", "memo.pkl",
      b"\x80\x04\x8c\x02os\x94\x8c\x06system\x940\x8c\x0bcollections00h\x00h\x01\x93\x8c\x04true\x85R.")
write("pickle-import", "dup.pkl", b"\x80\x04\x8c\x02os2\x8c\x0bOrderedDict0\x8c\x06system\x93.")
write("pickle-import", "mark.pkl", b"\x80\x04\x8c\x02os\x8c\x06system(\x8c\x0bcollections1\x93.")
write("pickle-import+pickle-malformed", "broken.pkl", evil[:-1] + b"\xff\xff")
write("pickle-import", "broken.bin", evil[:-1] + b"\xff\xff")
write("pickle-unclear", "escaped.pkl", b"V\\u006fs\nVsystem\n\x93.")
write("pickle-unclear", "octal.pkl", b"S'\\157s'\nS'system'\n\x93.")
write("pickle-unclear", "computed.pkl", b"\x80\x04\x8c\x02os\x85\x8c\x06system\x93.")
write("pickle-unclear", "extension.pkl", b"\x80\x02\x82\x01.")
write("pickle-unclear", "two-memos.pkl", b"\x80\x04\x8c\x02osq\x05\x94.")
write("pickle-unclear", "underscore.pkl", b"\x8c\x02osp1_0\n0g10\n.")
write("pickle-unclear", "setattr.pkl", b"\x80\x02ccollections\nOrderedDict\n}b.")
write("pickle-malformed", "cut.pkl", pickle.dumps(plain)[:-30])
write("pickle-malformed", "text.pkl", b"#hello")
write("pickle-malformed", "underflow.pkl", b"\x80\x02R.")
write("pickle-malformed", "negative.pkl", b"\x80\x04\x8e" + b"\xff" * 8 + b".")

write("good", "model.pt", archive([
    ("archive/data.pkl", TENSOR), ("archive/byteorder", b"little"), ("archive/data/0", bytes(64)),
    ("archive/version", b"3\n")]))
write("good", "weights.npz", archive([("a.npy", bytes(3000)), ("b.npy", b"")], zipfile.ZIP_DEFLATED))
write("good", "deflated.pt", archive([("a/data.pkl", TENSOR)], zipfile.ZIP_DEFLATED))
write("good", "nested.zip", archive([("inner.pt", archive([("a/data.pkl", TENSOR)]))]))
write("good", "none.zip", archive([]))
write("pickle-import", "model.pt", archive([("archive/data.pkl", evil), ("archive/version", b"3")]))
write("pickle-import", "deflated.pt", archive([("a/data.pkl", evil)], zipfile.ZIP_DEFLATED))
write("pickle-import", "case.pt", archive([("a/data.PKL", evil)]))
write("pickle-import", "unnamed.pt", archive([("a/data", evil)]))
write("pickle-import", "nested.zip", archive([("inner.pt", archive([("a/data.pkl", evil)]))]))
elf = b"\x7fELF\x02\x01\x01" + bytes(60)
pe = b"MZ" + bytes(58) + struct.pack("<I", 128) + bytes(64) + b"PE\0\0" + bytes(20)
write("executable", "libevil.so", elf)
write("executable", "model.safetensors", pe)
write("executable", "run", b"#! /bin/sh\ntrue\n")
write("executable", "macho", struct.pack("<II", 0xFEEDFACF, 0x0100000C) + bytes(60))
write("executable", "fat", struct.pack(">II", 0xCAFEBABE, 2) + bytes(60))
write("executable", "member.pt", archive([("a/x", elf)]))
write("executable", "deflated.zip", archive([("a/x", elf)], zipfile.ZIP_DEFLATED))
write("archive-path", "up.zip", archive([("../up", b"x")]))
write("archive-path", "absolute.zip", archive([("/etc/passwd", b"x")]))
write("archive-path", "windows.zip", archive([("..\\up", b"x")]))
write("archive-path", "mark.zip", archive([("a/\u0301x/..\u0301/..//../x", b"x")]))
write("archive-path", "drive.zip", archive([("C:x", b"x")]))
link = zipfile.ZipInfo("link")
link.external_attr = 0o120777 << 16
write("archive-link", "link.zip", archive([(link, b"/etc/passwd")]))
write("archive-duplicate", "twice.zip", archive([("a", b"x"), ("A", b"y")]))
write("archive-bomb", "zeros.zip", archive([("a", bytes(80 << 20))], zipfile.ZIP_DEFLATED))
write("archive-bomb", "zeros.pkl", gzip.compress(pickle.dumps(bytes(80 << 20))))
write("archive-nested", "packed.zip",
      archive([("b.zip", archive([("a", b"x")]))], zipfile.ZIP_DEFLATED))
deep = b"x"
for _ in range(5):
    deep = archive([("a.zip", deep)])
write("archive-nested", "deep.zip", deep)


def patch(where, data):
    def change(archive):
        at = archive.index(where[0]) + where[1]
        archive[at:at + len(data)] = data
    return change


two = [("a/data.pkl", TENSOR), ("a/b.txt", b"x")]
LOCAL, DIRECTORY, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
write("archive-malformed", "renamed.pt", archive(two, change=patch((LOCAL, 30), b"b")))
write("archive-malformed", "method.pt", archive(two, change=patch((LOCAL, 8), b"\x08")))
write("archive-malformed", "encrypted.pt", archive(two, change=patch((DIRECTORY, 8), b"\x01")))
write("archive-malformed", "unknown.pt", archive(two, change=patch((DIRECTORY, 10), b"\x5d")))
write("archive-malformed", "count.pt", archive(two, change=patch((END, 8), b"\x01\0\x01\0")))
write("archive-malformed", "tail.pt", archive(two) + b"x")
write("archive-malformed", "ends.pt", archive(two) + archive([("a/data.pkl", evil)]))
write("archive-malformed", "cut.pt", archive(two)[:-30])
whole = archive(two)
at = whole.rindex(END)
write("archive-malformed", "gap.pt", whole[:at] + b"????" + whole[at:])
locator = b"PK\x06\x07" + bytes(16)
write("archive-malformed", "wide.pt", whole[:at] + locator + whole[at:])


def overlapping(data):
    first = data.index(DIRECTORY)
    second = data.index(DIRECTORY, first + 1)
    data[second + 42:second + 46] = data[first + 42:first + 46]


write("archive-bomb", "overlap.zip", archive([("a", b"x"), ("b", b"x")], change=overlapping))


def safetensors(header, room):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + bytes(room)


def tensor(start, end, dtype="F32", shape=None):
    shape = [(end - start) // 4] if shape is None else shape
    return {"dtype": dtype, "shape": shape, "data_offsets": [start, end]}


write("good", "model.safetensors", safetensors(
    {"__metadata__": {"format": "pt"}, "a": tensor(0, 16), "b": tensor(16, 24, "BF16", [2, 2]),
     "c": tensor(24, 24, "F32", [0, 7])}, 24))
write("good", "padded.safetensors", safetensors(b'{"a":' + json.dumps(tensor(0, 4)).encode() + b"}   ", 4))
for name, data in {
    "short": b"\x01", "long": struct.pack("<Q", 1 << 40) + b"{}",
    "list": safetensors(b"[]", 0), "blank": safetensors(b" {}", 0),
    "twice": safetensors(b'{"a":%s,"a":%s}' % ((json.dumps(tensor(0, 4)).encode(),) * 2), 4),
    "gap": safetensors({"a": tensor(0, 4), "b": tensor(8, 12)}, 12),
    "overlap": safetensors({"a": tensor(0, 8), "b": tensor(4, 12)}, 12),
    "rest": safetensors({"a": tensor(0, 4)}, 8), "outside": safetensors({"a": tensor(0, 8)}, 4),
    "shape": safetensors({"a": tensor(0, 4, shape=[2])}, 4),
    "overflow": safetensors({"a": tensor(0, 4, shape=[1 << 62, 1 << 62])}, 4),
    "type": safetensors({"a": tensor(0, 4, "O")}, 4),
    "key": safetensors({"a": {**tensor(0, 4), "extra": 1}}, 4),
    "metadata": safetensors({"__metadata__": {"a": 1}}, 0),
}.items():
    write("safetensors-malformed", f"{name}.safetensors", data)


def text(value):
    return struct.pack("<Q", len(value)) + value


def gguf(pairs=(), tensors=(), version=3, counts=None):
    data = b"GGUF" + struct.pack("<I", version)
    data += struct.pack("<QQ", *(counts or (len(tensors), len(pairs))))
    data += b"".join(text(key) + value for key, value in pairs)
    for name, dimensions, offset in tensors:
        data += text(name) + struct.pack("<I", len(dimensions))
        data += b"".join(struct.pack("<Q", length) for length in dimensions)
        data += struct.pack("<IQ", 0, offset)
    return data + bytes(-len(data) % 32)


WORDS = struct.pack("<IIQ", 9, 8, 2) + text(b"a") + text(b"b")
NUMBERS = struct.pack("<IIQ", 9, 6, 3) + bytes(12)
PAIRS = [(b"general.name", struct.pack("<I", 8) + text(b"x")), (b"words", WORDS), (b"n", NUMBERS)]
TENSORS = [(b"a", [8], 0), (b"b", [4, 2], 32)]
write("good", "model.gguf", gguf(PAIRS, TENSORS) + bytes(64))
for name, data in {
    "magic": b"GGML" + bytes(60), "version": gguf(version=9), "short": b"GGUF\x03",
    "counts": gguf(counts=(1 << 60, 0)), "cut": gguf(PAIRS, TENSORS)[:60],
    "key": gguf([PAIRS[0], PAIRS[0]]), "name": gguf((), [TENSORS[0], (b"a", [1], 32)]) + bytes(64),
    "outside": gguf((), [(b"a", [8], 1 << 20)]) + bytes(64),
    "place": gguf((), [(b"a", [8], 7)]) + bytes(64),
    "shape": gguf((), [(b"a", [1] * 5, 0)]) + bytes(64),
    "type": gguf([(b"a", struct.pack("<I", 77))]),
    "alignment": gguf([(b"general.alignment", struct.pack("<II", 4, 0))]),
    "long-list": gguf([(b"a", struct.pack("<IIQ", 9, 6, 1 << 62))]),
}.items():
    write("gguf-malformed", f"{name}.gguf", data)

graph = b"\x0a\x02ab"
onnx = b"\x08\x08\x12\x05torch\x3a" + bytes([len(graph)]) + graph + b"\x42\x02\x10\x11"
write("good", "model.onnx", onnx)


def field(number, content):
    if isinstance(content, int):
        return bytes([number << 3, content])
    return bytes([number << 3 | 2, len(content)]) + content


# Two tensors: lengths one by one and packed, numbers as bytes and as floats.
TENSOR_A = field(1, 2) + field(1, 3) + field(2, 1) + field(8, b"a") + field(9, bytes(24))
TENSOR_B = field(1, b"\x04") + field(2, 10) + field(8, b"b") + field(4, bytes(8))
weights = field(2, b"g") + field(5, TENSOR_A) + field(5, TENSOR_B)
write("good", "weights.onnx", field(1, 8) + field(7, weights))
for name, data in {
    "cut": onnx[:-1], "text": b"hello world", "graphs": onnx + b"\x3a\x00", "none": b"\x08\x08",
    "kind": b"\x0a\x01a" + onnx, "length": onnx + b"\x12" + b"\xff" * 9 + b"\x01",
    "zero": b"\x00" + onnx,
}.items():
    write("onnx-malformed", f"{name}.onnx", data)
