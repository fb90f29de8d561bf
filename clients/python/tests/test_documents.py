"""Python in the documents runs as it stands, against the sandbox."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent.parent
ROOT = HERE.parent.parent
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.M | re.S)


def blocks() -> "list[tuple[str, str]]":
    found = []
    for file in (HERE / "README.md", ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for number, code in enumerate(BLOCK.findall(file.read_text()), 1):
            found.append((f"{file.relative_to(ROOT)} {number}", code))
    return found


@pytest.mark.parametrize("code", [pytest.param(code, id=name) for name, code in blocks()])
def test_python_in_documents_runs(code: str, url: str, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    code = code.replace('"https://gateway.example.com"', repr(url)).replace('"prod"', '"sandbox"')
    code = code.replace("timeout=3600", "timeout=3600, interval=0.1")  # nobody needs to spare a sandbox
    script.write_text(code)
    env = {**os.environ, "ACTIONCTL_GATEWAY_URL": url, "PYTHONPATH": os.pathsep.join(sys.path)}
    for _ in range(2):  # a step that is run again does the same
        ran = subprocess.run(
            [sys.executable, "-W", "error", str(script), "night-1"], env=env, text=True, capture_output=True, cwd=tmp_path
        )
        assert (ran.returncode, ran.stderr) == (0, ""), code
        assert ran.stdout


def test_the_documents_have_python() -> None:
    assert {name.split()[0] for name, _ in blocks()} >= {"clients/python/README.md", "docs/embedding.md"}
