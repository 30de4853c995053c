import { Option } from "commander";

import type { Declaration } from "../declaration.ts";
import { doctorOptions } from "./doctor-options.ts";
import { networkOptions } from "./network-options.ts";

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
    usage: "login <registry>",
    summary: "check a login with a registry, and keep it where docker does",
    group,
    options: [
      new Option("-u, --username <name>", "the user's name; asked for at a terminal"),
      new Option("--password-stdin", "the password or token comes on standard input"),
      ...networkOptions(),
    ],
    examples: ["bp login ghcr.io", "bp login ghcr.io --username mona --password-stdin"],
    load: async () => (await import("./login.ts")).run,
  },
  {
    usage: "logout <registry>",
    summary: "forget the login for a registry",
    group,
    options: [],
    examples: ["bp logout ghcr.io"],
    load: async () => (await import("./logout.ts")).run,
  },
  {
    usage: "auth status [registry...]",
    summary: "which logins there are, and which of them count",
    group,
    options: [
      new Option("--check", "ask each registry whether it takes its login"),
      ...networkOptions(),
    ],
    examples: ["bp auth status", "bp auth status ghcr.io --check"],
    load: async () => (await import("./auth-status.ts")).run,
  },
  {
    usage: "doctor [purpose...]",
    summary: "what this environment lacks to lint, publish, sign keyless, and be pulled from",
    group,
    options: doctorOptions(),
    examples: [
      "bp doctor",
      "bp doctor lint",
      "bp doctor publish --to ghcr.io/acme/charts",
      "bp doctor keyless consume -o json",
    ],
    load: async () => (await import("./doctor.ts")).run,
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
