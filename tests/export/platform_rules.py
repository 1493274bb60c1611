"""What the platforms accept, written from their documentation and importers: each function parses as they do."""

from __future__ import annotations

import base64
import csv
import io
import json
import math
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

VISIBILITIES = {"hidden", "after_due_date", "after_published", "visible"}
FORMATS = {"text", "html", "simple_format", "md", "ansi"}
GRADESCOPE_FIELDS = {
    "score", "execution_time", "output", "output_format", "test_output_format", "test_name_format", "visibility",
    "stdout_visibility", "extra_data", "tests", "leaderboard",
}  # fmt: skip
GRADESCOPE_TEST_FIELDS = {
    "score", "max_score", "status", "name", "name_format", "number", "output", "output_format", "tags", "visibility",
    "extra_data",
}  # fmt: skip


class Refused(Exception):
    """The platform would not take this."""


def _require(condition: object, what: str) -> None:
    if not condition:
        raise Refused(what)


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def strict_json(data: bytes) -> Any:
    """Parse as JavaScript and Ruby do: no NaN, no infinity, UTF-8."""

    def no_constant(name: str) -> object:
        raise Refused(f"{name} is not JSON")

    _require(b"\r" not in data, "Unix newlines only")
    return json.loads(data.decode("utf-8"), parse_constant=no_constant)


def gradescope(data: bytes) -> dict[str, Any]:
    """Parse `results.json` (autograder_samples/docs/specs.md)."""
    found = strict_json(data)
    _require(set(found) <= GRADESCOPE_FIELDS, f"unknown fields {set(found) - GRADESCOPE_FIELDS}")
    tests = found.get("tests", [])
    _require(_number(found.get("score")) or all(_number(t.get("score")) for t in tests), "a score is required")
    for name in ("visibility", "stdout_visibility"):
        _require(found.get(name, "visible") in VISIBILITIES, f"{name} {found.get(name)!r}")
    for name in ("output_format", "test_output_format", "test_name_format"):
        _require(found.get(name, "text") in FORMATS, f"{name} {found.get(name)!r}")
    _require(_number(found.get("execution_time", 0)), "execution_time is a number")
    _require(isinstance(found.get("output", ""), str), "output is a string")
    _require(isinstance(found.get("extra_data", {}), dict), "extra_data is an object")
    for test in tests:
        _gradescope_test(test)
    return dict(found)


def _gradescope_test(test: dict[str, Any]) -> None:
    _require(set(test) <= GRADESCOPE_TEST_FIELDS, f"unknown fields {set(test) - GRADESCOPE_TEST_FIELDS}")
    _require(_number(test["score"]) and _number(test["max_score"]), "scores are numbers")
    _require(test.get("status", "passed") in {"passed", "failed"}, f"status {test.get('status')!r}")
    _require(isinstance(test.get("number", ""), str), "number is a string")
    _require(isinstance(test.get("name", ""), str) and isinstance(test.get("output", ""), str), "texts are strings")
    _require(test.get("visibility", "visible") in VISIBILITIES, f"visibility {test.get('visibility')!r}")
    _require(all(isinstance(tag, str) for tag in test.get("tags", [])), "tags are strings")
    for name in ("output_format", "name_format"):
        _require(test.get(name, "text") in FORMATS, f"{name} {test.get(name)!r}")


def prairielearn(data: bytes) -> dict[str, Any]:
    """Parse `results.json` (grader-host, externalGraderCommon.ts, pl-external-grader-results)."""
    _require(len(data) <= 1024 * 1024, "more than 1 MB")
    found = strict_json(data)
    if found.get("gradable", True):
        _require(_number(found.get("score")) and 0 <= found["score"] <= 1, f"score {found.get('score')!r}")
    errors = found.get("format_errors", [])
    _require(isinstance(errors, str) or all(isinstance(error, str) for error in errors), "format_errors are strings")
    for test in found.get("tests", []):
        _require(_number(test.get("points")) and _number(test.get("max_points")), "points and max_points")
        _require(
            all(isinstance(test.get(name, ""), str) for name in ("name", "description", "message", "output")), "text"
        )
    return dict(found)


def github_output(line: str) -> dict[str, Any]:
    """Parse the step output as the reporters of GitHub Classroom do."""
    name, _, value = line.rstrip("\n").partition("=")
    _require(name == "result" and "\n" not in value, "one line result=…")
    found = strict_json(base64.b64decode(value, validate=True))
    _require(isinstance(found["version"], int), "version is an integer")
    _require(found["status"] in {"pass", "fail", "error"}, f"status {found['status']!r}")
    _require(_number(found["max_score"]), "max_score is a number")
    for test in found["tests"]:
        _require(test["status"] in {"pass", "fail", "error"}, f"status {test['status']!r}")
        _require(len(test.get("output", "")) <= 500, "output has at most 500 characters")
        _require(isinstance(test["task_id"], int) and isinstance(test["line_no"], int), "task_id, line_no are integers")
        _require(_number(test["score"]) and _number(test["duration"]), "score, duration are numbers")
    return dict(found)


def github_commands(log: str) -> list[tuple[str, dict[str, str], str]]:
    """Return (command, properties, message) of every line the runner takes for a workflow command."""
    found = []
    for line in log.splitlines():
        match = re.match(r"\s*::(?P<name>[a-z-]+)(?: (?P<properties>[^:]*(?::(?!:)[^:]*)*))?::(?P<message>.*)", line)
        if match:
            pairs = (part.partition("=") for part in (match["properties"] or "").split(",") if part)
            properties = {name: _unescaped(value) for name, _, value in pairs}
            found.append((match["name"], properties, _unescaped(match["message"])))
    return found


def _unescaped(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


class Canvas:
    """A course's gradebook and the importer of `gradebook_importer.rb`."""

    IGNORED = re.compile(
        "Current Score|Current Points|Current Grade|Final Score|Final Points|Final Grade|Override Score|Override Grade"
        "|Override Status"
    )

    def __init__(
        self, assignments: dict[int, str], students: dict[int, dict[str, str]], custom: tuple[str, ...] = ()
    ) -> None:
        self.assignments = assignments
        self.students = students
        self.custom = custom

    def grades(self, data: bytes) -> dict[tuple[int, int], str]:
        """Return what the import would set, by (user, assignment); refuse what would create or mix up anything."""
        text = data.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=self._delimiter(text)))
        header, *rest = [row for row in rows if any(cell.strip(" ;,") for cell in row)]
        columns = self._columns(header)
        read_only: set[int] = set()
        found = {}
        for row in rest:
            if "Points Possible" in row[0]:
                read_only = {number for number, cell in enumerate(row) if re.search(r"read\s+only", cell)}
            elif not all(re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", cell, re.IGNORECASE) for cell in row):
                user = self._student(header, row)
                for number, assignment in columns.items():
                    if number not in read_only:
                        found[user, assignment] = self._value(row[number].strip())
        return found

    def _columns(self, header: list[str]) -> dict[int, int]:
        names = self._name_columns(header)
        count = names + 2
        if re.search(r"SIS\s+Login\s+ID", header[count - 1]):
            count += 1
        elif re.search(r"SIS\s+User\s+ID", header[count - 1]) and re.search(r"SIS\s+Login\s+ID", header[count]):
            integration = bool(re.search(r"Integration\s+ID", header[count + 1]))
            count += 2 + integration + bool(re.search(r"Root\s+Account", header[count + 1 + integration]))
        _require("Section" in header[count - 1], f"the last student column is {header[count - 1]!r}, not Section")
        columns = {}
        for number, title in enumerate(header[count:], start=count):
            if self.IGNORED.search(title) or title in self.custom:
                continue
            with_id = re.fullmatch(r"(.*)\s\((\d+)\)", title)
            by_title = [key for key, name in self.assignments.items() if name == title]
            key = int(with_id[2]) if with_id and int(with_id[2]) in self.assignments else next(iter(by_title), None)
            _require(key is not None, f"{title!r} would be offered as a new assignment")
            assert key is not None
            columns[number] = key
        return columns

    @staticmethod
    def _name_columns(header: list[str]) -> int:
        """Return how many columns hold the name: one, or two where last and first names are apart."""
        if len(header) > 4 and "LastName" in header[0] and "FirstName" in header[1] and "ID" in header[2]:
            return 2
        _require(len(header) > 3 and "Student" in header[0] and "ID" in header[1], "no student headings")
        return 1

    def _student(self, header: list[str], row: list[str]) -> int:
        names = self._name_columns(header)
        if row[names].isdigit() and int(row[names]) in self.students:
            return int(row[names])
        for column in ("SIS User ID", "SIS Login ID"):
            if column in header and (cell := row[header.index(column)]):
                for user, facts in self.students.items():
                    if facts.get(column) == cell:
                        return user
        full_name = row[0] if names == 1 else f"{row[1]} {row[0]}".strip()
        for user, facts in self.students.items():
            if full_name in (facts["name"], facts["sortable"]):
                return user
        raise Refused(f"{full_name!r} would be offered as a new student")

    @staticmethod
    def _delimiter(text: str) -> str:
        lines, counts = text.splitlines()[:3], {}
        for delimiter in ";,":
            widths = {len(row) for row in csv.reader(lines, delimiter=delimiter)}
            counts[delimiter] = widths.pop() if len(widths) == 1 else 0
        return ";" if counts[";"] > counts[","] else ","

    @staticmethod
    def _value(cell: str) -> str:
        if cell.upper() == "EX":
            return "EX"
        if cell in ("", "-"):
            return ""
        _require(re.fullmatch(r"-?[0-9.,]+%?", cell), f"{cell!r} is no grade")
        return cell.replace(",", ".")


class Moodle:
    """A course's people, and the grade import of `gradeimport_csv_load_data`."""

    def __init__(self, people: list[dict[str, str]], locked: bool = False) -> None:
        self.people = people
        self.locked = locked

    def grades(self, data: bytes, by: str) -> dict[str, tuple[float | None, str]]:
        """Return (grade, feedback) by e-mail address; `by` is the column that is mapped to a person.

        One fault aborts the whole import.
        """
        header, *rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
        key = {"Email address": "email", "ID number": "idnumber"}[by]
        user_column = header.index(by)
        (item,) = [h for h in header if h not in ("Email address", "ID number") and not h.endswith(" feedback")]
        grade_column, feedback_column = header.index(item), header.index(f"{item} feedback")
        found: dict[str, tuple[float | None, str]] = {}
        for row in rows:
            _require(len(row) == len(header), "each row has a cell for each heading")
            if not row[user_column]:
                continue  # Moodle skips a row with a blank user field
            users = [person for person in self.people if person[key] == row[user_column]]
            _require(len(users) == 1, f"no user with {key} {row[user_column]!r}")
            _require(not self.locked, "the grade item is locked")
            found[users[0]["email"]] = (self._grade(row[grade_column]), row[feedback_column])
        return found

    @staticmethod
    def _grade(cell: str) -> float | None:
        if cell in ("", "-"):
            return None
        _require(re.fullmatch(r"-?\d+(\.\d+)?", cell.replace(" ", "")), f"{cell!r} is not numeric")
        _require(float(cell) <= 100, f"{cell} is more than 100")
        return float(cell)


class MoodleWorksheet:
    """The importer of the grading worksheet, `assignfeedback_offline_grade_importer`, and what is done with each row."""

    def __init__(self, participants: dict[str, str], maximum: float = 100.0) -> None:
        self.participants = participants
        self.maximum = maximum

    def grades(self, data: bytes) -> dict[str, tuple[str, str]]:
        """Return (grade, comment) by participant number; a grade that Moodle would pass over is refused."""
        header, *rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        for name in ("Identifier", "Grade", "Last modified (grade)"):
            _require(name in header, f"no column {name}")
        found = {}
        for row in rows:
            number = row[header.index("Identifier")][len("Participant") :].strip()
            if number in self.participants:
                grade = row[header.index("Grade")]
                _require(grade == "" or 0 <= float(grade.replace(",", ".")) <= self.maximum, f"{grade!r} is skipped")
                found[number] = grade, row[header.index("Feedback comments")]
        return found


def moodle_feedback(data: bytes, participants: set[str]) -> dict[str, dict[str, bytes]]:
    """Return the files by participant as `assignfeedback_file_zip_importer` finds them; refuse what it passes over."""
    found: dict[str, dict[str, bytes]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            parts = name.split("/")
            while parts:
                info = parts.pop(0).split("_", 4)
                if len(info) >= 4 and info[1].isdigit() and info[1] in participants:
                    _require(info[2:4] == ["assignfeedback", "file"], f"no plugin {info[2:4]}")
                    rest = "/".join([*info[4:], *parts])
                    found.setdefault(info[1], {})[rest] = archive.read(name)
                    break
            else:
                raise Refused(f"{name} is nobody's")
    return found


NBGRADER_COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email", "raw_score",
    "late_submission_penalty", "score", "max_score",
)  # fmt: skip


def nbgrader(data: bytes) -> list[dict[str, str]]:
    """Read the table as programs made for nbgrader's export do."""
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))
    for row in rows:
        _require(tuple(row) == NBGRADER_COLUMNS, f"columns {tuple(row)}")
        for name in ("raw_score", "late_submission_penalty", "score", "max_score"):
            _require(math.isfinite(float(row[name])), f"{name} {row[name]!r}")
    return rows


def junit(data: bytes) -> ElementTree.Element:
    """Parse JUnit XML by the rules that Jenkins' schema and GitLab's parser share."""
    root = ElementTree.fromstring(data)
    _require(root.tag == "testsuites", "the root is testsuites")
    totals = {"tests": 0, "failures": 0, "errors": 0}
    for suite in root:
        _require(suite.tag == "testsuite" and suite.get("name"), "suites have names")
        cases = suite.findall("testcase")
        counts = {
            "tests": len(cases),
            "failures": sum(case.find("failure") is not None for case in cases),
            "errors": sum(case.find("error") is not None for case in cases),
            "skipped": sum(case.find("skipped") is not None for case in cases),
        }
        for name, count in counts.items():
            _require(int(suite.get(name, "-1")) == count, f"{name} is {suite.get(name)}, {count} are there")
            if name in totals:
                totals[name] += count
        for case in cases:
            _require(
                case.get("name") and case.get("classname") and float(case.get("time", "x")) >= 0, "case attributes"
            )
            kinds = [child.tag for child in case]
            _require(sum(kind in ("failure", "error", "skipped") for kind in kinds) <= 1, f"one result, not {kinds}")
    for name, count in totals.items():
        _require(int(root.get(name, "-1")) == count, f"{name} of the root")
    return root
