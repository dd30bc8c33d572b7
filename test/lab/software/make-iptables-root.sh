#!/bin/bash
# make-iptables-root.sh DEST BASE: the small root under images that call iptables: a shell, cp, ip and the iptables
# family with their libraries, copied out of the hosts' base system.
set -euo pipefail
dest=$1 base=$2

mkdir -p "$dest"/{usr/bin,usr/sbin,usr/lib,usr/lib64,etc,run,tmp,var,proc,sys,dev}
chmod 1777 "$dest/tmp"
for dir in bin sbin lib lib64; do ln -s "usr/$dir" "$dest/$dir"; done

copy() { # a file at its real place, so that links that lead to it stay true
  local real
  real=$(chroot "$base" readlink -f "$1")
  [ -e "$dest$real" ] || install -D -m "$(stat -c %a "$base$real")" "$base$real" "$dest$real"
  printf '%s' "$real"
}

libraries_of() {
  local library at
  for library in $(chroot "$base" ldd "$1" | grep -oE '/[^ ]+'); do
    at=$(copy "$library")
    [ -e "$dest$library" ] || ln -s "$at" "$dest$library"
  done
}

for program in sh cp cat ls mkdir rm ip nft iptables iptables-save iptables-restore ip6tables ip6tables-save ip6tables-restore; do
  path=$(chroot "$base" /bin/sh -c "command -v $program")
  real=$(copy "$path")
  [ -e "$dest$path" ] || ln -s "$real" "$dest$path" # iptables acts by the name it is called by
  libraries_of "$real"
done

# iptables loads its matches and targets when a rule names them, and some need a library that iptables itself does not
modules=/usr/lib/x86_64-linux-gnu/xtables
cp -a "$base$modules" "$dest$(dirname "$modules")/"
for module in "$base$modules"/*.so; do
  [ -L "$module" ] || libraries_of "$modules/$(basename "$module")"
done
