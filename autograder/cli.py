"""The command line: read arguments, call what does the work, print, and choose the exit code."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from autograder import __version__, catalog
from autograder.__main__ import INTERRUPTED
from autograder.collector import made_for_good
from autograder.console import fail, warn
from autograder.export.choices import Format, Platform, Shown

DONE, NOT_PASSED, USAGE, BAD_INPUT, GRADER_FAILED = 0, 1, 2, 3, 4
# What whoever stops a command needs to know, by the command's name.
AFTER_INTERRUPT = {"grade": "Interrupted. What is graded stays: the same command again grades the rest."}

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    help="Grade neural-network coursework: marks that are right, explained and defensible.",
    epilog="Exit codes: 0 done; 1 something did not pass; 2 usage; 3 a folder is wrong; 4 grader or sandbox failed; "
    "130 interrupted.",
)


class Sandbox(StrEnum):
    """How much protection grading asks for."""

    strict = "strict"
    basic = "basic"


class Executor(StrEnum):
    """Where grading happens."""

    local = "local"
    dask = "dask"


class Device(StrEnum):
    """Where the torch oracle computes."""

    auto = "auto"
    cpu = "cpu"
    cuda = "cuda"


Graded = Annotated[Path, typer.Argument(help="The folder given to grade --out.", show_default=False)]
Slugs = Annotated[list[str] | None, typer.Argument(help="Assignments (default: all).", show_default=False)]
Course = Annotated[
    Path | None,
    typer.Option(help="Folder that holds assignments/ and solutions/ (default: here or above).", show_default=False),
]


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a pipe on Windows may have no tick and no cross
    app()


@app.callback(invoke_without_command=True)
def _top(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if version:
        typer.echo(f"nn-autograder {__version__}")
        raise typer.Exit


def reports_errors(command: Callable[..., None]) -> Callable[..., None]:
    """Turn the errors a command is expected to meet into one line and an exit code."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        from autograder.errors import exit_code_of, refusal_of

        try:
            command(*args, **kwargs)
        except typer.Exit:
            raise
        except KeyboardInterrupt:
            leave(INTERRUPTED, AFTER_INTERRUPT.get(command.__name__, "Interrupted."))
        except Exception as error:
            told = refusal_of(error) or error
            code = exit_code_of(told)
            if code is None:
                raise
            leave(code, str(told))

    return run


def leave(code: int, message: str = "") -> NoReturn:
    """End the command."""
    if message:
        fail(message)
    raise typer.Exit(code)


def course_root(course: Path | None) -> Path:
    """Return the course folder: the one given, or the nearest at or above here, or this project's own."""
    if course is not None:
        return catalog.find_root(course)
    try:
        return catalog.find_root()
    except catalog.AssignmentError:
        return catalog.find_root(Path(__file__).resolve().parents[1])


@app.command()
@reports_errors
def grade(
    submissions: Annotated[Path, typer.Argument(help="Folder with one folder per student.", show_default=False)],
    out: Annotated[Path, typer.Option(help="Where reports, grades.csv and results.db go.")],
    only: Annotated[list[str] | None, typer.Option(help="Grade only this assignment (repeatable).")] = None,
    seed: Annotated[
        int | None, typer.Option(help="Seed of every submission (default: one per student).", min=0)
    ] = None,
    workers: Annotated[int, typer.Option(help="Grader processes.", min=1)] = os.cpu_count() or 1,
    executor: Annotated[Executor, typer.Option(help="Grade on this machine, or on a Dask cluster.")] = Executor.local,
    scheduler: Annotated[
        str, typer.Option(help="Dask scheduler, tcp://host:8786 (default: a cluster started here).", show_default=False)
    ] = "",
    store: Annotated[
        str, typer.Option(help="Database, postgresql://user@host/name (default: OUT/results.db).", show_default=False)
    ] = "",
    sandbox: Annotated[Sandbox, typer.Option(help="Least protection to accept.")] = Sandbox.strict,
    fresh: Annotated[bool, typer.Option("--fresh", help="Grade again what an earlier run graded.")] = False,
    site: Annotated[bool, typer.Option("--site/--no-site", help="Write the pages for class and students.")] = True,
    pictures: Annotated[bool, typer.Option("--pictures", help="Draw the figures for each student.")] = False,
    course: Course = None,
) -> None:
    """Grade a folder of submissions. Run it again to resume: only what is new or changed is graded.

    SUBMISSIONS/<student>/<assignment>.py or .ipynb. The inputs each student's code is tried on derive from
    AUTOGRADER_COURSE_KEY, the assignment and the student.

    Example: autograder grade handed-in --out graded --only softmax_cross_entropy
    """
    from autograder.graders import Place, graders_at

    if scheduler and executor is Executor.local:
        leave(USAGE, "--scheduler is the address of a Dask cluster's: add --executor dask.")
    root = course_root(course)
    assignments = choose(root, only or [])
    place = Place(executor.value, workers, scheduler)
    with graders_at(place, root, sandbox.value, assignments, warn) as graders:
        with made_for_good():  # while the processes start, the rest is loaded, which takes as long
            from autograder.commands.grade import run_grade
            from autograder.commands.report import Pictures
        drawn = Pictures(submissions, sandbox.value, workers) if pictures else None
        run_grade(root, submissions, out, assignments, graders, sandbox.value, seed, fresh, store, site, drawn)


@app.command()
@reports_errors
def report(
    graded: Graded,
    pictures: Annotated[
        Path | None, typer.Option(help="Draw figures from the hand-ins in this folder.", show_default=False)
    ] = None,
    workers: Annotated[int, typer.Option(help="Drawing processes.", min=1)] = os.cpu_count() or 1,
    sandbox: Annotated[Sandbox, typer.Option(help="Least protection to accept.")] = Sandbox.strict,
    only: Annotated[list[str] | None, typer.Option(help="Only this assignment (repeatable).")] = None,
    course: Course = None,
) -> None:
    """Write the pages of a graded run: index.html about the class, feedback/<student>.html for each student.

    With --only, only that assignment's class page and pictures are made anew; students' pages and the front page are
    always about every assignment that was graded.

    Example: autograder report graded --pictures handed-in
    """
    from autograder.commands.report import Pictures, run_report

    root = course_root(course)
    drawn = Pictures(pictures, sandbox.value, workers) if pictures else None
    run_report(root, graded, choose(root, only or []), drawn)


def choose(root: Path, slugs: list[str]) -> list[catalog.Assignment]:
    """Return the assignments asked for; an unknown one is a usage error."""
    assignments = catalog.load_all(root)
    try:
        return catalog.select(assignments, slugs)
    except catalog.AssignmentError as error:
        leave(USAGE, str(error))


@app.command()
@reports_errors
def doctor() -> None:
    """Show which sandbox layers work on this machine, each proven by trying to break it."""
    from autograder.commands.doctor import run_doctor

    run_doctor()


@app.command()
@reports_errors
def validate(
    slugs: Slugs = None,
    device: Annotated[Device, typer.Option(help="Where the torch oracle computes.")] = Device.auto,
    cases: Annotated[int, typer.Option(help="Random cases for each function's oracle, at least.", min=1)] = 1000,
    mutants: Annotated[bool, typer.Option("--mutants", help="Also grade generated mutants of the reference.")] = False,
    seeds: Annotated[int, typer.Option(help="Also grade every correct solution under so many seeds.", min=0)] = 0,
    matrix: Annotated[bool, typer.Option("--matrix", help="Print which misconception fails which check.")] = False,
    html: Annotated[
        Path | None, typer.Option(help="Write the same as pages into this folder.", show_default=False)
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the results here as JSON.", show_default=False)
    ] = None,
    workers: Annotated[int, typer.Option(help="Grader processes.", min=1)] = os.cpu_count() or 1,
    course: Course = None,
) -> None:
    """Prove assignments sound: correct code gets 100, an empty stub 0, every misconception loses points and is named.

    Exit code 0 when everything holds, 1 when something does not; each sentence then says what.

    Example: autograder validate softmax_cross_entropy --mutants --seeds 200 --html proof
    """
    from autograder.commands.validate import Wanted, run_validate

    root = course_root(course)
    wanted = Wanted(
        device=device.value,
        cases=cases,
        mutants=mutants,
        seeds=seeds,
        matrix=matrix,
        html=html,
        json_file=json_file,
        workers=workers,
    )
    run_validate(root, choose(root, slugs or []), wanted)


@app.command()
@reports_errors
def audit(
    out: Annotated[Path, typer.Option(help="The JSON file to write.", show_default=False)],
    slugs: Slugs = None,
    device: Annotated[Device, typer.Option(help="Where torch computes.")] = Device.auto,
    cases: Annotated[int, typer.Option(help="Random cases for each function, at least.", min=1)] = 100_000,
    seeds: Annotated[int, typer.Option(help="Seeds for each check that draws random numbers.", min=0)] = 1000,
    every: Annotated[int, typer.Option(help="Sweep every so-many-th float32 number; 1 is all of them.", min=1)] = 1009,
    workers: Annotated[int, typer.Option(help="Processes.", min=1)] = os.cpu_count() or 1,
    course: Course = None,
) -> None:
    """Compare references with PyTorch at scale, and write what was found with device and seeds.

    Exit code 0 when everything agrees and no check fails the reference, 1 when not.

    Example: autograder audit --device cuda --cases 1000000 --seeds 1000000 --every 1 --out docs/audits/cuda.json
    """
    from autograder.commands.audit import run_audit
    from autograder.validation.audit_parts import Extent

    root = course_root(course)
    extent = Extent(cases=cases, seeds=seeds, every=every)
    run_audit(root, choose(root, slugs or []), out, device.value, extent, workers)


@app.command()
@reports_errors
def release(
    folder: Annotated[Path, typer.Argument(help="Where the kit goes (new or empty).", show_default=False)],
    only: Annotated[list[str] | None, typer.Option(help="Only this assignment (repeatable).")] = None,
    course: Course = None,
) -> None:
    """Make the student kit: stubs, notebooks, visible tests and handouts. No hidden test, no solution."""
    from autograder.commands.release import run_release

    root = course_root(course)
    run_release(root, choose(root, only or []), folder)


@app.command()
@reports_errors
def check(
    slug: Annotated[
        str | None, typer.Argument(help="Assignment (default: all in the kit).", show_default=False)
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Run again whenever a file is saved.")] = False,
) -> None:
    """Run the visible tests on your own code, inside a student kit."""
    from autograder.commands.check import run_check

    run_check(slug, watch)


@app.command()
@reports_errors
def show(
    slug: Annotated[str, typer.Argument(help="Assignment.", show_default=False)],
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in your browser.")] = False,
) -> None:
    """Draw an assignment's pictures from your own code into a page, inside a student kit."""
    from autograder.commands.show import run_show

    run_show(slug, open_page)


@app.command()
@reports_errors
def hint(
    task: Annotated[str, typer.Argument(help="Task, or assignment.task.", show_default=False)],
    step: Annotated[int, typer.Argument(help="How much help: 1 to 4.", min=1, max=4)] = 1,
) -> None:
    """Help with a task in four steps: what should hold, a question, an experiment, the handout."""
    from autograder.commands.hint import run_hint

    run_hint(task, step)


@app.command("list")
@reports_errors
def list_command() -> None:
    """Show how far you are, inside a student kit."""
    from autograder.commands.list import run_list

    run_list()


@app.command()
@reports_errors
def reset(
    name: Annotated[str, typer.Argument(help="Task, assignment.task, or a whole assignment.", show_default=False)],
) -> None:
    """Bring the stub of a task or assignment back; your version is kept in kept/."""
    from autograder.commands.reset import run_reset

    run_reset(name)


@app.command()
@reports_errors
def submit(
    slugs: Annotated[
        list[str] | None, typer.Argument(help="Assignments (default: all begun).", show_default=False)
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where the hand-in goes (default: submit/ in the kit).")] = None,
    zip_file: Annotated[bool, typer.Option("--zip", help="Pack a zip, even for one file.")] = False,
) -> None:
    """Check your files and pack them for hand-in."""
    from autograder.commands.submit import run_submit

    run_submit(slugs or [], out, zip_file)


@app.command()
@reports_errors
def generate(
    only_check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if a stub is stale.")] = False,
    course: Course = None,
) -> None:
    """Write the stubs anew from the reference solutions (for authors)."""
    from autograder.commands.generate import run_generate

    root = course_root(course)
    run_generate(catalog.load_all(root), only_check)


@app.command()
@reports_errors
def marks(
    graded: Graded,
    student: Annotated[str | None, typer.Argument(help="Explain this student's marks.", show_default=False)] = None,
    course: Course = None,
) -> None:
    """Show how marks come about from raw scores: attempts, deadlines, decisions. Writes marks.csv and grades.csv anew.

    Example: autograder marks graded s07
    """
    from autograder.commands.gradebook import run_marks

    root = course_root(course)
    run_marks(root, graded, catalog.load_all(root), student)


@app.command()
@reports_errors
def override(
    graded: Graded,
    student: Annotated[str, typer.Argument(help="The student's id.", show_default=False)],
    slug: Annotated[str, typer.Argument(help="The assignment.", show_default=False)],
    score: Annotated[float | None, typer.Option(help="The mark, whatever was scored.", show_default=False)] = None,
    excuse: Annotated[bool, typer.Option("--excuse", help="No mark, and none missing.")] = False,
    deadline: Annotated[str, typer.Option(help="A deadline of the student's own.", show_default=False)] = "",
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Let no earlier decision hold.")] = False,
    reason: Annotated[str, typer.Option(help="Why; the student reads it.", show_default=False)] = "",
    author: Annotated[str, typer.Option(help="Who decides (default: your login name).", show_default=False)] = "",
    course: Course = None,
) -> None:
    """Decide about one student's mark, with a reason and an author. What was decided before stays on record.

    Example: autograder override graded s07 perceptron --deadline 2026-11-09T23:59 --reason "ill, certificate seen"
    """
    from autograder.commands.gradebook import Wish, run_override

    root = course_root(course)
    wish = Wish(score=score, excuse=excuse, deadline=deadline, withdraw=withdraw)
    run_override(root, graded, catalog.load_all(root), student, slug, wish, reason, author)


@app.command()
@reports_errors
def publish(graded: Graded, course: Course = None) -> None:
    """Remember the marks as they are now, for `autograder diff` to compare later ones with."""
    from autograder.commands.gradebook import run_publish

    root = course_root(course)
    run_publish(root, graded, catalog.load_all(root))


@app.command()
@reports_errors
def diff(
    old: Annotated[Path, typer.Argument(help="A graded folder.", show_default=False)],
    new: Annotated[
        Path | None, typer.Argument(help="A later one (default: OLD against its published marks).", show_default=False)
    ] = None,
    csv_file: Annotated[Path | None, typer.Option("--csv", help="Write all changes here.", show_default=False)] = None,
    course: Course = None,
) -> None:
    """Show whose mark changes, and why, before anything is published.

    Example: autograder publish graded; (mend a test); autograder grade handed-in --out graded; autograder diff graded
    """
    from autograder.commands.diff import run_diff

    root = course_root(course)
    run_diff(root, old, new, catalog.load_all(root), csv_file)


@app.command()
@reports_errors
def similar(
    submissions: Annotated[Path, typer.Argument(help="Folder with one folder per student.", show_default=False)],
    out: Annotated[Path, typer.Option(help="Where the folder similar/ goes.")],
    only: Annotated[list[str] | None, typer.Option(help="Only this assignment (repeatable).")] = None,
    least: Annotated[float, typer.Option(help="How alike a pair must be, from 0 to 1.", min=0, max=1)] = 0.5,
    most: Annotated[int, typer.Option(help="How many pairs to show.", min=1)] = 100,
    course: Course = None,
) -> None:
    """Rank pairs of submissions that are alike beyond the stub and the rest of the class, and lay them side by side.

    Example: autograder similar handed-in --out graded --only backprop
    """
    from autograder.commands.similar import run_similar

    root = course_root(course)
    run_similar(root, submissions, out, choose(root, only or []), least, most)


@app.command()
@reports_errors
def new(
    slug: Annotated[str, typer.Argument(help="Its name: lower case, underscores.", show_default=False)],
    title: Annotated[str, typer.Option(help="Its title (default: made of the name).", show_default=False)] = "",
    course: Course = None,
) -> None:
    """Make an assignment that validates at once, with two small tasks to replace by your own.

    It goes into the course folder here or above; where there is none, a new one begins here.

    Example: autograder new logistic_regression --title "Logistic regression"
    """
    from autograder.commands.new import run_new

    run_new(new_root(course), slug, title)


def new_root(course: Path | None) -> Path:
    """Return the course folder to add to: the one given, the nearest at or above here, or this one."""
    try:
        return course or catalog.find_root()
    except catalog.AssignmentError:
        return Path.cwd()


@app.command()
@reports_errors
def export(
    form: Annotated[Format, typer.Argument(metavar="FORMAT", help=", ".join(Format), show_default=False)],
    graded: Graded,
    out: Annotated[
        Path | None, typer.Option(help="File to write (default: in export/ there).", show_default=False)
    ] = None,
    only: Annotated[list[str] | None, typer.Option(help="Only this assignment (repeatable).")] = None,
    student: Annotated[str | None, typer.Option(help="Only this student.", show_default=False)] = None,
    template: Annotated[
        Path | None, typer.Option(help="canvas, moodle, moodle-feedback: the platform's own file.", show_default=False)
    ] = None,
    column: Annotated[
        list[str] | None, typer.Option(help="canvas, moodle: ASSIGNMENT=TITLE of its column (repeatable).")
    ] = None,
    hidden: Annotated[
        Shown | None, typer.Option(help="gradescope: when hidden checks show.", show_default="after_published")
    ] = None,
    sources: Annotated[
        Path | None, typer.Option(help="github: the repository, for line numbers.", show_default="the workspace")
    ] = None,
    course: Course = None,
) -> None:
    """Write marks or reports of a graded folder in the form that a platform reads.

    Marks (canvas, moodle, nbgrader) are those of grades.csv, after deadlines and decisions; reports are of one
    submission (gradescope, prairielearn), one student (github) or all (junit); moodle-feedback packs everyone's page.

    Example: autograder export canvas graded --template 2026-11-02T1200_Grades-NN.csv --out canvas.csv
    """
    from autograder.commands.export import Wish, run_export

    root = course_root(course)
    wish = Wish(
        out=out,
        only=only or [],
        student=student,
        template=template,
        column=column or [],
        hidden=hidden,
        sources=sources,
    )
    run_export(root, graded, choose(root, only or []), form, wish)


@app.command()
@reports_errors
def bundle(
    platform: Annotated[Platform, typer.Argument(help=", ".join(Platform), show_default=False)],
    slug: Annotated[str, typer.Argument(help="Assignment.", show_default=False)],
    out: Annotated[
        Path, typer.Option(help="The archive (gradescope) or new folder (prairielearn).", show_default=False)
    ],
    hidden: Annotated[
        Shown, typer.Option(help="gradescope: when hidden checks show.", show_default=True)
    ] = Shown.after_published,
    image: Annotated[
        str, typer.Option(help="prairielearn: name of the image that is built from image/.", show_default=True)
    ] = "nn-autograder",
    course: Course = None,
) -> None:
    """Make what a platform runs: the grader, one assignment with its hidden tests, and how to start it.

    Example: autograder bundle gradescope softmax_cross_entropy --out softmax.zip
    """
    from autograder.commands.bundle import run_bundle

    root = course_root(course)
    run_bundle(root, choose(root, [slug])[0], platform, out, hidden, image)
