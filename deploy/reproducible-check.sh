#!/usr/bin/env bash
# Builds what is released a second time, from a clean copy in another folder, and compares it byte by byte with what the
# build has left in target. Run it after `./mvnw verify` or `package`.
set -euo pipefail
cd "$(dirname "$0")/.."
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT

git ls-files -z --cached --others --exclude-standard | tar --null --files-from=- --create | tar --extract --directory "$copy"
(cd "$copy" && ./mvnw -B -ntp -q -DskipTests package)

status=0
for file in service/app/target/quartzite.jar client/target/quartzite-client.jar client/target/quartzite-client-[0-9]*.tar.gz \
  models/tools/target/quartzite-models.jar deploy/spark/target/quartzite-spark.jar; do
  if cmp "$file" "$copy/$file"; then
    echo "reproducible: $file $(sha256sum <"$file" | cut -c1-16)"
  else
    status=1
  fi
done
exit $status
