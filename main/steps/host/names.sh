# names.sh VERB HOSTNAME [ADDRESS NAME]...: the host name, and one line a node in /etc/hosts between our two marks
verb=$1 name=$2
shift 2
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
    [ "$(hostname)" = "$name" ] && [ "$(cat /etc/hostname)" = "$name" ] && [ "$current" = "$block" ] || needed
    satisfied
    ;;
  apply)
    if [ "$(hostname)" != "$name" ] || [ "$(cat /etc/hostname)" != "$name" ]; then
      change hostname "$(hostname)" "$name"
      echo "$name" >/etc/hostname
      hostname "$name"
    fi
    { sed "/^$begin\$/,/^$end\$/d" /etc/hosts; printf '%s\n' "$block"; } | put_file /etc/hosts 0644
    ;;
esac
