# registry-certificate.sh VERB ADDRESS NAME: the site's own authority and the certificate of its registry.
# Both are made on this machine: no private key ever leaves it. Renewed when fewer than 30 days are left.
verb=$1 address=$2 name=$3
files=/etc/ferryman/registry
month=2592000

lasts() { openssl x509 -in "$1" -noout -checkend "$month" >/dev/null 2>&1; }
belongs() { # CERTIFICATE KEY
  local of_certificate of_key
  of_certificate=$(openssl x509 -in "$1" -noout -pubkey 2>/dev/null) || return 1
  of_key=$(openssl pkey -in "$2" -pubout 2>/dev/null) || return 1
  [ "$of_certificate" = "$of_key" ]
}
has_authority() { belongs "$files/ca.crt" "$files/ca.key" && lasts "$files/ca.crt"; }
has_certificate() {
  belongs "$files/server.crt" "$files/server.key" && lasts "$files/server.crt" &&
    openssl verify -CAfile "$files/ca.crt" -verify_ip "$address" "$files/server.crt" >/dev/null 2>&1
}
until_when() { openssl x509 -in "$1" -noout -enddate 2>/dev/null | cut -d= -f2; }
new_key() { openssl ecparam -name prime256v1 -genkey -noout | put_file "$1" 0600; }

# settings in a file: OpenSSL before 1.1.1 takes no extensions as arguments
settings() {
  cat <<CNF
[req]
distinguished_name = subject
prompt = no
x509_extensions = authority
[subject]
O = Ferryman
CN = $1
[authority]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = IP:$address, DNS:$name
CNF
}

case $verb in
  probe | verify)
    command -v openssl >/dev/null || blocked "there is no openssl on this machine"
    has_authority || { echo "no authority of ours, or it ends within 30 days"; needed; }
    has_certificate || { echo "no certificate for $address, or it ends within 30 days"; needed; }
    echo "authority until $(until_when "$files/ca.crt")"
    echo "certificate for $address until $(until_when "$files/server.crt")"
    satisfied
    ;;
  apply)
    if ! has_authority; then
      new_key "$files/ca.key"
      settings "site registry authority" >"$FERRYMAN_RUN/authority.cnf"
      openssl req -new -x509 -sha256 -days 3650 -key "$files/ca.key" -config "$FERRYMAN_RUN/authority.cnf" |
        put_file "$files/ca.crt" 0644
    fi
    if ! has_certificate; then
      new_key "$files/server.key"
      settings "$name" >"$FERRYMAN_RUN/server.cnf"
      openssl req -new -sha256 -key "$files/server.key" -config "$FERRYMAN_RUN/server.cnf" |
        openssl x509 -req -sha256 -days 1095 -CA "$files/ca.crt" -CAkey "$files/ca.key" \
          -set_serial "0x4$(openssl rand -hex 15)" -extfile "$FERRYMAN_RUN/server.cnf" -extensions server |
        put_file "$files/server.crt" 0644
    fi
    ;;
esac
