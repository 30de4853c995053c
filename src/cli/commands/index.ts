import { Option } from "commander";

import type { Declaration } from "../declaration.ts";
import { selectionOptions } from "../selection.ts";
import { lintOptions } from "./lint-options.ts";

const review = "Write and review:";
const release = "Release:";
const consume = "Consume:";
const setUp = "Set up:";

const plainHttp = (): Option =>
  new Option("--plain-http", "http instead of https (loopback implies it)");

/** Every command, in the order of the help. */
export const commands: readonly Declaration[] = [
  {
    usage: "list [selector...]",
    summary: "the blueprints, their versions, folders, charts and kit slots",
    group: review,
    options: selectionOptions(),
    examples: ["bp list", "bp list 'products/*' -o json"],
    load: async () => (await import("./list.ts")).run,
  },
  {
    usage: "lint [selector...]",
    summary: "check manifests, charts and the depends graph, with exact places",
    group: review,
    options: [...selectionOptions(), ...lintOptions()],
    examples: [
      "bp lint",
      "bp lint axon --with-dependencies",
      "bp lint --changed --base origin/main -o sarif=report.sarif",
      "bp lint --write-baseline .bp-baseline.json",
    ],
    load: async () => (await import("./lint.ts")).run,
  },
  {
    usage: "explain [rule]",
    summary: "what a rule checks, why, what to do, how to suppress it; without one, all rules",
    group: review,
    options: [],
    examples: ["bp explain BP202", "bp explain hollow-chart", "bp explain"],
    load: async () => (await import("./explain.ts")).run,
  },
  {
    usage: "new <kind> <name>",
    summary: "write a blueprint with a chart that runs, a bare one, or an umbrella",
    group: review,
    options: [
      new Option(
        "--upstream <chart@version>",
        "umbrella: the upstream chart, in one exact version",
      ),
      new Option("--repository <url>", "umbrella: where it is from"),
    ],
    examples: [
      "bp new blueprint shop",
      "bp new chart products/shop",
      "bp new umbrella nats --upstream nats@1.2.6 --repository https://nats-io.github.io/k8s/helm/charts/",
    ],
    load: async () => (await import("./new.ts")).run,
  },
  {
    usage: "migrate [selector...]",
    summary: "bring older blueprint.yaml files to the form of today; a diff first",
    group: review,
    options: [...selectionOptions(), new Option("--write", "apply the diff")],
    examples: ["bp migrate", "bp migrate | git apply --check", "bp migrate axon --write"],
    load: async () => (await import("./migrate.ts")).run,
  },
  {
    usage: "graph [selector...]",
    summary: "the depends graph: waves, cycles, what is missing",
    group: review,
    options: [
      ...selectionOptions(),
      new Option("--format <drawing>", "tree, dot, mermaid, or json for the report").default(
        "tree",
        "tree",
      ),
    ],
    examples: [
      "bp graph",
      "bp graph cortex --with-dependencies",
      "bp graph --format mermaid > graph.mmd",
    ],
    load: async () => (await import("./graph.ts")).run,
  },
  {
    usage: "package [selector...]",
    summary: "build the deterministic chart archives",
    group: release,
    options: [
      ...selectionOptions(),
      new Option("--out <dir>", "where the archives go").default(".", "."),
    ],
    examples: ["bp package axon --out build"],
    load: async () => (await import("./package.ts")).run,
  },
  {
    usage: "publish [selector...]",
    summary: "package, attest, sign, push, verify, and only then tag",
    group: release,
    options: [
      ...selectionOptions(),
      new Option(
        "--to <target>",
        "HOST/PATH or oci-layout:DIR (default: the embedded layout .bp/registry)",
      ),
      new Option("--key <key>", "the private key that signs: a file, or env://NAME"),
      plainHttp(),
      new Option(
        "--dry-run",
        "say what would be published, with the final digests; no network, no key",
      ),
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
    ],
    load: async () => (await import("./publish.ts")).run,
  },
  {
    usage: "verify <reference>",
    summary: "check an artifact as its consumers would, and more",
    group: consume,
    options: [
      new Option("--key <key>", "the public key that must have signed: a file, or env://NAME"),
      plainHttp(),
    ],
    examples: [
      "bp verify oci-layout:.bp/registry/bp-axon:1.1.0",
      "bp verify ghcr.io/acme/charts/bp-axon:1.1.0 --key cosign.pub",
    ],
    load: async () => (await import("./verify.ts")).run,
  },
  {
    usage: "serve [dir]",
    summary: "a registry on 127.0.0.1 over a folder of OCI layouts",
    group: consume,
    options: [
      new Option("--port <port>", "0 takes a free one").default("5000", "5000"),
      new Option("--read-only", "refuse every write"),
    ],
    examples: ["bp serve", "bp serve build/charts --port 5001 --read-only"],
    load: async () => (await import("./serve.ts")).run,
  },
  {
    usage: "schema",
    summary: "the JSON Schema of blueprint.yaml, for editors",
    group: setUp,
    options: [],
    examples: ["bp schema > blueprint.schema.json"],
    load: async () => (await import("./schema.ts")).run,
  },
  {
    usage: "keygen",
    summary: "make a signing key in cosign's format",
    group: setUp,
    options: [
      new Option("--output-key-prefix <prefix>", "PREFIX.key and PREFIX.pub").default(
        "cosign",
        "cosign",
      ),
    ],
    examples: ["bp keygen", "COSIGN_PASSWORD= bp keygen --output-key-prefix ci"],
    load: async () => (await import("./keygen.ts")).run,
  },
  {
    usage: "completion <shell> [word]",
    summary: "the script that completes command lines in bash, zsh or fish",
    group: setUp,
    options: [],
    examples: [
      "bp completion bash > ~/.local/share/bash-completion/completions/bp",
      "bp completion zsh > ~/.zfunc/_bp",
      "bp completion fish > ~/.config/fish/completions/bp.fish",
    ],
    load: async () => (await import("./completion.ts")).run,
  },
];
