#!/bin/bash
# plug-in.sh NAME ADDRESS BRIDGE GATEWAY: a fresh network namespace, wired to the bridge.
# The default route leads to the bridge's own address, where everything for elsewhere is refused and counted:
# without any route a host process could not even reach a service address of its own cluster.
set -euo pipefail
name=$1 address=$2 bridge=$3 gateway=$4

ip netns del "fm-$name" 2>/dev/null || true
ip link del "fm-$name" 2>/dev/null || true
ip netns add "fm-$name"
# The card keeps its hardware address over a boot: otherwise neighbours talk to the old one for half a minute.
printf -v mac '02:fe:77:00:01:%02x' "${address##*.}"
ip link add "fm-$name" type veth peer name eth0 address "$mac" netns "fm-$name"
ip link set "fm-$name" master "$bridge" up
ip -n "fm-$name" link set lo up
ip -n "fm-$name" addr add "$address/24" dev eth0
ip -n "fm-$name" link set eth0 up
ip -n "fm-$name" route add default via "$gateway"
