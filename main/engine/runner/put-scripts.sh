# Standard input: for each script a line "HEX SIZE", then its bytes.
set -euo pipefail
umask 077
store=/var/lib/ferryman/scripts
mkdir -p "$store"
while read -r hex size; do
  new=$(mktemp "$store/.new.XXXXXX")
  head -c "$size" >"$new"
  printf '%s  %s\n' "$hex" "$new" | sha256sum -c --status || { rm -f "$new"; exit 21; }
  sync "$new"
  mv -f "$new" "$store/$hex"
done
