# identity.sh VERB MACHINE_ID: is this still the machine that was looked at when the plan was made?
expected=$2
found=$(cat /etc/machine-id 2>/dev/null || true)
echo "machine-id $found, boot $(cat /proc/sys/kernel/random/boot_id)"
[ -n "$found" ] || blocked "this machine has no /etc/machine-id"
[ "$found" = "$expected" ] || blocked "machine-id is $found, the plan was made for $expected"
satisfied
