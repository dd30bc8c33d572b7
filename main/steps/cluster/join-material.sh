# join-material.sh WHAT on the first control-plane node; what it needs is secret and comes as files on tmpfs.
# token: applies a bootstrap token that ends by itself · certificates: uploads the control plane's certificates, encrypted
export KUBECONFIG=/etc/kubernetes/admin.conf
case $1 in
  token)
    kubectl apply --server-side --force-conflicts -f "$FERRYMAN_SECRETS/token.yaml" >/dev/null
    change 'bootstrap token' absent 'made for one join, ends after 30 minutes'
    ;;
  certificates)
    kubeadm init phase upload-certs --upload-certs --config "$FERRYMAN_SECRETS/upload.yaml" --skip-certificate-key-print
    change 'secret kubeadm-certs' absent 'uploaded for one join, ends after 2 hours'
    ;;
esac
