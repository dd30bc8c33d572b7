#!/bin/bash
# A unit is active while its file is in $units: "active", "starting", or the process id of a transient one.
units=/run/practice/units
system=/etc/systemd/system
wants=$system/multi-user.target.wants
quiet=0 now=0 signal=TERM verb='' names=()
while [ $# -gt 0 ]; do
  case $1 in
    --version) echo 'systemd 252 (practice)'; exit 0 ;;
    -q | --quiet) quiet=1 ;;
    --now) now=1 ;;
    -s) signal=$2; shift ;;
    --signal=*) signal=${1#*=} ;;
    -p | -n) shift ;;
    -*) ;;
    *) if [ -z "$verb" ]; then verb=$1; else names+=("$1"); fi ;;
  esac
  shift
done

is_active() {
  local state
  { read -r state <"$units/$1"; } 2>/dev/null || return 1
  case $state in active | starting) return 0 ;; *) kill -0 "$state" 2>/dev/null ;; esac
}
start() {
  [ -f "$system/$1" ] || { echo "Failed to start $1: Unit $1 not found." >&2; exit 5; }
  echo active >"$units/$1"
}
stop() {
  local state
  { read -r state <"$units/$1"; } 2>/dev/null || return 0
  case $state in active | starting) rm -f "$units/$1" ;; *) kill -s "$signal" -- "-$state" 2>/dev/null || kill -s "$signal" "$state" ;; esac
}

for name in "${names[@]}"; do
  case $name in *.*) ;; *) name=$name.service ;; esac
  case $verb in
    is-active)
      is_active "$name" || { [ $quiet = 1 ] || echo inactive; exit 3; }
      [ $quiet = 1 ] || echo active
      ;;
    is-enabled) [ -L "$wants/$name" ] || exit 1 ;;
    enable)
      [ -f "$system/$name" ] || { echo "Failed to enable unit: Unit file $name does not exist." >&2; exit 1; }
      mkdir -p "$wants" && ln -sfn "$system/$name" "$wants/$name"
      [ "$now" = 0 ] || start "$name"
      ;;
    disable) rm -f "$wants/$name"; [ "$now" = 0 ] || stop "$name" ;;
    start | restart | reload | reload-or-restart) start "$name" ;;
    stop | kill) stop "$name" ;;
    reset-failed | status | show) ;;
  esac
done
exit 0
