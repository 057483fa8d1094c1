# %% [markdown]
# # En omlægning på prøve
# Temagrupperne ophører. Hvad står så uden ansvarlig, og hvad siger svarene bagefter?

# %%
import tempfile
from pathlib import Path

import orgraph

SCENARIO = """\
name: Temagrupperne ophører
on: 2016-09-01
steps:
  - dissolve: {kind: temagruppe}
"""

org = orgraph.read("seed")
with tempfile.TemporaryDirectory() as folder:
    file = Path(folder) / "scenarie.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    after = org.with_scenario(file)
    before = org.at("2016-08-31")
    print(before.list("temagruppe").compare(after.at("2016-09-01").list("temagruppe")))
    gone = after.at("2016-09-01").list("temagruppe")

# %% [markdown]
# Hvad de efterlader, dagen før.

# %%
left = before.impact("temagruppe")
orphaned = [row for row in left.rows if not row.loss.remaining]
print(len(orphaned), "forhold står uden nogen")
assert gone.rows == ()
assert orphaned
