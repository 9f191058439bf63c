"""HolmesGPT's own loader and matching: which runbooks it has with this file among its own, and which of them it takes for each issue."""

import json
import os
import shutil
import sys
import tempfile

import holmes.plugins.runbooks as runbooks
from holmes.core.issue import Issue
from holmes.core.runbooks import RunbookManager

asked = json.load(sys.stdin)
# Its own folder is where the file is mounted.
folder = tempfile.mkdtemp()
for name in os.listdir(runbooks.THIS_DIR):
    if name.endswith(".yaml"):
        shutil.copy(os.path.join(runbooks.THIS_DIR, name), folder)
runbooks.THIS_DIR = folder
with open(os.path.join(folder, "custom-runbooks.yaml"), "w") as file:
    file.write(asked["text"])
# What is no runbook ends the process.
sys.stdout = sys.stderr
loaded = runbooks.load_builtin_runbooks()
manager = RunbookManager(loaded)
chosen = [
    manager.get_instructions_for_issue(Issue(id="", name=name, source_type=source, source_instance_id="test"))
    for name, source in asked["issues"]
]
json.dump({"loaded": [one.instructions for one in loaded], "chosen": chosen}, sys.__stdout__)
shutil.rmtree(folder)
