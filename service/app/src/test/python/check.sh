#!/usr/bin/env bash
# Starts the service's jar and tries it as strangers do: with OpenAI's Python SDK, and with requests that schemathesis makes
# up from the contract. Skips with a message where there is no Python.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
app=$(cd "$here/../../.." && pwd)

python3 -c 'import venv, ensurepip' 2>/dev/null || { echo "no python3 with venv here: the SDK's and schemathesis' checks are skipped"; exit 0; }
work=$(mktemp -d)
trap 'kill "$service" 2>/dev/null || true; wait "$service" 2>/dev/null || true; rm -rf "$work"' EXIT
service=
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install -r "$here/requirements.txt" \
  || { echo "no package index here: the SDK's and schemathesis' checks are skipped"; exit 0; }

java "-Djava.io.tmpdir=$work" -jar "$app/target/quartzite.jar" --server.port=0 --quartzite.limits.deadline=30s > "$work/log" 2>&1 &
service=$!
port=
for _ in $(seq 240); do
  port=$(sed -n 's/.*Tomcat started on port \([0-9]*\).*/\1/p' "$work/log")
  [ -n "$port" ] && curl -fs "http://localhost:$port/actuator/health/readiness" > /dev/null && break
  kill -0 "$service" || { cat "$work/log"; exit 1; }
  sleep 0.25
done

export QUARTZITE_URL=http://localhost:$port
export QUARTZITE_SAMPLES=$app/target/classes/models/quartznet5x5-en
"$work/venv/bin/python" -m unittest -v "$here/openai_sdk.py"

cd "$work"
PYTHONPATH=$here SCHEMATHESIS_HOOKS=contract_hooks timeout 300 "$work/venv/bin/schemathesis" run "$QUARTZITE_URL/v3/api-docs" \
  --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance \
  --phases examples,coverage,fuzzing --max-examples "${SCHEMATHESIS_EXAMPLES:-100}" --seed 5 --request-timeout 60 \
  --exclude-path-regex '^/(v3|actuator)/' --no-color
if grep -A 20 'a request failed' "$work/log"; then
  echo "the service failed where it should have refused"
  exit 1
fi
