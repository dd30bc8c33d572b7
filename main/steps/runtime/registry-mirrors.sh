# registry-mirrors.sh VERB [HOST DIGEST]...: where containerd asks for each upstream's images: the site registry and nowhere else.
# The files carry the password to pull with, so they come as secrets, in the order of the arguments, and only their digests are known here.
verb=$1
shift
directory=/etc/containerd/certs.d
case $verb in
  probe | verify)
    missing=0
    while [ $# -gt 1 ]; do
      file=$directory/$1/hosts.toml
      if [ "$(sha256_of "$file" 2>/dev/null || true)" = "$2" ] && [ "$(stat -c %a "$file")" = 600 ]; then
        echo "$1: $(grep '^server' "$file")"
      else
        echo "$1: not from the site registry"
        missing=1
      fi
      shift 2
    done
    [ "$missing" = 0 ] || needed
    satisfied
    ;;
  apply)
    count=0
    while [ $# -gt 1 ]; do
      put_file "$directory/$1/hosts.toml" 0600 <"$FERRYMAN_SECRETS/mirror-$count"
      count=$((count + 1))
      shift 2
    done
    ;;
esac
