#!/bin/bash
# Starts a step script as a transient systemd unit that outlives the SSH link, watches it, and tells what became of it.
#
#   start KEY FENCE SCRIPT MARK OFFSET ARGS...   starts it unless KEY was started before, then watches; secrets on stdin
#   watch KEY MARK OFFSET                        watches from that byte of the log on; never starts anything
#   settle KEY MARK                              waits for KEY and its parts (KEY.*) and tells how each ended
#   run KEY                                      inside the unit
#
# Standard output: the log as it grows, then one record for each run:
#   ":MARK: NAME STATUS VALUE CHANGES_BYTES LOG_BYTES\n", the changes, the log's end (settle only)
#   STATUS: ended (VALUE = exit code) | lost | absent | refused (VALUE = fence found)
# A run directory holds: script args log changes pid started ended exit. What is missing did not happen.
set -uo pipefail
export LC_ALL=C
root=/var/lib/ferryman
runs=$root/runs
umask 077

record() { printf ':%s: %s %s %s %s %s\n' "$mark" "$1" "$2" "${3:-0}" "${4:-0}" "${5:-0}"; }
size_of() { if [ -e "$1" ]; then stat -c %s "$1"; else echo 0; fi; }
start_of() { # PID: the process's start time in ticks; fails when there is no such process
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  # shellcheck disable=SC2086
  set -- ${stat##*) }
  printf '%s' "${20}"
}
is_intact() { [ -f "$root/scripts/$1" ] && printf '%s  %s\n' "$1" "$root/scripts/$1" | sha256sum -c --status; }

# Whether the run's process lives. Before it has written its pid, systemd is asked, now and then: that costs a process.
is_running() {
  local pid begun now
  if { read -r pid begun <"$runs/$1/pid"; } 2>/dev/null; then
    now=$(start_of "$pid") && [ "$now" = "$begun" ]
  else
    systemctl is-active --quiet "ferryman-$1.service"
  fi
}

# Returns when the run has ended or is lost; copies the log from fd 5 as it grows when there is one.
wait_for() {
  local run=$runs/$1 isStreaming=$2 character polls=0
  while :; do
    if [ "$isStreaming" = 1 ] && IFS= read -r -d '' -n 1 -u 5 character; then
      if [ -n "$character" ]; then printf %s "$character"; else printf '\0'; fi
      cat <&5
    fi
    [ ! -e "$run/exit" ] || break
    if [ $((polls % 20)) = 19 ]; then
      # The link is gone: nobody is listening, and the next one attaches anew.
      [ "$PPID" = 0 ] || [ -d "/proc/$PPID" ] || exit 0
      is_running "$1" || [ -e "$run/exit" ] || break
    fi
    polls=$((polls + 1))
    read -r -t 0.05 -u 6 || true
  done
  [ "$isStreaming" = 0 ] || cat <&5
}

tell() { # NAME LOG_BYTES
  local run=$runs/$1 changes
  changes=$(size_of "$run/changes")
  if [ -e "$run/exit" ]; then
    record "$1" ended "$(<"$run/exit")" "$changes" "$2"
  else
    # Cut off by a reboot or a kill: nobody else is left to remove its secrets.
    rm -rf "/run/ferryman/secrets/$1"
    record "$1" lost 0 "$changes" "$2"
  fi
  head -c "$changes" "$run/changes" 2>/dev/null
}

watch() { # KEY OFFSET
  exec 5<"$runs/$1/log"
  [ "$2" = 0 ] || head -c "$2" <&5 >/dev/null
  wait_for "$1" 1
  tell "$1" 0
}

receive_secrets() { # KEY; lines "NAME BASE64"
  local directory=/run/ferryman/secrets/$1 name content
  mkdir -p "$directory"
  while read -r name content; do
    printf %s "$content" | base64 -d >"$directory/$name"
  done
}

start() { # KEY FENCE SCRIPT OFFSET ARGS...
  local key=$1 fence=$2 script=$3 offset=$4 stored=0 run=$runs/$1
  shift 4
  mkdir -p "$runs"
  exec 8>>"$root/lock"
  flock 8
  [ ! -e "$root/fence" ] || read -r stored <"$root/fence"
  if [ "$stored" -gt "$fence" ]; then
    record "$key" refused "$stored"
    exit 0
  fi
  if [ "$stored" != "$fence" ]; then
    printf '%s\n' "$fence" >"$root/fence.tmp" && sync "$root/fence.tmp" && mv -f "$root/fence.tmp" "$root/fence" && sync "$root"
  fi
  if [ ! -e "$run/exit" ] && [ ! -e "$run/started" ] && ! systemctl is-active --quiet "ferryman-$key.service"; then
    is_intact "$script" || exit 119
    mkdir -p "$run"
    : >"$run/log"
    : >"$run/changes"
    printf '%s\n' "$script" >"$run/script"
    # systemd would expand $ in arguments, so they travel in a file.
    : >"$run/args"
    [ $# = 0 ] || printf '%s\0' "$@" >"$run/args"
    receive_secrets "$key"
    systemd-run --quiet --collect --unit="ferryman-$key" --description="Ferryman $key" \
      --property="ExecStopPost=/bin/rm -rf /run/ferryman/secrets/$key" \
      /bin/bash "$0" run "$key" 8>&- >&2 || { rm -rf "/run/ferryman/secrets/$key"; exit 1; }
  fi
  exec 8>&-
  watch "$key" "$offset"
}

run() { # KEY
  local run=$runs/$1 secrets=/run/ferryman/secrets/$1 script args=() code
  trap 'rm -rf "$secrets"' EXIT
  printf '%s %s\n' $$ "$(start_of $$)" >"$run/pid.tmp" && mv -f "$run/pid.tmp" "$run/pid"
  date -u +%FT%T.%3NZ >"$run/started"
  sync "$run/started" "$run"
  script=$(<"$run/script")
  mapfile -d '' -t args <"$run/args"
  if is_intact "$script"; then
    (
      umask 022
      cd /
      export FERRYMAN_RUN=$run FERRYMAN_SECRETS=$secrets HOME=/root
      export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
      exec /bin/bash "$root/scripts/$script" ${args[@]+"${args[@]}"}
    ) </dev/null >>"$run/log" 2>&1
    code=$?
  else
    code=119
  fi
  rm -rf "$secrets"
  date -u +%FT%T.%3NZ >"$run/ended"
  printf '%s\n' "$code" >"$run/exit.tmp"
  # `exit` says that all the rest is there, so it comes last.
  sync "$run/log" "$run/changes" "$run/ended" "$run/exit.tmp"
  mv -f "$run/exit.tmp" "$run/exit"
  sync "$run"
}

settle() { # KEY
  local run name log
  for run in "$runs/$1" "$runs/$1".*; do
    [ -d "$run" ] || continue
    name=${run##*/}
    # Only what began to begin counts: without `started` and without a unit nothing ran.
    [ -e "$run/started" ] || is_running "$name" || continue
    wait_for "$name" 0
    log=$(size_of "$run/log")
    [ "$log" -le 65536 ] || log=65536
    tell "$name" "$log"
    tail -c "$log" "$run/log" 2>/dev/null
  done
}

# A file descriptor that never has anything to read: `read -t` on it sleeps without starting a process.
exec 6<> <(:)
verb=$1 key=$2
case $verb in
  start)
    mark=$5
    start "$key" "$3" "$4" "$6" "${@:7}"
    ;;
  watch)
    mark=$3
    if [ -e "$runs/$key/started" ] || { [ -d "$runs/$key" ] && is_running "$key"; }; then watch "$key" "$4"; else record "$key" absent; fi
    ;;
  settle)
    mark=$3
    settle "$key"
    ;;
  run) run "$key" ;;
  *) exit 64 ;;
esac
