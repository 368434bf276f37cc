"""How well rasoat links, beside Splink, on the very same rows.

In: a folder of `rasoat generate DIR --as links`. Out: a table: precision, recall, people of the roll
wrongly joined, seconds and peak memory of either tool.

Splink is given what rasoat gets: the rows as `rasoat inspect --rows` reads them (titles and nicknames
off, lost zeros put back), so that linking alone is compared. Its model follows its documentation: all
columns that both sides have, ordered levels, term frequencies, u from random pairs, m by
expectation maximisation over two blocking rules. Reading and folding the rows is not counted in its time.

    python3 -m venv /tmp/splink && /tmp/splink/bin/pip install splink==5.0.0
    rasoat generate /tmp/links --people 8000 --months 1 --seed 1 --noise 1 --as links
    /tmp/splink/bin/python benches/splink_compare.py /tmp/links
"""

import argparse
import collections
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unicodedata

TONES = "\u0300\u0301\u0303\u0309\u0323"
LISTS = ("roll", "ledger", "deaths")
THRESHOLD = 0.95
COLUMNS = {
    column: "INTEGER" if column == "year" else "VARCHAR"
    for column in (
        "unique_id source_dataset toned name family given year dob citizen old_number sex commune "
        "benefit"
    ).split()
}
QUERY = "select path, row, person, strength from link"


# ---- rows, as both tools read them


def run(command):
    """A whole process: its output, seconds and peak memory in MB."""
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=out)
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        out.seek(0)
        code = os.waitstatus_to_exitcode(status)
        return code, out.read(), seconds, used.ru_maxrss / 1024


def syllable(word):
    """A syllable with its tone at the end, wherever it was typed: hoà and hòa are one."""
    letters = unicodedata.normalize("NFD", word)
    tone = "".join(c for c in letters if c in TONES)
    rest = "".join(c for c in letters if c not in TONES)
    return re.sub(r"(?<![uaâ])y$", "i", unicodedata.normalize("NFC", rest)) + tone


def folded(text):
    """Lower case, without tones or marks."""
    text = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return "".join(c for c in text if not unicodedata.combining(c))


def sex_in(number):
    """Sex as a citizen number tells it."""
    if not number or len(number) != 12:
        return None
    return "female" if int(number[3]) % 2 else "male"


def prepared(role, path, row):
    """One row as a record for Splink."""
    words = unicodedata.normalize("NFC", row["name"]).lower().split()
    toned = " ".join(syllable(word) for word in words)
    name = folded(toned)
    born, number = row.get("born"), row.get("id_number")
    amount = row.get("amount", row.get("regular"))
    return {
        "unique_id": f"{path}:{row['row']}",
        "source_dataset": role,
        "toned": toned,
        "name": name,
        "family": name.split()[0],
        "given": name.split()[-1],
        "year": int(born[:4]) if born else None,
        "dob": born if born and len(born) == 10 else None,
        "citizen": number if number and len(number) == 12 else None,
        "old_number": number if number and len(number) == 9 else None,
        "sex": row.get("sex") or sex_in(number),
        "commune": folded(row["commune"]),
        "benefit": f"{row.get('category_code')} {amount}" if amount else None,
    }


def rows_of(rasoat, folder):
    files = [os.path.join(folder, f) for f in sorted(os.listdir(folder)) if f.endswith(".csv")]
    _, out, _, _ = run([rasoat, "inspect", "--rows", "--format", "json", *files])
    sources = json.loads(out)["sources"]
    return [prepared(s["role"], os.path.basename(s["path"]), r) for s in sources for r in s["rows"]]


# ---- Splink, in a process of its own


def name_comparison(levels, library):
    return library.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            levels.NullLevel("name"),
            levels.ExactMatchLevel("toned", term_frequency_adjustments=True),
            levels.ExactMatchLevel("name", term_frequency_adjustments=True),
            # a middle name dropped
            levels.CustomLevel(
                "family_l = family_r and given_l = given_r "
                "and (len(string_split(name_l, ' ')) != len(string_split(name_r, ' ')))",
                "family and given name",
            ),
            levels.JaroWinklerLevel("name", 0.95),
            levels.JaroWinklerLevel("name", 0.88),
            levels.ElseLevel(),
        ],
    )


def birth_comparison(levels, library):
    both = "dob_l is not null and dob_r is not null"
    return library.CustomComparison(
        output_column_name="born",
        comparison_levels=[
            levels.NullLevel("year"),
            levels.ExactMatchLevel("dob"),
            levels.CustomLevel(
                f"{both} and year_l = year_r and substr(dob_l, 6, 2) = substr(dob_r, 9, 2) "
                "and substr(dob_l, 9, 2) = substr(dob_r, 6, 2)",
                "day and month swapped",
            ),
            levels.CustomLevel(
                "year_l = year_r and (dob_l is null or dob_r is null)", "year, a day unknown"
            ),
            levels.CustomLevel(
                f"{both} and abs(year_l - year_r) = 1 and substr(dob_l, 6) = substr(dob_r, 6)",
                "a year apart, same day",
            ),
            levels.CustomLevel("year_l = year_r", "same year, another day"),
            levels.CustomLevel("abs(year_l - year_r) = 1", "a year apart"),
            levels.ElseLevel(),
        ],
    )


def number_comparison(column, levels, library):
    return library.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            levels.NullLevel(column),
            levels.ExactMatchLevel(column, term_frequency_adjustments=True),
            levels.DamerauLevenshteinLevel(column, 1),
            levels.ElseLevel(),
        ],
    )


def splink_links(rows_path):
    """Pairs (record, roll record, probability) and, at the threshold, clusters of records."""
    import logging

    import duckdb
    import splink.comparison_level_library as levels
    import splink.comparison_library as library
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    connection = duckdb.connect(":memory:")
    api = DuckDBAPI(connection)
    tables = []
    for role in LISTS:
        connection.execute(
            f"create table {role} as select * from read_json('{rows_path}', "
            f"columns = {COLUMNS}) where source_dataset = '{role}'"
        )
        tables.append(api.register(role, dataset_display_name=role, table_name=f"input_{role}"))
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            name_comparison(levels, library),
            birth_comparison(levels, library),
            number_comparison("citizen", levels, library),
            number_comparison("old_number", levels, library),
            library.ExactMatch("sex"),
            library.ExactMatch("commune"),
            library.ExactMatch("benefit").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("citizen"),
            block_on("old_number"),
            block_on("commune", "year"),
            block_on("commune", "given"),
            block_on("name", "year"),
        ],
        retain_matching_columns=False,
    )
    linker = Linker(tables, settings, log_level=logging.ERROR)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [
            block_on("citizen"),
            block_on("old_number"),
            block_on("commune", "name", "dob"),
            block_on("commune", "name", "year"),
        ],
        recall=0.9,
    )
    training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
    for rule in (block_on("dob"), block_on("commune", "name")):
        training.estimate_parameters_using_expectation_maximisation(rule)
    predicted = linker.inference.predict(threshold_match_probability=0.001)
    pairs = [
        (row["unique_id_r"], row["unique_id_l"], row["match_probability"])
        if row["source_dataset_l"] == "roll"
        else (row["unique_id_l"], row["unique_id_r"], row["match_probability"])
        for row in predicted.as_record_list()
        if "roll" in (row["source_dataset_l"], row["source_dataset_r"])
    ]
    clustering = linker.clustering
    clusters = {
        "connected": clustering.cluster_pairwise_predictions_at_threshold(
            predicted, threshold_match_probability=THRESHOLD
        ),
        "single best": clustering.cluster_using_single_best_links(
            predicted,
            duplicate_free_datasets=["roll"],
            threshold_match_probability=THRESHOLD,
            ties_method="drop",
        ),
    }
    clusters = {
        kind: {row["unique_id"]: row["cluster_id"] for row in table.as_record_list()}
        for kind, table in clusters.items()
    }
    return {"pairs": pairs, "clusters": clusters}


# ---- the measure, one for both


class Truth:
    def __init__(self, folder, rows):
        with open(os.path.join(folder, "truth.json"), encoding="utf-8") as file:
            truth = json.load(file)["rows"]
        self.person = {f"{row['path']}:{row['row']}": row["person"] for row in truth}
        self.slips = {f"{row['path']}:{row['row']}": row["slips"] for row in truth}
        self.roll = [row["unique_id"] for row in rows if row["source_dataset"] == "roll"]
        self.others = [row["unique_id"] for row in rows if row["source_dataset"] != "roll"]
        on_roll = {self.person[row] for row in self.roll}
        self.findable = sum(self.person[row] in on_roll for row in self.others)

    def measure(self, answers):
        """Precision and recall of answers: a row to the roll row it is said to be."""
        right = sum(self.person[row] == self.person[home] for row, home in answers.items())
        return right / max(len(answers), 1), right / self.findable, len(answers)

    def joined(self, cluster_of):
        """Pairs of roll rows of different people in one cluster."""
        inside = collections.defaultdict(collections.Counter)
        for row in self.roll:
            inside[cluster_of[row]][self.person[row]] += 1
        pairs = 0
        for people in inside.values():
            rows = sum(people.values())
            pairs += (rows * rows - sum(n * n for n in people.values())) // 2
        return pairs

    def through_clusters(self, cluster_of):
        """Each other row to the roll row of its cluster; none where the cluster has two people."""
        homes = collections.defaultdict(list)
        for row in self.roll:
            homes[cluster_of[row]].append(row)
        pairs = ((row, homes.get(cluster_of[row], [])) for row in self.others)
        return {row: found[0] for row, found in pairs if len(found) == 1}


def best(pairs, threshold):
    """Each row to its likeliest roll row; none where two are equally likely."""
    found = {}
    for row, home, probability in pairs:
        if probability >= threshold:
            known = found.get(row)
            if known is None or probability > known[1]:
                found[row] = (home, probability)
            elif probability == known[1] and home != known[0]:
                found[row] = (None, probability)
    return {row: home for row, (home, _) in found.items() if home}


def best_threshold(truth, pairs):
    """The threshold of highest F1, found with the truth: more than a user could do."""

    def f1(threshold):
        precision, recall, _ = truth.measure(best(pairs, threshold))
        return 2 * precision * recall / (precision + recall)

    thresholds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995]
    return max(thresholds, key=f1)


def rasoat_links(rasoat, folder, truth, command):
    """Answers of rasoat by strength, people of the roll joined, seconds and memory."""
    query = [rasoat, "query", QUERY, folder, "--format", "json"]
    code, out, seconds, memory = run(query)
    if code != 0:
        sys.exit("this rasoat has no `query` yet: its links cannot be read")
    links = json.loads(out)
    row_of = {f"{os.path.basename(l['path'])}:{l['row']}": l for l in links}
    cluster_of = {row: link["person"] for row, link in row_of.items()}
    answers = truth.through_clusters(cluster_of)
    by_strength = {
        strength: {r: h for r, h in answers.items() if row_of[r]["strength"] == strength}
        for strength in ("certain", "likely")
    }
    if command == "audit":
        with tempfile.TemporaryDirectory() as out:
            _, _, seconds, memory = run([rasoat, "audit", folder, "--out", out, "-q"])
    return answers, by_strength, truth.joined(cluster_of), seconds, memory


def print_row(label, measured, joined, seconds="", memory=""):
    precision, recall, links = measured
    print(f"| {label} | {links} | {precision:.4%} | {recall:.3%} | {joined} | {seconds} | {memory} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", help="folder of `rasoat generate DIR --as links`")
    parser.add_argument("--rasoat", default="target/release/rasoat")
    parser.add_argument("--time", choices=["query", "audit"], default="query",
                        help="the whole command whose seconds and memory are told")
    parser.add_argument("--rows", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.rows:
        json.dump(splink_links(options.rows), sys.stdout)
        return
    rows = rows_of(options.rasoat, options.folder)
    truth = Truth(options.folder, rows)
    print(f"{len(truth.roll)} roll rows, {len(truth.others)} others, {truth.findable} of them on the roll")
    print("| | links | right | found | joined | seconds | MB |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    answers, by_strength, joined, seconds, memory = rasoat_links(
        options.rasoat, options.folder, truth, options.time
    )
    print_row("rasoat", truth.measure(answers), joined, f"{seconds:.2f}", f"{memory:.0f}")
    for strength, part in by_strength.items():
        print_row(f"rasoat, {strength}", truth.measure(part), joined)
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(rows, file)
        file.flush()
        code, out, seconds, memory = run([sys.executable, __file__, "-", "--rows", file.name])
    if code != 0:
        sys.exit("Splink failed")
    found = json.loads(out)
    pairs, clusters = found["pairs"], found["clusters"]
    cost = (f"{seconds:.2f}", f"{memory:.0f}")
    joined = {kind: truth.joined(cluster_of) for kind, cluster_of in clusters.items()}
    label = f"Splink, best match at {THRESHOLD}"
    print_row(label, truth.measure(best(pairs, THRESHOLD)), joined["connected"], *cost)
    print_row(
        f"Splink, single best links at {THRESHOLD}",
        truth.measure(truth.through_clusters(clusters["single best"])),
        joined["single best"],
        *cost,
    )
    threshold = best_threshold(truth, pairs)
    label = f"Splink, best match at {threshold} (highest F1, by the truth)"
    print_row(label, truth.measure(best(pairs, threshold)), "", *cost)


if __name__ == "__main__":
    main()
