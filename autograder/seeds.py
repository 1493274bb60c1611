"""Derive the seeds that decide which inputs a student's code is tried on."""

from __future__ import annotations

import hashlib
import hmac

# Parallel forms of a test: the same checks on other inputs. With so many, neighbours hardly share one, and a class can
# be graded on inputs that right solutions were proven on, each of whose requests and right answers is worked out once.
FORMS = 16
SEED_BITS = 53  # the largest whole numbers every JSON reader keeps exact


def submission_seed(course_key: str, slug: str, student: str) -> int:
    """Return the seed of one student's assignment: that of the test form which falls to the student.

    Another course key gives other forms, and deals them otherwise.
    """
    form = _digest(course_key, slug, "student", student)[0] % FORMS
    return form_seed(course_key, slug, form)


def form_seed(course_key: str, slug: str, form: int) -> int:
    """Return the seed of one of an assignment's test forms, 0 to FORMS - 1."""
    return int.from_bytes(_digest(course_key, slug, "form", str(form))[:8], "big") >> (64 - SEED_BITS)


def _digest(course_key: str, *parts: str) -> bytes:
    return hmac.new(course_key.encode(), "\0".join(parts).encode(), hashlib.sha256).digest()
