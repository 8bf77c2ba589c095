#!/usr/bin/env python3
"""Makes the test vectors of eventstore/FORMAT.md.

Written from that page alone, with Python's standard library alone, so that the C++ is held against
something other than itself. Everything is computed from fixed seeds: two runs give the same bytes.

    tools/format_vectors.py           writes tests/eventstore/golden
    tools/format_vectors.py --check   exits 1, naming the file, if it holds anything else
"""

import argparse
import hashlib
import hmac
import json
import pathlib
import struct
import sys

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "tests" / "eventstore" / "golden"


# --- Primitives -----------------------------------------------------------------------------------


def sha256(*pieces):
    return hashlib.sha256(b"".join(pieces)).digest()


def hmac_sha256(key, text):
    return hmac.new(key, text, hashlib.sha256).digest()


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def rotate(value, count):
    return ((value << count) | (value >> (32 - count))) & 0xFFFFFFFF


def chacha_rounds(state):
    def quarter(a, b, c, d):
        state[a] = (state[a] + state[b]) & 0xFFFFFFFF
        state[d] = rotate(state[d] ^ state[a], 16)
        state[c] = (state[c] + state[d]) & 0xFFFFFFFF
        state[b] = rotate(state[b] ^ state[c], 12)
        state[a] = (state[a] + state[b]) & 0xFFFFFFFF
        state[d] = rotate(state[d] ^ state[a], 8)
        state[c] = (state[c] + state[d]) & 0xFFFFFFFF
        state[b] = rotate(state[b] ^ state[c], 7)

    for _ in range(10):
        for column in range(4):
            quarter(column, column + 4, column + 8, column + 12)
        quarter(0, 5, 10, 15)
        quarter(1, 6, 11, 12)
        quarter(2, 7, 8, 13)
        quarter(3, 4, 9, 14)


CHACHA_CONSTANTS = struct.unpack("<4I", b"expand 32-byte k")


def hchacha20(key, nonce16):
    state = list(CHACHA_CONSTANTS + struct.unpack("<8I", key) + struct.unpack("<4I", nonce16))
    chacha_rounds(state)
    return struct.pack("<8I", *(state[:4] + state[12:]))


def chacha20(key, nonce12, counter, data):
    out = bytearray()
    for start in range(0, len(data), 64):
        block = (counter + start // 64,) + struct.unpack("<3I", nonce12)
        initial = CHACHA_CONSTANTS + struct.unpack("<8I", key) + block
        state = list(initial)
        chacha_rounds(state)
        stream = struct.pack("<16I", *((a + b) & 0xFFFFFFFF for a, b in zip(state, initial)))
        out += bytes(a ^ b for a, b in zip(data[start : start + 64], stream))
    return bytes(out)


def poly1305(key, data):
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    accumulator = 0
    for start in range(0, len(data), 16):
        block = int.from_bytes(data[start : start + 16] + b"\x01", "little")
        accumulator = (accumulator + block) * r % ((1 << 130) - 5)
    accumulator += int.from_bytes(key[16:], "little")
    return (accumulator & ((1 << 128) - 1)).to_bytes(16, "little")


def xchacha20_poly1305(key, nonce, plaintext, additional):
    subkey = hchacha20(key, nonce[:16])
    nonce12 = bytes(4) + nonce[16:]
    ciphertext = chacha20(subkey, nonce12, 1, plaintext)

    def padded(data):
        return data + bytes(-len(data) % 16)

    lengths = struct.pack("<QQ", len(additional), len(ciphertext))
    tag_key = chacha20(subkey, nonce12, 0, bytes(32))
    return ciphertext + poly1305(tag_key, padded(additional) + padded(ciphertext) + lengths)


def zstd_frame(raw, repeated, count):
    """A frame of one raw block and one of `count` times the byte `repeated`."""
    size = len(raw) + count
    content_size = bytes([0x20, size]) if size < 256 else b"\x60" + struct.pack("<H", size - 256)
    first = struct.pack("<I", len(raw) << 3)[:3] + raw
    last = struct.pack("<I", 1 | 1 << 1 | count << 3)[:3] + bytes([repeated])
    return b"\x28\xb5\x2f\xfd" + content_size + first + last


def some_bytes(name, count):
    out = b""
    while len(out) < count:
        out += sha256(name.encode(), bytes([len(out) // 32]))
    return out[:count]


def some_id(name):
    return some_bytes("id " + name, 16)


# --- Grammar --------------------------------------------------------------------------------------


def u8(value):
    return struct.pack(">B", value)


def u16(value):
    return struct.pack(">H", value)


def u32(value):
    return struct.pack(">I", value)


def u64(value):
    return struct.pack(">Q", value)


def i64(value):
    return struct.pack(">q", value)


def short(text):
    data = text.encode() if isinstance(text, str) else text
    return u8(len(data)) + data


def with_crc(data):
    return data + u32(crc32c(data))


ZERO_ID = bytes(16)
ZERO_HASH = bytes(32)


def flagged(*optional):
    """Flags in the order 1, 2, 4, and the fields that are there."""
    flags = sum(1 << i for i, field in enumerate(optional) if field)
    return u8(flags) + b"".join(field for field in optional if field)


def id_or_nothing(value):
    return value if value != ZERO_ID else b""


def whole(data):
    return b"\x01" + u32(len(data)) + data


def erased(digest):
    return b"\x02" + digest


def additional_data(tenant, commit, event, part):
    return (
        u8(1) + short(tenant) + u16(event["stream"][0]) + event["stream"][1] + commit["commit_id"]
        + u16(event["index"]) + u16(part["index"]) + u32(event["type"])
        + u16(event["schema_version"]) + part["subject"] + u32(part["key_version"])
    )


def stored_part(tenant, commit, event, part):
    additional = additional_data(tenant, commit, event, part)
    sealed = xchacha20_poly1305(part["key"], part["nonce"], part["encoded"], additional)
    return (
        part["subject"] + u16(part["role"]) + u8(1) + u8(part["encoding"])
        + u32(part["key_version"]) + part["nonce"] + sealed
    )


def commit_line(commit):
    return (
        commit["commit_id"] + commit["request_digest"] + i64(commit["recorded_at"])
        + u64(commit["key_sequence"]) + u32(len(commit["events"]))
    )


def shared_header(commit):
    return whole(
        u8(commit["actor_kind"]) + commit["actor"] + short(commit["actor_role"])
        + flagged(id_or_nothing(commit["on_behalf_of"]), id_or_nothing(commit["unit"]))
    )


def header(event):
    source = event.get("source_recorded_at")
    return (
        event["random"] + u16(event["index"]) + u32(event["type"]) + u16(event["schema_version"])
        + i64(event["occurred_at"]) + u8(event["precision"])
        + flagged(
            b"" if source is None else i64(source),
            id_or_nothing(event["correlation"]),
            id_or_nothing(event["causation"]),
        )
        + short(event["reason_code"]) + short(event["legal_basis"])
        + u8(len(event["tags"])) + b"".join(u16(kind) + value for kind, value in event["tags"])
    )


def streams_of(commit):
    out = []
    for event in commit["events"]:
        if event["stream"] not in out:
            out.append(event["stream"])
    return out


def pack(tenant, commit, heads, erase=lambda event, what: False):
    """The packed commit and its leaves. `heads`: stream -> (revision, leaf) before the commit;
    `erase(event, None)`: whether header and public part are erased, `erase(event, part)`: the
    part."""
    shared = shared_header(commit)
    commit_hash = sha256(commit_line(commit), shared)
    streams = streams_of(commit)
    out = u8(1) + u16(commit["log"]) + u64(commit["first_position"]) + commit_line(commit)
    keep_shared = not all(erase(event, None) for event in commit["events"])
    out += shared if keep_shared else b"\x02"
    out += u16(len(streams))
    for stream in streams:
        revision, leaf = heads.get(stream, (0, ZERO_HASH))
        out += u16(stream[0]) + stream[1] + u64(revision) + leaf
    heads = dict(heads)
    leaves = []
    for event in commit["events"]:
        revision, previous = heads.get(event["stream"], (0, ZERO_HASH))
        link = (
            short(tenant) + u16(commit["log"]) + u64(commit["first_position"] + event["index"])
            + u16(event["stream"][0]) + event["stream"][1] + u64(revision + 1) + previous
        )
        header_bytes = header(event)
        header_hash = sha256(commit_hash, header_bytes)
        public_hash = sha256(event["random"], event["public"])
        parts = [stored_part(tenant, commit, event, part) for part in event["parts"]]
        leaf = sha256(
            b"\x00", sha256(link), header_hash, public_hash, *(sha256(part) for part in parts)
        )
        heads[event["stream"]] = (revision + 1, leaf)
        leaves.append(leaf)
        out += u16(streams.index(event["stream"]))
        if erase(event, None):
            out += erased(header_hash) + erased(public_hash)
        else:
            out += whole(header_bytes) + whole(event["public"])
        out += u8(len(parts))
        for part, stored in zip(event["parts"], parts):
            out += erased(sha256(stored)) if erase(event, part) else whole(stored)
    return with_crc(out), leaves, heads


def root_of(leaves):
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01", root_of(leaves[:split]), root_of(leaves[split:]))


# --- What is in the vectors -----------------------------------------------------------------------

CASE = (3, some_id("case"))
PERSON = (1, some_id("person"))


def new_event(stream, **fields):
    event = {
        "stream": stream, "type": stream[0] * 1000 + 1, "schema_version": 1,
        "occurred_at": 1709632800123456, "precision": 1, "correlation": ZERO_ID,
        "causation": ZERO_ID, "reason_code": "", "legal_basis": "", "tags": [], "public": b"",
        "parts": [],
    }
    event.update(fields)
    return event


def new_part(name, plaintext, encoded=None, key_version=1, role=1):
    return {
        "subject": some_id(name), "role": role, "key_version": key_version,
        "key": some_bytes("key " + name + str(key_version), 32), "plaintext": plaintext,
        "encoding": 1 if encoded is None else 2,
        "encoded": plaintext if encoded is None else encoded,
    }


def new_commit(name, events, **fields):
    commit = {
        "name": name, "log": 1, "commit_id": some_id("commit " + name),
        "request_digest": some_bytes("digest " + name, 32), "key_sequence": 0, "actor_kind": 1,
        "actor": some_id("caseworker"), "actor_role": "caseworker", "on_behalf_of": ZERO_ID,
        "unit": ZERO_ID, "events": events,
    }
    commit.update(fields)
    for index, event in enumerate(events):
        event["index"] = index
        event["random"] = some_bytes(f"random {name} {index}", 16)
        for part_index, part in enumerate(event["parts"]):
            part["index"] = part_index
            part["nonce"] = some_bytes(f"nonce {name} {index} {part_index}", 24)
    return commit


def the_commits():
    long_note = b"Samtal om praktik. " + b"." * 700
    anna = new_part("Anna", "Anna Öberg, 19800101-2392".encode())
    note = new_part("Anna", long_note, zstd_frame(long_note[:19], ord("."), 700), role=2)
    bo = new_part("Bo", b"", key_version=7)
    return [
        new_commit("smallest", [new_event(CASE)], actor_role=""),
        new_commit(
            "every field",
            [
                new_event(
                    CASE, type=3017, schema_version=65535, precision=3,
                    occurred_at=-62135596800000000, source_recorded_at=253402300799999999,
                    correlation=some_id("correlation"), causation=some_id("causation"),
                    reason_code="MOVED_AWAY", legal_basis="4 kap. 1 § SoL",
                    tags=[(i, some_bytes(f"tag {i}", 16)) for i in range(16)],
                    public=b"\x08\x01\x12\x03abc", parts=[anna, note, bo],
                )
            ],
            actor_kind=4, on_behalf_of=some_id("substitute"), unit=some_id("unit"), key_sequence=9,
        ),
        new_commit(
            "two streams in turn",
            [
                new_event(PERSON, precision=2, parts=[dict(anna)]),
                new_event(CASE, public=b"first"),
                new_event(PERSON, public=b"second", source_recorded_at=0),
                new_event(CASE, parts=[dict(bo)], causation=some_id("causation")),
            ],
            actor_kind=2, unit=some_id("unit"), key_sequence=9,
        ),
        new_commit(
            "three hundred events",
            [new_event((3, some_id(f"case {i % 7}")), public=u16(i)) for i in range(300)],
            actor_kind=3, on_behalf_of=some_id("substitute"), key_sequence=9,
        ),
    ]


def plain(value):
    """As JSON: bytes in hex, whole numbers beyond 2^53 as decimal text."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {name: plain(field) for name, field in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(field) for field in value]
    return str(value) if isinstance(value, int) and not -(2**31) <= value < 2**31 else value


def commit_vectors():
    tenant, heads, leaves, out = "sundby-kommun", {}, [], []
    recorded_at = 1709632900000001
    for commit in the_commits():
        commit["first_position"] = len(leaves) + 1
        commit["recorded_at"] = recorded_at
        recorded_at += 1
        packed, own, heads_after = pack(tenant, commit, heads)
        for event in commit["events"]:
            for part in event["parts"]:
                part["stored"] = stored_part(tenant, commit, event, part)
                part["additional_data"] = additional_data(tenant, commit, event, part)
        rewritten = {
            "all parts": pack(tenant, commit, heads, lambda event, part: part is not None)[0],
            "everything": pack(tenant, commit, heads, lambda event, part: True)[0],
            "headers": pack(tenant, commit, heads, lambda event, part: part is None)[0],
            "first event": pack(tenant, commit, heads, lambda event, part: event["index"] == 0)[0],
        }
        leaves += own
        out.append(
            commit | {
                "streams": [
                    {"kind": s[0], "id": s[1], "base_revision": heads.get(s, (0, ZERO_HASH))[0],
                     "base_leaf": heads.get(s, (0, ZERO_HASH))[1]}
                    for s in streams_of(commit)
                ],
                "packed": packed, "leaves": own, "root_after": root_of(leaves),
                "erased": rewritten,
            }
        )
        heads = heads_after
    return {"tenant": tenant, "commits": out}


def damaged_vectors():
    """Packed commits with a right checksum that must not decode."""
    tenant = "sundby-kommun"
    out = []

    def add(what, data):
        out.append({"what": what, "packed": with_crc(data)})

    events = [new_event(CASE), new_event(PERSON, parts=[new_part("Bo", b"x")])]
    commit = new_commit("damaged", events)
    commit |= {"first_position": 1, "recorded_at": 1709632900000001}
    good = pack(tenant, commit, {})[0][:-4]
    shared_at = 11 + 68
    shared = shared_header(commit)
    streams_at = shared_at + len(shared)
    events_at = streams_at + 2 + 2 * 58

    def patched(at, data):
        return good[:at] + data + good[at + len(data) :]

    add("nothing", b"")
    add("unknown format", patched(0, u8(2)))
    add("unknown log", patched(1, u16(3)))
    add("position 0", patched(3, u64(0)))
    add("positions beyond 2^64", patched(3, u64(2**64 - 1)))
    add("time before year 1", patched(59, i64(-62135596800000001)))
    add("time after year 9999", patched(59, i64(253402300800000000)))
    add("no events", patched(75, u32(0)))
    add("more events than there are", patched(75, u32(3)))
    add("fewer events than there are", patched(75, u32(1)))
    add("4097 events", patched(75, u32(4097)))
    no_shared = good[:shared_at] + b"\x02" + good[streams_at:]
    add("shared header erased though headers are not", no_shared)
    add("unknown marker", patched(shared_at, u8(0)))
    add("unknown actor kind", patched(shared_at + 5, u8(5)))
    add("unknown flag", patched(streams_at - 1, u8(4)))
    flag_of_zeros = whole(shared[5:-1] + u8(2) + ZERO_ID)
    add("an id of zeros", good[:shared_at] + flag_of_zeros + good[streams_at:])
    longer = whole(shared[5:] + b"\x00")
    add("bytes after the shared header", good[:shared_at] + longer + good[streams_at:])
    add("no streams", patched(streams_at, u16(0)))
    add("more streams than events", patched(streams_at, u16(3)))
    add("stream of kind 0", patched(streams_at + 2, u16(0)))
    add("base leaf without base revision", patched(streams_at + 28, u8(1)))
    add("base revision beyond the log", patched(streams_at + 20, u64(1)))
    add("a stream twice", patched(streams_at + 2 + 58, good[streams_at + 2 : streams_at + 2 + 58]))
    add("streams out of order", patched(events_at, u16(1)))
    add("event of no stream", patched(events_at, u16(2)))
    header_at = events_at + 2 + 5
    add("another event index", patched(header_at + 16, u16(1)))
    add("type 0", patched(header_at + 18, u32(0)))
    add("schema version 0", patched(header_at + 22, u16(0)))
    add("unknown precision", patched(header_at + 32, u8(4)))
    add("unknown flag of a header", patched(header_at + 33, u8(8)))
    add("a flag without its field", patched(header_at + 33, u8(1)))
    first = commit["events"][0]
    size = len(header(first))
    half = good[: header_at - 5] + erased(ZERO_HASH) + good[header_at + size :]
    add("header erased, public part not", half)
    public_at = header_at + size
    half = good[:public_at] + erased(ZERO_HASH) + good[public_at + 5 :]
    add("public part erased, header not", half)
    add("public part beyond the end", patched(public_at + 1, u32(60000)))
    add("public part beyond the limit", patched(public_at + 1, u32(65537)))
    add("bytes after the last event", good + b"\x00")
    add("cut within the last part", good[:-1])
    everything = pack(tenant, commit, {}, lambda event, part: True)[0][:-4]
    kept = everything[:shared_at] + shared + everything[shared_at + 1 :]
    add("shared header of no event", kept)
    return {"damaged": out, "good": with_crc(good)}


def tree_vectors():
    leaves = [sha256(b"\x00", u64(i)) for i in range(66000)]
    sizes = [0, 1, 2, 3, 5, 255, 256, 257, 511, 512, 1000, 65535, 65536, 65537, 65793, 66000]
    return {
        "leaf": "SHA-256(0x00 ‖ u64 i) for i = 0, 1, 2 …",
        "roots": [{"size": size, "root": root_of(leaves[:size])} for size in sizes],
    }


def column_vectors():
    prefix = u32(7) + u16(2)
    bitmap = bytes([0b00000101, 0, 0b10000000])
    rows = {
        "log": (prefix + u64(258), b""),
        "stream": (prefix + u16(3) + CASE[1] + u64(258), u64(12) + some_bytes("leaf", 32) + bitmap),
        "commit": (prefix + some_id("commit"), u64(258) + some_bytes("digest", 32)),
        "tree": (prefix + u8(1) + u64(258), b""),
        "tenant": (b"sundby-kommun", u32(7)),
    }
    slot = b"FDHW" + u16(1) + u64(41) + u32(1)
    slot += u32(7) + u16(2) + u64(258) + some_bytes("root", 32)
    return {
        "tenant_number": 7, "log": 2, "position": 258, "stream": [3, CASE[1]], "revision": 12,
        "leaf": some_bytes("leaf", 32), "bitmap": bitmap, "commit_id": some_id("commit"),
        "request_digest": some_bytes("digest", 32), "tree_level": 1, "tree_index": 258,
        "tenant": "sundby-kommun",
        "rows": {name: {"key": key, "value": value} for name, (key, value) in rows.items()},
        "witness_slot": with_crc(slot), "witness_root": some_bytes("root", 32),
    }


def key_vectors():
    master, tenant, subject = some_bytes("master", 32), "sundby-kommun", some_id("Anna")
    epoch = 1

    def record(key, body):
        return u8(1) + body + u32(crc32c(key + u8(1) + body))

    def wrapped(place, row_key, secret, nonce):
        ciphertext = xchacha20_poly1305(master, nonce, secret, u8(place) + row_key + u32(epoch))
        commitment = hmac_sha256(secret, b"framdrift data key commitment 1")
        return u32(epoch) + u8(1) + nonce + u16(len(ciphertext)) + ciphertext + commitment

    data_key, nonce = some_bytes("data key", 32), some_bytes("wrapping nonce", 24)
    blind_key, blind_nonce = some_bytes("blind key", 32), some_bytes("blind nonce", 24)
    key_row = short(tenant) + subject + u32(1)
    fence_row = short(tenant) + subject
    number = b"198001012392"
    index = hmac_sha256(blind_key, number)
    blind_row = u8(3) + short(tenant) + u8(2)
    sequence_row = u8(2) + short(tenant)
    reservation_row = short(tenant) + index
    rows = {
        "keys": (key_row, u64(5) + wrapped(1, key_row, data_key, nonce)),
        "fence active": (fence_row, u8(1) + u32(1)),
        "fence erased": (fence_row, u8(2) + u32(0)),
        "reservations": (reservation_row, some_id("person")),
        "meta sequence": (sequence_row, u64(5)),
        "meta blind": (blind_row, wrapped(2, blind_row, blind_key, blind_nonce)),
    }
    return {
        "tenant": tenant, "subject": subject, "key_version": 1, "key_sequence": 5,
        "data_key": data_key, "nonce": nonce, "blind_key": blind_key, "blind_nonce": blind_nonce,
        "number": number, "blind_index": index, "person": some_id("person"),
        "master_file": with_crc(b"FDMASTER" + u8(1) + u32(epoch) + master),
        "rows": {
            name: {"key": key, "value": record(key, body)} for name, (key, body) in rows.items()
        },
    }


def self_test():
    """Known answers: RFC 8439, draft-irtf-cfrg-xchacha and RFC 3720 (CRC-32C)."""
    assert crc32c(b"123456789") == 0xE3069283
    key = bytes(range(0x80, 0xA0))
    nonce = bytes(range(0x40, 0x58))
    text = (
        b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the "
        b"future, sunscreen would be it."
    )
    sealed = xchacha20_poly1305(key, nonce, text, bytes.fromhex("50515253c0c1c2c3c4c5c6c7"))
    assert sealed[:16].hex() == "bd6d179d3e83d43b9576579493c0e939"
    assert sealed[-16:].hex() == "c0875924c1c7987947deafd8780acf49"
    assert root_of([]).hex().startswith("e3b0c44298fc1c14")


VECTORS = {
    "commits.json": commit_vectors,
    "damaged.json": damaged_vectors,
    "tree.json": tree_vectors,
    "columns.json": column_vectors,
    "keys.json": key_vectors,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    check = parser.parse_args().check
    self_test()
    different = []
    for name, make in VECTORS.items():
        text = json.dumps(plain(make()), indent=1, ensure_ascii=False) + "\n"
        path = GOLDEN / name
        if not check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            different.append(name)
    for name in different:
        print(f"{GOLDEN / name} is not what FORMAT.md gives: history cannot be written again, so "
              "either the script or the change to the file is wrong", file=sys.stderr)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
