# What every step script starts with. The contract, seen from a script:
#   exit code of probe and verify: 0 satisfied, 10 needed, 20 blocked (the reason is on standard output), else an error
#   $FERRYMAN_RUN      directory of this run; only in apply
#   $FERRYMAN_SECRETS  directory on tmpfs with one 0600 file a secret, gone when the run ends; only in apply
# 119 is the runner's: "this script is not on the machine, or not as it was sent".
set -euo pipefail
export LC_ALL=C
[ -d /run/ferryman ] || mkdir -p -m 0700 /run/ferryman

satisfied() { exit 0; }
needed() { exit 10; }
# blocked REASON...: this must not be done, and why
blocked() { printf '%s\n' "$*"; exit 20; }

# Whether an etcd works on this machine: its process, or the manifest by which the kubelet brings it back, for between two
# starts it has to catch up.
etcd_is_live() {
  grep -qsxF etcd /proc/[0-9]*/comm || [ -e /etc/kubernetes/manifests/etcd.yaml ]
}

# A text as a JSON string: at most 4 KiB of it, control characters left out.
json_string() {
  local text=${1:0:4096}
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\n'/\\n}
  text=${text//$'\t'/\\t}
  printf '"%s"' "${text//[[:cntrl:]]/}"
}

# change TARGET BEFORE AFTER: records one thing this run has changed
change() {
  printf '{"target":%s,"before":%s,"after":%s}\n' "$(json_string "$1")" "$(json_string "$2")" "$(json_string "$3")" \
    >>"${FERRYMAN_RUN:?change is for apply only}/changes"
}

# sha256_of FILE: its digest, by OpenSSL where that is there: coreutils' own takes four times as long
sha256_of() {
  local line
  line=$(openssl dgst -sha256 -r "$1" 2>/dev/null) || line=$(sha256sum "$1") || return
  printf '%s' "${line%% *}"
}

# A file as a change shows it: its text when small and open to all, else its digest; what only root reads is never shown.
describe_file() {
  [ -e "$1" ] || { printf absent; return; }
  local mode size
  read -r mode size < <(stat -c '%a %s' "$1")
  if [ "$size" -le 2048 ] && [ "${mode: -1}" -ge 4 ] && ! grep -qP '[^\x09\x0a\x20-\x7e\x80-\xff]' "$1"; then
    cat "$1"
  else
    printf 'sha256:%s, %s bytes, mode %s' "$(sha256_of "$1")" "$size" "$mode"
  fi
}

# put_file PATH MODE: standard input becomes the file, at once and only if it differs; recorded as a change
put_file() {
  local path=$1 mode=$2 directory new before
  directory=$(dirname "$path")
  mkdir -p "$directory"
  new=$(mktemp "$directory/.ferryman.XXXXXX")
  cat >"$new"
  chmod "$mode" "$new"
  if [ -f "$path" ] && cmp -s "$new" "$path" && [ "$(stat -c %a "$path")" = "$(stat -c %a "$new")" ]; then
    rm -f "$new"
    return 0
  fi
  before=$(describe_file "$path")
  sync "$new"
  # A mount point, such as /etc/hosts in a container, cannot be renamed over.
  mv -fT "$new" "$path" 2>/dev/null || { cat "$new" >"$path"; chmod "$mode" "$path"; rm -f "$new"; }
  change "$path" "$before" "$(describe_file "$path")"
}

