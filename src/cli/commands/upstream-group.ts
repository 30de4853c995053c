import { Option } from "commander";

import { levels } from "../../app/vendor/level.ts";
import type { Declaration } from "../declaration.ts";
import { selectionOptions } from "../selection.ts";
import { networkOptions } from "./network-options.ts";

const group = "Upstream charts:";

export const upstream: readonly Declaration[] = [
  {
    usage: "vendor [selector...]",
    summary: "fetch, check and lock the charts that charts depend on",
    group,
    options: [
      ...selectionOptions(),
      new Option("--frozen", "what the locks say and nothing else; no lock is written"),
      new Option(
        "--update [name]",
        "look anew for the newest versions, or for that of one dependency",
      ),
      new Option(
        "--level <level>",
        "with --update: beyond the ranges by a patch, minor or major step; Chart.yaml follows",
      ).choices([...levels]),
      ...networkOptions(),
    ],
    examples: ["bp vendor", "bp vendor --frozen --all", "bp vendor --update nats --level minor"],
    load: async () => (await import("./vendor.ts")).run,
  },
  {
    usage: "outdated [selector...]",
    summary: "the upstream charts that have newer versions, and how far away these are",
    group,
    options: [...selectionOptions(), ...networkOptions()],
    examples: ["bp outdated", "bp outdated nats -o json"],
    load: async () => (await import("./outdated.ts")).run,
  },
];
