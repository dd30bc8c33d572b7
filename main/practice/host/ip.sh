#!/bin/bash
# The address the practice host is known by, and the network it lies in.
address=$(</.practice/address)
case "$*" in
  *'addr show'* | *'address show'*)
    echo '1: lo    inet 127.0.0.1/8 scope host lo'
    echo "2: eth0    inet $address/24 brd ${address%.*}.255 scope global eth0"
    ;;
  *'route show'*) echo "${address%.*}.0/24 dev eth0 proto kernel scope link src $address" ;;
esac
