#!/bin/bash
# plain-shell-install.sh KEY ARTIFACTS HOST...: the yardstick of the bench. Bare hosts → all nodes Ready, network and DNS
# rolled out, with nothing but ssh, scp and the same files Ferryman bundles (the folder of the lab's spec.yaml). The
# first host becomes the control plane. No checks, no journal, no verification: the least that does the work.
set -euo pipefail
[ $# -ge 3 ] || { echo "usage: plain-shell-install.sh KEY ARTIFACTS HOST..." >&2; exit 1; }
key=$1 artifacts=$2
shift 2
hosts=("$@")
here=$(dirname "$0")
work=$(mktemp -d)
ssh_options=(-i "$key" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR
  -o ControlMaster=auto -o "ControlPath=$work/%h" -o ControlPersist=60)

on() { local host=$1; shift; ssh "${ssh_options[@]}" "root@$host" "$@"; }
give() { local host=$1; shift; scp -q -r "${ssh_options[@]}" "$@" "root@$host:/root/plain-shell/"; }
finish() {
  for host in "${hosts[@]}"; do ssh "${ssh_options[@]}" -O exit "root@$host" 2>/dev/null || true; done
  rm -rf "$work"
}
trap finish EXIT

began=$(date +%s%N) last=$began
stage() {
  local now
  now=$(date +%s%N)
  printf '%6.1f s  (+%5.1f s)  %s\n' "$(((now - began) / 1000000))e-3" "$(((now - last) / 1000000))e-3" "$1"
  last=$now
}
each() { # runs a function for every given host at once; fails if one fails
  local what=$1 pids=() host
  shift
  for host in "$@"; do "$what" "$host" & pids+=($!); done
  for pid in "${pids[@]}"; do wait "$pid" || { echo "$what failed on a host" >&2; exit 1; }; done
}

version=$("$artifacts/bin/kubeadm" version -o short)
"$artifacts/bin/kubeadm" config images list --kubernetes-version "$version" | grep /pause: > "$work/pause-image"
for index in "${!hosts[@]}"; do echo "${hosts[index]} node$((index + 1))"; done > "$work/hosts"
old_cgroups= waiver=
if [ ! -e /sys/fs/cgroup/cgroup.controllers ] && [ "$(cut -d. -f2 <<< "$version")" -ge 35 ]; then
  old_cgroups='failCgroupV1: false' waiver=--ignore-preflight-errors=SystemVerification
fi
cat > "$work/kubeadm.yaml" <<YAML
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint: {advertiseAddress: ${hosts[0]}}
nodeRegistration: {criSocket: "unix:///run/containerd/containerd.sock", imagePullPolicy: IfNotPresent}
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: $version
controlPlaneEndpoint: "${hosts[0]}:6443"
networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16}
---
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
cgroupDriver: cgroupfs
failSwapOn: false
$old_cgroups
---
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: iptables
conntrack: {maxPerCore: 0}
YAML

prepare() {
  on "$1" 'mkdir -p /root/plain-shell/packages'
  give "$1" "$artifacts"/{bin,runc.amd64,kube-flannel.yml} "$artifacts"/{containerd-*.tar.gz,cni-plugins-*.tgz} \
    "$work"/{hosts,pause-image,kubeadm.yaml} "$here/plain-shell-node.sh"
  scp -q "${ssh_options[@]}" "$artifacts"/packages/debian-12/*.deb "root@$1:/root/plain-shell/packages/"
  on "$1" "bash /root/plain-shell/plain-shell-node.sh $1"
}
load_images() { # pinned, or the kubelet deletes them when the disk fills up
  tar -C "$artifacts/images" -cf - . | on "$1" 'cat > /root/plain-shell/images.tar
    ctr -n k8s.io images import --label io.cri-containerd.pinned=pinned /root/plain-shell/images.tar > /dev/null 2>&1
    rm /root/plain-shell/images.tar'
}
join() { on "$1" "$join_command $waiver > /root/plain-shell/join.log 2>&1"; }

each prepare "${hosts[@]}"
stage 'hosts prepared'
each load_images "${hosts[@]}"
stage 'images loaded'
on "${hosts[0]}" "kubeadm init --config /root/plain-shell/kubeadm.yaml $waiver > /root/plain-shell/init.log 2>&1"
stage 'control plane initialised'
# without a nameserver CoreDNS would stop at its forward plugin
join_command=$(on "${hosts[0]}" 'export KUBECONFIG=/etc/kubernetes/admin.conf
  kubectl apply -f /root/plain-shell/kube-flannel.yml > /dev/null
  kubectl -n kube-system get configmap coredns -o yaml | sed "/forward/,/}/d" | kubectl apply -f - > /dev/null 2>&1
  kubectl -n kube-system rollout restart deployment/coredns > /dev/null
  kubeadm token create --print-join-command 2> /dev/null')
each join "${hosts[@]:1}"
stage 'workers joined'
on "${hosts[0]}" "export KUBECONFIG=/etc/kubernetes/admin.conf
  until [ \$(kubectl get nodes -o name | wc -l) = ${#hosts[@]} ]; do sleep 0.2; done
  kubectl wait --for=condition=Ready node --all --timeout=180s > /dev/null
  kubectl -n kube-flannel rollout status daemonset/kube-flannel-ds --timeout=180s > /dev/null
  kubectl -n kube-system rollout status deployment/coredns --timeout=180s > /dev/null"
stage 'nodes, network and DNS ready'
