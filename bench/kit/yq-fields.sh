#!/usr/bin/env bash
# A kit's audit as scripts do it: yq once a file and field. Prints what differs, sorted.
# usage: yq-fields.sh YQ, in the root of the tree
set -euo pipefail
yq=$1
expected=scripts/expected-bootstrap-deps.yaml
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$yq" -N '.slots[] | .name + " " + (.depends_on | sort | join(","))' "$expected" > "$work/expected"
for chart in {platform,products}/*/chart/Chart.yaml; do
  echo "$("$yq" .name "$chart") $("$yq" .version "$chart")"
done | sort > "$work/charts"

for kit in clusters/*/bootstrap-kit; do
  : > "$work/releases"
  : > "$work/pins"
  for file in "$kit"/[0-9]*.yaml; do
    release='select(.kind == "HelmRelease")'
    name=$("$yq" -N "$release | .metadata.name" "$file")
    needs=$("$yq" -N "$release | .spec.dependsOn[].name" "$file" | sort | paste -sd,)
    chart=$("$yq" -N "$release | .spec.chart.spec.chart" "$file")
    version=$("$yq" -N "$release | .spec.chart.spec.version" "$file")
    echo "$name $needs" >> "$work/releases"
    echo "$chart $version" >> "$work/pins"
  done
  bash "$(dirname "$0")/compare.sh" "$kit" "$work"
done
