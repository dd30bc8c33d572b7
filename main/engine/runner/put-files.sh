# put-files STORE BYTES: small files whose names are their SHA-256; BYTES have to be free.
# Standard input: for each a line "HEX SIZE", then its bytes. All are checked, then all are there; of a message that was cut
# off, none. As few processes as can be: starting one takes longer than what it does here.
# Exit codes: 0 complete, 21 wrong digest (its HEX on standard output), 22 no room (MiB needed, MiB free)
set -uo pipefail
export LC_ALL=C
umask 077
store=$1 need=$2
mkdir -p "$store" && new=$(mktemp -d "$store/.new.XXXXXX") || exit 1
trap 'rm -rf "$new"' EXIT
if [ "$need" != 0 ]; then
  free=$(df --output=avail -B1 "$store")
  free=${free##*[!0-9]}
  [ "$need" -le "$free" ] || { echo "$(((need + 1048575) / 1048576)) $((free / 1048576))"; exit 22; }
fi
list=''
while read -r hex size; do
  head -c "$size" >"$new/$hex" || exit 1
  list+="$hex  $hex"$'\n'
done
cd "$new" || exit 1
wrong=$(printf %s "$list" | sha256sum -c --quiet 2>/dev/null) || { printf '%s\n' "${wrong%%:*}"; exit 21; }
sync -- * && mv -f -- * ..
