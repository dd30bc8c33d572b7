# time.sh VERB CLIENTS [SERVER...]: chrony follows the servers named and no others. Without any it goes by its own clock and
# gives that to CLIENTS (addresses with commas between), so that the machines of a site without a time server stay in step.
verb=$1 clients=$2
shift 2
if [ -s /var/lib/dpkg/status ]; then
  file=/etc/chrony/chrony.conf unit=chrony drift=/var/lib/chrony/chrony.drift
else
  file=/etc/chrony.conf unit=chronyd drift=/var/lib/chrony/drift
fi

config() {
  echo '# Written by Ferryman, as agreed in the requirements: no other source of time is asked.'
  [ $# -eq 0 ] || printf 'server %s iburst\n' "$@"
  if [ $# -eq 0 ]; then
    echo 'local stratum 10'
    local client
    IFS=, read -ra allowed <<<"$clients"
    for client in "${allowed[@]}"; do echo "allow $client"; done
  fi
  printf 'makestep 1 3\nrtcsync\ndriftfile %s\n' "$drift"
}

case $verb in
  probe | verify)
    command -v chronyd >/dev/null || { echo "chrony is not installed"; needed; }
    config "$@" | cmp -s - "$file" || { echo "$file differs"; needed; }
    systemctl is-enabled --quiet "$unit" || { echo "chrony is not enabled"; needed; }
    systemctl is-active --quiet "$unit" || { echo "chrony does not run"; needed; }
    config "$@"
    satisfied
    ;;
  apply)
    command -v chronyd >/dev/null || { echo "chrony is not installed, and no package brought it" >&2; exit 1; }
    before="$(systemctl is-enabled "$unit" 2>/dev/null || true), $(systemctl is-active "$unit" 2>/dev/null || true)"
    config "$@" | put_file "$file" 0644
    systemctl enable --quiet "$unit"
    systemctl restart "$unit"
    change "$unit.service" "$before" 'enabled, active'
    # certificates and joins want clocks in step; a server that does not answer is told by the verification, not here
    chronyc waitsync 20 0 0 1 || true
    ;;
esac
