"""Ed25519 keys and SSH signatures (OpenSSH's PROTOCOL.sshsig), by OpenSSL's libcrypto."""

import base64
import ctypes
import hashlib
import struct

_crypto = ctypes.CDLL("libcrypto.so.3")
_ED25519 = 1087  # NID_ED25519
for _name in ("EVP_PKEY_new_raw_private_key", "EVP_MD_CTX_new"):
    getattr(_crypto, _name).restype = ctypes.c_void_p
_POINTER, _SIZE = ctypes.c_void_p, ctypes.c_size_t
_crypto.EVP_PKEY_new_raw_private_key.argtypes = [ctypes.c_int, _POINTER, ctypes.c_char_p, _SIZE]
_crypto.EVP_PKEY_get_raw_public_key.argtypes = [_POINTER, ctypes.c_char_p, _POINTER]
_crypto.EVP_DigestSignInit.argtypes = [_POINTER] * 5
_crypto.EVP_DigestSign.argtypes = [_POINTER, ctypes.c_char_p, _POINTER, ctypes.c_char_p, _SIZE]
_crypto.EVP_MD_CTX_free.argtypes = [_POINTER]


def _string(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


class Key:
    """One Ed25519 key that signs as `ssh-keygen -Y sign -n git` would."""

    def __init__(self, seed: bytes):
        self._seed = seed
        self._key = _crypto.EVP_PKEY_new_raw_private_key(_ED25519, None, seed, 32)
        public, size = ctypes.create_string_buffer(32), _SIZE(32)
        if not self._key or _crypto.EVP_PKEY_get_raw_public_key(
                self._key, public, ctypes.byref(size)) != 1:
            raise OSError("libcrypto can't make an Ed25519 key")
        self._public = public.raw
        self._blob = _string(b"ssh-ed25519") + _string(self._public)

    @classmethod
    def of(cls, person: str) -> "Key":
        """The key of somebody made up: the same in every run."""
        return cls(hashlib.sha256(b"cairn bench " + person.encode()).digest())

    @classmethod
    def read(cls, path: str) -> "Key":
        """Reads an OpenSSH private key without a passphrase; its seed stands after the public key."""
        with open(path, encoding="ascii") as file:
            data = base64.b64decode("".join(file.read().split("\n")[1:-2]))
        marker = _string(b"ssh-ed25519")
        private = data.rindex(marker) + len(marker) + 4 + 32 + 4
        return cls(data[private:private + 32])

    @property
    def line(self) -> str:
        """The public key in one line."""
        return "ssh-ed25519 " + base64.b64encode(self._blob).decode()

    def private_file(self) -> str:
        """The private key as OpenSSH keeps it (PROTOCOL.key)."""
        secret = (struct.pack(">II", 7, 7) + self._blob + _string(self._seed + self._public)
                  + _string(b"bench"))
        secret += bytes(range(1, 1 + -len(secret) % 8))
        data = (b"openssh-key-v1\0" + _string(b"none") * 2 + _string(b"") + struct.pack(">I", 1)
                + _string(self._blob) + _string(secret))
        return _armored("OPENSSH PRIVATE KEY", data)

    def sign(self, message: bytes) -> str:
        """The armored signature over `message`, in git's namespace."""
        parts = _string(b"git") + _string(b"") + _string(b"sha512")
        raw = self._raw(b"SSHSIG" + parts + _string(hashlib.sha512(message).digest()))
        data = (b"SSHSIG" + struct.pack(">I", 1) + _string(self._blob) + parts
                + _string(_string(b"ssh-ed25519") + _string(raw)))
        return _armored("SSH SIGNATURE", data)

    def _raw(self, data: bytes) -> bytes:
        signature, size = ctypes.create_string_buffer(64), _SIZE(64)
        context = _crypto.EVP_MD_CTX_new()
        try:
            if (_crypto.EVP_DigestSignInit(context, None, None, None, self._key) != 1
                    or _crypto.EVP_DigestSign(
                        context, signature, ctypes.byref(size), data, len(data)) != 1):
                raise OSError("libcrypto can't sign")
        finally:
            _crypto.EVP_MD_CTX_free(context)
        return signature.raw


def _armored(label: str, data: bytes) -> str:
    text = base64.b64encode(data).decode()
    lines = [text[start:start + 70] for start in range(0, len(text), 70)]
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""])
