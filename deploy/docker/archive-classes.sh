#!/bin/sh
# Makes the class-data sharing archive of an image, for the Dockerfile's build stage: starts what assemble.sh has laid out, from
# where the image has it, transcribes, and ends it. The classes that it has loaded by then need no parsing and verifying in
# the image.
#   archive-classes.sh FOLDER      of assemble.sh; adds archive/quartzite.jsa
set -eu
assembled=$1
sample=$PWD/models/quartznet5x5-en/samples/welcome.wav
service=http://127.0.0.1:${SERVER_PORT:=38080} # on the host's network some builders run this
export SERVER_PORT

mkdir -p /app /models "$assembled/archive"
cp -rp "$assembled"/natives "$assembled"/dependencies/. "$assembled"/application/. /app
cd /app
/opt/java/bin/java @java.options -XX:ArchiveClassesAtExit="$assembled/archive/quartzite.jsa" -jar quartzite.jar &
process=$!
until curl -fs -o /dev/null "$service/actuator/health/readiness"; do
  kill -0 $process
  sleep 0.1
done
for format in json verbose_json text srt; do
  curl -fsS -o /dev/null -F "file=@$sample" -F response_format=$format "$service/v1/audio/transcriptions"
done
curl -fsS -o /dev/null "$service/actuator/prometheus"
kill -TERM $process
wait $process
test -s "$assembled/archive/quartzite.jsa"
