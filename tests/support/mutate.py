"""Damages files at random and holds rasoat to its promises.

In: every file of tests/reading and of /work/shared/torture (or --extra DIR), and two workbooks of `rasoat
generate`. Each run takes one, damages bytes of it (of the file as it lies, or of a part within the zip, packed
again), and runs `rasoat inspect --rows --format json` and `rasoat audit`, held to 20 s and 2 GB. Out: a line a
fault, the files that make them in --keep, and a count at the end; exit 1 if there was any fault.

A fault is: ended by a signal, text of a panic, an exit code other than 0, 1 or 2, exit 2 that does not name the
file, output of `inspect` that is not JSON, or a run that takes too long. The same seed makes the same files.

    cargo build && python3 tests/support/mutate.py target/debug/rasoat --runs 3000 --seed 1
"""

import argparse
import io
import json
import random
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import unicodedata
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SECONDS = 20
BYTES = 2 << 30
LARGEST = 3_000_000  # larger files are not damaged: the time goes to more of the small ones

NASTY = [b"\0", b"\xff", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"\xfe\xff", b"<", b">", b"&", b'"',
         b"&#0;", b"&#1114112;", b"&#xFFFFFFFFFF;", b"]]>", b"<![CDATA[", b"<!--", b"<c r=\"XFD1048576\">", b"1e309",
         b"-1e308", b"NaN", b"99999999999999999999", b"-1", b"../", b"\xcc\x81", b"\xed\xa0\x80", b"\r", b"\n", b";",
         "Ã¡Â".encode(), "ﷺ".encode(), "\u202e".encode(), b"31/02/0000", b"12/2020-99/9999", b"T99/9999"]


def damage(rng, data):
    """A few wounds: single bits, nasty bytes, pieces cut, doubled, moved, numbers set to extremes."""
    data = bytearray(data)
    for _ in range(rng.choice([1, 1, 2, 3, 8, 30])):
        if not data:
            break
        at = rng.randrange(len(data))
        kind = rng.randrange(9)
        if kind == 0:
            data[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            data[at] = rng.randrange(256)
        elif kind == 2:
            piece = rng.choice(NASTY)
            data[at:at + len(piece)] = piece
        elif kind == 3:
            data[at:at] = rng.choice(NASTY) * rng.choice([1, 1, 50])
        elif kind == 4:
            del data[at:at + rng.choice([1, 4, 60, 700])]
        elif kind == 5:
            piece = data[at:at + rng.choice([4, 60, 700])]
            data[at:at] = piece * rng.choice([1, 2, 40])
        elif kind == 6:
            other = rng.randrange(len(data))
            data[at:at + 40], data[other:other + 40] = data[other:other + 40], data[at:at + 40]
        elif kind == 7:
            size = rng.choice([1, 2, 4])
            data[at:at + size] = struct.pack("<I", rng.choice([0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFF, 0x8000]))[:size]
        elif rng.randrange(4) == 0:
            del data[at:]
    return bytes(data)


def damage_parts(rng, data):
    """The parts of a zip damaged within and packed again, so that the reader gets past the container."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    names = list(parts)
    for name in rng.sample(names, min(len(names), rng.choice([1, 1, 2]))):
        kind = rng.randrange(12)
        if kind == 0:
            del parts[name]
        elif kind == 1:
            parts[name] = parts[rng.choice(names)] if rng.random() < 0.5 else b""
            parts.setdefault(name, b"")
        else:
            parts[name] = damage(rng, parts[name])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


def damaged(rng, data):
    if data[:2] == b"PK" and rng.random() < 0.7:
        try:
            return damage_parts(rng, data)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, KeyError, EOFError):
            pass
    return damage(rng, data)


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(binary, path, command, out):
    arguments = {"inspect": ["inspect", "--rows", "--format", "json", str(path)],
                 "audit": ["audit", "--out", str(out), str(path)]}[command]
    start = time.monotonic()
    try:
        done = subprocess.run([binary, *arguments, "--jobs", "2"], capture_output=True, timeout=SECONDS, preexec_fn=limit)
    except subprocess.TimeoutExpired:
        return "slow", "", SECONDS
    took = time.monotonic() - start
    told = done.stderr.decode(errors="replace")
    if done.returncode < 0:
        return f"signal {-done.returncode}", told, took
    if "panicked" in told or "RUST_BACKTRACE" in told:
        return "panic", told, took
    if done.returncode not in (0, 1, 2):
        return f"exit {done.returncode}", told, took
    if done.returncode == 2 and unicodedata.normalize("NFC", path.name) not in told:
        return "exit 2 without the file's name", told, took
    if command == "inspect" and done.returncode == 0:
        try:
            json.loads(done.stdout)
        except ValueError as error:
            return "no JSON", str(error), took
    return None, f"{command} exit {done.returncode}", took


def sources(binary, extra, folder):
    here = Path(__file__).resolve().parent.parent
    found = [p for p in sorted((here / "reading").iterdir()) if p.suffix != ".json"]
    found += [p for p in sorted(extra.rglob("*")) if p.is_file()] if extra.is_dir() else []
    made = folder / "made"
    subprocess.run([binary, "generate", made, "--people", "60", "--months", "2", "--seed", "3", "--as", "workbooks"],
                   check=True, capture_output=True)
    found += [p for p in sorted(made.rglob("*.xls*"))][:2]
    return [(p.name, p.read_bytes()) for p in found if p.stat().st_size <= LARGEST and not p.name.startswith("~$")]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binary", type=lambda p: str(Path(p).resolve()))
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="only sources with this in their names")
    parser.add_argument("--extra", type=Path, default=Path("/work/shared/torture/files"))
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "mutate-faults")
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        found = [s for s in sources(options.binary, options.extra, folder) if options.only in s[0]]

        def one(number):
            rng = random.Random(options.seed * 1_000_003 + number)
            name, data = rng.choice(found)
            home = folder / str(number)
            home.mkdir()
            path = home / name
            path.write_bytes(damaged(rng, data))
            results = []
            for command in ("inspect", "audit"):
                fault, told, took = run(options.binary, path, command, home / "out")
                results.append((fault, told, took))
                if fault:
                    kept = options.keep / f"{options.seed}-{number}-{name}"
                    shutil.copy(path, kept)
                    print(f"{kept.name}: {command}: {fault}: {told.strip()[:300]}", flush=True)
            shutil.rmtree(home)
            return results

        with ThreadPoolExecutor(2) as pool:
            results = [result for both in pool.map(one, range(options.runs)) for result in both]
    faults = Counter(fault for fault, _, _ in results if fault)
    exits = Counter(told for fault, told, _ in results if not fault)
    print(f"{options.runs} files of {len(found)}, {len(results)} runs, slowest {max(t for _, _, t in results):.1f} s")
    print("ended well:", dict(sorted(exits.items())))
    print("faults:", dict(faults) or "none")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
