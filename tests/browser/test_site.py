"""The site in a real browser: it opens, sorts, filters, prints, and hides nothing from anyone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

Visit = Callable[..., Any]
PAGES = [
    "index.html",
    "class/softmax_cross_entropy.html",
    "class/backprop.html",
    "feedback/s001.html",
    "feedback/s036.html",
    "similar/index.html",
    "similar/1.html",
]
A4_PX = 680  # less margins of 1.5 cm
ROWS = "#table tbody tr:not([hidden])"


def column(page: Any, heading: str) -> list[str]:
    """The values a table sorts by, of the rows that are shown, from top to bottom."""
    return page.evaluate(
        """heading => {
            const th = [...document.querySelectorAll("#table th")].find(t => t.textContent.trim() === heading);
            const rows = [...document.querySelectorAll("#table tbody tr:not([hidden])")];
            return rows.map(r => r.cells[th.cellIndex].dataset.v ?? r.cells[th.cellIndex].textContent.trim());
        }""",
        heading,
    )


def numbers(values: list[str]) -> list[float]:
    """Those that are numbers."""
    return [float(value) for value in values if value]


def test_every_page_is_small(graded: Path) -> None:
    """Below 300 KB each, with all that the page itself holds."""
    sizes = {path.name: path.stat().st_size for path in graded.rglob("*.html")}

    assert len(sizes) > 200
    assert {name: size for name, size in sizes.items() if size >= 300_000} == {}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_from_a_folder_without_a_complaint(graded: Path, visit: Visit, name: str) -> None:
    """No error, nothing blocked by the page's own policy."""
    page = visit(graded / name)

    assert page.locator("h1").count() == 1
    assert page.complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_from_a_server_without_a_complaint(served: str, visit: Visit, name: str) -> None:
    """The same files, from any web server."""
    page = visit(f"{served}/{name}")

    assert page.locator("h1").count() == 1
    assert page.complaints == []


def test_a_click_on_a_heading_sorts(graded: Path, visit: Visit) -> None:
    """Totals from the highest, then from the lowest; the heading says which way."""
    page = visit(graded / "index.html")
    heading = page.locator("#table th", has_text="Total")

    heading.locator("button").click()
    down = numbers(column(page, "Total"))
    assert heading.get_attribute("aria-sort") == "descending"
    heading.locator("button").click()
    up = numbers(column(page, "Total"))

    assert heading.get_attribute("aria-sort") == "ascending"
    assert down == sorted(down, reverse=True)
    assert up == sorted(up)
    assert len(up) == 200


def test_a_heading_is_sorted_by_from_the_keyboard(graded: Path, visit: Visit) -> None:
    """Tab reaches it, Enter sorts."""
    page = visit(graded / "index.html")
    page.locator("#table th button").nth(1).focus()
    page.keyboard.press("Enter")

    assert page.locator("#table th").nth(1).get_attribute("aria-sort") == "descending"


def test_what_is_missing_stays_at_the_end(graded: Path, visit: Visit) -> None:
    """A student who handed nothing in is neither best nor worst."""
    page = visit(graded / "index.html")
    title = page.locator("#table th").nth(2).inner_text().strip()
    for _ in range(2):
        page.locator("#table th button").nth(2).click()
        values = column(page, title)
        missing = values.index("")
        assert set(values[missing:]) == {""}


def test_students_sort_by_name(graded: Path, visit: Visit) -> None:
    """Back to the order the page began with."""
    page = visit(graded / "index.html")
    before = column(page, "Student")
    page.locator("#table th button").last.click()
    page.locator("#table th button").first.click()

    assert column(page, "Student") == before


def test_typing_filters(graded: Path, visit: Visit) -> None:
    """Only students whose id has the text are shown, and their number is told to everyone."""
    page = visit(graded / "index.html")
    page.get_by_label("Name or id").fill("s19")

    assert column(page, "Student") == [f"s19{n}" for n in range(10)]
    assert page.locator(".tools output").inner_text() == "10 of 200 shown"
    assert page.locator(".tools output").get_attribute("aria-live") == "polite"


def test_a_choice_filters(graded: Path, visit: Visit) -> None:
    """With something not handed in: each row shown has a dash, each row hidden has none."""
    page = visit(graded / "index.html")
    page.get_by_label("Show").select_option("not_handed_in")
    shown, hidden = page.locator(ROWS).all_inner_texts(), page.locator("#table tbody tr[hidden]").all_text_contents()

    assert 0 < len(shown) < 200
    assert all("–" in text for text in shown)
    assert not any("–" in text for text in hidden)


def test_both_filters_hold_together_and_survive_sorting(graded: Path, visit: Visit) -> None:
    """Sorting shows nothing that is filtered out."""
    page = visit(graded / "index.html")
    page.get_by_label("Show").select_option("low")
    page.get_by_label("Name or id").fill("s1")
    before = sorted(column(page, "Student"))
    page.locator("#table th button").last.click()

    assert sorted(column(page, "Student")) == before
    assert before


def test_a_students_name_leads_to_their_page(graded: Path, visit: Visit) -> None:
    """One click from the table to the feedback."""
    page = visit(graded / "index.html")
    page.get_by_role("link", name="s036", exact=True).first.click()

    assert page.locator("h1").inner_text() == "Feedback for s036"


def test_a_misconception_leads_to_who_has_it(graded: Path, visit: Visit) -> None:
    """From the front page to the assignment's, and on to students."""
    page = visit(graded / "index.html")
    page.locator("section", has=page.locator("#lecture")).get_by_role("link").first.click()
    row = page.locator("tr:target")
    row.locator("summary").click()

    assert row.get_by_role("link").first.get_attribute("href").startswith("../feedback/s")


@pytest.mark.parametrize("base", ["folder", "server"])
def test_pictures_are_shown(graded: Path, served: str, visit: Visit, base: str) -> None:
    """Every picture that is visible has been loaded, from a folder and from a server."""
    page = visit(graded / "feedback" / "s001.html" if base == "folder" else f"{served}/feedback/s001.html")
    for image in page.locator("img:visible").all():
        image.scroll_into_view_if_needed()
        page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=image.element_handle())

    assert page.locator("img:visible").count() > 3
    assert page.complaints == []


def test_steps_of_a_picture_follow_the_slider(graded: Path, visit: Visit) -> None:
    """One step at a time; the keyboard moves it."""
    page = visit(graded / "feedback" / "s001.html")
    stepper = page.locator(".stepper").first
    assert stepper.locator("figure:visible").count() == 1
    last = stepper.locator("output").inner_text()
    stepper.locator("input").focus()
    page.keyboard.press("ArrowLeft")

    assert stepper.locator("figure:visible").count() == 1
    assert stepper.locator("output").inner_text() != last


def test_without_scripts_everything_is_there(graded: Path, visit: Visit) -> None:
    """The table is complete, nothing that needs the script is offered, and all steps are shown."""
    page = visit(graded / "index.html", java_script_enabled=False)
    assert page.locator("#table tbody tr").count() == 200
    assert not page.locator(".tools").first.is_visible()

    page = visit(graded / "feedback" / "s001.html", java_script_enabled=False)
    stepper = page.locator(".stepper").first
    assert stepper.locator("figure:visible").count() == stepper.locator("figure").count()


@pytest.mark.parametrize("name", PAGES)
def test_a_narrow_screen_needs_no_sideways_scrolling(graded: Path, visit: Visit, name: str) -> None:
    """On a telephone tables scroll in their own frames, the page does not."""
    page = visit(graded / name, viewport={"width": 360, "height": 700})

    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_print_opens_what_is_folded_and_hides_what_is_for_clicking(graded: Path, visit: Visit) -> None:
    """On paper nothing can be unfolded or filtered."""
    page = visit(graded / "feedback" / "s036.html")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0

    page = visit(graded / "index.html")
    page.emulate_media(media="print")
    assert not page.locator(".tools").first.is_visible()
    assert page.pdf()[:4] == b"%PDF"


def test_dark_and_light_follow_the_readers_choice(graded: Path, visit: Visit) -> None:
    """The ground is dark for one, light for the other."""
    grounds = [
        visit(graded / "index.html", color_scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    ]

    assert grounds == ["rgb(247, 248, 250)", "rgb(20, 24, 29)"]


def test_tab_reaches_everything_that_can_be_clicked(graded: Path, visit: Visit) -> None:
    """From the link that skips to the content, by way of the filters and headings, to the students' pages."""
    page = visit(graded / "index.html")
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("[document.activeElement.tagName, document.activeElement.textContent.trim()]"))
        if reached[-1] == ["A", "s001"]:
            break

    assert reached[0] == ["A", "Skip to the content"]
    assert reached[-1] == ["A", "s001"]
    assert {"INPUT", "SELECT"} < {tag for tag, _ in reached}
    headings = [text.strip() for text in page.locator("#table thead th").all_text_contents()]
    assert [text for tag, text in reached if tag == "BUTTON"] == headings


def test_what_has_the_focus_is_seen(graded: Path, visit: Visit) -> None:
    """Links, buttons, fields and details have an outline when they are reached by keyboard."""
    page = visit(graded / "class" / "backprop.html")
    kinds = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        kind, outline = page.evaluate(
            "[document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]"
        )
        kinds.add(kind)
        assert outline not in ("none", "hidden"), kind

    assert {"A", "BUTTON", "SUMMARY"} <= kinds


def test_a_link_to_a_rare_mistake_unfolds_it(graded: Path, visit: Visit) -> None:
    """What is folded away can still be linked to."""
    page = visit(graded / "class" / "backprop.html")
    folded = page.locator("details tr[id]").last.get_attribute("id")
    page.evaluate("id => { location.hash = id }", folded)

    assert page.locator("tr:target").is_visible()


@pytest.mark.parametrize("name", PAGES)
def test_paper_has_no_sideways_overflow_and_no_dark_ground(graded: Path, visit: Visit, name: str) -> None:
    """A reader of the dark pages prints black on white, the whole width of a table on the sheet."""
    page = visit(graded / name, color_scheme="dark", viewport={"width": A4_PX, "height": 900})
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    cut = """[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1)
             .map(e => e.getAttribute('aria-labelledby'))"""
    assert page.evaluate(cut) == []
