#!/bin/bash
# make-base-root.sh DEST: the root file system every lab host starts from.
# Bookworm on purpose: a newer systemd cannot start journald on a cgroup v1 kernel.
# conntrack, socat, ebtables, ethtool and ipset are left out on purpose: the bundle must bring them.
set -euo pipefail
dest=$1
packages=systemd,systemd-sysv,dbus,openssh-server,sudo,iproute2,iptables,nftables,kmod,procps,curl,ca-certificates,util-linux,python3-minimal,netcat-openbsd,locales

mirror=$(apt-get indextargets --format '$(RELEASE) $(REPO_URI)' | awk '$1 == "bookworm" {print $2; exit}')
[ -n "$mirror" ] || { echo "this machine's package sources name no Debian bookworm mirror" >&2; exit 1; }
debootstrap --variant=minbase --include="$packages" bookworm "$dest" "$mirror"

# An air-gapped host has no package source and no resolver.
rm -f "$dest"/etc/apt/sources.list "$dest"/etc/resolv.conf "$dest"/etc/machine-id "$dest"/etc/ssh/ssh_host_*
: > "$dest"/etc/resolv.conf
rm -rf "$dest"/var/cache/apt/archives/*.deb "$dest"/var/lib/apt/lists/*
# kernel.* and vm.* are the machine's: what a host applies at boot is only what was delivered to it.
rm -f "$dest"/usr/lib/sysctl.d/*.conf "$dest"/etc/sysctl.d/*.conf "$dest"/etc/sysctl.conf
# udev would act on the machine's devices; getty has no terminal here.
for unit in systemd-udevd.service systemd-udevd-kernel.socket systemd-udevd-control.socket \
  systemd-udev-trigger.service console-getty.service getty.target apt-daily.timer apt-daily-upgrade.timer \
  dpkg-db-backup.timer e2scrub_all.timer fstrim.timer; do
  ln -sf /dev/null "$dest/etc/systemd/system/$unit"
done
chroot "$dest" useradd --create-home --shell /bin/bash --groups sudo ops
# Reverse look-ups cost seconds without a resolver.
mkdir -p "$dest"/etc/ssh/sshd_config.d
printf 'UseDNS no\nPermitRootLogin prohibit-password\nMaxStartups 100\n' > "$dest"/etc/ssh/sshd_config.d/lab.conf
