#!/bin/bash
# remove-host.sh NAME DIR: after power-off, takes away what is left: network, mounts, disk.
set -euo pipefail
name=$1 dir=$2

ip netns del "fm-$name" 2>/dev/null || true
ip link del "fm-$name" 2>/dev/null || true
for mounted in "$dir/root" "$dir/disk"; do
  while mountpoint -q "$mounted"; do umount -R "$mounted" 2>/dev/null || umount -lR "$mounted"; done
done
rm -rf --one-file-system "$dir"
