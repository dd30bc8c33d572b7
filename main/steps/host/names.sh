# names.sh VERB SITE HOSTNAME [ADDRESS NAME]...: the host name, and one line a node in /etc/hosts between our two marks.
# Whose machine this is stands in scratch, so that another site's preflight sees it.
verb=$1 site=$2 name=$3
shift 3
begin='# ferryman begin' end='# ferryman end'
block=$(
  echo "$begin"
  while [ $# -gt 1 ]; do
    echo "$1 $2"
    shift 2
  done
  echo "$end"
)
current=$(sed -n "/^$begin\$/,/^$end\$/p" /etc/hosts)
case $verb in
  probe | verify)
    echo "host name $(hostname)"
    printf '%s\n' "$current"
    [ "$(cat /var/lib/ferryman/site 2>/dev/null)" = "$site" ] || needed
    [ "$(hostname)" = "$name" ] && [ "$(cat /etc/hostname)" = "$name" ] && [ "$current" = "$block" ] || needed
    satisfied
    ;;
  apply)
    if [ "$(hostname)" != "$name" ] || [ "$(cat /etc/hostname)" != "$name" ]; then
      change hostname "$(hostname)" "$name"
      echo "$name" >/etc/hostname
      hostname "$name"
    fi
    printf '%s\n' "$site" >/var/lib/ferryman/site
    { sed "/^$begin\$/,/^$end\$/d" /etc/hosts; printf '%s\n' "$block"; } | put_file /etc/hosts 0644
    ;;
esac
