#!/bin/bash
# sudo as far as a login needs it: -k -n, or -k -S -p PROMPT, then the command; -l tells the rules.
prompt='' mode=prompt
while [ $# -gt 0 ]; do
  case $1 in
    -n) mode=never ;;
    -p) prompt=$2; shift ;;
    -l) echo '    (ALL : ALL) ALL'; exit 0 ;;
    -U) shift ;;
    --) shift; break ;;
    -*) ;;
    *) break ;;
  esac
  shift
done
[ ! -e /.practice/sudo-refusal ] || { echo 'sudo: this user is not in the sudoers file.' >&2; exit 1; }
wanted=$(</.practice/sudo-password)
[ -n "$wanted" ] || exec "$@"
[ "$mode" = prompt ] || { echo 'sudo: a password is required' >&2; exit 1; }
for _ in 1 2 3; do
  printf %s "$prompt" >&2
  IFS= read -r given || { echo 'sudo: no password was provided' >&2; exit 1; }
  [ "$given" != "$wanted" ] || exec "$@"
  echo 'Sorry, try again.' >&2
done
echo 'sudo: 3 incorrect password attempts' >&2
exit 1
