#!/bin/sh
# A release: one binary that needs nothing beside it, with completions and pages, as an archive whose
# bytes follow from the revision. Usage: ./release.sh [TARGET]
set -eu
cd "$(dirname "$0")"

target=${1:-$(rustc -vV | sed -n 's/^host: //p')}
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
name="banfa-$version-$target"

# Statically linked, so that it runs on any system of its kind.
case $target in
*-linux-gnu*)
    RUSTFLAGS="${RUSTFLAGS:-} -C target-feature=+crt-static"
    export RUSTFLAGS
    ;;
esac

# Files that are new under policy/ and scenarios/ are brought along only when this is compiled anew.
touch src/main.rs
cargo build --release --locked --target "$target"

binary="target/$target/release/banfa"
out="target/release-archive/$name"
rm -rf "$out"
mkdir -p "$out/completions"
cp "$binary" README.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT "$out/"
# What another machine is to run cannot write its own completions and pages here.
if [ "$target" = "$(rustc -vV | sed -n 's/^host: //p')" ]; then
    for shell in bash zsh fish powershell; do
        "$binary" completions "$shell" --lang zh >"$out/completions/banfa.$shell"
    done
    "$binary" man --out "$out/man"
    "$binary" --version
fi

when=$(git log -1 --format=%ct 2>/dev/null || echo 0)
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$when" \
    -C target/release-archive -cf - "$name" | gzip -n >"target/release-archive/$name.tar.gz"
echo "target/release-archive/$name.tar.gz"
