#!/usr/bin/env bash
# The same audit with a single call of yq for all files of all kits. Prints what differs, sorted.
# usage: yq-once.sh YQ, in the root of the tree
set -euo pipefail
yq=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$yq" -N '
  (select(.kind == "HelmRelease") | "R " + (filename | sub("/[^/]*$", "")) + " " + .metadata.name + " " +
    .spec.chart.spec.chart + " " + .spec.chart.spec.version + " " + ([.spec.dependsOn[].name] | sort | join(","))),
  (select(has("slots")) | .slots[] | "E " + .name + " " + (.depends_on | sort | join(","))),
  (select(has("name")) | "C " + .name + " " + .version)
' clusters/*/bootstrap-kit/[0-9]*.yaml scripts/expected-bootstrap-deps.yaml {platform,products}/*/chart/Chart.yaml > "$work/all"

awk '$1 == "E" { print $2, $3 }' "$work/all" | sort > "$work/expected"
awk '$1 == "C" { print $2, $3 }' "$work/all" | sort > "$work/charts"
for kit in clusters/*/bootstrap-kit; do
  awk -v kit="$kit" '$1 == "R" && $2 == kit { print $3, $6 }' "$work/all" > "$work/releases"
  awk -v kit="$kit" '$1 == "R" && $2 == kit { print $4, $5 }' "$work/all" > "$work/pins"
  bash "$(dirname "$0")/compare.sh" "$kit" "$work"
done
