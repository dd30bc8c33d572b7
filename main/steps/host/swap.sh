# swap.sh VERB: swap off now and at the next start, as the plan agreed
verb=$1
active=$(tail -n +2 /proc/swaps | awk '{print $1}')
planned=$(awk '!/^[[:space:]]*#/ && $3 == "swap" {print $1}' /etc/fstab 2>/dev/null || true)
case $verb in
  probe | verify)
    echo "active swap: ${active:-none}; in /etc/fstab: ${planned:-none}"
    [ -z "$active" ] && [ -z "$planned" ] || needed
    satisfied
    ;;
  apply)
    for device in $active; do
      swapoff "$device"
      change "swap $device" on off
    done
    if [ -n "$planned" ]; then
      awk '!/^[[:space:]]*#/ && $3 == "swap" {print "# turned off by ferryman: " $0; next} {print}' /etc/fstab | put_file /etc/fstab 0644
    fi
    ;;
esac
