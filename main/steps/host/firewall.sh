# firewall.sh VERB PORT/PROTOCOL...: opens ports in the firewall that runs here; none running = nothing to do. Never turned off.
verb=$1
shift
if command -v firewall-cmd >/dev/null && firewall-cmd --state >/dev/null 2>&1; then kind=firewalld
elif command -v ufw >/dev/null && ufw status 2>/dev/null | grep -q '^Status: active'; then kind=ufw
else kind=none; fi

is_open() {
  case $kind in
    firewalld) firewall-cmd --quiet --query-port="$1" && firewall-cmd --quiet --permanent --query-port="$1" ;;
    ufw) ufw status | grep -q "^${1/-/:} .*ALLOW" ;;
  esac
}

case $verb in
  probe | verify)
    echo "firewall: $kind"
    [ "$kind" = none ] && satisfied
    closed=''
    for port in "$@"; do is_open "$port" || closed="$closed $port"; done
    echo "closed:${closed:- none}"
    [ -z "$closed" ] || needed
    satisfied
    ;;
  apply)
    for port in "$@"; do
      is_open "$port" && continue
      case $kind in
        firewalld) firewall-cmd --quiet --add-port="$port" && firewall-cmd --quiet --permanent --add-port="$port" ;;
        ufw) ufw allow "${port/-/:}" >/dev/null ;;
      esac
      change "firewall $port" closed open
    done
    ;;
esac
