#!/bin/bash
# make-debian-mirror.sh DEST BASE: a small mirror of Debian bookworm as `mirror`, with Debian's own signature over the whole
# index and only the packages a bare host lacks, with everything they need; and these .deb files alone as `packages`.
# The host's own list of installed packages decides, so that the closure is exact.
set -euo pipefail
dest=$1 base=$2
wanted='conntrack socat ebtables ethtool ipset chrony'

apt-get update -qq
# the suite without an end of validity: a mirror in a cache stays as good as it was
index=$(apt-get indextargets --format '$(CODENAME) $(COMPONENT) $(FILENAME)' 'Created-By: Packages' | awk '$1 == "bookworm" && $2 == "main" {print $3; exit}')
[ -n "$index" ] || { echo "this machine's package sources name no Debian bookworm" >&2; exit 1; }
suite=$dest/mirror/dists/bookworm
mkdir -p "$suite/main/binary-amd64" "$dest/packages"
cp "${index%_main_*}_InRelease" "$suite/InRelease"
/usr/lib/apt/apt-helper cat-file "$index" >"$suite/main/binary-amd64/Packages"
cp /usr/share/keyrings/debian-archive-keyring.gpg "$dest/mirror/keyring.gpg"
cp "$base/var/lib/dpkg/status" "$dest/mirror/status"

install() {
  apt-get install --yes -qq --no-install-recommends -t bookworm -o Dir::State::status="$base/var/lib/dpkg/status" \
    -o Dir::Cache::archives="$dest/archives" -o Debug::NoLocking=1 -o APT::Sandbox::User=root "$@" $wanted
}
mkdir -p "$dest/archives/partial"
uris=$(install --print-uris)
install --download-only
while read -r uri name _; do
  uri=${uri//\'/}
  path=${uri##*/pool/}
  path=$dest/mirror/pool/$(printf '%b' "${path//%/\\x}")
  mkdir -p "$(dirname "$path")"
  mv "$dest/archives/$name" "$path"
  ln "$path" "$dest/packages/$(basename "$path")"
done <<<"$uris"
rm -rf "$dest/archives"
