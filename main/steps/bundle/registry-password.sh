# registry-password.sh apply: the site registry's password and its hash, as secret files; readable by root alone
files=/etc/ferryman/registry
put_file "$files/password" 0600 <"$FERRYMAN_SECRETS/password"
put_file "$files/htpasswd" 0600 <"$FERRYMAN_SECRETS/htpasswd"
