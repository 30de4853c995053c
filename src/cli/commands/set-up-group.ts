import { Option } from "commander";

import type { Declaration } from "../declaration.ts";

const group = "Set up:";

export const setUp: readonly Declaration[] = [
  {
    usage: "schema",
    summary: "the JSON Schema of blueprint.yaml, for editors",
    group,
    options: [],
    examples: ["bp schema > blueprint.schema.json"],
    load: async () => (await import("./schema.ts")).run,
  },
  {
    usage: "keygen",
    summary: "make a signing key in cosign's format",
    group,
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
    group,
    options: [],
    examples: [
      "bp completion bash > ~/.local/share/bash-completion/completions/bp",
      "bp completion zsh > ~/.zfunc/_bp",
      "bp completion fish > ~/.config/fish/completions/bp.fish",
    ],
    load: async () => (await import("./completion.ts")).run,
  },
];
