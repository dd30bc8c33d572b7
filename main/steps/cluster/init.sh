# init.sh VERB CONFIG NODE IGNORED: the first control-plane node.
# installed, half-made and made are told apart: a half-made one is reset on this node only, then made anew.
verb=$1 config=$2 node=$3 ignored=$4
export KUBECONFIG=/etc/kubernetes/admin.conf
is_ready() {
  [ -f "$KUBECONFIG" ] && [ "$(kubectl --request-timeout=3s get --raw /readyz 2>/dev/null)" = ok ]
}
has_finished() {
  kubectl --request-timeout=3s -n kube-system get \
    configmap/kubeadm-config daemonset/kube-proxy deployment/coredns "node/$node" -o name >/dev/null 2>&1
}
case $verb in
  probe | verify)
    if is_ready && has_finished; then
      echo "the API is ready, node $node is registered"
      satisfied
    fi
    # a kubelet that only restarts answers after a moment; nothing of kubeadm's here means nothing was begun
    if [ -f "$KUBECONFIG" ] && [ -d /var/lib/etcd/member ]; then
      for _ in $(seq 1 40); do
        is_ready && has_finished && { echo "the API is ready, node $node is registered"; satisfied; }
        systemctl is-active --quiet kubelet || break
        sleep 0.5
      done
    fi
    echo "no control plane runs here: admin.conf $([ -f "$KUBECONFIG" ] && echo present || echo absent), etcd data $([ -d /var/lib/etcd/member ] && echo present || echo absent)"
    needed
    ;;
  apply)
    if [ -n "$(find /etc/kubernetes/manifests /var/lib/etcd -mindepth 1 -print -quit 2>/dev/null || true)" ]; then
      echo "an unfinished kubeadm init is here; this node is reset first"
      kubeadm reset --force --cri-socket unix:///run/containerd/containerd.sock
      change "unfinished kubeadm init" present reset
    fi
    kubeadm init --config "$config" --skip-token-print --skip-certificate-key-print ${ignored:+--ignore-preflight-errors="$ignored"}
    change /etc/kubernetes absent "$(ls /etc/kubernetes | tr '\n' ' ')"
    change 'control plane' absent "$(kubectl version -o json | tr -d '\n ' | head -c 400)"
    ;;
esac
