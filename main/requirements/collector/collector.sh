#!/bin/sh
# Ferryman 摆渡 — fact collector 采集脚本
#
# What it does: reads what this server is (system, CPU, memory, disks, addresses, ports, time, name look-up) and writes ONE
# text file into the current folder. It changes nothing else, installs nothing, sends nothing anywhere, needs no root.
# 它做什么：读取本机的系统、CPU、内存、磁盘、地址、端口、时间和域名解析情况，在当前目录写出一个文本文件。
# 除此之外不修改任何东西，不安装，不外传，一般不需要 root。
#
# How to run 运行方法:   sh ferryman-collect.sh              → ferryman-facts-<host>.txt
#                        sh ferryman-collect.sh FILE         → FILE
#                        sh ferryman-collect.sh -            → to the screen 只显示不写文件
# Please read the result before you hand it over; it holds no passwords. 交出前可先打开结果检查，其中没有密码。

# host:port this server should be able to reach; only connected to, nothing is sent. 只试连接，不发送内容。
REACH='@REACH@'

LC_ALL=C
export LC_ALL
PATH=$PATH:/usr/sbin:/sbin:/usr/local/sbin

have() { command -v "$1" >/dev/null 2>&1; }

hash_of() { # SHA-256 of standard input; empty when this server has no tool for it
  if have sha256sum; then sha256sum | cut -d' ' -f1
  elif have openssl; then openssl dgst -sha256 | sed 's/.*= *//'
  elif have shasum; then shasum -a 256 | cut -d' ' -f1
  else cat >/dev/null; fi
}

# key=value, one line, no control characters, never longer than 400 letters
say() { printf '%s=%s\n' "$1" "$(printf '%s' "$2" | tr -d '\000-\037' | cut -c1-400)"; }
each() { while IFS= read -r line; do [ -z "$line" ] || say "$1" "$line"; done; }
soon() { if have timeout; then timeout 5 "$@"; else "$@"; fi; }
yes_no() { if "$@" >/dev/null 2>&1; then echo true; else echo false; fi; }
now_ms() {
  stamp=$(date +%s%3N 2>/dev/null)
  case $stamp in '' | *[!0-9]*) echo "$(date +%s)000" ;; *) echo "$stamp" ;; esac
}

cpu_level() {
  case $(uname -m) in x86_64) ;; *) uname -m; return ;; esac
  flags=" $(sed -n 's/^flags[^:]*: *//p' /proc/cpuinfo | head -n 1) "
  level=1
  if all cx16 lahf_lm popcnt sse4_1 sse4_2 ssse3; then
    level=2
    if all avx avx2 bmi1 bmi2 f16c fma abm movbe xsave; then
      level=3
      if all avx512f avx512bw avx512cd avx512dq avx512vl; then level=4; fi
    fi
  fi
  echo "x86-64-v$level"
}
all() { for flag in "$@"; do case $flags in *" $flag "*) ;; *) return 1 ;; esac; done; }

kind_of_machine() {
  if have systemd-detect-virt; then
    case $(systemd-detect-virt --vm 2>/dev/null) in none) echo physical ;; '') echo unknown ;; *) echo virtual ;; esac
  elif grep -q '^flags.* hypervisor' /proc/cpuinfo 2>/dev/null; then echo virtual
  else
    case $(cat /sys/class/dmi/id/sys_vendor /sys/class/dmi/id/product_name 2>/dev/null) in
      *VMware* | *QEMU* | *KVM* | *Virtual* | *Xen* | *OpenStack*) echo virtual ;;
      '') echo unknown ;;
      *) echo physical ;;
    esac
  fi
}

count() { if [ -e "$1" ]; then echo $#; else echo 0; fi; }
mounted_from() { awk -v d="$1" '$1 == d || $1 ~ "^" d "p?[0-9]+$" {print $2}' /proc/mounts 2>/dev/null; }
disks() { # name size-in-MB ssd|hdd|unknown mounts|- parts:n held:n   (held: by LVM, RAID or multipath)
  for block in /sys/block/*; do
    name=${block##*/}
    case $name in loop* | ram* | zram* | sr* | fd* | dm-* | md* | nbd*) continue ;; esac
    sectors=$(cat "$block/size" 2>/dev/null)
    case $sectors in '' | 0 | *[!0-9]*) continue ;; esac
    case $(cat "$block/queue/rotational" 2>/dev/null) in 0) spin=ssd ;; 1) spin=hdd ;; *) spin=unknown ;; esac
    holders=$(for holder in "$block"/holders/* "$block/$name"*/holders/*; do [ ! -e "$holder" ] || echo "${holder##*/}"; done | sort -u)
    used=$({
      mounted_from "/dev/$name"
      for holder in $holders; do mounted_from "/dev/mapper/$(cat "/sys/block/$holder/dm/name" 2>/dev/null || echo none)"; done
    } | sort -u | head -n 5 | tr '\n' ',')
    echo "$name $((sectors / 1953)) $spin ${used:--} parts:$(count "$block/$name"*) held:$(echo "$holders" | grep -c .)"
  done
}

mounts() { # path size free used% (MiB)
  df -Pm 2>/dev/null | awk 'NR > 1 && $2 > 0 {gsub(/%/, "", $5); print $6, $2, $4, $5}' | sort -u | while read -r path size free used; do
    case $path in / | /var | /var/* | /etc | /opt | /home | /data* | /srv*) echo "$path $size $free $used" ;; esac
  done
}

dotted() { # little-endian hex of /proc/net/route
  printf '%d.%d.%d.%d' "0x$(echo "$1" | cut -c7-8)" "0x$(echo "$1" | cut -c5-6)" "0x$(echo "$1" | cut -c3-4)" "0x$(echo "$1" | cut -c1-2)"
}
addresses() {
  if have ip; then ip -o -4 addr show 2>/dev/null | awk '{print $2, $4}'
  elif have ifconfig; then ifconfig 2>/dev/null | awk '/^[a-z]/ {split($1, n, ":"); name = n[1]} /inet / {a = $2; sub(/^addr:/, "", a); print name, a}'
  else awk '/32 host LOCAL/ {print "?", last} {last = $2}' /proc/net/fib_trie 2>/dev/null | sort -u; fi
}
routes() {
  if have ip; then ip -4 route show 2>/dev/null
  else
    sed 1d /proc/net/route 2>/dev/null | while read -r device to via _; do
      if [ "$to" = 00000000 ]; then echo "default via $(dotted "$via") dev $device"; else echo "$(dotted "$to") dev $device"; fi
    done
  fi
}
ports() {
  for hex in $(awk 'FNR > 1 && $4 == "0A" {split($2, part, ":"); print part[2]}' /proc/net/tcp /proc/net/tcp6 2>/dev/null | sort -u); do
    printf '%d\n' "0x$hex"
  done | sort -nu
}
look_up() { # answer-code milliseconds
  if ! have getent; then echo '- 0'; return; fi
  from=$(now_ms)
  soon getent hosts "$1" >/dev/null 2>&1
  code=$?
  echo "$code $(($(now_ms) - from))"
}
reach() { # open | closed | unknown (no tool to try with)
  host=${1%:*}
  port=${1##*:}
  if have bash && have timeout; then
    if timeout 5 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$host" "$port" >/dev/null 2>&1; then echo open; else echo closed; fi
  elif have nc; then
    if soon nc -w 4 "$host" "$port" </dev/null >/dev/null 2>&1; then echo open; else echo closed; fi
  else echo unknown; fi
}
firewall() {
  if have systemctl && systemctl is-active --quiet firewalld 2>/dev/null; then echo firewalld
  elif have ufw && ufw status 2>/dev/null | grep -q 'Status: active'; then echo ufw
  else echo none; fi
}
os_field() { sed -n "s/^$1=//p" /etc/os-release 2>/dev/null | head -n 1 | tr -d '"'; }
is_active() { if have systemctl; then yes_no systemctl is-active --quiet "$1"; else echo false; fi; }
synchronised() {
  case $(soon timedatectl show -p NTPSynchronized --value 2>/dev/null) in yes) echo true ;; *)
    if have chronyc && soon chronyc tracking 2>/dev/null | grep -q 'Leap status *: Normal'; then echo true
    elif have ntpstat && soon ntpstat >/dev/null 2>&1; then echo true
    else echo false; fi ;;
  esac
}

collect() {
  echo 'ferryman-facts/1'
  say script "$own_hash"
  say hostname "$(hostname 2>/dev/null || uname -n)"
  say machine-id "$(cat /etc/machine-id 2>/dev/null)"
  say incarnation "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null) $(sed 's/.*) //' /proc/1/stat 2>/dev/null | cut -d' ' -f20)"
  say os-id "$(os_field ID)"
  say os-version "$(os_field VERSION_ID)"
  say os-name "$(os_field PRETTY_NAME)"
  say kernel "$(uname -r)"
  say architecture "$(uname -m)"
  say page-size "$(getconf PAGESIZE 2>/dev/null || sed -n 's/^KernelPageSize: *\([0-9]*\) kB/\1/p' /proc/self/smaps 2>/dev/null | head -n 1 | awk '{print $1 * 1024}')"
  say cgroup "$(if [ -f /sys/fs/cgroup/cgroup.controllers ]; then echo 2; else echo 1; fi)"
  say systemd "$(if have systemctl; then systemctl --version 2>/dev/null | awk 'NR == 1 {print $2}'; fi)"
  say cpu-count "$(grep -c '^processor' /proc/cpuinfo 2>/dev/null)"
  say cpu-level "$(cpu_level)"
  say cpu-model "$(sed -n 's/^\(model name\|Model Name\|Hardware\)[^:]*: *//p' /proc/cpuinfo 2>/dev/null | head -n 1)"
  say machine-kind "$(kind_of_machine)"
  say memory-mib "$(awk '/^MemTotal/ {print int($2 / 1024)}' /proc/meminfo 2>/dev/null)"
  say swap-mib "$(awk '/^SwapTotal/ {print int($2 / 1024)}' /proc/meminfo 2>/dev/null)"
  disks | each disk
  mounts | each mount
  addresses | each address
  routes | each route
  ports | each port
  awk '$1 == "nameserver" {print $2}' /etc/resolv.conf 2>/dev/null | each nameserver
  say own-name-lookup "$(look_up "$(hostname 2>/dev/null || uname -n)")"
  say unknown-name-lookup "$(look_up no-such-name.invalid)"
  say epoch-ms "$(now_ms)"
  say time-zone "$(date +%z)"
  say time-synchronised "$(synchronised)"
  say firewall "$(firewall)"
  say selinux "$(getenforce 2>/dev/null || echo none)"
  ps -eo comm= 2>/dev/null | grep -iE '^(falcon-sensor|mdatp|ds_agent|clamd|cbagentd|sophos|qaxsafed|360|YDService|AliYunDun|hipsmain|titanagent)' | sort -u | each security
  for tool in conntrack socat ebtables ethtool ipset iptables mount tar curl chronyd; do say "tool-$tool" "$(yes_no command -v "$tool")"; done
  say kubelet "$(is_active kubelet)"
  say kubeconfig "$(yes_no test -f /etc/kubernetes/kubelet.conf)"
  say etcd-data "$(yes_no test -d /var/lib/etcd/member)"
  say containerd "$(if have containerd; then containerd --version 2>/dev/null | awk '{print $3}'; fi)"
  say docker "$(is_active docker)"
  say ferryman-site "$(cat /var/lib/ferryman/site 2>/dev/null)"
  for target in $REACH; do say reach "$target $(reach "$target")"; done
}

own_hash=$(hash_of <"$0" 2>/dev/null)
echo "SHA-256 of this script 本脚本校验值: ${own_hash:-no tool 无校验工具}" >&2
facts=$(collect)
sum=$(printf '%s\n' "$facts" | hash_of)
result=${1:-ferryman-facts-$(hostname 2>/dev/null || uname -n).txt}
if [ "$result" = - ]; then
  printf '%s\nchecksum=%s\n' "$facts" "${sum:-none}"
else
  printf '%s\nchecksum=%s\n' "$facts" "${sum:-none}" >"$result" || exit 1
  echo "Result 结果文件: $result" >&2
fi
