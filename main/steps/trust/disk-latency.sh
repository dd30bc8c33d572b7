# disk-latency.sh DIRECTORY: how long the disk that will hold DIRECTORY takes until it has a small write, as etcd's log makes them:
# 2,300 bytes each, 9,500 of them at most, which is 22 MB, and not for longer than three seconds. Prints a line of JSON, and where
# something was measured a second part: what fio wrote, or one more line. The file it writes is gone when it ends, also by a signal.
directory=$1
size=2300 count=9500 seconds=3 limit=5
spare=$((100 * 1024 * 1024))
name=.ferryman-disk-latency
store=/var/lib/ferryman
passed_over=''

while [ ! -d "$directory" ]; do directory=$(dirname "$directory"); done
directory=$(cd "$directory" && pwd -P)
mkdir -p "$store"
# A disk of etcd's own is measured where its data will lie; else our own directory is on the same disk.
[ "$(stat -c %d "$directory")" != "$(stat -c %d "$store")" ] || directory=$store
device=$(df --output=source "$directory" | tail -n 1)

# tell WAY REASON: WAY is empty where nothing was measured, REASON says why not
tell() {
  printf '{"path":%s,"device":%s,"way":%s,"reason":%s,"passedOver":%s}\n' "$(json_string "$directory")" \
    "$(json_string "$device")" "$(json_string "$1")" "$(json_string "$2")" "$(json_string "$passed_over")"
}
# Beside an etcd at work it would measure that one too, and slow it down.
if etcd_is_live; then
  tell '' etcd-runs
  exit 0
fi
# what a kill -9 left behind
find "$directory" -maxdepth 1 -name "$name.*" -mmin +1 -exec rm -rf {} +
free=$(df --output=avail -B1 "$directory" | tail -n 1)
if [ "$free" -lt "$spare" ]; then
  tell '' no-room
  exit 0
fi

folder=$(mktemp -d "$directory/$name.XXXXXX")
child=''
clean_up() {
  [ -z "$child" ] || { kill "$child" && wait "$child"; } 2>/dev/null || true
  rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 143' TERM INT HUP PIPE
# The file keeps its name while it is measured: btrfs does not bring one without a name to the disk.
file=$folder/file said=$folder/said

# within SECONDS PROGRAM...: in the background, for only then a signal ends this at once; 124 when it took longer
within() {
  local code=0 since=$SECONDS
  timeout -k 1 "$@" >"$said" 2>"$folder/errors" </dev/null &
  child=$!
  wait "$child" || code=$?
  child=''
  [ "$code" != 137 ] || ((SECONDS - since < $1)) || code=124
  return "$code"
}

by_fio() {
  within "$limit" fio --name=etcd --filename="$file" --rw=write --ioengine=sync --fdatasync=1 --size=$((size * count)) \
    --bs="$size" --runtime="$seconds" --output-format=json --output="$folder/fio" || return
  mv "$folder/fio" "$said"
}
by_python() {
  # a minimal python3 has no json
  within "$limit" "$1" -I -S -c '
import os, sys, time
path, size, count, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
block = os.urandom(size)
file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
try:
    os.posix_fallocate(file, 0, size * count)  # as fio does, and etcd with its log
except OSError:
    pass
took = []
end = time.monotonic() + seconds
while len(took) < count and time.monotonic() < end:
    os.write(file, block)
    begun = time.perf_counter()
    os.fdatasync(file)
    took.append(time.perf_counter() - begun)
took.sort()
def at(percent):
    return round(took[-(-len(took) * percent // 100) - 1] * 1e9)
print("{\"count\": %d, \"p50Ns\": %d, \"p99Ns\": %d, \"maxNs\": %d}" % (len(took), at(50), at(99), at(100)))
' "$file" "$size" "$count" "$seconds"
}
# No percentiles, and the start of the program counts: a mean, reckoned from what is in the file.
by_dd() {
  local code=0 began ended written
  began=$(date +%s%N)
  within "$seconds" dd if=/dev/zero of="$file" bs="$size" count="$count" oflag=dsync || code=$?
  ended=$(date +%s%N)
  [ "$code" = 0 ] || [ "$code" = 124 ] || return "$code"
  written=$(($(stat -c %s "$file") / size))
  [ "$written" -gt 0 ] || return 124
  printf '{"count":%s,"meanNs":%s}\n' "$written" $(((ended - began) / written)) >"$said"
}

# attempt WAY FUNCTION...: ends the script where it measured, and where the disk did not get done; else goes on to the next way
attempt() {
  local way=$1 code=0 result
  shift
  "$@" || code=$?
  case $code in
    0)
      result=$(cat "$said")
      clean_up
      tell "$way" ''
      printf '%s\n' "$result"
      exit 0
      ;;
    124)
      clean_up
      tell "$way" too-slow
      exit 0
      ;;
    *) passed_over+="$way ended with $code: $(tail -c 200 "$folder/errors"); " ;;
  esac
}

# fio tells fdatasync percentiles since 3.5
version=$(fio --version 2>/dev/null </dev/null) || version=''
if [[ ! $version =~ ^fio-([0-9]+)\.([0-9]+) ]]; then
  passed_over+='no fio; '
elif ((10#${BASH_REMATCH[1]} * 1000 + 10#${BASH_REMATCH[2]} < 3005)); then
  passed_over+="$version tells no fdatasync percentiles; "
else
  attempt "${version:0:40}" by_fio
fi
# what RHEL and its rebuilds have without a python3
for python in python3 /usr/libexec/platform-python; do
  if command -v "$python" >/dev/null; then attempt "${python##*/}" by_python "$python"; else passed_over+="no ${python##*/}; "; fi
done
attempt dd by_dd
tell '' no-way
