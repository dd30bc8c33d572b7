# packages.sh VERB NAME... -- FILE...: sees to it that the packages named are installed, from .deb files in scratch that
# hold them and all they depend on; one dpkg call, nothing is fetched, nothing is downgraded
verb=$1
shift
names=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  names+=("$1")
  shift
done
[ $# -eq 0 ] || shift
is_installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}
case $verb in
  probe | verify)
    missing=''
    for name in "${names[@]}"; do
      is_installed "$name" && echo "$name $(dpkg-query -W -f '${Version}' "$name")" || missing="$missing $name"
    done
    [ -z "$missing" ] || { echo "not installed:$missing"; needed; }
    satisfied
    ;;
  apply)
    chosen=()
    for file in "$@"; do
      package=$(dpkg-deb -f "$file" Package) version=$(dpkg-deb -f "$file" Version)
      if is_installed "$package"; then
        dpkg --compare-versions "$(dpkg-query -W -f '${Version}' "$package")" ge "$version" && continue
      fi
      chosen+=("$file")
      change "package $package" absent "$version"
    done
    # one sync at the end instead of one a file: on slow disks this is minutes
    DEBIAN_FRONTEND=noninteractive dpkg --force-unsafe-io --force-confold -i "${chosen[@]}"
    sync
    ;;
esac
