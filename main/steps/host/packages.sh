# packages.sh VERB NAME... -- FILE...: sees to it that the packages named are installed, from .deb or .rpm files in scratch
# that hold them and all they depend on; one call of dpkg or rpm, nothing is fetched, nothing is downgraded
verb=$1
shift
names=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  names+=("$1")
  shift
done
[ $# -eq 0 ] || shift
if [ -s /var/lib/dpkg/status ]; then
  is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
  installed_version() { dpkg-query -W -f '${Version}' "$1"; }
  name_of() { dpkg-deb -f "$1" Package; }
  version_of() { dpkg-deb -f "$1" Version; }
  is_older() { dpkg --compare-versions "$1" lt "$2"; }
  # one sync at the end instead of one a file: on slow disks this is minutes
  install_files() { DEBIAN_FRONTEND=noninteractive dpkg --force-unsafe-io --force-confold -i "$@"; }
else
  is_installed() { rpm -q "$1" >/dev/null 2>&1; }
  installed_version() { rpm -q --qf '%{EPOCHNUM}:%{VERSION}-%{RELEASE}\n' "$1" | tail -n 1; }
  name_of() { rpm -qp --nosignature --qf '%{NAME}' "$1"; }
  version_of() { rpm -qp --nosignature --qf '%{EPOCHNUM}:%{VERSION}-%{RELEASE}' "$1"; }
  is_older() { [ "$(rpm --eval "%{lua: print(rpm.vercmp('$1', '$2'))}")" = -1 ]; }
  # the plan's digests were checked; the keys of the distribution need not be known here
  install_files() { rpm -U --nosignature "$@"; }
fi
case $verb in
  probe | verify)
    missing=''
    for name in "${names[@]}"; do
      is_installed "$name" && echo "$name $(installed_version "$name")" || missing="$missing $name"
    done
    [ -z "$missing" ] || { echo "not installed:$missing"; needed; }
    satisfied
    ;;
  apply)
    chosen=()
    for file in "$@"; do
      package=$(name_of "$file") version=$(version_of "$file")
      before=absent
      if is_installed "$package"; then
        before=$(installed_version "$package")
        is_older "$before" "$version" || continue
      fi
      chosen+=("$file")
      change "package $package" "$before" "$version"
    done
    install_files "${chosen[@]}"
    sync
    ;;
esac
