"""What there is to choose from on the command line; imports nothing, so that reading it costs nothing."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """What `autograder export` makes."""

    gradescope = "gradescope"
    prairielearn = "prairielearn"
    github = "github"
    canvas = "canvas"
    moodle = "moodle"
    moodle_feedback = "moodle-feedback"
    nbgrader = "nbgrader"
    junit = "junit"


class Platform(StrEnum):
    """What `autograder bundle` makes an archive or a folder for."""

    gradescope = "gradescope"
    prairielearn = "prairielearn"


class Shown(StrEnum):
    """When Gradescope shows something to students."""

    hidden = "hidden"
    after_due_date = "after_due_date"
    after_published = "after_published"
    visible = "visible"
