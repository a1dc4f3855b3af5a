#!/usr/bin/env bash
# Build the wheel, install it from wheels alone into a fresh virtual environment, and use it in an empty home.
set -euo pipefail
python=$(realpath -s "${PYTHON:-python3}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$python" -m build --wheel --outdir "$folder/dist" . >"$folder/build.log" 2>&1 || { cat "$folder/build.log"; exit 1; }
wheel=$(ls "$folder"/dist/*.whl)
size=$(stat -c %s "$wheel")
echo "wheel: $size bytes"
[ "$size" -lt 5000000 ]
"$python" - "$wheel" <<'PY'
import sys, zipfile
names = zipfile.ZipFile(sys.argv[1]).namelist()
top = {name.split("/")[0] for name in names if ".dist-info" not in name}
assert top == {"actors"}, top
for needed in ("actors/py.typed", "actors/_assets/migrations/env.py", "actors/_assets/search_index/fields.toml",
               "actors/_assets/seeds/sources.toml", "actors/_assets/seeds/generated/cldr-names.tsv"):
    assert needed in names, needed
assert not [name for name in names if name.endswith((".sqlite", "generate.py", "format.py", ".pyc"))]
PY

"$python" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --only-binary :all: "$wheel"
export HOME=$folder/home XDG_DATA_HOME=$folder/home/data XDG_CACHE_HOME=$folder/home/cache
mkdir -p "$HOME"
cd "$folder"
actors=$folder/venv/bin/actors
$actors search Erdogan | grep -q recep-tayyip-erdogan
$actors resolve Daesh --json | grep -q '"status": "resolved"'
$actors resolve Turkish foreign minister --on 2017-11-22 | grep -q mevlut-cavusoglu
$actors search kind:person state:turkey role:president | grep -q recep-tayyip-erdogan
$actors add person "Smoke Test" >/dev/null
$actors search Smoke | grep -q smoke-test
$actors index --check >/dev/null
$actors db check
$actors db upgrade
"$folder/venv/bin/python" -c 'from actors import open_database
with open_database() as db: assert db.resolve("ISIS").resolution.actor.key == "islamic-state"'
echo "the wheel works"
