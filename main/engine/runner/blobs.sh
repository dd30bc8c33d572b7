#!/bin/bash
# Receives blobs into the machine's scratch store, where a blob's name is its SHA-256.
#
#   list                        stdin: "HEX SIZE" a line; answers "HEX BYTES" a line: SIZE when complete, else what a
#                               part holds: at most SIZE - 1, so that a part is never taken for the whole
#   receive HEX SIZE OFFSET     stdin: the bytes from OFFSET on
# Exit codes of receive: 0 complete, 20 not all came, 21 wrong digest (the part is removed),
#   22 no room (standard output: MiB needed, MiB free; the part is removed)
set -uo pipefail
export LC_ALL=C
umask 077
store=/var/lib/ferryman/blobs/sha256

size_of() { if [ -e "$1" ]; then stat -c %s "$1"; else echo 0; fi; }
sha256_of() { # FILE BYTES; a large one by OpenSSL where that is there: four times as fast, but slower to start
  local line
  [ "$2" -ge 1048576 ] && line=$(openssl dgst -sha256 -r "$1" 2>/dev/null) || line=$(sha256sum "$1") || return
  printf '%s' "${line%% *}"
}
no_room() { # BYTES: tells and ends when they do not fit
  local free
  free=$(df --output=avail -B1 "$store")
  free=${free##*[!0-9]}
  [ "$1" -gt "$free" ] || return 0
  rm -f "$store/$hex.part"
  echo "$((($1 + 1048575) / 1048576)) $((free / 1048576))"
  exit 22
}

list() {
  local hex size part
  while read -r hex size; do
    if [ -e "$store/$hex" ] && [ "$(size_of "$store/$hex")" = "$size" ]; then
      echo "$hex $size"
    else
      part=$(size_of "$store/$hex.part")
      # A part of full length was cut off between its last byte and its check.
      [ "$part" -lt "$size" ] || part=$((size - 1))
      echo "$hex $part"
    fi
  done
}

receive() {
  local size=$1 offset=$2 part=$store/$hex.part lock=/run/ferryman/upload-$hex.lock stat group
  [ -d "$store" ] && [ -d /run/ferryman ] || mkdir -p "$store" /run/ferryman
  if [ "$(size_of "$store/$hex")" = "$size" ] && [ -e "$store/$hex" ]; then
    cat >/dev/null
    exit 0
  fi
  # A receiver whose link broke may still be waiting for bytes: it is ended, or both would write.
  exec 9>>"$lock"
  if ! flock -n 9; then
    read -r group <"$lock" && kill -- "-$group" 2>/dev/null
    flock -w 10 9 || exit 20
  fi
  read -r stat <"/proc/$$/stat"
  # shellcheck disable=SC2086
  set -- ${stat##*) }
  echo "$3" >"$lock"

  [ "$(size_of "$part")" -ge "$offset" ] || exit 20
  no_room $((size - offset))
  [ "$offset" = 0 ] && : >"$part" || truncate -s "$offset" "$part"
  # never more than is missing: a neighbour's connection stays open for the answer
  dd bs=256K iflag=fullblock,count_bytes count="$((size - offset))" oflag=append conv=notrunc of="$part" 2>/dev/null ||
    { no_room $((size - $(size_of "$part"))); exit 20; }
  [ "$(size_of "$part")" = "$size" ] || exit 20
  if [ "$(sha256_of "$part" "$size")" != "$hex" ]; then
    rm -f "$part"
    exit 21
  fi
  # The lock stays, on tmpfs: removed, it could be taken twice.
  sync "$part" && mv -f "$part" "$store/$hex" && sync "$store" || exit 20
}

verb=$1
case $verb in
  list) list ;;
  receive)
    hex=$2
    receive "$3" "$4"
    ;;
  *) exit 64 ;;
esac
