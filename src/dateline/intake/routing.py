"""Which sections an item may go to, by its keywords and IPTC subjects."""

from django.utils.text import slugify

from dateline.core.story import Item

# The seventeen top terms, alike in Media Topics and the older subject codes; each with the slugs
# newsrooms use for such a section, the nearest first.
# Source: IPTC NewsCodes, cv.iptc.org/newscodes/mediatopic and /subjectcode (CC BY 4.0).
TOP_TERMS = {
    "01": ("culture", "arts", "entertainment"),
    "02": ("law", "crime"),
    "03": ("disasters", "world"),
    "04": ("business", "economy"),
    "05": ("education",),
    "06": ("environment", "science"),
    "07": ("health", "science"),
    "08": ("people", "life"),
    "09": ("labour", "business"),
    "10": ("lifestyle", "life"),
    "11": ("politics",),
    "12": ("religion", "society"),
    "13": ("science", "technology"),
    "14": ("society",),
    "15": ("sport", "sports"),
    "16": ("conflict", "world"),
    "17": ("weather",),
}


def section_slugs(item: Item) -> list[str]:
    """Return the slugs of the sections an item may go to, the best first.

    A keyword that is a section's name stands before what the subjects say. Of Media Topics only
    the top terms tell a section: the codes of the others (2…) do not show what they belong to.
    """
    slugs = [slugify(keyword) for keyword in item.keywords]
    for subject in item.subjects:
        scheme, _, code = subject.partition(":")
        is_top_term = scheme == "medtop" and code.endswith("000000")
        if is_top_term or scheme == "subj":
            slugs += TOP_TERMS.get(code[:2], ())
    return [slug for slug in dict.fromkeys(slugs) if slug]
