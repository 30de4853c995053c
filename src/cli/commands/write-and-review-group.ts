import { Option } from "commander";

import type { Declaration } from "../declaration.ts";
import { selectionOptions } from "../selection.ts";
import { kitRenderOptions } from "./kit-render-options.ts";
import { kitSyncOptions } from "./kit-sync-options.ts";
import { lintOptions } from "./lint-options.ts";
import { networkOptions } from "./network-options.ts";
import { helmOption, renderOptions } from "./render-options.ts";
import { targetOption } from "./target-option.ts";

const group = "Write and review:";

export const writeAndReview: readonly Declaration[] = [
  {
    usage: "list [selector...]",
    summary: "the blueprints, their versions, folders, charts and kit slots",
    group,
    options: [
      ...selectionOptions(),
      new Option(
        "--versions",
        "what became of each version: published, pending, asked for in vain, or lost",
      ),
      targetOption(),
      ...networkOptions(),
    ],
    examples: [
      "bp list",
      "bp list 'products/*' -o json",
      "bp list axon --versions --to ghcr.io/acme/charts",
    ],
    load: async () => (await import("./list.ts")).run,
  },
  {
    usage: "lint [selector...]",
    summary: "check manifests, charts and the depends graph, with exact places",
    group,
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
    usage: "render [selector...]",
    summary: "print what Helm would apply, with the default values or others",
    group,
    options: [...selectionOptions(), ...renderOptions()],
    examples: [
      "bp render axon",
      "bp render axon --values prod.yaml --set replicas=3 -s templates/deployment.yaml",
      "bp render --all --helm helm-3.18 --helm helm-4.3",
    ],
    load: async () => (await import("./render.ts")).run,
  },
  {
    usage: "test [selector...]",
    summary: "run the charts' own tests: values in, objects out, and scripts",
    group,
    options: [
      ...selectionOptions(),
      new Option("--timeout <seconds>", "how long a script may take").default("60", "60"),
      helmOption(),
    ],
    examples: [
      "bp test",
      "bp test axon --helm helm-3.18 --helm helm-4.3",
      "bp test -o junit=tests.xml",
    ],
    load: async () => (await import("./test.ts")).run,
  },
  {
    usage: "explain [rule]",
    summary: "what a rule checks, why, what to do, how to suppress it; without one, all rules",
    group,
    options: [],
    examples: ["bp explain BP202", "bp explain hollow-chart", "bp explain"],
    load: async () => (await import("./explain.ts")).run,
  },
  {
    usage: "new <kind> <name>",
    summary:
      "write a blueprint with a chart that runs, a bare one, an umbrella, or manifests for Kustomize",
    group,
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
    group,
    options: [...selectionOptions(), new Option("--write", "apply the diff")],
    examples: ["bp migrate", "bp migrate | git apply --check", "bp migrate axon --write"],
    load: async () => (await import("./migrate.ts")).run,
  },
  {
    usage: "graph [selector...]",
    summary: "the depends graph or a kit's: waves, cycles and how to open them, what is missing",
    group,
    options: [
      ...selectionOptions(),
      new Option("--kit", "the graph of a bootstrap kit's releases; selectors name the kit"),
      new Option("--implied", "show what is used without depending on it, as templates tell"),
      new Option("--why <names...>", "two names: every way from the first to the second"),
      new Option("--format <drawing>", "tree, dot, mermaid, svg, or json for the report").default(
        "tree",
        "tree",
      ),
      new Option("--open", "show the picture in the browser"),
    ],
    examples: [
      "bp graph",
      "bp graph cortex --with-dependencies",
      "bp graph --why cortex network-policies",
      "bp graph --format mermaid > graph.mmd",
      "bp graph --kit --open",
    ],
    load: async () => (await import("./graph.ts")).run,
  },
  {
    usage: "kit check [kit...]",
    summary: "hold bootstrap kits beside the expected graph, the charts and the blueprints",
    group,
    options: [],
    examples: ["bp kit check", "bp kit check clusters/_template", "bp kit check -o json"],
    load: async () => (await import("./kit-check.ts")).run,
  },
  {
    usage: "kit sync [kit...]",
    summary: "write what follows from the rest of the tree into kits: files, pins, edges",
    group,
    options: kitSyncOptions(),
    examples: [
      "bp kit sync --pins --dry-run",
      "bp kit sync clusters/_template --expected",
      "bp kit sync --pins --check",
    ],
    load: async () => (await import("./kit-sync.ts")).run,
  },
  {
    usage: "kit render [selector...]",
    summary: "add slots to a kit: a release that waits for what the blueprint depends on",
    group,
    options: [...selectionOptions(), ...kitRenderOptions()],
    examples: [
      "bp kit render axon --kit clusters/prod --url oci://ghcr.io/acme/charts",
      "bp kit render cortex --with-dependencies --dry-run",
    ],
    load: async () => (await import("./kit-render.ts")).run,
  },
];
