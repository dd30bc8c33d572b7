# kubernetes-tools.sh VERB KUBEADM KUBELET KUBECTL: the three binaries and the kubelet's unit, as kubeadm expects it
verb=$1
declare -A files=([kubeadm]=$2 [kubelet]=$3 [kubectl]=$4)

unit() {
  cat <<'UNIT'
[Unit]
Description=kubelet: The Kubernetes Node Agent
Documentation=https://kubernetes.io/docs/
Wants=network-online.target
After=network-online.target containerd.service

[Service]
ExecStart=/usr/local/bin/kubelet
Restart=always
StartLimitInterval=0
RestartSec=2

[Install]
WantedBy=multi-user.target
UNIT
}

drop_in() {
  cat <<'UNIT'
[Service]
Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
EnvironmentFile=-/etc/default/kubelet
ExecStart=
ExecStart=/usr/local/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS
UNIT
}

case $verb in
  probe | verify)
    for name in kubeadm kubelet kubectl; do
      digest=$(sha256_of "/usr/local/bin/$name" 2>/dev/null || true)
      echo "$name sha256:${digest:-absent}"
      [ "$digest" = "$(basename "${files[$name]}")" ] || needed
    done
    unit | cmp -s - /etc/systemd/system/kubelet.service || { echo "kubelet.service differs"; needed; }
    drop_in | cmp -s - /etc/systemd/system/kubelet.service.d/10-kubeadm.conf || { echo "10-kubeadm.conf differs"; needed; }
    systemctl is-enabled --quiet kubelet || { echo "kubelet is not enabled"; needed; }
    satisfied
    ;;
  apply)
    mkdir -p /usr/local/bin /etc/systemd/system/kubelet.service.d
    for name in kubeadm kubelet kubectl; do
      before=$(sha256_of "/usr/local/bin/$name" 2>/dev/null || true)
      after=$(basename "${files[$name]}")
      [ "$before" = "$after" ] && continue
      install -m 0755 "${files[$name]}" "/usr/local/bin/.$name.new"
      mv -f "/usr/local/bin/.$name.new" "/usr/local/bin/$name"
      change "/usr/local/bin/$name" "${before:-absent}" "$after"
    done
    unit | put_file /etc/systemd/system/kubelet.service 0644
    drop_in | put_file /etc/systemd/system/kubelet.service.d/10-kubeadm.conf 0644
    systemctl daemon-reload
    systemctl enable --quiet kubelet
    ;;
esac
