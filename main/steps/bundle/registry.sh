# registry.sh VERB BINARY ADDRESS PORT: the distribution registry as a service of this machine, over TLS with a password.
# The images lie in /var/lib/registry; what nothing names any more goes with
#   registry garbage-collect /etc/ferryman/registry/config.yml
verb=$1 binary=$2 address=$3 port=$4
files=/etc/ferryman/registry

# An index is kept whole though some of its platforms were left out of the bundle.
config() {
  cat <<YAML
version: 0.1
log:
  accesslog:
    disabled: false
storage:
  filesystem:
    rootdirectory: /var/lib/registry
  delete:
    enabled: true
http:
  addr: $address:$port
  tls:
    certificate: $files/server.crt
    key: $files/server.key
    minimumtls: tls1.2
auth:
  htpasswd:
    realm: ferryman
    path: $files/htpasswd
validation:
  manifests:
    indexes:
      platforms: none
YAML
}

# The registry reads its certificate when it starts: another one makes another unit, and so a restart.
unit() {
  cat <<UNIT
[Unit]
Description=Container image registry of this site
Documentation=https://distribution.github.io/distribution/
After=network-online.target local-fs.target
Wants=network-online.target
X-Ferryman-Certificate=$(sha256_of "$files/server.crt" 2>/dev/null)

[Service]
Environment=OTEL_TRACES_EXPORTER=none
ExecStart=/usr/local/bin/registry serve $files/config.yml
Restart=always
RestartSec=2
LimitNOFILE=65536
NoNewPrivileges=yes
ProtectHome=yes

[Install]
WantedBy=multi-user.target
UNIT
}

case $verb in
  probe | verify)
    digest=$(sha256_of /usr/local/bin/registry 2>/dev/null || true)
    echo "registry sha256:${digest:-absent}"
    [ "$digest" = "$(basename "$binary")" ] || needed
    config | cmp -s - "$files/config.yml" || { echo "$files/config.yml differs"; needed; }
    unit | cmp -s - /etc/systemd/system/registry.service || { echo "registry.service differs"; needed; }
    systemctl is-active --quiet registry || { echo "the registry does not run"; needed; }
    systemctl is-enabled --quiet registry || { echo "the registry is not enabled"; needed; }
    satisfied
    ;;
  apply)
    mkdir -p /usr/local/bin /var/lib/registry
    before=$(sha256_of /usr/local/bin/registry 2>/dev/null || true)
    after=$(basename "$binary")
    if [ "$before" != "$after" ]; then
      install -m 0755 "$binary" /usr/local/bin/.registry.new
      mv -f /usr/local/bin/.registry.new /usr/local/bin/registry
      change /usr/local/bin/registry "${before:-absent}" "$after"
    fi
    config | put_file "$files/config.yml" 0644
    unit | put_file /etc/systemd/system/registry.service 0644
    systemctl daemon-reload
    systemctl enable --quiet registry
    systemctl restart registry
    change 'service registry' "$([ -n "$before" ] && echo present || echo absent)" "serving on $address:$port"
    ;;
esac
