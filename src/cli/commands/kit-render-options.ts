import { Option } from "commander";

export function kitRenderOptions(): readonly Option[] {
  return [
    new Option(
      "--kit <dir>",
      "the kit, by folder or cluster; a new one is made (default: the only one, or _template)",
    ),
    new Option("--slot <number>", "its number (default: that of its expected row, else the next)"),
    new Option("--name <name>", "the release's name (default: the chart's)"),
    new Option("--namespace <name>", "where it is installed (default: its name without bp-)"),
    new Option("--overlay <name>", "of manifests for Kustomize the overlay (default: the base)"),
    new Option(
      "--url <url>",
      "from where charts are fetched (default: as the other slots, else `registry`)",
    ),
    new Option(
      "--pull-secret <name>",
      "the Secret with the registry's login (default: as the other slots)",
    ),
    new Option(
      "--verify-secret <name>",
      "the Secret with the public keys that sign charts (default: as the other slots, else cosign-pub)",
    ),
    new Option("--verify-issuer <regexp>", "instead: who issued the signer's identity"),
    new Option("--verify-subject <regexp>", "instead: the signer's identity"),
    new Option("--dry-run", "write nothing; print the diff"),
  ];
}
