#!/bin/bash
# ask PROGRAM ARGS...: lets the practice process answer for PROGRAM (kubectl, kubeadm, ctr …).
set -euo pipefail
program=$1
shift
request=$(mktemp -d /run/practice/ask.XXXXXX)
trap 'rm -rf "$request"' EXIT
: >"$request/args"
[ $# = 0 ] || printf '%s\0' "$@" >"$request/args"
printf %s "${KUBECONFIG:-}" >"$request/kubeconfig"
for argument in "$@"; do
  [ "$argument" != - ] || cat >"$request/stdin"
done
mkfifo "$request/done"
exec 4<>"$request/done"
printf '%s %s %s\n' "$(</.practice/name)" "$program" "${request##*/}" >/.practice/requests
read -r code <&4
[ ! -s "$request/err" ] || cat "$request/err" >&2
[ ! -s "$request/out" ] || cat "$request/out"
exit "$code"
