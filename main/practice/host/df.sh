#!/bin/bash
# One file system of 40 GiB, 12 % used; full while the fault says so.
size=40960 used=4916
[ ! -e /.practice/disk-full ] || used=$size
free=$((size - used))
paths=()
for argument in "$@"; do
  case $argument in
    --output=source) echo Filesystem; echo /dev/practice; exit 0 ;;
    --output=avail) echo Avail; echo $((free * 1048576)); exit 0 ;;
    -*) ;;
    *) paths+=("$argument") ;;
  esac
done
echo 'Filesystem 1048576-blocks Used Available Capacity Mounted on'
[ ${#paths[@]} -gt 0 ] || paths=(/)
for _ in "${paths[@]}"; do
  echo "/dev/practice $size $used $free $((used * 100 / size))% /"
done
