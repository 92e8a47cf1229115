#!/bin/sh
# The one command that measures a machine with an NVIDIA GPU (CUDA 12 with cuDNN 9): builds with CUDA, then throughput from
# files to text, texts compared with the processor's, and the service's throughput, latency, overload and memory on
# both sides over requests.
#
#   deploy/bench/gpu.sh MODEL.onnx LIST.tsv
#
# MODEL.onnx is a network as it was exported; LIST.tsv names recordings, their seconds and their texts, and lies beside
# a folder of its name with the recordings. DEVICE=tensorrt measures TensorRT instead of CUDA, in float32 and then in float16
# (the health line says whether texts stay). Measurements and pictures go to OUTPUT (gpu-bench). A machine that has CUDA 13
# only needs other native libraries: JAVA_TOOL_OPTIONS=-Donnxruntime.native.path=FOLDER.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
network=$1
list=$2
device=${DEVICE:-cuda}
output=${OUTPUT:-gpu-bench}
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
nvidia-smi --query-gpu=name,memory.total,driver_version --format=csv,noheader
(cd "$root" && ./mvnw -q -B -ntp -Pgpu -DskipTests -pl models/tools,service/app,client -am package)
models="java -jar $root/models/tools/target/quartzite-models.jar"
$models add "$network" --name bench --into "$work/models"
$models evaluate "$work/models/bench" --device cpu --manifest "$list"
$models evaluate "$work/models/bench" --device "$device" --callers 128 --manifest "$list"
measure() {
  python3 "$here/service.py" --models "$work/models" --model bench --clips "${list%.tsv}" --references "$list" \
    --clip "$(find "${list%.tsv}" -type f | sort | head -n 1)" --device "$device" --clients 64 "$@"
}
measure --output "$output/float32"
if [ "$device" = tensorrt ]; then
  measure --setting quartzite.provider.options.trt_fp16_enable=1 --output "$output/float16"
fi
