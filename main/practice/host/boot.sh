#!/bin/bash
# boot.sh ROOT NAME SHARED: makes ROOT the file system of a practice host and becomes its process 1.
# Runs in fresh user, mount, pid, uts, ipc and network namespaces; needs no privilege.
set -euo pipefail
root=$1 name=$2 shared=$3
cd "$root"

bind_read_only() { # SOURCE TARGET
  mount --bind "$1" "$2"
  # The flags of the original mount are locked in a user namespace and have to be repeated.
  mount -o remount,bind,ro "$2" 2>/dev/null || mount -o remount,bind,ro,nosuid,nodev "$2" 2>/dev/null ||
    mount -o remount,bind,ro,nosuid,nodev,noatime "$2" 2>/dev/null || ! [ -w "$2" ]
}

mkdir -p usr usr-local/bin usr-local/sbin usr-local/share proc dev run tmp
rm -rf run/* tmp/*
mkdir -p run/practice/units run/lock
for directory in bin sbin lib lib32 lib64 libx32; do
  if [ -L "/$directory" ]; then ln -sfn "$(readlink "/$directory")" "$directory"
  elif [ -d "/$directory" ]; then mkdir -p "$directory" && bind_read_only "/$directory" "$directory"; fi
done
bind_read_only /usr usr
# What this machine has of these is none of the practice host's business: not to be found there.
for program in containerd ctr docker dockerd kubectl kubeadm kubelet crictl runc firewall-cmd ufw; do
  [ ! -e "usr/bin/$program" ] || mount --bind /dev/null "usr/bin/$program"
  [ ! -e "usr/sbin/$program" ] || mount --bind /dev/null "usr/sbin/$program"
done
mount --bind usr-local usr/local
for file in /etc/alternatives /etc/ld.so.cache; do
  [ -e "$file" ] || continue
  if [ -d "$file" ]; then mkdir -p ".$file"; else touch ".$file"; fi
  bind_read_only "$file" ".$file"
done
mount -t proc proc proc
mount --bind .practice/proc/net proc/sys/net
mount --bind .practice/proc/meminfo proc/meminfo
mount --bind .practice/proc/swaps proc/swaps
mkdir -p dev/shm
for device in null zero full random urandom tty; do
  touch "dev/$device" && mount --bind "/dev/$device" "dev/$device"
done
ln -sfn /proc/self/fd dev/fd
ln -sfn /proc/self/fd/0 dev/stdin
ln -sfn /proc/self/fd/1 dev/stdout
ln -sfn /proc/self/fd/2 dev/stderr
mkdir -p .practice/stand-ins
bind_read_only "$shared/stand-ins" .practice/stand-ins
touch .practice/requests && mount --bind "$shared/requests" .practice/requests
hostname "$name"
exec chroot . /bin/bash /.practice/stand-ins/init
