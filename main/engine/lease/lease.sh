set -eu
# lease.sh VERB HOLDER [PERSON]: who works on this site, on its first control-plane node. The folder appears at once or not.
# acquire: 0 ours (prints the highest fence this machine knows) · 20 somebody else's (prints who, and since when)
# heartbeat: 20 when it is not ours any more · release: ours goes, another's stays
verb=$1 holder=$2 person=${3:-}
lease=/var/lib/ferryman/lease
stale_after_seconds=60
now=$(date +%s)
mkdir -p /var/lib/ferryman

is_ours() { [ "$(cat "$lease/holder" 2>/dev/null)" = "$holder" ]; }
take() {
  printf '%s' "$holder" >"$lease/holder"
  printf '%s' "$person" >"$lease/person"
  printf '%s' "$now" >"$lease/since"
  printf '%s' "$now" >"$lease/heartbeat"
}

case $verb in
  acquire)
    if mkdir "$lease" 2>/dev/null; then take
    elif ! is_ours; then
      age=$((now - $(cat "$lease/heartbeat" 2>/dev/null || echo 0)))
      if [ "$age" -lt "$stale_after_seconds" ]; then
        printf '%s\n%s\n' "$(cat "$lease/person" 2>/dev/null)" "$(date -u -d "@$(cat "$lease/since" 2>/dev/null || echo 0)" +%FT%TZ)"
        exit 20
      fi
      take
    else take; fi
    cat /var/lib/ferryman/fence 2>/dev/null || echo 0
    ;;
  heartbeat)
    is_ours || exit 20
    printf '%s' "$now" >"$lease/heartbeat"
    ;;
  release)
    is_ours && rm -rf "$lease"
    exit 0
    ;;
esac
