# join.sh VERB NODE IGNORED: this node joins; the configuration with its token is a secret file.
# installed, half-joined and joined are told apart; a half-joined node is reset, never skipped as "already installed".
verb=$1 node=$2 ignored=$3
is_joined() {
  [ -f /etc/kubernetes/kubelet.conf ] && systemctl is-active --quiet kubelet &&
    [ -e /var/lib/kubelet/pki/kubelet-client-current.pem ] &&
    KUBECONFIG=/etc/kubernetes/kubelet.conf kubectl --request-timeout=5s get node "$node" >/dev/null 2>&1
}
case $verb in
  probe | verify)
    if [ -f /etc/kubernetes/kubelet.conf ]; then
      for _ in $(seq 1 20); do
        is_joined && { echo "node $node is registered and its kubelet runs"; satisfied; }
        sleep 0.5
      done
    fi
    echo "not joined: kubelet.conf $([ -f /etc/kubernetes/kubelet.conf ] && echo present || echo absent)"
    needed
    ;;
  apply)
    if [ -f /etc/kubernetes/kubelet.conf ] || [ -f /etc/kubernetes/bootstrap-kubelet.conf ] || [ -f /etc/kubernetes/pki/ca.crt ]; then
      echo "an unfinished kubeadm join is here; this node is reset first"
      kubeadm reset --force --cri-socket unix:///run/containerd/containerd.sock
      change "unfinished kubeadm join" present reset
    fi
    kubeadm join --config "$FERRYMAN_SECRETS/join.yaml" ${ignored:+--ignore-preflight-errors="$ignored"}
    change /etc/kubernetes absent "$(ls /etc/kubernetes | tr '\n' ' ')"
    ;;
esac
