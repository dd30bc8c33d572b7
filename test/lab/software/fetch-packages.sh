#!/bin/bash
# fetch-packages.sh DEST BASE: the Debian packages a bare host lacks, with everything they need. The host's own list of
# installed packages decides, so that the closure is exact.
set -euo pipefail
dest=$1 base=$2

mkdir -p "$dest/partial"
apt-get update -qq
apt-get install --download-only --yes -qq --no-install-recommends \
  -o Dir::State::status="$base/var/lib/dpkg/status" -o Dir::Cache::archives="$dest" -o Debug::NoLocking=1 \
  -o APT::Sandbox::User=root conntrack socat ebtables ethtool ipset
rm -rf "$dest/partial" "$dest/lock"
