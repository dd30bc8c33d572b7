# network.sh VERB MANIFEST: flannel with the plan's pod network; the digest of what was applied is kept on its DaemonSet
verb=$1 manifest=$2
export KUBECONFIG=/etc/kubernetes/admin.conf
digest=$(basename "$manifest")
annotation=ferryman.io/manifest
applied() {
  kubectl --request-timeout=5s -n kube-flannel get daemonset kube-flannel-ds -o "jsonpath={.metadata.annotations['ferryman\.io/manifest']}" 2>/dev/null
}
case $verb in
  probe | verify)
    found=$(applied || true)
    echo "kube-flannel-ds carries manifest ${found:-none}"
    [ "$found" = "$digest" ] || needed
    satisfied
    ;;
  apply)
    before=$(applied || true)
    # flannel asks the API at the service address; before kube-proxy has that in place its first call hangs for half a minute
    kubectl -n kube-system rollout status daemonset kube-proxy --timeout=60s >/dev/null || true
    kubectl apply --server-side --force-conflicts -f "$manifest"
    kubectl -n kube-flannel annotate --overwrite daemonset kube-flannel-ds "$annotation=$digest" >/dev/null
    change 'flannel manifest' "${before:-absent}" "$digest"
    ;;
esac
