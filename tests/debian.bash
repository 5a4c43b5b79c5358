# Programs that a check needs, and packages of Debian's that bring those it lacks: sourced by the
# scripts that check.
# shellcheck shell=bash

# Whether all of these programs are there; `command -v` is content with one of them.
have() {
    local program
    for program; do
        command -v "$program" >/dev/null || return
    done
}

# Whether packages can be installed on this machine.
can_install() { ((EUID == 0)) && have apt-get; }

# Installs packages without those that they recommend; says what apt-get said if it fails.
install_packages() {
    local told
    told=$({
        apt-get -qq update &&
            DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends "$@"
    } 2>&1) || {
        printf '%s\n' "$told" >&2
        return 1
    }
}
