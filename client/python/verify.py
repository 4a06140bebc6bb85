#!/usr/bin/env python3
"""Runs the verifier of the package from this tree, without installing it: verify.py BUNDLE VKEY. See verbatim_claims/verify.py."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from verbatim_claims.verify import run  # noqa: E402

run()
