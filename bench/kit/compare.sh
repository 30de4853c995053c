#!/usr/bin/env bash
# Compares a kit's releases with the expected graph and the charts: compare.sh KIT FOLDER
# FOLDER holds, sorted or not: expected and releases ("name a,b"), charts and pins ("name version").
set -euo pipefail
kit=$1
cd "$2"
sort releases -o releases
sort pins -o pins
awk -v kit="$kit" '
  NR == FNR { expected[$1] = $2 "."; next }
  { held[$1] = 1 }
  !($1 in expected) { print kit, $1, "undeclared"; next }
  expected[$1] != $2 "." { print kit, $1, "waits for " $2 ", expected " expected[$1] }
  END { for (name in expected) if (!(name in held)) print kit, name, "deferred" }
' expected releases | sort
comm -23 pins charts | sed "s|^|$kit |; s|\$| is no chart's version|"
# A cycle in what is waited for, by what tsort says of it.
awk '{ n = split($2, on, ","); for (i = 1; i <= n; i++) print $1, on[i] }' releases expected |
  tsort 2>&1 >/dev/null | sed "s|^|$kit |"
