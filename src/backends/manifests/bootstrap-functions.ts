/**
 * What the script is made of, for bash from 3.2 on: its memory, and functions by name. Values live in its memory, in base64; printf is the shell's own,
 * so that none stands in a list of processes. Neither here-documents nor here-strings: bash writes those to files.
 */
export const MEMORY = `known=''   # lines of <namespace>/<secret>/<key> and its value in base64
fresh=' '  # what was made in this run
status=0

# shellcheck disable=SC2016 # the variables are the template's
template='{{println "there"}}{{range $key, $value := .data}}{{println $key $value}}{{end}}'`;

export const FUNCTIONS: Readonly<Record<string, string>> = {
  need: `need() { # program, what it comes with
  command -v "$1" >/dev/null && return
  printf 'error: there is no %s here (%s)\\n' "$1" "$2" >&2
  exit 1
}`,
  value: `# The value of a key that exists or has just been made.
value() {
  local line IFS=$'\\n'
  for line in $known; do
    case $line in "$1 "*) printf %s "\${line#"$1 "}" | base64 -d; return ;; esac
  done
  printf 'error: nothing is known of %s\\n' "$1" >&2
  return 1
}`,
  random: `random() { # how many characters, from how many bytes, which ones, what before them
  local drawn
  drawn=$(head -c "$2" /dev/urandom | LC_ALL=C tr -dc "$3")
  drawn=\${drawn:0:$1}
  if [ "\${#drawn}" -ne "$1" ]; then
    printf 'error: not enough random characters\\n' >&2
    return 1
  fi
  printf %s "$4$drawn"
}`,
  beyond: `beyond() { # program
  printf 'error: characters of this value are beyond %s: use steading secrets bootstrap\\n' "$1" >&2
  return 1
}`,
  variable: `variable() { # name, what it holds
  if [ -z "\${!1:-}" ]; then
    printf 'error: set %s: %s\\n' "$1" "$2" >&2
    return 1
  fi
  printf %s "\${!1}"
}`,
  ensure_namespace: `ensure_namespace() {
  [ -n "$(kubectl get namespace "$1" --ignore-not-found --output name)" ] && return
  kubectl create namespace "$1"
}`,
  ensure_secret: `# Adds the keys that a Secret lacks, and touches no other.
ensure_secret() { # namespace, name, version of its contract, keys
  local namespace=$1 name=$2 version=$3 place="$1/$2" found line key made encoded data='' added=''
  shift 3
  found=$(kubectl get secret "$name" --namespace "$namespace" --ignore-not-found --output go-template="$template")
  local IFS=$'\\n'
  for line in $found; do
    [ "$line" = there ] || known="$known$place/$line"$'\\n'
  done
  for key; do
    case $'\\n'"$known" in *$'\\n'"$place/$key "*) continue ;; esac
    made=$(make "$place/$key" && printf .) || exit 1
    encoded=$(printf %s "\${made%.}" | base64 | tr -d '\\n')
    known="$known$place/$key $encoded"$'\\n'
    fresh="$fresh$place/$key "
    data="$data\${data:+,}\\"$key\\":\\"$encoded\\""
    added="$added\${added:+, }$key"
  done
  if [ -z "$data" ]; then
    printf 'kept  %s\\n' "$place"
    return
  fi
  # Under a name of its own: Flux takes back what kubectl wrote under its own name.
  if [ -n "$found" ]; then
    printf '{"data":{%s}}' "$data" |
      kubectl patch secret "$name" --namespace "$namespace" --field-manager steading --type merge --patch-file /dev/stdin >/dev/null
  else
    printf '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"%s","annotations":{"steading.dev/version":"%s"}},"type":"Opaque","data":{%s}}' \\
      "$name" "$version" "$data" |
      kubectl create --namespace "$namespace" --field-manager steading --filename - >/dev/null
  fi
  printf 'made  %s: %s\\n' "$place" "$added"
}`,
  outdated: `# What was there before, made from a value that is a new one now.
outdated() { # a key, one that it is made from
  case $fresh in *" $1 "*) return ;; esac
  case $fresh in *" $2 "*) ;; *) return ;; esac
  printf 'error: %s holds the old value of %s: delete its Secret and run this again\\n' "$1" "$2" >&2
  status=1
}`,
  ask_for: `# What only a person has.
ask_for() { # key, what it is
  local place=\${1%/*} key=\${1##*/} namespace=\${1%%/*} name
  name=\${place#*/}
  case $(kubectl get secret "$name" --namespace "$namespace" --ignore-not-found --output go-template="$template") in
    *$'\\n'"$key "*) return ;;
  esac
  printf 'to do: %s, %s\\n' "$1" "$2" >&2
  status=1
}`,
  // bcrypt reads 72 bytes and no more. The letter is the one that every server knows; htpasswd writes another for the same algorithm.
  bcrypt: `# The bcrypt hash of its standard input.
bcrypt() {
  # shellcheck disable=SC2016 # the dollar signs are the hash's
  htpasswd -niBC 10 '' | tr -d ':\\n' | sed 's/^\\$2y\\$/$2a$/'
}`,
};
