"""All figures of docs/develop/performance.md, one after the other."""

import subprocess
import sys

for command in (
    ["bench.similar_applications.run"],
    ["bench.parties.run", "--names", "500000", "--peer", "20000"],
    ["bench.paraphrases.run"],
    ["bench.labelled_cases.run"],
    ["bench.signal_groups.run"],
    ["bench.indicators.run"],
    ["bench.pictures.run"],
    ["bench.pictures.photos"],
    ["bench.intake.run", "--xlsx", "100000", "--rows", "1000000"],
    ["bench.similar_marks.search", "--folder", "build/marks"],
    ["bench.bad_faith.run"],
):
    subprocess.run([sys.executable, "-m", *command], check=True)
