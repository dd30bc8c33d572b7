#!/bin/bash
# create-host.sh NAME DIR BASE KEY.pub PASSWORD-FILE: a bare host's disk and files.
# A disk of its own for each host: otherwise a machine more than 85 % full makes every kubelet delete images.
set -euo pipefail
name=$1 dir=$2 base=$3 key=$4 password=$5
root=$dir/root

mkdir -p "$root" "$dir/disk"
truncate -s 40G "$dir/disk.img"
mkfs.ext4 -q -F -E lazy_itable_init=1,lazy_journal_init=1 "$dir/disk.img"
echo "$base" > "$dir/base"
bash "$(dirname "$0")/mount-disk.sh" "$dir"

echo "$name" > "$root/etc/hostname"
printf '127.0.0.1 localhost\n::1 localhost\n' > "$root/etc/hosts"
tr -d - < /proc/sys/kernel/random/uuid > "$root/etc/machine-id"
ssh-keygen -q -t ed25519 -N '' -C "root@$name" -f "$root/etc/ssh/ssh_host_ed25519_key"

for home in root home/ops; do
  install -d -m 700 "$root/$home/.ssh"
  install -m 600 "$key" "$root/$home/.ssh/authorized_keys"
done
chroot "$root" chown -R ops:ops /home/ops/.ssh
printf 'ops:%s\n' "$(cat "$password")" | chroot "$root" chpasswd

# The fits the lab makes. The clock is the machine's: chrony follows its sources here without setting it, and stays in the
# foreground, since on cgroup v1 in a namespace systemd cannot tell whose a process is that a daemon left behind.
mkdir -p "$root/etc/systemd/system/chrony.service.d"
printf '[Unit]\nConditionCapability=\n\n[Service]\nType=exec\nPIDFile=\nExecStart=\nExecStart=!/usr/sbin/chronyd -n -x -F 1\n' \
  > "$root/etc/systemd/system/chrony.service.d/lab.conf"

# Without CAP_SYS_RESOURCE no oom_score_adj can be lowered.
# A drop-in, so that it only works while the delivered containerd config keeps its `imports` line.
mkdir -p "$root/etc/containerd/conf.d"
printf 'version = 3\n\n[plugins."io.containerd.cri.v1.runtime"]\n  restrict_oom_score_adj = true\n' \
  > "$root/etc/containerd/conf.d/lab.toml"

touch "$dir/made"
