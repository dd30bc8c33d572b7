# ready.sh VERB NODE...: every node Ready, pod network and name service rolled out. `wait` waits for it and changes nothing.
verb=$1
shift
export KUBECONFIG=/etc/kubernetes/admin.conf
look() {
  local missing=0 node
  for node in "$@"; do
    state=$(kubectl --request-timeout=5s get node "$node" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}' 2>/dev/null || true)
    echo "node $node Ready=${state:-unknown}"
    [ "$state" = True ] || missing=1
  done
  local rolled
  rolled=$(kubectl --request-timeout=5s -n kube-flannel get daemonset kube-flannel-ds -o 'jsonpath={.status.numberReady}/{.status.desiredNumberScheduled}' 2>/dev/null || true)
  echo "kube-flannel-ds $rolled"
  [ "$rolled" = "$#/$#" ] || missing=1
  rolled=$(kubectl --request-timeout=5s -n kube-system get deployment coredns -o 'jsonpath={.status.updatedReplicas} {.status.availableReplicas} {.spec.replicas}' 2>/dev/null || true)
  echo "coredns (updated, available, wanted) $rolled"
  set -- $rolled
  [ $# = 3 ] && [ "$1" = "$3" ] && [ "$2" = "$3" ] || missing=1
  return $missing
}
case $verb in
  probe | verify)
    look "$@" || needed
    satisfied
    ;;
  wait)
    for _ in $(seq 1 600); do
      look "$@" >/dev/null && exit 0
      sleep 1
    done
    look "$@"
    ;;
esac
