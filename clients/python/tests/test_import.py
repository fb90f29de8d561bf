"""Scripts that were written for another import of the same call."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import cluster

import actionctl.connectors

SEED = '''
from abstra.connectors import run_connection_action

result = run_connection_action(
connection_name="sandbox",
action_name="get_api_2_1_clusters_list",
params={
"page_size": 2
})
print(sorted(cluster["cluster_id"] for cluster in result["clusters"])[0])
try:
    run_connection_action("sandbox", "get_api_2_2_jobs_get", {"job_id": 404})
except Exception as e:
    print(e)
'''


def test_a_script_changes_one_import(url: str, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SEED.replace("from abstra.connectors import", "from actionctl.connectors import"))
    env = {**os.environ, "ACTIONCTL_GATEWAY_URL": url, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, "-W", "error", str(script)], env=env, text=True, capture_output=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    first, second = ran.stdout.splitlines()
    assert first == "example-cluster_id"
    assert second.startswith("Job 404 does not exist")


def test_keywords_and_places(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTIONCTL_GATEWAY_URL", url)
    run = actionctl.connectors.run_connection_action
    made = run(connection_name="sandbox", action_name="post_api_2_1_clusters_create", params=cluster("imported"))
    assert isinstance(made, dict) and made["cluster_id"]
    assert isinstance(run("sandbox", "get_api_2_1_clusters_list"), dict)
    assert isinstance(run("sandbox", "get_api_2_1_clusters_list", None, timeout=20), dict)
    assert isinstance(run("sandbox", "get_api_2_1_clusters_list", {}), dict)


def test_nothing_but_the_standard_library_is_imported() -> None:
    """Without site-packages, without the environment, with warnings as errors."""
    source = str(Path(actionctl.__file__).parent.parent)
    code = (
        "import sys; sys.path.insert(0, %r); before = set(sys.modules); import actionctl.connectors;"
        "print('\\n'.join(m for m in set(sys.modules) - before))" % source
    )
    ran = subprocess.run(
        [sys.executable, "-S", "-I", "-W", "error", "-c", code], text=True, capture_output=True, check=True
    )
    roots = {name.partition(".")[0] for name in ran.stdout.split()} - {"actionctl"}
    assert "http" in roots
    if sys.version_info >= (3, 10):
        assert roots <= sys.stdlib_module_names | {name for name in roots if name.startswith("_")}


def test_the_package_brings_its_types() -> None:
    assert (Path(actionctl.__file__).parent / "py.typed").is_file()


def test_the_readme_says_the_same_import() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text()
    assert re.search(r"^\+ ?from actionctl\.connectors import run_connection_action$", readme, re.M)
