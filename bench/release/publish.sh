#!/usr/bin/env bash
# Releases charts by helm, syft, cosign and oras: publish.sh JOBS FOLDER…, each FOLDER with a blueprint.yaml and a chart/.
# HOST is the registry, OUT a folder to write to; HELM, SYFT, COSIGN and ORAS the programs; KEY and PUB cosign's key pair,
# CONFIG a signing configuration without services.
# It ends with the set that `bp publish` makes: both of cosign's formats, provenance, two SBOMs attested and by themselves,
# the blueprint document, all signatures verified. (`cosign attach attestation` could put a bundle's envelope into `.att`
# without signing again, but leaves out the predicate type by which `.att` is searched.)
set -euo pipefail
jobs=$1
shift
mkdir -p "$OUT" "$HOME"
bundle=(--key "$KEY" -y --allow-http-registry --signing-config "$CONFIG")
legacy=(--key "$KEY" -y --allow-http-registry --use-signing-config=false --tlog-upload=false --new-bundle-format=false)
trust=(--key "$PUB" --allow-http-registry --insecure-ignore-tlog=true)

release() {
  set -euo pipefail
  local folder=$1 name reference
  name=$(sed -n 's/^name: //p' "$folder/chart/Chart.yaml")
  cd "$OUT"
  "$HELM" push "$name-1.0.0.tgz" "oci://$HOST/charts" --plain-http &>"$name.pushed" || cat "$name.pushed"
  reference=$HOST/charts/$name@$(sed -n "s/^Digest: //p" "$name.pushed")
  mkdir "$name"
  cd "$name"
  cp "$folder/blueprint.yaml" .
  "$SYFT" scan -q --override-default-catalogers sbom-cataloger "dir:$folder/chart" \
    -o cyclonedx-json=cyclonedx -o spdx-json=spdxjson
  echo '{"buildDefinition": {"buildType": "https://acme.example/build", "externalParameters": {"chart": "'"$name"'"}},
    "runDetails": {"builder": {"id": "https://acme.example/builder"}}}' >slsaprovenance1
  "$COSIGN" sign "${bundle[@]}" "$reference"
  "$COSIGN" sign "${legacy[@]}" "$reference"
  for type in slsaprovenance1 cyclonedx spdxjson; do
    "$COSIGN" attest "${bundle[@]}" --type "$type" --predicate "$type" "$reference"
    "$COSIGN" attest "${legacy[@]}" --type "$type" --predicate "$type" "$reference"
  done
  attach application/vnd.cyclonedx+json cyclonedx
  attach application/spdx+json spdxjson
  attach application/vnd.openova.catalyst.blueprint.v1+yaml blueprint.yaml
  for format in true false; do
    "$COSIGN" verify "${trust[@]}" --new-bundle-format=$format "$reference"
    for type in slsaprovenance1 cyclonedx spdxjson; do
      "$COSIGN" verify-attestation "${trust[@]}" --new-bundle-format=$format --type "$type" "$reference"
    done
  done
}

# Of the reference that release is at, a file by itself: attach TYPE FILE
attach() {
  "$ORAS" attach --plain-http --artifact-type "$1" "$reference" "$2:$1"
}

"$HELM" package "${@/%//chart}" -d "$OUT"
export -f release attach
. "$(command -v env_parallel.bash)"
env_parallel --will-cite --halt now,fail=1 -j "$jobs" release ::: "$@"
