"""A PrairieLearn question: what the student sees, what grades it, and how to build the image it is graded in."""

from __future__ import annotations

import json
import uuid
from typing import Final

from autograder.bundle.contents import EXTRA, PINS, assignment_files, pins, wheel_file
from autograder.bundle.settings import COURSE, FILE, Settings
from autograder.bundle.templates import fill
from autograder.catalog import Assignment
from autograder.export.prairielearn import failed_json
from autograder.kit.stubs import stub_of

ENTRYPOINT: Final = "/grade/tests/run.sh"
EXECUTABLE: Final = "tests/run.sh"
MAX_TIMEOUT_S: Final = 600  # PrairieLearn allows no more
START_S: Final = 30  # of the container, of Python, and to write the results


def prairielearn_question(assignment: Assignment, settings: Settings, image: str) -> dict[str, bytes]:
    """Return the files of the question's folder by their path in it.

    Raises:
        AssignmentError, BundleError, KitError: a part of it cannot be made.
    """
    wheel_name, wheel = wheel_file()
    manifest = assignment.manifest
    return {
        "info.json": _info(assignment, image),
        "question.html": fill("question.html", slug=assignment.slug, summary=manifest.summary, tasks=manifest.tasks),
        "initial.py": stub_of(assignment).encode(),
        EXECUTABLE: fill("run.sh", failed=failed_json().decode().strip()),
        f"tests/{FILE}": settings.to_json(),
        **{f"tests/{COURSE}/{name}": data for name, data in assignment_files(assignment).items()},
        "image/Dockerfile": fill("Dockerfile", wheel=wheel_name, extra=EXTRA, pins=PINS, image=image),
        f"image/{PINS}": pins(wheel),
        f"image/wheel/{wheel_name}": wheel,
    }


def _info(assignment: Assignment, image: str) -> bytes:
    info = {
        # The same for the same assignment, so that a question made anew stays the question it was.
        "uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"nn-autograder:{assignment.slug}")),
        "title": assignment.manifest.title,
        "topic": "Neural networks",
        "tags": [assignment.slug],
        "type": "v3",
        "gradingMethod": "External",
        "externalGradingOptions": {
            "enabled": True,
            "image": image,
            "entrypoint": ENTRYPOINT,
            "timeout": min(int(assignment.manifest.limits.submission_s) + START_S, MAX_TIMEOUT_S),
            "enableNetworking": False,
        },
    }
    return json.dumps(info, indent=2, ensure_ascii=False).encode() + b"\n"
