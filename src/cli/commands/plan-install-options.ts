import { Option } from "commander";

import { networkOptions } from "./network-options.ts";
import { identityOptions } from "./sigstore-options.ts";

/** The options of `bp plan install`. Its `--config` is the installation's, and takes the place of the global one. */
export function planInstallOptions(): readonly Option[] {
  return [
    new Option("--config <file>", "the configuration, as the blueprint's configSchema has it"),
    new Option("--overlay <name>", "a size that the blueprint has: small, medium, large"),
    new Option("--name <name>", "what the application is called; the blueprint's name without it"),
    new Option(
      "--namespace <name>",
      "one for all; without it each application has one of its name",
    ),
    new Option(
      "--existing <file>",
      "what is installed, as `kubectl get applications -A -o json` says",
    ),
    new Option("--from <place>", "another catalogue: HOST/PATH, oci-layout:DIR"),
    new Option("--lock", "with --from: write the versions and digests into bp.lock"),
    new Option("--update", "with --from: the newest again, whatever bp.lock holds"),
    new Option("--target <kind>", "print manifests: flux"),
    new Option("--source <kind>", "the charts' source: OCIRepository or HelmRepository").default(
      "OCIRepository",
      "OCIRepository",
    ),
    new Option("--registry <place>", "where the cluster pulls from: HOST/PATH"),
    new Option("--key <key>", "the public key that must have signed: a file, or env://NAME"),
    ...identityOptions().filter(({ long }) => long !== "--trusted-root"),
    new Option("--pull-secret <name>", "the cluster's Secret with the registry's login"),
    ...networkOptions(),
  ];
}
