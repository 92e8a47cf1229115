#!/bin/sh
# Recordings to texts with Quartzite's engine, and the bare network in ONNX Runtime and OpenVINO, in one run.
#
#   pip install onnxruntime openvino numpy
#   ./mvnw -DskipTests -pl models/tools -am package
#   deploy/bench/engine.sh MODEL.onnx LIST.tsv
#
# MODEL.onnx is the network as it was exported; the engine runs it as `quartzite-models add` makes it. LIST.tsv names
# recordings, their seconds and their texts, and lies beside a folder of its name with the recordings. All take turns for
# ROUNDS rounds, and the best of each counts, so that whatever else the machine does meanwhile touches all alike.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
models="java -jar ${QUARTZITE_MODELS:-$here/../../models/tools/target/quartzite-models.jar}"
network=$1
list=$2
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
$models add "$network" --name bench --into "$work" | grep -i 'times real time'
for round in $(seq "${ROUNDS:-4}"); do
  ${PYTHON:-python3} "$here/baselines.py" "$network" "$list" | grep 'times real time'
  # The list three times: the first warms up the Java compiler.
  $models evaluate "$work/bench" --manifest "$list" --manifest "$list" --manifest "$list" --worst 0 |
    sed -n 's/^.* s of audio, \(.*times real time.*\)/quartzite: \1/p' | tail -n 2
done | tee "$work/all"
awk '{ name = $1; sub(":", "", name); for (i = 1; i < NF; i++) if ($(i + 1) == "times" && $i > best[name]) best[name] = $i }
  END { for (name in best) printf "best of %s: %.1f times real time, quartzite has %.2f of it\n", name, best[name],
    best["quartzite"] / best[name] }' "$work/all"
