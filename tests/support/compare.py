#!/usr/bin/env python3
"""Holds what an audit found against what a made-up city has planted.

    compare.py DIR ket-qua.json        DIR holds truth.json

Prints recall and precision by rule, then every miss, every extra, and every finding whose months,
amount, severity or confidence differ. Exit 1 if anything does.
"""
import json
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path


def fold(text):
    text = unicodedata.normalize("NFD", text or "").lower().replace("đ", "d")
    text = "".join(c for c in text if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() else " " for c in text).split()
    if words and words[0] in ("phuong", "xa", "p", "x"):
        words = words[1:]
    return " ".join(words)


def likeness(planted, found):
    """How surely two subjects are one; 0 if they are not."""
    a, b = planted["subject"], found["subject"]
    if a.get("kind", "person") != b.get("kind", "person"):
        return 0
    ids = a.get("id_number"), b.get("id_number")
    name = fold(a["name"]) == fold(b["name"])
    commune = fold(a.get("commune")) == fold(b.get("commune"))
    born = (a.get("born") or "")[:4] == (b.get("born") or "")[:4]
    if all(ids):
        return (ids[0] == ids[1]) * (4 + 2 * name + commune)
    return (name and commune) * (1 + born)


def pair(planted, found):
    """Planted with found findings of one rule, the likeliest first; then what is left of both."""
    scores = [(likeness(p, f), i, j) for i, p in enumerate(planted) for j, f in enumerate(found)]
    scores = sorted((s for s in scores if s[0] > 0), key=lambda s: (-s[0], s[1], s[2]))
    left, right, pairs = {}, set(), []
    for _, i, j in scores:
        if i not in left and j not in right:
            left[i] = j
            right.add(j)
            pairs.append((planted[i], found[j]))
    misses = [p for i, p in enumerate(planted) if i not in left]
    extras = [f for j, f in enumerate(found) if j not in right]
    return pairs, misses, extras


def months_fit(planted, found):
    allowed = [planted["months"], *planted.get("months_or", [])]
    return planted.get("any_months", False) or found["months"] in allowed


def show(kind, entry):
    s = entry["subject"]
    who = f"{s['name']} {s.get('born', '')} {s.get('id_number', '')} {s.get('commune', '')}"
    months = entry["months"]
    span = f"{months[0]}..{months[-1]} ({len(months)})" if months else "-"
    extra = entry.get("scene") or entry.get("message", "")
    print(f"{kind:<8} {entry['rule']:<28} {entry['severity']:<8}{who} | {span} | {entry['amount']} | {extra}")


def totals(truth, result):
    got = result.get("totals", {})
    bad = 0
    for key, value in truth["totals"].items():
        if key in got and got[key] != value:
            print(f"total {key}: planted {value}, found {got[key]}")
            bad += 1
    counted = sum(f.get("counted", 0) for f in result["findings"])
    expected = got.get("recover", 0) - (got.get("arrears", 0) - got.get("unclaimed", 0))
    if counted != expected:
        print(f"identity broken: Σ counted {counted} ≠ recover − (arrears − unclaimed) {expected}")
        bad += 1
    return bad


def main():
    folder, result = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
    truth = json.loads((folder / "truth.json").read_text())
    planted, found = defaultdict(list), defaultdict(list)
    for entry in truth["findings"]:
        planted[entry["rule"]].append(entry)
    for entry in result["findings"]:
        found[entry["rule"]].append(entry)
    blamed = {(fold(e["subject"]["name"]), fold(e["subject"]["commune"])) for e in truth["findings"]}
    blamed |= {e["subject"].get("id_number") for e in truth["findings"]} - {None}
    faults, sums, rows = Counter(), Counter(), []
    for rule in sorted(set(planted) | set(found)):
        pairs, misses, extras = pair(planted[rule], found[rule])
        misses = [m for m in misses if not m.get("optional")]
        hits = len(pairs)
        rows.append((rule, hits, len(misses), len(extras)))
        sums.update(hits=hits, misses=len(misses), extras=len(extras))
        for entry in misses:
            show("MISS", entry)
        if rule in truth.get("besides", []):
            sums["extras"] -= len(extras)
            rows[-1] = (rule, hits, len(misses), 0)
            extras = []
        for entry in extras:
            who = entry["subject"]
            known = who.get("id_number") in blamed or (fold(who["name"]), fold(who["commune"])) in blamed
            innocent = entry["severity"] == "error" and not known
            show("ACCUSED" if innocent else "EXTRA", entry)
            faults["accused"] += innocent
        for p, f in pairs:
            if p.get("optional"):
                continue
            for key, fits in [
                ("months", months_fit(p, f)),
                ("amount", p["amount"] == f["amount"]),
                ("severity", p["severity"] == f["severity"]),
                ("confidence", p["confidence"] == f["confidence"]),
            ]:
                if not fits:
                    faults[key] += 1
                    want = [p["months"], *p.get("months_or", [])] if key == "months" else p[key]
                    name = p["subject"]["name"]
                    print(f"{key:<10} {rule:<28} {name} [{p['scene']}]: planted {want}, found {f[key]}")
    print(f"\n{'rule':<30}{'hits':>6}{'misses':>8}{'extras':>8}")
    for row in rows:
        print(f"{row[0]:<30}{row[1]:>6}{row[2]:>8}{row[3]:>8}")
    hits, misses, extras = sums["hits"], sums["misses"], sums["extras"]
    recall = hits / max(1, hits + misses)
    precision = hits / max(1, hits + extras)
    print(f"\nrecall {recall:.4f}  precision {precision:.4f}  of {hits + misses} planted")
    print("  ".join(f"{k} off {faults[k]}" for k in ("months", "amount", "severity", "confidence")))
    print(f"errors against people without a planted fault: {faults['accused']}")
    bad = totals(truth, result)
    sys.exit(1 if misses or extras or sum(faults.values()) or bad else 0)


if __name__ == "__main__":
    main()
