import { Option } from "commander";

/** How a command reaches registries; the budget is how long it waits by default. */
export function networkOptions(budget = "5m"): readonly Option[] {
  return [
    new Option("--plain-http", "http instead of https (loopback implies it)"),
    new Option("--ca-file <file>", "trust these authorities too, in PEM"),
    new Option("--cert-file <file>", "show registries this client certificate, in PEM"),
    new Option("--key-file <file>", "the key of the client certificate"),
    new Option(
      "--network-budget <time>",
      "how long a run may wait for registries in all: 90s, 5m; 0 tries once",
    ).default(budget, budget),
  ];
}
