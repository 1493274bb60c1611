"""Files for gradebooks, read back by rules written from the platforms' importers."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import platform_rules as rules
import pytest
from export_class import HANDED_IN, Command

HEADINGS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Tiny (55)", "Essay (56)", "Current Score"]
POSSIBLE = ["    Points Possible", "", "", "", "", "10.00", "100.00", "(read only)"]
ROWS = [
    ["Doe, Jane", "101", "7001", "jane", "A", "3.00", "88.50", "80.0"],
    ["Müller, Ünal", "102", "7002", "unal", "A", "", "", ""],
    ["O'Neil, Sam", "103", "7003", "sam", "A; B", "9.00", "-", ""],
    ["Came, Nobody", "104", "7004", "nobody", "A", "4.00", "", ""],
    ["Ill, Eva", "105", "7005", "eva", "A", "", "EX", ""],
    ["=1+1, Mallory", "106", "7006", "mallory", "A", "", "12,5", ""],
    ["Doe, Jane", "107", "7007", "jane2", "A", "", "", ""],
    ["Student, Test", "199", "", "2f9", "A", "", "", ""],
]
CANVAS_STUDENTS = {
    int(row[1]): {"name": row[0], "sortable": row[0], "SIS User ID": row[2], "SIS Login ID": row[3]} for row in ROWS
}


def canvas_export(path: Path, rows: list[list[str]] | None = None, delimiter: str = ",", start: str = "") -> Path:
    """Write what Canvas gives an instructor."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerows(rows if rows is not None else [HEADINGS, POSSIBLE, *ROWS])
    path.write_text(start + stream.getvalue(), encoding="utf-8")
    return path


def cells_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("delimiter", "start"),
    [pytest.param(",", "", id="commas"), pytest.param(";", "", id="semicolons"), pytest.param(",", "\ufeff", id="bom")],
)
def test_canvas_takes_its_own_file_back(
    graded: Path, command: Command, tmp_path: Path, delimiter: str, start: str
) -> None:
    """Each mark lands with its student, scaled to the column's points; excused is EX; the rest is as it was."""
    template = canvas_export(tmp_path / "export.csv", delimiter=delimiter, start=start)

    result = command("export", "canvas", str(graded), "--template", str(template), "--out", "canvas.csv")

    assert result.exit_code == 0, result.output
    course = rules.Canvas({55: "Tiny", 56: "Essay"}, CANVAS_STUDENTS)
    before, after = course.grades(template.read_bytes()), course.grades(Path("canvas.csv").read_bytes())
    assert {user: grade for (user, assignment), grade in after.items() if assignment == 55} == {
        101: "10", 102: "6", 103: "0", 104: "4.00", 105: "EX", 106: "0", 107: "6.67", 199: "",
    }  # fmt: skip
    assert {k: v for k, v in after.items() if k[1] == 56} == {k: v for k, v in before.items() if k[1] == 56}
    assert Path("canvas.csv").read_bytes()[:3] == template.read_bytes()[:3]


def test_canvas_may_have_names_apart_and_columns_of_its_own(graded: Path, command: Command, tmp_path: Path) -> None:
    """LastName and FirstName, notes between section and assignments, a row for manual posting: all as exported."""
    headings = ["LastName", "FirstName", *HEADINGS[1:5], "Notes", *HEADINGS[5:]]
    posting = ["", "", "", "", "", "", "", "Manual Posting", "", ""]
    rows = [[*row[0].split(", "), *row[1:5], "x", *row[5:]] for row in ROWS]
    possible = [POSSIBLE[0], "", *POSSIBLE[1:5], "", *POSSIBLE[5:]]
    template = canvas_export(tmp_path / "export.csv", [headings, posting, possible, *rows])

    result = command("export", "canvas", str(graded), "--template", str(template), "--out", "canvas.csv")

    assert result.exit_code == 0, result.output
    found = rules.Canvas({55: "Tiny", 56: "Essay"}, CANVAS_STUDENTS, ("Notes",)).grades(Path("canvas.csv").read_bytes())
    assert {user: grade for (user, assignment), grade in found.items() if assignment == 55} == {
        101: "10", 102: "6", 103: "0", 104: "4.00", 105: "EX", 106: "0", 107: "6.67", 199: "",
    }  # fmt: skip
    assert cells_of(Path("canvas.csv"))[1] == posting


def test_canvas_cells_of_others_stay_as_they_are(graded: Path, command: Command, tmp_path: Path) -> None:
    """Every cell but the marks is the same before and after, odd spellings included."""
    template = canvas_export(tmp_path / "export.csv")
    command("export", "canvas", str(graded), "--template", str(template), "--out", "canvas.csv")

    read = [cells_of(path) for path in (template, Path("canvas.csv"))]
    without_marks = [[row[:5] + row[6:] for row in rows] for rows in read]

    assert without_marks[0] == without_marks[1]


def test_canvas_tells_who_is_not_there(graded: Path, command: Command, tmp_path: Path) -> None:
    """A student whom Canvas does not list is named, and the others get their marks."""
    template = canvas_export(tmp_path / "export.csv", [HEADINGS, POSSIBLE, *ROWS[1:]])

    result = command("export", "canvas", str(graded), "--template", str(template), "--out", "canvas.csv")

    assert result.exit_code == 0
    assert "s01: nobody, or not only one, has this id or name in Canvas's export" in result.output
    course = rules.Canvas({55: "Tiny", 56: "Essay"}, CANVAS_STUDENTS)
    assert course.grades(Path("canvas.csv").read_bytes())[102, 55] == "6"


def test_canvas_never_gives_one_row_two_marks(graded: Path, course: Path, command: Command, tmp_path: Path) -> None:
    """Where two hand-ins could be the same person's, neither mark is filled in."""
    roster = course / "roster.csv"
    roster.write_text(roster.read_text().replace("7002,102", "7001,101").replace("unal@", "jane@"), encoding="utf-8")
    template = canvas_export(tmp_path / "export.csv")

    result = command("export", "canvas", str(graded), "--template", str(template), "--out", "canvas.csv")

    assert "s02: nobody, or not only one" in result.output
    found = rules.Canvas({55: "Tiny", 56: "Essay"}, CANVAS_STUDENTS).grades(Path("canvas.csv").read_bytes())
    assert found[102, 55] == ""
    assert found[101, 55] in ("10", "3.00")


def test_canvas_columns_can_be_named(graded: Path, command: Command, tmp_path: Path) -> None:
    """--column says which assignment of Canvas's it is, when the titles differ."""
    headings = [h.replace("Tiny (55)", "Homework 1 (55)") for h in HEADINGS]
    template = canvas_export(tmp_path / "export.csv", [headings, POSSIBLE, *ROWS])
    args = ("export", "canvas", str(graded), "--template", str(template), "--out", "canvas.csv")

    refused, taken = command(*args), command(*args, "--column", "tiny=Homework 1 (55)")

    assert refused.exit_code == 3
    assert "no column for tiny. Assignments there: Homework 1 (55), Essay (56)." in refused.output
    assert taken.exit_code == 0
    found = rules.Canvas({55: "Homework 1", 56: "Essay"}, CANVAS_STUDENTS).grades(Path("canvas.csv").read_bytes())
    assert found[101, 55] == "10"


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        pytest.param([["a", "b"], ["1", "2"]], "it is not Canvas's gradebook export", id="another-table"),
        pytest.param([[h for h in HEADINGS if h != "Section"], POSSIBLE[1:]], "no column Section", id="no-section"),
        pytest.param(
            [HEADINGS, [c if c != "10.00" else "(read only)" for c in POSSIBLE], *ROWS], "read only", id="read-only"
        ),
        pytest.param([[*HEADINGS, "tiny (57)"], [*POSSIBLE, "1"]], "2 columns for tiny", id="two-columns"),
    ],
)
def test_what_canvas_would_refuse_is_refused_here(
    graded: Path, command: Command, tmp_path: Path, rows: list[list[str]], says: str
) -> None:
    """A template that Canvas would not take, or would ignore, is told before anyone uploads it."""
    template = canvas_export(tmp_path / "export.csv", rows)

    result = command("export", "canvas", str(graded), "--template", str(template))

    assert result.exit_code == 3, result.output
    assert says in result.output


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "not a CSV file", id="empty"),
        pytest.param(b"Student,ID\xff\xfe,Section,x", "not UTF-8", id="latin-1"),
        pytest.param(b"Student,ID\0,Section,x", "not a CSV file", id="null"),
    ],
)
def test_a_template_that_is_no_csv_is_refused(
    graded: Path, command: Command, tmp_path: Path, data: bytes, says: str
) -> None:
    """One clear line, whatever the file is."""
    (tmp_path / "export.csv").write_bytes(data)

    result = command("export", "canvas", str(graded), "--template", str(tmp_path / "export.csv"))

    assert result.exit_code == 3, result.output
    assert says in result.output


def test_marks_of_several_downloads_add_up(graded: Path, course: Path, command: Command) -> None:
    """Each assignment graded by itself into one folder: the table has both, and both go to Canvas."""
    shutil.copytree(course / "assignments" / "tiny", course / "assignments" / "second")
    shutil.copy(course / "solutions" / "tiny.py", course / "solutions" / "second.py")
    (course / "more" / "s01").mkdir(parents=True)
    (course / "more" / "s01" / "second.py").write_text(HANDED_IN["s02"])

    result = command("grade", "more", "--out", str(graded), "--only", "second", "--workers", "1")

    assert result.exit_code == 0, result.output
    header, *rows = cells_of(graded / "grades.csv")
    assert header == ["student", "second", "tiny", "total"]
    assert ["s01", "60", "100", "160"] in rows
    assert "tiny.html" in (graded / "index.html").read_text()


MOODLE_PEOPLE = [
    {"email": email, "idnumber": number}
    for email, number in [
        ("jane@uni.example", "7001"),
        ("unal@uni.example", "7002"),
        ("sam@uni.example", "7003"),
        ("nobody@uni.example", "7004"),
        ("eva@uni.example", "7005"),
        ("mallory@uni.example", "7006"),
        ("jane2@uni.example", "7007"),
    ]
]
MOODLE_MARKS = {
    "jane@uni.example": 100,
    "unal@uni.example": 60,
    "sam@uni.example": 0,
    "mallory@uni.example": 0,
    "jane2@uni.example": 66.67,
}


@pytest.mark.parametrize("by", ["Email address", "ID number"])
def test_moodle_imports_every_mark(graded: Path, command: Command, by: str) -> None:
    """By either column each grade finds its user; who is excused or absent keeps what Moodle has."""
    result = command("export", "moodle", str(graded), "--out", "moodle.csv")

    assert result.exit_code == 0, result.output
    found = rules.Moodle(MOODLE_PEOPLE).grades(Path("moodle.csv").read_bytes(), by)
    assert {email: grade for email, (grade, _) in found.items()} == MOODLE_MARKS
    assert "s05, tiny: is excused; no grade was written." in result.output


def test_moodle_feedback_never_comes_without_a_grade(graded: Path, command: Command) -> None:
    """Feedback without a grade would erase one; and what a person wrote as a reason is no markup."""
    command("export", "moodle", str(graded), "--out", "moodle.csv")

    found = rules.Moodle(MOODLE_PEOPLE).grades(Path("moodle.csv").read_bytes(), "Email address")

    assert all(grade is not None and feedback for grade, feedback in found.values())
    assert not [feedback for _, feedback in found.values() if "<" in feedback]
    assert "oral exam" in found["jane2@uni.example"][1]


def test_moodle_people_come_from_its_own_list(graded: Path, course: Path, command: Command, tmp_path: Path) -> None:
    """Without addresses on the roster, the list of participants that Moodle exports has them."""
    (course / "roster.csv").write_text('student,name\ns01,Jane Doe\ns02,"Müller, Ünal"\ns03,Sam O\'Neil\n', "utf-8")
    participants = tmp_path / "participants.csv"
    participants.write_text(
        '"First name","Last name","ID number","Email address"\nJane,Doe,7001,jane@uni.example\n'
        "Unal,Muller,7002,unal@uni.example\nSam,O'Neil,7003,sam@uni.example\n",
        "utf-8",
    )

    result = command("export", "moodle", str(graded), "--template", str(participants), "--out", "moodle.csv")

    found = rules.Moodle(MOODLE_PEOPLE).grades(Path("moodle.csv").read_bytes(), "ID number")
    assert {email: grade for email, (grade, _) in found.items()} == {
        email: MOODLE_MARKS[email] for email in ("jane@uni.example", "unal@uni.example", "sam@uni.example")
    }
    assert "s06: no e-mail address or ID number is known; left out." in result.output


def test_moodle_marks_can_not_be_too_large(graded: Path, command: Command) -> None:
    """A mark above the maximum would abort the whole import: it is refused here, with its owner's name."""
    from autograder.export import ExportError
    from autograder.export.moodle import _grade
    from autograder.gradebook.mark import Mark

    with pytest.raises(ExportError, match="s01, tiny: 101 is more than 100"):
        _grade(Mark("s01", "tiny", "graded", 101.0))


WORKSHEET = """Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed",\
"Last modified (submission)","Last modified (grade)","Feedback comments"
"Participant 9001","Jane Doe",jane@uni.example,"Submitted for grading",,50.00,Yes,-,-,
"Participant 9002","Ünal Müller",unal@uni.example,"Submitted for grading",,50.00,No,-,-,kept
"Participant 9003","Sam O'Neil",sam@uni.example,"Submitted for grading",12.00,50.00,Yes,-,-,
"Participant 9005","Eva Ill",eva@uni.example,"No submission",7.00,50.00,Yes,-,-,kept
"Participant 9007","Jane Doe",jane2@uni.example,"Submitted for grading",,50.00,Yes,-,-,
"""


def test_moodle_worksheet_is_filled(graded: Path, command: Command, tmp_path: Path) -> None:
    """Grades are scaled to the maximum; what may not change, and who is excused, stays."""
    template = tmp_path / "worksheet.csv"
    template.write_text(WORKSHEET, encoding="utf-8")

    result = command("export", "moodle", str(graded), "--template", str(template), "--out", "moodle.csv")

    assert result.exit_code == 0, result.output
    numbers = {str(number): "" for number in (9001, 9002, 9003, 9005, 9007)}
    found = rules.MoodleWorksheet(numbers, 50.0).grades(Path("moodle.csv").read_bytes())
    assert {number: grade for number, (grade, _) in found.items()} == {
        "9001": "50", "9002": "", "9003": "0", "9005": "7.00", "9007": "33.34",
    }  # fmt: skip
    assert found["9005"][1] == "kept"
    assert found["9001"][1].startswith("Raw score 100 of 100")
    assert "s02: Moodle says that this grade cannot be changed" in result.output
    assert "s06: nobody, or not only one, has this name in the worksheet" in result.output


def test_moodle_gives_each_student_their_page(graded: Path, command: Command, tmp_path: Path) -> None:
    """Each page goes to its participant and to nobody else; who is not in the worksheet is told."""
    template = tmp_path / "worksheet.csv"
    template.write_text(WORKSHEET.replace("Sam O'Neil", "Sam_O'Neil/.."), encoding="utf-8")

    result = command("export", "moodle-feedback", str(graded), "--template", str(template), "--out", "pages.zip")

    assert result.exit_code == 0, result.output
    numbers = {f"900{n}": f"s0{n}" for n in (1, 2, 3, 5, 7)}
    found = rules.moodle_feedback(Path("pages.zip").read_bytes(), set(numbers))
    assert found == {n: {"feedback.html": (graded / "feedback" / f"{s}.html").read_bytes()} for n, s in numbers.items()}
    assert "s06: nobody, or not only one" in result.output


@pytest.mark.parametrize(
    ("args", "says"),
    [
        pytest.param([], "name it with --template", id="no-worksheet"),
        pytest.param(["--template", "roster.csv"], "no column Identifier, but student, name", id="another-table"),
        pytest.param(["--template", "worksheet.csv"], "autograder report graded", id="no-pages"),
    ],
)
def test_moodle_pages_that_cannot_be_packed_are_told(
    graded: Path, course: Path, command: Command, args: list[str], says: str
) -> None:
    """The message says what to do."""
    (course / "worksheet.csv").write_text(WORKSHEET, encoding="utf-8")
    shutil.rmtree(graded / "feedback")

    result = command("export", "moodle-feedback", "graded", *args)

    assert result.exit_code == 3, result.output
    assert says in result.output


def test_moodle_worksheet_of_blind_marking_is_filled(course: Path, command: Command, tmp_path: Path) -> None:
    """Folders and rows have participant numbers and no names; the numbers are enough."""
    for number, text in ((9001, HANDED_IN["s01"]), (9002, HANDED_IN["s02"])):
        folder = course / "in" / f"Participant_{number}_assignsubmission_file_"
        folder.mkdir(parents=True)
        (folder / "tiny.py").write_text(text)
    command("grade", "in", "--out", "blind", "--workers", "1", "--no-site")
    (tmp_path / "worksheet.csv").write_text(
        'Identifier,Status,Grade,"Maximum Grade","Last modified (grade)","Feedback comments"\n'
        "Participant 9002,-,,100.00,-,\nParticipant 9001,-,,100.00,-,\n"
    )

    result = command("export", "moodle", "blind", "--template", str(tmp_path / "worksheet.csv"), "--out", "moodle.csv")

    assert result.exit_code == 0, result.output
    found = rules.MoodleWorksheet({"9001": "", "9002": ""}).grades(Path("moodle.csv").read_bytes())
    assert {number: grade for number, (grade, _) in found.items()} == {"9001": "100", "9002": "60"}


@pytest.mark.parametrize(
    ("table", "says"),
    [
        pytest.param("Name,Points\nx,1\n", "neither Identifier nor Email address, but Name, Points", id="another"),
        pytest.param("Identifier,Note\nParticipant 1,1\n", "no column Grade, but Identifier, Note", id="no-grade"),
        pytest.param("Identifier,Grade,Scale\nParticipant 1,,Good\n", "is a scale, not points", id="scale"),
        pytest.param("Identifier,Grade\nParticipant 1,\n", "no column 'Last modified (grade)'", id="cut"),
        pytest.param("Kennung,Vollständiger Name,Bewertung\nTeilnehmer/in1,x,\n", "Set Moodle to English", id="german"),
    ],
)
def test_moodle_templates_of_no_use_are_refused(
    graded: Path, command: Command, tmp_path: Path, table: str, says: str
) -> None:
    """The message names the columns that there are."""
    (tmp_path / "table.csv").write_text(table)

    result = command("export", "moodle", str(graded), "--template", str(tmp_path / "table.csv"))

    assert result.exit_code == 3, result.output
    assert says in result.output


def test_moodle_without_any_address_says_what_to_do(graded: Path, course: Path, command: Command) -> None:
    """No roster, no template: one line that names both remedies."""
    (course / "course.toml").unlink()

    result = command("export", "moodle", str(graded))

    assert result.exit_code == 3
    assert "Put them into the course's roster" in result.output


def test_nbgrader_programs_read_the_table(graded: Path, command: Command) -> None:
    """A row for everyone on the roster: 0 for nothing handed in, names split, none for the excused."""
    result = command("export", "nbgrader", str(graded), "--out", "nbgrader.csv")

    rows = {row["student_id"]: row for row in rules.nbgrader(Path("nbgrader.csv").read_bytes())}
    assert {student: float(row["score"]) for student, row in rows.items()} == {
        "s01": 100, "s02": 60, "s03": 0, "s04": 0, "s06": 0, "s07": 66.67,
    }  # fmt: skip
    assert (rows["s01"]["first_name"], rows["s01"]["last_name"]) == ("Jane", "Doe")
    assert (rows["s02"]["first_name"], rows["s02"]["last_name"]) == ("Ünal", "Müller")
    assert rows["s07"]["raw_score"] == "100.0"
    assert "s05, tiny: excused; left out." in result.output


def test_nbgrader_shows_what_lateness_cost(graded: Path, course: Path, command: Command) -> None:
    """Deadline, time, penalty and score stand beside the raw score."""
    (course / "course.toml").write_text(
        'roster = "roster.csv"\nhanded_in = "times.csv"\n[assignments.tiny]\ndeadline = 2026-11-01T12:00:00\n'
        "late = { percent_per_day = 10 }\n"
    )
    (course / "times.csv").write_text("student,assignment,handed_in\ns01,tiny,2026-11-02 13:00\n")

    command("export", "nbgrader", str(graded), "--student", "s01", "--out", "nbgrader.csv")

    (row,) = rules.nbgrader(Path("nbgrader.csv").read_bytes())
    assert row["duedate"] == "2026-11-01 12:00:00.000000"
    assert (row["raw_score"], row["late_submission_penalty"], row["score"]) == ("100.0", "20.0", "80.0")


@pytest.mark.parametrize("form", ["canvas", "moodle", "nbgrader"])
def test_names_are_no_formulas(graded: Path, course: Path, command: Command, tmp_path: Path, form: str) -> None:
    """No cell of ours begins as a formula; what Canvas itself exported is not ours to change."""
    roster = course / "roster.csv"
    roster.write_text(roster.read_text().replace("mallory@", "=cmd|calc!A1@"), encoding="utf-8")
    template = ("--template", str(canvas_export(tmp_path / "export.csv"))) if form == "canvas" else ()

    result = command("export", form, str(graded), "--out", "out.csv", *template)

    assert result.exit_code == 0, result.output
    cells = [cell for row in cells_of(Path("out.csv")) for cell in row]
    theirs = {cell for row in ROWS for cell in row} if form == "canvas" else set()
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t") and cell not in theirs]
