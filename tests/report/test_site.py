"""The pages of a graded class: complete, safe to open, the same every time, and no more than each reader may see."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from pathlib import Path

import pytest
from graded import check, keep, report, site
from html_reader import Page, read

from autograder.gradebook.ledger import HandIn, Ledger
from autograder.gradebook.mark import Decision
from autograder.report.pages import told

HOSTILE = (
    "</style><script>alert(1)</script><img src=x onerror=alert(1)>"
    '" onmouseover="alert(1) {{ 7*191 }} \u202egpj.exe\x1b[31m'
)


def every_page(out: Path) -> dict[str, Page]:
    """All pages by their path."""
    return {str(path.relative_to(out)): read(path) for path in sorted(out.rglob("*.html"))}


def second_assignment(course: Path) -> None:
    """Add the assignment "small", which is "tiny" again."""
    shutil.copytree(course / "assignments" / "tiny", course / "assignments" / "small")
    manifest = course / "assignments" / "small" / "assignment.toml"
    manifest.write_text(manifest.read_text().replace('"Tiny"', '"Small"'))
    shutil.copy(course / "solutions" / "tiny.py", course / "solutions" / "small.py")


@pytest.fixture
def out(course: Path, tmp_path: Path) -> Path:
    """The site of a class with one of everything."""
    wrong = check("double", "failed", hints=[("squares", "What is 3 + 3?")])
    reports = [report(f"s{number:02}") for number in range(1, 8)]
    reports += [report(f"s{number:02}", wrong, check("quadruple", "skipped")) for number in range(8, 13)]
    reports += [
        report("s13", check("double", "stopped"), check("quadruple", "raised")),
        report("s14", check("double", "broken", trace="Traceback\nKeyError: 'secret'"), status="needs_regrade"),
        report("s15", check("double", "skipped"), status="not_gradable", message="tiny.py is not Python.", score=0.0),
    ]
    return site(course, tmp_path / "out", *reports)


def test_there_is_a_page_for_everyone(out: Path) -> None:
    """The class, the assignment, and each student."""
    pages = every_page(out)

    assert set(pages) == {"index.html", "class/tiny.html", *(f"feedback/s{n:02}.html" for n in range(1, 16))}
    assert all(not page.unclosed for page in pages.values())


def test_no_page_trusts_anything_but_its_own_style_and_script(out: Path) -> None:
    """The policy allows two hashes, which are those of what stands in the page, and no inline attribute."""
    for name, page in every_page(out).items():
        (policy,) = [m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
        assert "default-src 'none'" in policy, name
        assert "unsafe" not in policy, name
        for kind in ("style", "script"):
            digest = hashlib.sha256("".join(page.inside[kind]).encode()).digest()
            assert f"{kind}-src 'sha256-{base64.b64encode(digest).decode()}'" in policy, name
        attributes = {attribute for _, found in page.elements for attribute in found}
        assert not {a for a in attributes if a == "style" or a.startswith("on")}, name


def test_no_page_needs_the_network(out: Path) -> None:
    """Every address is relative: a site works from a folder and from any server."""
    for name, page in every_page(out).items():
        for _, attributes in page.elements:
            for key in ("href", "src"):
                assert "//" not in attributes.get(key, ""), name
                assert not attributes.get(key, "").startswith("/"), name


def test_every_link_leads_somewhere(out: Path) -> None:
    """Files exist, and places within a page too."""
    for path in out.rglob("*.html"):
        page = read(path)
        ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
        for link in page.all("a"):
            file, _, place = link["href"].partition("#")
            assert (path.parent / file).exists() if file else place in ids, (path, link)


def test_ids_are_unique_and_labels_exist(out: Path) -> None:
    """What `aria-labelledby` names is there, once."""
    for name, page in every_page(out).items():
        ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
        assert len(ids) == len(set(ids)), name
        for _, attributes in page.elements:
            assert set(attributes.get("aria-labelledby", "").split()) <= set(ids), name


def test_the_same_results_give_the_same_pages(course: Path, out: Path, tmp_path: Path) -> None:
    """Byte for byte, so a page that changed has a reason."""
    before = {path: path.read_bytes() for path in out.rglob("*.html")}
    site(course, out)

    assert {path: path.read_bytes() for path in out.rglob("*.html")} == before


def test_hostile_text_stays_text(course: Path, tmp_path: Path) -> None:
    """Markup, handlers, template braces, terminal escapes and bidi overrides in every field are only shown."""
    bad = check("double", "failed", title=HOSTILE, message=HOSTILE, hints=[("squares", HOSTILE)])
    reports = [report(f"s{n}", bad, file=HOSTILE, notes=(HOSTILE,), message=HOSTILE) for n in range(6)]
    reports.append(report("s7", bad, status="not_gradable", message=HOSTILE))
    (course / "course.toml").write_text(f'title = {json.dumps(HOSTILE)}\nroster = "roster.csv"\n')
    quoted = HOSTILE.replace('"', '""')
    (course / "roster.csv").write_text(f'student,name\ns1,"{quoted}"\n')
    out = site(course, tmp_path / "out", *reports)

    for name, page in every_page(out).items():
        assert len(page.all("script")) == 1, name
        assert not [a for a in page.all("img") if a.get("src") == "x"], name
        assert not [k for _, attributes in page.elements for k in attributes if k.startswith("on")], name
        assert "\u202e" not in page.text, name
        assert "\x1b" not in page.text, name
        assert "1337" not in page.text, name


def test_names_that_are_no_addresses_are_quoted(course: Path, tmp_path: Path) -> None:
    """A student's file is found whatever the id is made of."""
    out = site(course, tmp_path / "out", report("Zoë O@x +1 50"), report("s#1"))
    links = [a["href"] for a in read(out / "index.html").all("a") if a["href"].startswith("feedback/")]

    assert links == ["feedback/Zo%C3%AB%20O%40x%20%2B1%2050.html", "feedback/s%231.html"]


def test_a_student_reads_nothing_of_others_and_no_traceback(out: Path) -> None:
    """Not a name, not a count; a broken check's trace is for the instructor."""
    for number in range(1, 16):
        text = (out / "feedback" / f"s{number:02}.html").read_text()
        assert not [n for n in range(1, 16) if n != number and f"s{n:02}" in text]
        assert "KeyError" not in text
    assert "KeyError" in (out / "class" / "tiny.html").read_text()


def test_a_hint_is_told_once_and_the_name_of_the_mistake_is_not(out: Path) -> None:
    """The hint asks; the misconception's id and idea would answer."""
    page = read(out / "feedback" / "s08.html")

    assert page.text.count("What is 3 + 3?") == 1
    assert "squares" not in page.text


def test_a_page_holds_the_token_for_an_appeal(out: Path) -> None:
    """Assignment, version, seed and file are in one line."""
    assert "tiny 1.0.0+abc seed 7 file abababababababab" in read(out / "feedback" / "s01.html").text


def test_the_class_page_names_what_needs_a_look(out: Path) -> None:
    """Regrades, unreadable files, time-outs, and the misconception most students have, with its idea."""
    front, page = read(out / "index.html").text, read(out / "class" / "tiny.html").text

    assert "1 to be graded again" in front
    assert "squares instead of doubling" in front
    assert "To be graded again (1)" in page
    assert "Cannot be graded (1) s15 : tiny.py is not Python." in page
    assert "Stopped for time or memory (1) s13 : double.random" in page


def test_the_numbers_of_the_class_add_up(out: Path) -> None:
    """What was graded and what could not be make the submissions, and no median mixes in what is missing."""
    front, page = read(out / "index.html").text, read(out / "class" / "tiny.html").text

    assert "13 graded, of 15 submissions 1 to be graded again 1 that cannot be graded" in front
    assert "1 of those graded with a check stopped" in front
    assert "13 graded, of 15 submissions" in page
    assert "over all assignments, of 100" not in front


def test_a_total_says_what_it_is_of(course: Path, tmp_path: Path) -> None:
    """Of the marks there are: who handed in one assignment of two has at most 100."""
    second_assignment(course)
    reports = [report("s1"), report("s2"), report("s2", check("double", "failed"), assignment="small")]
    front = read(site(course, tmp_path / "out", *reports) / "index.html").text

    assert "Total s1 – 100 100 of 100 s2 0 100 100 of 200" in front
    assert "Mean mark over the 2 assignments that somebody has handed in" in front


def test_what_nobody_has_handed_in_yet_counts_for_nobody(course: Path, tmp_path: Path) -> None:
    """In a term's first week nobody's mean is half of what they have earned."""
    second_assignment(course)
    front = read(site(course, tmp_path / "out", report("s1"), report("s2")) / "index.html")

    assert "Mean mark over the 1 assignment that somebody has handed in" in front.text
    (spread,) = [svg["aria-label"] for svg in front.all("svg") if "mean mark" in svg.get("aria-label", "")]
    assert spread == "Students by mean mark: 2 with 100."


def test_a_relation_is_told_apart_from_the_banks_misconceptions(course: Path, tmp_path: Path) -> None:
    """It stands in a section of its own, once for each task it was found in, with what students were told."""
    hint = ("relation:factor-half", "The result is half of the right one. Which 2 is missing?")
    both = [check(task, "failed", hints=[hint]) for task in ("double", "quadruple")]
    out = site(course, tmp_path / "out", report("s1", *both), report("s2", both[0]))
    page = read(out / "class" / "tiny.html")

    rows = [attributes["id"] for attributes in page.all("tr") if "id" in attributes]
    assert rows == ["m-double-factor-half", "m-quadruple-factor-half"]
    assert "Misconceptions None was named. How other wrong answers relate to the right ones" in page.text
    assert "half of the right one" not in read(out / "index.html").text


def test_a_slip_is_told_apart_from_the_banks_misconceptions(course: Path, tmp_path: Path) -> None:
    """It stands in a section of its own with its task, what the bank explains is not told twice, and links hold."""
    slip, known = ("slip:equality", "Does it hold when both are exactly equal?"), ("squares", "What is 3 + 3?")
    slipped = check("double", "failed", hints=[slip])
    both = (slipped, check("double", "failed", name="odd", hints=[known]))
    out = site(course, tmp_path / "out", report("s1", slipped), report("s2", *both), report("s3", *both))
    page = read(out / "class" / "tiny.html")

    rows = [attributes["id"] for attributes in page.all("tr") if "id" in attributes]
    assert rows == ["m-squares", "m-double-slip-equality"]
    assert "Slips in an otherwise right solution" in page.text
    assert "1 33 % Does it hold when both are exactly equal? slip:equality double who s1" in page.text
    assert "exactly equal" not in read(out / "index.html").text
    assert {link["href"] for link in page.all("a") if link["href"].startswith("#m-")} == {"#m-squares"}


def test_a_student_sees_what_was_not_handed_in(course: Path, tmp_path: Path) -> None:
    """An assignment that others handed in has a row without a mark."""
    second_assignment(course)
    out = site(course, tmp_path / "out", report("s1"), report("s2"), report("s2", assignment="small"))

    assert "Small nothing handed in" in read(out / "feedback" / "s1.html").text
    assert "nothing handed in" not in read(out / "feedback" / "s2.html").text


def test_a_check_that_nobody_passes_is_a_smell(course: Path, tmp_path: Path) -> None:
    """So is one that everybody passes; one that tells students apart is not."""
    failing = check("quadruple", "failed", name="odd")
    some = [report(f"s{n}", check("double"), failing) for n in range(5)]
    some.append(report("s5", check("double", "failed"), failing))
    page = read(site(course, tmp_path / "out", *some) / "class" / "tiny.html").text

    assert "quadruple.odd Four times three is twelve. hidden all fail" in page
    assert "double.random Doubling" not in page


def test_people_on_the_roster_are_there_by_name(course: Path, tmp_path: Path) -> None:
    """Also those who handed in nothing."""
    (course / "course.toml").write_text('title = "Nets"\nroster = "roster.csv"\n')
    (course / "roster.csv").write_text("student,name\ns01,Ada Lovelace\ns02,Grace Hopper\n")
    out = site(course, tmp_path / "out", report("s01"))

    assert "Ada Lovelace s01" in read(out / "index.html").text
    assert "Feedback for Ada Lovelace" in read(out / "feedback" / "s01.html").text
    assert "Nothing was handed in yet" in read(out / "feedback" / "s02.html").text


def test_a_mark_that_is_not_the_raw_score_says_how_it_came_about(course: Path, tmp_path: Path) -> None:
    """On the student's page step by step, on the class's with the raw score beside it."""
    (course / "course.toml").write_text(
        'handed_in = "file-times"\nlate.percent_per_day = 10\nassignments.tiny.deadline = 2026-11-02T12:00:00\n'
    )
    keep(tmp_path / "out", [report("s01")], HandIn(1_793_707_200.0))  # 2026-11-03 12:00
    out = site(course, tmp_path / "out")

    assert (
        "1 day begun after the deadline 2026-11-02 12:00: 10 % off, 90 left."
        in read(out / "feedback" / "s01.html").text
    )
    assert "90 raw 100" in read(out / "index.html").text


def test_an_excuse_is_shown(course: Path, tmp_path: Path) -> None:
    """With its reason, and without a mark."""
    from datetime import UTC, datetime

    from autograder.database import url_of

    keep(tmp_path / "out", [report("s01")])
    with Ledger(url_of(tmp_path / "out")) as ledger:
        ledger.decide(Decision("s01", "tiny", "excuse", "", "ill", "Ada", datetime(2026, 11, 3, tzinfo=UTC)))
    out = site(course, tmp_path / "out")

    text = read(out / "feedback" / "s01.html").text
    assert "Excused by Ada: ill" in text
    assert "excused" in read(out / "index.html").text


def test_the_best_attempts_report_is_shown(course: Path, tmp_path: Path) -> None:
    """When an earlier attempt counts, its checks are on the page."""
    (course / "course.toml").write_text('attempts = "best"\n')
    keep(tmp_path / "out", [report("s01", check("double"), check("quadruple", "failed"))], HandIn(1.0))
    worse = report("s01", check("double", "failed"), check("quadruple", "failed"), submission_sha256="cd" * 32)
    keep(tmp_path / "out", [worse], HandIn(2.0))
    out = site(course, tmp_path / "out")

    text = read(out / "feedback" / "s01.html").text
    assert "from attempt 1 of 2: the best one counts" in text
    assert "50 of 100" in text


def test_a_large_class_is_spread_over_pages_below_300_kb(course: Path, tmp_path: Path) -> None:
    """A thousand students: three pages of the table, every one small, every student linked once."""
    wrong = check("double", "failed", hints=[("squares", "What is 3 + 3?")])
    reports = [report(f"s{n:04}", wrong if n % 3 else check("double"), check("quadruple")) for n in range(1000)]
    out = site(course, tmp_path / "out", *reports)

    assert all(path.stat().st_size < 300_000 for path in out.rglob("*.html"))
    tables = [out / "index.html", *sorted((out / "class").glob("students-*.html"))]
    rows = [row["data-find"] for path in tables for row in read(path).all("tr") if "data-find" in row]
    assert len(tables) == 3
    assert sorted(row.split()[0] for row in rows) == [f"s{n:04}" for n in range(1000)]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("`f(x)` is <b>", "<code>f(x)</code> is &lt;b&gt;", id="code"),
        pytest.param("a ` alone", "a ` alone", id="one backtick"),
        pytest.param("`a` and `b", "<code>a</code> and `b", id="three backticks"),
        pytest.param("x" * 3000, "x" * 2000 + " … 1000 more characters", id="too long"),
        pytest.param("``", "<code></code>", id="empty"),
    ],
)
def test_messages_become_html(text: str, html: str) -> None:
    """Backticks mark code, everything else is text, and no message fills a page."""
    assert told(text) == html
