/** The short names of predicate types, as cosign's `--type` has them (cosign pkg/cosign/attestation). */
const byName: ReadonlyMap<string, string> = new Map([
  ["slsaprovenance", "https://slsa.dev/provenance/v0.2"],
  ["slsaprovenance02", "https://slsa.dev/provenance/v0.2"],
  ["slsaprovenance1", "https://slsa.dev/provenance/v1"],
  ["spdx", "https://spdx.dev/Document"],
  ["spdxjson", "https://spdx.dev/Document"],
  ["cyclonedx", "https://cyclonedx.org/bom"],
  ["link", "https://in-toto.io/Link/v1"],
  ["vuln", "https://cosign.sigstore.dev/attestation/vuln/v1"],
  ["openvex", "https://openvex.dev/ns"],
  ["custom", "https://cosign.sigstore.dev/attestation/v1"],
]);

export const predicateNames: readonly string[] = [...byName.keys()];

/** The type that a short name stands for; any other text is a type itself. */
export function predicateTypeOf(name: string): string {
  return byName.get(name) ?? name;
}
