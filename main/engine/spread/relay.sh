#!/bin/bash
# Passes blobs on to a neighbour while they still arrive. Every verb reads a key and then "HEX SIZE" a line on standard
# input, up to an empty line; when standard input ends, the verb ends and so does all it started.
#
#   listen PORT BLOBS           takes the listed blobs from whoever knows the key, into the scratch store, by the script BLOBS
#                               (the SHA-256 of blobs.sh); says "listening"
#   forward ADDRESS PORT        sends the listed blobs there in this order, each from the byte on that is missing there,
#                               also while it grows here; says "forwarding", "sent HEX" and, when the neighbour is lost, "lost"
#   watch                       says each second how many bytes of the list are there
# 31: nothing here can listen, 32: the port is in use.
set -uo pipefail
export LC_ALL=C
umask 077
store=/var/lib/ferryman/blobs/sha256
at_once=4

read_list() {
  local hex size
  IFS= read -r key || exit 64
  while read -r hex size && [ -n "$hex" ]; do
    [[ $hex =~ ^[0-9a-f]{64}$ && $size =~ ^[0-9]{1,15}$ ]] || exit 64
    echo "$hex $size"
  done
}

# ends everything below this process as soon as nobody holds the other end of standard input any more
until_hung_up() {
  local work=$1
  # a job in the background would read /dev/null unless told otherwise
  { cat >/dev/null; kill -- "-$work"; } <&0 >/dev/null 2>&1 &
}

held() { # HEX: bytes that are there
  stat -c %s "$store/$1" 2>/dev/null || stat -c %s "$store/$1.part" 2>/dev/null || echo 0
}

# One connection: "KEY HEX SIZE" comes, the offset goes back, then the bytes come, and the exit code of blobs.sh goes back.
take() {
  local key hex size offset
  read -r -t 20 key hex size || exit 0
  [ "$key" = "$RELAY_KEY" ] && grep -qxF "$hex $size" "$RELAY_LIST" || exit 0
  offset=$(held "$hex")
  if [ "$offset" -ge "$size" ] && [ ! -e "$store/$hex" ]; then offset=$((size - 1)); fi
  echo "$offset"
  [ "$offset" -lt "$size" ] || exit 0
  # in a group of its own: the next receiver of this blob ends this one's whole group
  setsid -w bash "$RELAY_BLOBS" receive "$hex" "$size" "$offset" >/dev/null
  echo $?
}

listen() {
  local port=$1
  command -v socat >/dev/null || exit 31
  mkdir -p "$store" /run/ferryman
  RELAY_LIST=$(mktemp /run/ferryman/relay.XXXXXX)
  trap 'rm -f "$RELAY_LIST"' EXIT
  read_list >"$RELAY_LIST" # in a subshell the key would be lost
  [ -n "$key" ] || exit 64
  export RELAY_KEY=$key RELAY_LIST RELAY_BLOBS=/var/lib/ferryman/scripts/$2
  set -m
  # nofork: whoever takes a blob reads the connection itself; keepalive: a neighbour without power ends it, too
  local from="TCP-LISTEN:$port,reuseaddr,fork,max-children=16,keepalive,keepidle=10,keepintvl=5,keepcnt=3"
  socat "$from" "EXEC:bash $0 take,nofork" 2>/dev/null &
  local work=$!
  set +m
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    if ! kill -0 "$work" 2>/dev/null; then exit 32; fi
    [ -n "$(ss -Hltn "sport = :$port" 2>/dev/null)" ] && break
    sleep 0.1
  done
  kill -0 "$work" 2>/dev/null || exit 32
  echo listening
  cat >/dev/null
  kill -- "-$work" 2>/dev/null
}

# follow HEX SIZE: one blob to the neighbour; a lost neighbour is asked again a few times, from the byte on it then has
follow() {
  local hex=$1 size=$2 offset answer file try
  for try in 1 2 3; do
    [ "$try" = 1 ] || sleep 1
    exec 4<>"/dev/tcp/$RELAY_NEXT" || continue
    printf '%s %s %s\n' "$RELAY_KEY" "$hex" "$size" >&4
    read -r -t 20 offset <&4 || continue
    [[ $offset =~ ^[0-9]{1,15}$ ]] || continue
    if [ "$offset" -ge "$size" ]; then echo "sent $hex"; exit 0; fi
    until { exec 6<"$store/$hex" || exec 6<"$store/$hex.part"; } 2>/dev/null; do sleep 0.1; done
    # few processes and no pipe between them: each would copy every byte once more. Who stands still is left out from outside.
    tail -c "+$((offset + 1))" -s 0.1 -f <&6 >&4 2>/dev/null &
    file=$!
    read -r answer <&4 || answer=
    kill "$file" 2>/dev/null
    if [ "$answer" = 0 ]; then echo "sent $hex"; exit 0; fi
  done
  exit 255 # xargs stops at once
}

forward() {
  local list
  export RELAY_NEXT=$1/$2
  list=$(mktemp /run/ferryman/relay.XXXXXX)
  trap 'rm -f "$list"' EXIT
  read_list >"$list"
  export RELAY_KEY=$key
  set -m
  { xargs -r -P "$at_once" -L 1 bash "$0" follow <"$list" 2>/dev/null || echo lost; echo end; } &
  local work=$!
  set +m
  echo forwarding
  until_hung_up "$work"
  wait "$work"
}

watch() {
  local list hex size sum paths=()
  list=$(mktemp /run/ferryman/relay.XXXXXX)
  read_list >"$list"
  while read -r hex size; do paths+=("$store/$hex" "$store/$hex.part"); done <"$list"
  rm -f "$list"
  while :; do
    sum=0
    while read -r size; do sum=$((sum + size)); done < <(stat -c %s "${paths[@]}" 2>/dev/null)
    echo "$sum"
    read -r -t 1 _ || [ $? -gt 128 ] || exit 0
  done
}

verb=$1
shift
case $verb in
  listen) listen "$@" ;;
  take) take ;;
  forward) forward "$@" ;;
  follow) follow "$@" ;;
  watch) watch ;;
  *) exit 64 ;;
esac
