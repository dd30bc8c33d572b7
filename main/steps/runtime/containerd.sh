# containerd.sh VERB CONTAINERD_ARCHIVE RUNC CNI_ARCHIVE PAUSE_IMAGE CGROUP_DRIVER
verb=$1 containerd=$2 runc=$3 cni=$4 pause=$5 driver=$6
marker=/usr/local/share/ferryman/containerd.origin
origin="$(basename "$containerd") $(basename "$runc") $(basename "$cni")"

config() {
  systemd_cgroup=false
  [ "$driver" = systemd ] && systemd_cgroup=true
  cat <<TOML
version = 3
imports = ['/etc/containerd/conf.d/*.toml']

[plugins.'io.containerd.cri.v1.images'.pinned_images]
  sandbox = '$pause'

[plugins.'io.containerd.cri.v1.images'.registry]
  config_path = '/etc/containerd/certs.d'

[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
  runtime_type = 'io.containerd.runc.v2'

[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
  SystemdCgroup = $systemd_cgroup
TOML
}

# Pulls that the site registry cannot serve fail at once instead of trying the internet.
hosts_toml() {
  printf 'server = "https://registry.invalid"\n'
}

unit() {
  cat <<'UNIT'
[Unit]
Description=containerd container runtime
Documentation=https://containerd.io
After=network.target local-fs.target

[Service]
ExecStart=/usr/local/bin/containerd
Type=notify
Delegate=yes
KillMode=process
Restart=always
RestartSec=5
LimitNPROC=infinity
LimitCORE=infinity
LimitNOFILE=1048576
TasksMax=infinity
OOMScoreAdjust=-999

[Install]
WantedBy=multi-user.target
UNIT
}

case $verb in
  probe | verify)
    [ "$(cat "$marker" 2>/dev/null)" = "$origin" ] || { echo "not installed from this bundle"; needed; }
    config | cmp -s - /etc/containerd/config.toml || { echo "/etc/containerd/config.toml differs"; needed; }
    unit | cmp -s - /etc/systemd/system/containerd.service || { echo "containerd.service differs"; needed; }
    systemctl is-active --quiet containerd || { echo "containerd does not run"; needed; }
    systemctl is-enabled --quiet containerd || { echo "containerd is not enabled"; needed; }
    /usr/local/bin/ctr version >/dev/null || { echo "containerd does not answer"; needed; }
    /usr/local/bin/containerd --version
    /usr/local/sbin/runc --version | awk 'NR == 1'
    satisfied
    ;;
  apply)
    mkdir -p /usr/local/bin /usr/local/sbin /opt/cni/bin /etc/cni/net.d /etc/containerd/conf.d /etc/containerd/certs.d/_default /usr/local/share/ferryman
    if [ "$(cat "$marker" 2>/dev/null)" != "$origin" ]; then
      before=$(/usr/local/bin/containerd --version 2>/dev/null || echo absent)
      systemctl stop containerd 2>/dev/null || true
      tar -xzf "$containerd" -C /usr/local --no-same-owner
      install -m 0755 "$runc" /usr/local/sbin/runc
      tar -xzf "$cni" -C /opt/cni/bin --no-same-owner
      change /usr/local/bin/containerd "$before" "$(/usr/local/bin/containerd --version)"
      change /usr/local/sbin/runc absent "$(/usr/local/sbin/runc --version | awk 'NR == 1')"
      change /opt/cni/bin absent "$(ls /opt/cni/bin | tr '\n' ' ')"
    fi
    config | put_file /etc/containerd/config.toml 0644
    hosts_toml | put_file /etc/containerd/certs.d/_default/hosts.toml 0644
    unit | put_file /etc/systemd/system/containerd.service 0644
    systemctl daemon-reload
    systemctl enable --quiet containerd
    systemctl restart containerd
    echo "$origin" >"$marker"
    ;;
esac
