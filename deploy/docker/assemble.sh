#!/bin/sh
# Builds the service and lays it out as an image has it; for the Dockerfile's build stage.
#   assemble.sh FOLDER [Maven's arguments]
# natives/ has the native code of this processor, dependencies/ other people's jars without it, application/ the rest.
set -eu
out=$1
shift
case $(uname -m) in
  x86_64) platform=linux-x64 ;;
  aarch64) platform=linux-aarch64 ;;
  *) echo "no native code for $(uname -m)" >&2; exit 1 ;;
esac

./mvnw -B -ntp -q -DskipTests "$@" -pl service/app -am package
extracted=$(mktemp -d)
java -Djarmode=tools -jar service/app/target/quartzite.jar extract --layers --destination "$extracted"
mkdir -p "$out/natives/onnxruntime" "$out/dependencies" "$out/application/config"
cp -rp "$extracted"/dependencies/. "$out/dependencies"
cp -rp "$extracted"/snapshot-dependencies/. "$extracted"/application/. deploy/docker/java.options "$out/application"
cp deploy/docker/application.yaml "$out/application/config"
# What is large in the embedded model loads faster from files than from the jar.
unzip -q "$out/application/quartzite.jar" 'models/*' -d "$out/application"
zip -q -d "$out/application/quartzite.jar" 'models/*.onnx' 'models/*.lm'
unzip -q -p service/app/target/quartzite.jar META-INF/sbom/application.cdx.json >"$out/application/sbom.cdx.json"

java -Dorg.bytedeco.javacpp.cachedir="$extracted/cache" -cp "$out/dependencies/lib/*:$out/application/lib/*" \
  dev.quartzite.audio.UnpackFfmpeg "$out/natives/ffmpeg"
rm "$out"/dependencies/lib/ffmpeg-*-linux-*.jar
unzip -q -j "$out"/dependencies/lib/onnxruntime*.jar "ai/onnxruntime/native/$platform/*" -d "$out/natives/onnxruntime"
zip -q -d "$out"/dependencies/lib/onnxruntime*.jar 'ai/onnxruntime/native/*'
# Builders round the times of files to seconds, and the class archive knows its jars by their times.
touch -r service/app/target/quartzite.jar "$out/application/quartzite.jar" "$out"/dependencies/lib/onnxruntime*.jar
