# images.sh VERB LIST INDEX BLOBS [RATE]: brings images into containerd's k8s.io namespace and pins them, so that the kubelet's
# image garbage collection leaves them: an air-gapped node would never get them back.
# LIST: "NAME MANIFEST_DIGEST" a line · INDEX: an OCI index.json that names them · BLOBS: "sha256:…" a line. All in scratch.
# `missing` prints the images of LIST that containerd does not hold by that digest and pinned, and which of BLOBS it lacks; `etcd` alone says whether one runs here: 0 yes, 10 no.
# RATE, for apply: bytes a second at most where an etcd runs. A disk that is busy with an import lets etcd wait for its writes,
# and an etcd that waits loses its leader. What containerd unpacks after the last byte of LIST is not held back.
verb=$1 list=${2-} index=${3-} blobs=${4-}
store=/var/lib/ferryman/blobs/sha256
pin=io.cri-containerd.pinned=pinned
ctr() { /usr/local/bin/ctr -n k8s.io "$@"; }

# Names of LIST that are not there by their digest, or not pinned.
lacking() {
  awk -v pin="$pin" 'NR == FNR { line[$1] = $0; next } !(index(line[$1], $2) && index(line[$1], pin)) { print $1 }' \
    <(printf '%s\n' "$1") "$list"
}

# Standard input in pieces, ten a second at most. The filter's shell is split's choice by $SHELL, which may be nologin.
pace() { # PIECE_BYTES COUNTED: a line in the file COUNTED for each piece
  SHELL=/bin/sh COUNTED=$2 split -a 8 -b "$1" --filter='cat && echo >>"$COUNTED" && sleep 0.1'
}

case $verb in
  etcd)
    etcd_is_live || needed
    ;;
  missing)
    lacking "$(ctr images ls)"
    comm -23 <(sort "$blobs") <(ctr content ls -q | sort)
    ;;
  probe | verify)
    present=$(ctr images ls 2>/dev/null) || { echo "containerd does not answer"; needed; }
    lacks=$(lacking "$present")
    [ -z "$lacks" ] || { sed 's/$/: missing or not pinned/' <<<"$lacks"; needed; }
    sed 's/$/ pinned/' "$list"
    satisfied
    ;;
  apply)
    layout=$(mktemp -d /var/lib/ferryman/layout.XXXXXX)
    trap 'rm -rf "$layout"' EXIT
    printf '{"imageLayoutVersion":"1.0.0"}' >"$layout/oci-layout"
    cp "$index" "$layout/index.json"
    mkdir "$layout/blobs"
    ln -s "$store" "$layout/blobs/sha256"
    # only what was sent goes through the import; containerd finds the rest in its own store
    while read -r digest; do
      [ ! -f "$store/${digest#sha256:}" ] || echo "blobs/sha256/${digest#sha256:}"
    done <"$blobs" >"$layout/sent"
    before=$(ctr images ls -q | grep -vc '^sha256:' || true)
    # pinned from the first moment on where this ctr can do that: the kubelet may sweep at any time
    pinning=()
    [[ $(ctr images import --help) != *' --label '* ]] || pinning=(--label "$pin")
    import() { ctr images import ${pinning[@]+"${pinning[@]}"} - >/dev/null; }
    archive() { tar -C "$layout" -chf - oci-layout index.json -T "$layout/sent"; }
    if etcd_is_live; then
      piece=$(($5 / 10))
      echo "an etcd runs here: images are loaded at $5 bytes a second at most"
      archive | pace "$piece" "$layout/counted" | import
      echo "loaded in $(wc -l <"$layout/counted") pieces of at most $piece bytes, ten a second at most"
    else
      echo "no etcd runs here: images are loaded at full speed"
      archive | import
    fi
    while read -r name; do
      ctr images label "$name" "$pin" >/dev/null
    done < <(awk -v pin="$pin" 'NR == FNR { if (index($0, pin)) pinned[$1]; next } !($1 in pinned) { print $1 }' <(ctr images ls) "$list")
    change 'containerd images' "$before" "$(ctr images ls -q | grep -vc '^sha256:')"
    # containerd has them now; a second copy in scratch would only fill the disk
    (cd "$layout" && xargs -r rm -f <sent)
    ;;
esac
