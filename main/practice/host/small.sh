#!/bin/bash
# Programs that need only a word or two.
case ${0##*/} in
  nproc) echo 4 ;;
  timedatectl) echo yes ;;
  getenforce) echo Disabled ;;
  modprobe)
    for module in "$@"; do
      case $module in
        -*) ;;
        br_netfilter)
          mkdir -p /sys/module/br_netfilter /.practice/proc/net/bridge
          for family in iptables ip6tables; do echo 0 >"/.practice/proc/net/bridge/bridge-nf-call-$family"; done
          ;;
        *) mkdir -p "/sys/module/$module" ;;
      esac
    done
    ;;
  sysctl)
    for setting in "$@"; do
      case $setting in
        -*) ;;
        *=*)
          file=/proc/sys/$(tr . / <<<"${setting%%=*}")
          echo "${setting#*=}" >"$file" 2>/dev/null || { echo "sysctl: permission denied on key \"${setting%%=*}\"" >&2; exit 1; }
          ;;
        *) cat "/proc/sys/$(tr . / <<<"$setting")" ;;
      esac
    done
    ;;
  swapoff) sed -i 2,\$d /.practice/proc/swaps ;;
esac
exit 0
