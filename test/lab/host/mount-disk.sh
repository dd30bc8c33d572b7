#!/bin/bash
# mount-disk.sh DIR: mounts a host's disk and root unless they are (they are not after the machine itself restarted).
set -euo pipefail
dir=$1
root=$dir/root disk=$dir/disk

if ! mountpoint -q "$disk"; then mount -o loop "$dir/disk.img" "$disk"; fi
# overlay on overlay is refused: what keeps overlays of its own is bound in from the disk
mkdir -p "$disk"/{upper,work,containerd,kubelet,etcd}
chmod 700 "$disk/etcd"
if ! mountpoint -q "$root"; then
  mount -t overlay overlay -o "lowerdir=$(cat "$dir/base"),upperdir=$disk/upper,workdir=$disk/work" "$root"
fi
