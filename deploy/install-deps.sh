#!/usr/bin/env bash
# Installs with apt what building and testing Framdrift needs and this Debian 12 lacks. Safe to run
# again: it does nothing when all is there. Works as root, with sudo, or tells what root must run.
set -euo pipefail

packages=(
  # toolchain
  g++ cmake ninja-build ccache pkg-config python3
  # contracts and services
  protobuf-compiler protobuf-compiler-grpc libprotobuf-dev libgrpc++-dev libgrpc-dev
  # store and keys
  librocksdb-dev libsodium-dev libssl-dev libzstd-dev zlib1g-dev libsnappy-dev liblz4-dev libbz2-dev
  # vocabulary, command line, mapping files, spreadsheets
  libabsl-dev libfmt-dev libcli11-dev libyaml-cpp-dev libexpat1-dev libxlsxwriter-dev tzdata
  # tests and benchmarks
  libgtest-dev libgmock-dev libbenchmark-dev librapidcheck-dev
)
for option in "$@"; do
  case "$option" in
    # what only `tools/check --all` needs
    --all) packages+=(clang clang-format clang-tidy libclang-rt-14-dev) ;;
    *) echo "usage: deploy/install-deps.sh [--all]" >&2; exit 2 ;;
  esac
done

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
  echo "install-deps: all ${#packages[@]} packages are installed"
  exit 0
fi

sudo=
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "install-deps: these packages are missing and neither root nor sudo is at hand. Ask root to run:" >&2
    echo "  apt-get update && apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  sudo=sudo
fi
echo "install-deps: installing ${#missing[@]} packages with apt: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get -qq update
$sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}" >/dev/null
echo "install-deps: done"
