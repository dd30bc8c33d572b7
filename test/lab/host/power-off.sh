#!/bin/bash
# power-off.sh NAME: pulls the plug. Ends only processes in the host's own control groups, all at one moment:
# they are frozen first, so that none sees another one die and tidies up.
set -euo pipefail
group=ferryman-$1
shopt -s nullglob globstar

processes() { cat /sys/fs/cgroup/*/"$group"/**/cgroup.procs 2>/dev/null | sort -u; }

freezer=/sys/fs/cgroup/freezer/$group/freezer.state
[ ! -e "$freezer" ] || echo FROZEN > "$freezer" || true
processes | xargs -r kill -KILL 2>/dev/null || true
[ ! -e "$freezer" ] || echo THAWED > "$freezer"

for _ in $(seq 100); do
  left=$(processes)
  [ -n "$left" ] || break
  kill -KILL $left 2>/dev/null || true
  sleep 0.05
done
[ -z "$(processes)" ] || { echo "processes of $1 do not end: $(processes | tr '\n' ' ')" >&2; exit 1; }
find /sys/fs/cgroup/*/"$group" -depth -type d -exec rmdir {} + 2>/dev/null || true
