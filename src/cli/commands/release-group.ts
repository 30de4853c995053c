import { Option } from "commander";

import type { Declaration } from "../declaration.ts";
import { selectionOptions } from "../selection.ts";
import { bumpOptions } from "./bump-options.ts";
import { networkOptions } from "./network-options.ts";
import { helmOption } from "./render-options.ts";
import { keylessOptions } from "./sigstore-options.ts";
import { targetOption } from "./target-option.ts";

const group = "Release:";

export const release: readonly Declaration[] = [
  {
    usage: "affected [selector...]",
    summary: "what a change makes publish: compared by the bytes that a publish would push",
    group,
    options: [
      new Option(
        "--base <ref>",
        "what the change goes into (default: what CI says, else the main line)",
      ),
      new Option("--head <ref>", "the revision that is asked about").default("HEAD", "HEAD"),
      new Option("--tag <tag>", "exactly what a release tag names, as platform/cilium/v1.2.3"),
      new Option("--with-dependents", "also what needs the affected"),
      new Option("--wave <n>", "one wave alone, from 0"),
      shardOption("one of several parts, as 2/5"),
      new Option("--for <service>", "whose matrix -o matrix prints: github, gitea, gitlab"),
    ],
    examples: [
      "bp affected",
      "bp affected --base origin/main --with-dependents",
      "bp affected -o matrix --shard 1/4",
    ],
    load: async () => (await import("./affected.ts")).run,
  },
  {
    usage: "bump [selector...]",
    summary: "the next version, at every place that must carry it",
    group,
    options: [
      ...selectionOptions(),
      ...bumpOptions(),
      targetOption(),
      helmOption(),
      ...networkOptions(),
    ],
    examples: [
      "bp bump axon",
      "bp bump axon --level minor --dry-run",
      "bp bump --all --level auto --to ghcr.io/acme/charts",
      "bp bump --check",
    ],
    load: async () => (await import("./bump.ts")).run,
  },
  {
    usage: "package [selector...]",
    summary: "build the deterministic chart archives",
    group,
    options: [
      ...selectionOptions(),
      new Option("--out <dir>", "where the archives go").default(".", "."),
      new Option("--why-size", "also what each file costs in the release's Secret (asks helm)"),
      helmOption(),
    ],
    examples: ["bp package axon --out build", "bp package axon --out build --why-size"],
    load: async () => (await import("./package.ts")).run,
  },
  {
    usage: "sbom [selector...]",
    summary:
      "the bill of materials of a blueprint, as a publish attests it; diff OLD NEW compares two",
    group,
    options: [
      new Option("--format <format>", "what it is written in; json is the report around it")
        .choices(["cyclonedx", "spdx", "json"])
        .default("cyclonedx"),
      ...sbomOptions(),
      ...networkOptions(),
    ],
    examples: [
      "bp sbom axon",
      "bp sbom axon --format spdx > axon.spdx.json",
      "bp sbom diff ghcr.io/acme/charts/bp-axon:1.0.0 ghcr.io/acme/charts/bp-axon:1.1.0",
    ],
    load: async () => (await import("./sbom.ts")).run,
  },
  {
    usage: "plan publish [selector...]",
    summary:
      "the digests that a publish would push, and what the registry has under their versions",
    group,
    options: [...selectionOptions(), targetOption(), ...networkOptions()],
    examples: [
      "bp plan publish axon",
      "bp plan publish --all --to ghcr.io/acme/charts -o json=plan.json",
    ],
    load: async () => (await import("./plan-publish.ts")).run,
  },
  {
    usage: "diff <old> [new]",
    summary: "what changed between two versions, and the step that the version must take",
    group,
    options: [helmOption(), ...networkOptions()],
    examples: [
      "bp diff main:axon",
      "bp diff oci-layout:.bp/registry/bp-axon:1.1.0",
      "bp diff ghcr.io/acme/charts/bp-axon:1.0.0 ghcr.io/acme/charts/bp-axon:1.1.0",
    ],
    load: async () => (await import("./diff.ts")).run,
  },
  {
    usage: "attest <reference>",
    summary: "attest another tool's result for an artifact, as the one who signed it",
    group,
    options: [
      new Option("--predicate <file>", "the result, a JSON object").makeOptionMandatory(),
      new Option(
        "--type <type>",
        "the result's predicate type, by cosign's names too: openvex, vuln, … (default: what the file shows)",
      ),
      new Option("--key <key>", "the private key that signs: a file, env://NAME, or exec:PROGRAM"),
      ...keylessOptions(),
      ...networkOptions(),
    ],
    examples: [
      "bp attest ghcr.io/acme/charts/bp-axon:1.1.0 --predicate axon.vex.json --key cosign.key",
      "bp attest ghcr.io/acme/charts/bp-axon:1.1.0 --predicate scan.json --type vuln --sign keyless",
    ],
    load: async () => (await import("./attest.ts")).run,
  },
  {
    usage: "publish [selector...]",
    summary: "package, attest, sign, push, verify, and only then tag",
    group,
    options: [
      ...selectionOptions(),
      targetOption(),
      new Option(
        "--plan <file>",
        "exactly what `bp plan publish -o json` planned, and nothing else",
      ),
      shardOption(
        "one of several parts, as 2/5: other runs publish the others, and it waits for them",
      ),
      new Option("--key <key>", "the private key that signs: a file, env://NAME, or exec:PROGRAM"),
      ...keylessOptions(),
      ...networkOptions(),
      ...sbomOptions(),
      new Option(
        "--dry-run",
        "say what would be published, with the final digests; no network, no key",
      ),
      new Option(
        "--resume",
        "go on with what the last publish of this workspace was asked for and did not finish",
      ),
      new Option(
        "--record <file>",
        "write release.json there, and publish it beside the artifacts: what was done, and signed",
      ),
      new Option("--webhook <url>", "post release.json there (BP_WEBHOOK_SECRET signs it)"),
      new Option(
        "--check-all",
        "look at every signature of what is published already, not only at the list",
      ),
    ],
    examples: [
      "bp publish 'products/*'",
      "bp publish --all --dry-run",
      "bp publish --all --to ghcr.io/acme/charts --key cosign.key",
      "bp publish axon --to oci-layout:build/charts --key env://COSIGN_KEY",
      "bp publish --all --to ghcr.io/acme/charts --sign keyless",
      "bp publish --all --to ghcr.io/acme/charts --key cosign.key --shard 2/5",
    ],
    load: async () => (await import("./publish.ts")).run,
  },
];

function shardOption(what: string): Option {
  return new Option("--shard <i/n>", what);
}

/** How an SBOM's images are found. */
function sbomOptions(): readonly Option[] {
  return [
    helmOption("the Helm that shows which images the chart starts (default: helm on PATH)"),
    new Option("--no-render", "ask no Helm: the images that values and templates name"),
  ];
}
