#!/bin/bash
# A transient unit: a process of its own session that outlives who started it.
unit='' post=''
while [ $# -gt 0 ]; do
  case $1 in
    --unit=*) unit=${1#*=}.service ;;
    --property=ExecStopPost=*) post=${1#--property=ExecStopPost=} ;;
    -*) ;;
    *) break ;;
  esac
  shift
done
file=/run/practice/units/$unit
[ ! -e "$file" ] || { echo "Failed to start transient service unit: Unit $unit was already loaded." >&2; exit 1; }
echo starting >"$file"
# shellcheck disable=SC2016
setsid /bin/bash -c '
  file=$1 post=$2
  shift 2
  setsid "$@" &
  echo $! >"$file"
  wait $!
  $post
  rm -f "$file"
' unit "$file" "$post" "$@" </dev/null >/dev/null 2>&1 &
