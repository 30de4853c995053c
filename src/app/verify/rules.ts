import type { RuleInfo } from "../../model/rule-info.ts";

const heldBy = "`bp verify` and `bp publish`";

/** What an artifact is held to once it is in a registry or a layout; `bp lint` cannot, since it reads no artifact. */
export const supplyRules: readonly RuleInfo[] = [
  {
    id: "BP801",
    name: "helm-manifest",
    severity: "error",
    heldBy,
    summary:
      "The artifact is what Helm and Flux take for a chart, one config that is its Chart.yaml and one layer that is its archive, or what Flux takes for manifests; and nothing else.",
    why: "A second layer or an artifactType makes some Helm refuse it, and some registry show it as something else.",
    remedy: "Publish with `bp publish`, and let nothing rewrite the manifest.",
  },
  {
    id: "BP802",
    name: "read-back",
    severity: "error",
    heldBy,
    summary: "What was pushed can be read back, and has the digest and size that were pushed.",
    why: "A push can end well and leave nothing, or half; who pulls it finds out.",
    remedy: "Run `bp publish` again: it completes what is missing, and sets the tag last.",
  },
  {
    id: "BP803",
    name: "signed",
    severity: "error",
    heldBy,
    summary:
      "The expected key or identity has signed the digest, in every format that consumers read, and nobody else has signed it beside.",
    why: "A signature by anybody proves nothing, and Flux and cosign stop at a bundle that is not by whom they expect.",
    remedy: "Publish with the signer that the policy names; remove foreign bundles.",
  },
  {
    id: "BP804",
    name: "sbom-content",
    severity: "error",
    heldBy,
    summary:
      "The SBOM is attested, is about this chart, and lists each of its subcharts and each image that is known, or says that none is.",
    why: "An SBOM that lists an archive's files, or nothing, answers no question about what runs in the cluster.",
    remedy: "Publish with `bp publish`, which writes it from the packed chart.",
  },
  {
    id: "BP805",
    name: "provenance",
    severity: "error",
    heldBy,
    summary: "SLSA v1 provenance is attested, and names what was built, by whom and from what.",
    why: "Without it nobody can tell from which commit the bytes came.",
    remedy: "Publish with `bp publish`, in a git repository.",
  },
  {
    id: "BP806",
    name: "blueprint-document",
    severity: "error",
    heldBy,
    summary:
      "The blueprint.yaml, and compositions/ where there are some, are published beside the chart, with the digests that the signed manifest carries.",
    why: "The catalogue shows what the document says, and Flux applies the compositions; others are what nobody signed.",
    remedy: "Run `bp publish` again: it puts back what is missing.",
  },
  {
    id: "BP807",
    name: "readable-signature",
    severity: "error",
    heldBy,
    summary:
      "The signature stands in the format that the declared Flux and cosign read (`targets.flux`, `targets.cosign`).",
    why: "Flux before 2.8 and cosign before 2.6.3 read `.sig` alone; later ones read the bundles as soon as there is one. The wrong one looks like no signature.",
    remedy: "Publish both formats, as `bp publish` does, and let mirrors copy both.",
  },
  {
    id: "BP808",
    name: "readable-package",
    severity: "warning",
    heldBy,
    summary: "The package can be read without a login.",
    why: "A new package on a registry is often private: clusters without its pull secret find nothing, though the publish went well.",
    remedy: "Make the package public, or give its consumers a pull secret.",
  },
];

/** The rule that each check of an artifact belongs to. */
export const ruleOfCheck: Readonly<Record<string, string>> = {
  manifest: "BP801",
  config: "BP801",
  chart: "BP802",
  archive: "BP802",
  contents: "BP801",
  referrers: "BP802",
  blueprint: "BP806",
  compositions: "BP806",
  "signature-bundle": "BP803",
  "signature-legacy": "BP803",
  "provenance-bundle": "BP805",
  "provenance-legacy": "BP805",
  "sbom-bundle": "BP804",
  "sbom-legacy": "BP804",
  "spdx-bundle": "BP804",
  "spdx-legacy": "BP804",
  "foreign-bundle": "BP803",
  sbom: "BP804",
  provenance: "BP805",
  attestation: "BP803",
  readers: "BP807",
  access: "BP808",
};
