"""How much CPU time one core takes to understand a story of 500 words and to check a line of it."""

import argparse
import platform
import time
from collections.abc import Callable

from benchmarks import newsroom
from dateline.core.grounding import check, ground_as_json, understand
from dateline.core.story import Item, Paragraph

PARAGRAPHS = (
    "Varland will reopen the harbour of Kesterholm to foreign ships on Monday after repairs that "
    "took two years and cost about 14 million crowns, the transport ministry said.",
    "“The quay is safe, and every crane has been tested twice,” Transport Minister Runa Ostby told "
    "reporters in Port Ansel. “We did not leave a single bolt to chance.”",
    "Opposition leader Tomas Reck called the work “late and dear”, and said the ministry may have "
    "paid for 40 more tests than the law demands.",
    "Lund Line, the largest ferry company of the coast, plans to send its first ship on Tuesday at "
    "6 a.m., according to its director, Maren Holt. Some 300 passengers have booked.",
)
LINES = (
    "Kesterholm's harbour opens again to foreign ships on Monday after two years of repairs.",
    "Runa Ostby said that each crane had been tested two times.",
    "Lund Line sent its first ship on Tuesday.",
    "Reck said the ministry paid for 40 tests more than the law demands.",
    "About 300 passengers have booked, “late and dear”, Ostby told reporters.",
)


def main() -> None:
    """Measure and print one line: the best of several rounds, because others use the machine."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--rounds", type=int, default=30)
    args = ask.parse_args()
    # Each paragraph is another one, as in copy, so that nothing is found a second time.
    texts = [
        text.replace("Monday", day).replace("14", str(number))
        for number, day in enumerate(("Monday", "Wednesday", "Friday", "Sunday"), 14)
        for text in PARAGRAPHS
    ]
    item = Item(
        format="benchmark",
        headline="Harbour of Kesterholm reopens",
        paragraphs=tuple(Paragraph(text) for text in texts),
        language="en",
    )
    understood = _cpu_ms(args.rounds, lambda: understand(item).index.weights)
    printed = _cpu_ms(args.rounds, lambda: ground_as_json(understand(item)))
    seen = understand(item)
    checked = _cpu_ms(args.rounds, lambda: [check(seen, line) for line in LINES])
    newsroom.main_line(
        {
            "benchmark": "grounding",
            "words": sum(len(text.split()) for text in texts),
            "best_cpu_ms_a_story": round(understood[0], 2),
            "median_cpu_ms_a_story": round(understood[len(understood) // 2], 2),
            "best_cpu_ms_a_story_with_its_json": round(printed[0], 2),
            "best_cpu_ms_a_line": round(checked[0] / len(LINES), 3),
            "median_cpu_ms_a_line": round(checked[len(checked) // 2] / len(LINES), 3),
            "machine": f"{_processor()}, Python {platform.python_version()}",
        }
    )


def _cpu_ms(rounds: int, work: Callable[[], object]) -> list[float]:
    """Return the CPU milliseconds of each round, sorted; the first round warms up and is left."""
    found = []
    for _ in range(rounds + 1):
        started = time.process_time()
        work()
        found.append((time.process_time() - started) * 1000)
    return sorted(found[1:])


def _processor() -> str:
    """Return what the kernel calls the processor, as far as it says."""
    try:
        with open("/proc/cpuinfo") as lines:
            named = (line.partition(":")[2].strip() for line in lines if "model name" in line)
            return next(named, platform.machine())
    except OSError:
        return platform.machine()


if __name__ == "__main__":
    main()
