#!/bin/bash
# power-on.sh NAME DIR: runs in the host's network namespace (nsenter --net; `ip netns exec` would remount /sys and
# hide the cgroups), enters a control group of the host's own in each v1 hierarchy, and boots systemd.
set -euo pipefail
name=$1 dir=$2
group=ferryman-$name
controllers="cpu cpuacct cpuset memory devices freezer blkio pids systemd"

for controller in $controllers unified; do
  own=/sys/fs/cgroup/$controller/$group
  mkdir -p "$own"
  if [ "$controller" = cpuset ]; then
    cat /sys/fs/cgroup/cpuset/cpuset.cpus > "$own/cpuset.cpus"
    cat /sys/fs/cgroup/cpuset/cpuset.mems > "$own/cpuset.mems"
    echo 1 > "$own/cgroup.clone_children"
  fi
  echo $$ > "$own/cgroup.procs"
done

export name dir controllers
# In a cgroup namespace a hierarchy mounted anew shows only the host's own group.
# CAP_SYS_TIME is dropped: the clock is the machine's.
# A host that reboots itself makes nspawn fail (it cannot tidy up its propagation folder here) and is started again; one
# that switches itself off ends it with success. A host that never came up is not tried again.
exec unshare --cgroup --mount bash -euc '
  umount -R /sys/fs/cgroup 2>/dev/null || umount -lR /sys/fs/cgroup
  mount -t tmpfs tmpfs /sys/fs/cgroup -o mode=755
  for controller in $controllers; do
    mkdir "/sys/fs/cgroup/$controller"
    option=$controller
    [ "$controller" != systemd ] || option=none,name=systemd
    mount -t cgroup -o "$option" cgroup "/sys/fs/cgroup/$controller"
  done
  mkdir /sys/fs/cgroup/unified
  mount -t cgroup2 cgroup2 /sys/fs/cgroup/unified
  export SYSTEMD_NSPAWN_API_VFS_WRITABLE=1
  while :; do
    started=$SECONDS
    systemd-nspawn --quiet --register=no --keep-unit --boot --directory="$dir/root" --machine="$name" \
      --capability=all --drop-capability=CAP_SYS_TIME --system-call-filter=@known \
      --resolv-conf=off --timezone=off --link-journal=no --bind=/dev/kmsg \
      --bind="$dir/disk/containerd:/var/lib/containerd" --bind="$dir/disk/kubelet:/var/lib/kubelet" \
      --bind="$dir/disk/etcd:/var/lib/etcd" --bind=/sys/fs/cgroup:/sys/fs/cgroup:rbind && break
    [ $((SECONDS - started)) -ge 2 ] || exit 1
  done'
