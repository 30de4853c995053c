import { Option } from "commander";

/** How a command reaches registries. */
export function networkOptions(): readonly Option[] {
  return [
    new Option("--plain-http", "http instead of https (loopback implies it)"),
    new Option("--ca-file <file>", "trust these authorities too, in PEM"),
    new Option("--cert-file <file>", "show registries this client certificate, in PEM"),
    new Option("--key-file <file>", "the key of the client certificate"),
    new Option(
      "--network-budget <time>",
      "how long a run may wait for registries in all: 90s, 5m; 0 tries once",
    ).default("5m", "5m"),
  ];
}
