#!/usr/bin/env bash
# Builds the container image and starts it as Docker or Kubernetes would, without either: buildah on a base that debootstrap
# makes; the start in namespaces of its own, with the image's user, environment and entry point and a root file system that
# nobody can write to. Checks size, health, transcriptions, and that SIGTERM lets a request finish; tells the time to ready.
#
#   deploy/image-check.sh      as root, with buildah, debootstrap and curl; Maven's repository in ~/.m2 is used
set -euo pipefail
cd "$(dirname "$0")/.."
MOST_MEGABYTES=350
MOST_SECONDS=4
GRACE_SECONDS=30
SAMPLE=models/quartznet5x5-en/samples/welcome.wav

say() { printf '%s\n' "image-check: $*"; }
fail() { say "FAILED: $*" >&2; exit 1; }
for program in buildah debootstrap curl unshare nsenter; do
  command -v $program >/dev/null || fail "$program is needed"
done
[ "$(id -u)" = 0 ] || fail "root is needed"

work=$(mktemp -d)
storage=${IMAGE_CHECK_STORAGE:-$work/storage} # may be kept between runs
[ "$(stat --file-system --format=%T "$work")" != overlayfs ] || export STORAGE_DRIVER=vfs # one overlay on another does not work
buildah() { command buildah --root "$storage" --runroot "$work/run" "$@"; }
started=
cleanup() {
  [ -z "$started" ] || kill -KILL "$started" 2>/dev/null || true
  buildah umount --all >/dev/null 2>&1 || true
  buildah rm --all >/dev/null 2>&1 || true
  [ -n "${IMAGE_CHECK_STORAGE:-}" ] || command buildah --root "$storage" --runroot "$work/run" rmi --all --force >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap cleanup EXIT

base=$(sed -n 's/^ARG DEBIAN=//p' Dockerfile)
if ! buildah inspect --type image "docker.io/library/$base" >/dev/null 2>&1; then
  say "making $base by debootstrap"
  container=$(buildah from scratch)
  root=$(buildah mount "$container")
  debootstrap --variant=minbase bookworm "$root" >"$work/debootstrap.log" 2>&1 || { tail "$work/debootstrap.log"; exit 1; }
  # What the official slim image leaves out, too.
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,man,info,locale}/*
  buildah config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
  buildah commit --quiet --rm "$container" "docker.io/library/$base" >/dev/null
fi

say "building"
mkdir -p "$HOME/.m2"
buildah bud --isolation chroot --format docker --pull-never --quiet --target cpu --tag quartzite \
  --volume "$HOME/.m2:/root/.m2" . >"$work/build.log" 2>&1 ||
  { tail -50 "$work/build.log"; fail "the image cannot be built"; }

configuration() { command buildah --root "$storage" --runroot "$work/run" inspect --type image --format "$1" localhost/quartzite; }
mapfile -t environment < <(configuration '{{range .OCIv1.Config.Env}}{{println .}}{{end}}' | sed '/^$/d')
mapfile -t entrypoint < <(configuration '{{range .OCIv1.Config.Entrypoint}}{{println .}}{{end}}' | sed '/^$/d')
mapfile -t health < <(configuration '{{range .Docker.Config.Healthcheck.Test}}{{println .}}{{end}}' | sed '/^$/d')
user=$(configuration '{{.OCIv1.Config.User}}')
directory=$(configuration '{{.OCIv1.Config.WorkingDir}}')
[[ $user =~ ^[1-9][0-9]*:[1-9][0-9]*$ ]] || fail "the user is to be a number and not root, not '$user'"
[ "${health[0]:-}" = CMD-SHELL ] || fail "there is no HEALTHCHECK"

container=$(buildah from --pull-never localhost/quartzite)
root=$(buildah mount "$container")
megabytes=$(du -sm --apparent-size "$root" | cut -f1)
say "size $megabytes MB (at most $MOST_MEGABYTES)"
[ "$megabytes" -le $MOST_MEGABYTES ] || fail "the image is too large"
[ -s "$root$directory/sbom.cdx.json" ] || fail "there is no SBOM in the image"

port=$(( 20000 + RANDOM % 20000 ))
cat >"$work/start.sh" <<'SCRIPT'
set -eu
root=$1 user=$2 directory=$3
shift 3
mount --make-rprivate /
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o size=512m,mode=1777 tmpfs "$root/tmp"
mount -o remount,ro,bind "$root"
exec chroot --userspec="$user" "$root" env -i -C "$directory" "$@"
SCRIPT
began=$(date +%s%N)
unshare --mount --pid --fork --kill-child sh "$work/start.sh" "$root" "$user" "$directory" \
  "${environment[@]}" "SERVER_PORT=$port" "${entrypoint[@]}" >"$work/service.log" 2>&1 &
started=$!
problem() { cat "$work/service.log"; fail "$*"; }

ready() { curl -fs -o /dev/null "http://127.0.0.1:$port/actuator/health/readiness"; }
for ((i = 0; i < 3000; i++)); do # asking costs the service time, so it is asked when it listens
  { : <"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null && ready && break
  kill -0 $started 2>/dev/null || problem "the service ended"
  sleep 0.02
done
ready || problem "the service did not get ready"
took=$(( ($(date +%s%N) - began) / 1000000 ))
say "ready after $took ms (aim: ${MOST_SECONDS}000)"
! grep 'shared archive' "$work/service.log" || problem "the class-data sharing archive is not used"

service=$(pgrep -P $started) || problem "no process"
[ "$(stat -c %u:%g "/proc/$service")" = "$user" ] || problem "the service does not run as $user"
awk '$5 == "/" { print $6 }' "/proc/$service/mountinfo" | grep -q '^ro' || problem "the root file system can be written to"
inside() { nsenter --target "$service" --mount --root --wd --setgid "${user#*:}" --setuid "${user%:*}" env -i "${environment[@]}" "SERVER_PORT=$port" "$@"; }
inside /bin/sh -c "${health[1]}" || problem "the HEALTHCHECK fails"
say "healthy as $user with a read-only root"

expected=$(awk -F'\t' -v name="$(basename $SAMPLE)" 'index($0, name) { print $NF }' models/quartznet5x5-en/selftest.tsv)
transcribe() { curl -fsS "$@" -F response_format=text "http://127.0.0.1:$port/v1/audio/transcriptions"; }
[ "$(transcribe -F "file=@$SAMPLE")" = "$expected" ] || problem "the sample's text is wrong"
# The same samples in a container that only FFmpeg reads: it has to run from where the image has it.
inside /usr/bin/env LD_LIBRARY_PATH=/app/natives/ffmpeg/stand-ins:/app/natives/ffmpeg /app/natives/ffmpeg/ffmpeg -v error -i pipe: -c:a pcm_s16le -f matroska pipe: \
  <"$SAMPLE" >"$work/welcome.mkv" 2>/dev/null || problem "FFmpeg does not run"
[ "$(transcribe -F "file=@$work/welcome.mkv")" = "$expected" ] || problem "the sample's text is wrong when FFmpeg reads it"
say "transcribes: $expected"

transcribe --limit-rate 60k -F "file=@$SAMPLE" >"$work/last.txt" &
request=$!
for ((i = 0; i < 500; i++)); do # until the upload has begun
  [ -z "$(inside /usr/bin/find /tmp -path '*/quartzite-*' -type f 2>/dev/null)" ] || break
  sleep 0.02
done
kill -TERM "$service"
stopping=$(date +%s%N)
wait $request || problem "a request that was running at SIGTERM failed"
[ "$(cat "$work/last.txt")" = "$expected" ] || problem "a request that was running at SIGTERM got a wrong text"
status=0
wait $started || status=$?
started=
[ $status = 0 ] || problem "the exit status after SIGTERM is $status"
ended=$(( ($(date +%s%N) - stopping) / 1000000 ))
[ $ended -le ${GRACE_SECONDS}000 ] || problem "it took $ended ms to end"
say "SIGTERM: the running request was answered, status 0 after $ended ms"
[ $took -le ${MOST_SECONDS}000 ] || say "NOTE: not ready within $MOST_SECONDS s; a busy machine is no reason to fail, a quiet one is one to look into it"
