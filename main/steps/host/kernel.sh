# kernel.sh VERB: modules and sysctls the kubelet and the pod network need.
# Already so is left alone; what the kernel does not let us set is a finding, told apart from a failure.
verb=$1
modules='overlay br_netfilter'
settings='net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1 net.bridge.bridge-nf-call-ip6tables=1'

has_module() {
  [ -d "/sys/module/$1" ] || grep -qw "$1" /proc/filesystems || { [ "$1" = br_netfilter ] && [ -d /proc/sys/net/bridge ]; }
}
value_of() {
  cat "/proc/sys/${1//.//}" 2>/dev/null || echo absent
}

case $verb in
  probe | verify)
    missing=0
    for module in $modules; do
      has_module "$module" && echo "module $module: loaded" || { echo "module $module: missing"; missing=1; }
    done
    for setting in $settings; do
      key=${setting%=*}
      echo "$key = $(value_of "$key")"
      [ "$(value_of "$key")" = "${setting#*=}" ] || missing=1
    done
    [ -f /etc/sysctl.d/90-ferryman.conf ] && [ -f /etc/modules-load.d/ferryman.conf ] || missing=1
    [ "$missing" = 0 ] || needed
    satisfied
    ;;
  apply)
    for module in $modules; do
      has_module "$module" && continue
      modprobe "$module" && change "module $module" absent loaded
    done
    printf '%s\n' $modules | put_file /etc/modules-load.d/ferryman.conf 0644
    printf '%s\n' $settings | put_file /etc/sysctl.d/90-ferryman.conf 0644
    for setting in $settings; do
      key=${setting%=*} wanted=${setting#*=} before=$(value_of "${setting%=*}")
      [ "$before" = "$wanted" ] && continue
      if sysctl -qw "$setting"; then
        change "sysctl $key" "$before" "$wanted"
      else
        echo "not permitted: $key stays $before"
      fi
    done
    ;;
esac
