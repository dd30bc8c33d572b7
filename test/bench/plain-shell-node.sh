#!/bin/bash
# plain-shell-node.sh: makes one bare host ready for kubeadm from the files in /root/plain-shell.
# Part of plain-shell-install.sh, which says what it is for.
set -euo pipefail
cd /root/plain-shell
cat hosts >> /etc/hosts
hostnamectl set-hostname "$(awk -v own="$1" '$1 == own {print $2}' hosts)"

printf 'net.ipv4.ip_forward = 1\nnet.bridge.bridge-nf-call-iptables = 1\n' > /etc/sysctl.d/90-kubernetes.conf
sysctl -q -p /etc/sysctl.d/90-kubernetes.conf
dpkg --install --force-unsafe-io packages/*.deb > dpkg.log 2>&1

mkdir -p /opt/cni/bin /etc/cni/net.d /etc/containerd
tar -C /usr/local -xzf containerd-*.tar.gz
tar -C /opt/cni/bin -xzf cni-plugins-*.tgz
install -m 755 runc.amd64 /usr/local/sbin/runc
install -m 755 bin/* /usr/local/bin/

containerd config default > /etc/containerd/config.toml 2> /dev/null
sed -i "s#registry.k8s.io/pause:[0-9.]*#$(cat pause-image)#" /etc/containerd/config.toml
cat > /etc/systemd/system/containerd.service <<'UNIT'
[Unit]
Description=containerd
After=network.target
[Service]
ExecStart=/usr/local/bin/containerd
Type=notify
Delegate=yes
KillMode=process
Restart=always
RestartSec=5
LimitNOFILE=1048576
TasksMax=infinity
OOMScoreAdjust=-999
[Install]
WantedBy=multi-user.target
UNIT
cat > /etc/systemd/system/kubelet.service <<'UNIT'
[Unit]
Description=kubelet
After=containerd.service
[Service]
Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
ExecStart=/usr/local/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS
Restart=always
RestartSec=5
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable -q containerd kubelet
systemctl start containerd
