# ready.sh VERB NODE...: every node Ready, pod network and name service rolled out. `wait` waits for it and changes nothing.
verb=$1
shift
export KUBECONFIG=/etc/kubernetes/admin.conf
look() {
  local missing=0 node state
  local -A ready=()
  # one question, however many nodes there are
  while read -r node state; do
    [ -z "$node" ] || ready[$node]=$state
  done < <(kubectl --request-timeout=5s get nodes -o 'jsonpath={range .items[*]}{.metadata.name} {.status.conditions[?(@.type=="Ready")].status}{"\n"}{end}' 2>/dev/null || true)
  for node in "$@"; do
    echo "node $node Ready=${ready[$node]:-unknown}"
    [ "${ready[$node]:-}" = True ] || missing=1
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
