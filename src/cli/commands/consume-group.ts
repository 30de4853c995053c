import { Option } from "commander";

import type { Declaration } from "../declaration.ts";
import { chartPolicyOptions, mirrorSetOptions, twoEnds } from "./mirror-options.ts";
import { networkOptions } from "./network-options.ts";
import { planInstallOptions } from "./plan-install-options.ts";
import { identityOptions } from "./sigstore-options.ts";

const group = "Consume:";

export const consume: readonly Declaration[] = [
  {
    usage: "verify <reference>",
    summary: "check an artifact as its consumers would, and more",
    group,
    options: [
      new Option("--key <key>", "the public key that must have signed: a file, or env://NAME"),
      ...identityOptions(),
      new Option("--policy <file>", "a policy: who may have signed, and what must be attested"),
      new Option("--deep", "what its blueprint depends on too, and what that depends on"),
      ...networkOptions(),
    ],
    examples: [
      "bp verify oci-layout:.bp/registry/bp-axon:1.1.0",
      "bp verify ghcr.io/acme/charts/bp-axon:1.1.0 --key cosign.pub",
      "bp verify ghcr.io/acme/charts/bp-axon:1.1.0 --policy policy.yaml --deep",
      "bp verify ghcr.io/acme/charts/bp-axon:1.1.0 --certificate-identity https://github.com/acme/charts/.github/workflows/release.yaml@refs/heads/main --certificate-oidc-issuer https://token.actions.githubusercontent.com",
    ],
    load: async () => (await import("./verify.ts")).run,
  },
  {
    usage: "rebuild <reference>",
    summary: "build an artifact again from the commit that its provenance names, and compare",
    group,
    options: [
      new Option("--key <key>", "the public key that must have signed: a file, or env://NAME"),
      ...identityOptions(),
      new Option("--policy <file>", "a policy: who may have signed"),
      ...networkOptions(),
    ],
    examples: [
      "bp rebuild oci-layout:.bp/registry/bp-axon:1.1.0",
      "bp rebuild ghcr.io/acme/charts/bp-axon:1.1.0 --key cosign.pub",
    ],
    load: async () => (await import("./rebuild.ts")).run,
  },
  {
    usage: "policy <reference>",
    summary:
      "the policy by which Flux, Kyverno or policy-controller takes an artifact as it is signed",
    group,
    options: [
      new Option("--for <consumer>", "who is to verify")
        .choices(["flux", "kyverno", "policy-controller"])
        .default("flux", "flux"),
      new Option(
        "--registry <target>",
        "where the cluster pulls from, HOST/PATH (default: where it is)",
      ),
      new Option("--key <key>", "the public key that has signed: a file, or env://NAME"),
      ...identityOptions(),
      new Option("--policy <file>", "a policy file that names who has signed"),
      ...networkOptions(),
    ],
    examples: [
      "bp policy ghcr.io/acme/charts/bp-axon:1.1.0 --key cosign.pub",
      "bp policy ghcr.io/acme/charts/bp-axon:1.1.0 --for kyverno --key cosign.pub",
    ],
    load: async () => (await import("./policy.ts")).run,
  },
  {
    usage: "plan install <blueprint>",
    summary:
      "what to install so that a blueprint runs, in which versions, order and with which values",
    group,
    options: planInstallOptions(),
    examples: [
      "bp plan install axon",
      "bp plan install axon --config axon.yaml --namespace acme",
      "bp plan install shop@^1.2 --from ghcr.io/acme/charts --target flux --key cosign.pub",
    ],
    load: async () => (await import("./plan-install.ts")).run,
  },
  {
    usage: "mirror [what...]",
    summary: "copy charts, images and what refers to them to another registry; or check it",
    group,
    options: [
      new Option("--to <target>", "HOST/PATH or oci-layout:DIR").makeOptionMandatory(),
      ...mirrorSetOptions(),
      new Option("--check", "copy nothing: is all of it in the target?"),
      new Option("--cut-over", "with --check: no kit points anywhere but to the target"),
      new Option("--dry-run", "say what would be copied; nobody is asked"),
      ...twoEnds(),
    ],
    examples: [
      "bp mirror --to registry.internal/charts",
      "bp mirror axon --with-dependencies --no-images --to registry.internal/charts",
      "bp mirror ghcr.io/acme/charts/bp-axon:1.1.0 --to oci-layout:mirror",
      "bp mirror --check --cut-over --to registry.internal/charts",
    ],
    load: async () => (await import("./mirror.ts")).run,
  },
  {
    usage: "bundle save <archive> [what...]",
    summary:
      "gather what a mirror would hold in one tar, or in a folder, for a site without a way out",
    group,
    options: [
      ...mirrorSetOptions(),
      new Option("--dry-run", "say what would be gathered; nobody is asked"),
      ...twoEnds().filter(({ long }) => long !== "--to-plain-http"),
    ],
    examples: [
      "bp bundle save charts.tar",
      "bp bundle save charts.tar axon --key cosign.pub",
      "bp bundle save folder ghcr.io/acme/charts/bp-axon:1.1.0",
    ],
    load: async () => (await import("./bundle-save.ts")).run,
  },
  {
    usage: "bundle check <archive>",
    summary: "read a bundle whole: is all of it there and genuine?",
    group,
    options: chartPolicyOptions(),
    examples: ["bp bundle check charts.tar --key cosign.pub"],
    load: async () => (await import("./bundle-check.ts")).run,
  },
  {
    usage: "bundle load <archive>",
    summary: "bring a bundle to a registry, checked before and after",
    group,
    options: [
      new Option("--to <target>", "HOST/PATH or oci-layout:DIR").makeOptionMandatory(),
      ...chartPolicyOptions(),
      new Option("--dry-run", "check the bundle and say what would be written"),
      ...networkOptions(),
    ],
    examples: ["bp bundle load charts.tar --to registry.internal/charts --key cosign.pub"],
    load: async () => (await import("./bundle-load.ts")).run,
  },
  {
    usage: "serve [dir]",
    summary: "an OCI registry over a folder of OCI layouts",
    group,
    options: [
      new Option("--port <port>", "0 takes a free one").default("5000", "5000"),
      new Option("--address <address>", "where it listens").default("127.0.0.1", "127.0.0.1"),
      new Option("--read-only", "refuse every write"),
      new Option("--htpasswd <file>", "who may use it, as `htpasswd -B` writes it"),
      new Option("--user <name>", "the one who may use it, with BP_SERVE_PASSWORD"),
      new Option("--tls-cert <file>", "speak https, with this certificate"),
      new Option("--tls-key <file>", "the certificate's key"),
      new Option("--plain-http", "take passwords over http: something before it speaks TLS"),
      new Option("--access-log <file>", "add a line for each request; - is standard error"),
    ],
    examples: [
      "bp serve",
      "bp serve build/charts --port 5001 --read-only",
      "bp serve charts --address 0.0.0.0 --htpasswd users --tls-cert tls.crt --tls-key tls.key",
    ],
    load: async () => (await import("./serve.ts")).run,
  },
  {
    usage: "gc [dir]",
    summary: "remove from a folder of OCI layouts what nothing leads to",
    group,
    options: [
      new Option(
        "--untagged",
        "also what no tag leads to, and what refers to nothing that one does",
      ),
      new Option("--older-than <time>", "leave what was used since: 30m, 24h").default("1h", "1h"),
      new Option("--dry-run", "say what would go"),
    ],
    examples: ["bp gc", "bp gc registry --untagged --dry-run"],
    load: async () => (await import("./gc.ts")).run,
  },
];
