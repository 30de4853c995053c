import type { RuleInfo } from "../../model/rule-info.ts";

const heldBy = "`bp mirror` and `bp bundle save`";

/** What `bp mirror` and `bp bundle` hold a mirror to; `bp lint` cannot, since it asks no registry. */
export const mirrorRules: readonly RuleInfo[] = [
  {
    id: "BP901",
    name: "mirror-set",
    severity: "error",
    heldBy,
    summary:
      "The registry holds all that a mirror needs: what the kits pin, the charts of the catalogue, and the images of their default render.",
    why: "A cluster without a way out can install only what its mirror holds, and a pin that was never published is found there, too late.",
    remedy:
      "Publish the version, or pin one that is published. The chart of a blueprint that is not listed is only warned of.",
  },
  {
    id: "BP902",
    name: "mirror-concrete",
    severity: "error",
    heldBy,
    summary: "What a mirror is to hold is named by one version, one tag that stays, or a digest.",
    why: "A range, a variable, no tag or latest is something else tomorrow: nobody can say whether the mirror holds it.",
    remedy: "Pin one version, or the tag and the digest of the image.",
    examples: {
      bad: 'version: ">=1.2.0"\n',
      good: 'version: "1.2.3"\n',
    },
  },
  {
    id: "BP903",
    name: "mirror-complete",
    severity: "error",
    heldBy,
    summary:
      "Every chart and every image can be pulled from the target, under its path without the host.",
    why: "What is not there fails when a node of the cut-off site asks for it.",
    remedy: "Run `bp mirror` to that target, or `bp bundle load` where it has no way out.",
  },
  {
    id: "BP904",
    name: "mirror-hosts",
    severity: "error",
    heldBy,
    summary:
      "A kit's HelmRepository is one that a mirror can stand in for, its pull secret knows its host, and after the cut-over none points anywhere but to the target.",
    why: "One release that still pulls from outside stops when the way out is closed; a secret for another host logs in nowhere.",
    remedy:
      "Publish the chart as an OCI artifact, write the host into the secret, and at the cut-over the target's host into the url.",
    examples: {
      bad: "url: https://charts.example.com\n",
      good: "type: oci\nurl: oci://ghcr.io/acme\n",
    },
  },
];
