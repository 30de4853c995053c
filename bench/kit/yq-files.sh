#!/usr/bin/env bash
# The same audit with one call of yq a file. Prints what differs, sorted.
# usage: yq-files.sh YQ, in the root of the tree
set -euo pipefail
yq=$1
expected=scripts/expected-bootstrap-deps.yaml
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$yq" -N '.slots[] | .name + " " + (.depends_on | sort | join(","))' "$expected" > "$work/expected"
for chart in {platform,products}/*/chart/Chart.yaml; do
  "$yq" '.name + " " + .version' "$chart"
done | sort > "$work/charts"

for kit in clusters/*/bootstrap-kit; do
  for file in "$kit"/[0-9]*.yaml; do
    "$yq" -N 'select(.kind == "HelmRelease") | .metadata.name + " " + .spec.chart.spec.chart + " " +
      .spec.chart.spec.version + " " + ([.spec.dependsOn[].name] | sort | join(","))' "$file"
  done > "$work/all"
  awk '{ print $1, $4 }' "$work/all" > "$work/releases"
  awk '{ print $2, $3 }' "$work/all" > "$work/pins"
  bash "$(dirname "$0")/compare.sh" "$kit" "$work"
done
