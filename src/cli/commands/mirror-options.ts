import { Option } from "commander";

import { selectionOptions } from "../selection.ts";
import { networkOptions } from "./network-options.ts";
import { helmOption } from "./render-options.ts";
import { identityOptions } from "./sigstore-options.ts";

/** What a mirror is made of: the selection, where our charts are, the kits, the images. */
export function mirrorSetOptions(): readonly Option[] {
  return [
    ...selectionOptions(),
    new Option(
      "--from <registry>",
      "where our charts are: HOST/PATH or oci-layout:DIR (default: registry of bp.config.yaml, else .bp/registry)",
    ),
    new Option("--no-kits", "leave out what the bootstrap kits pin"),
    new Option("--no-images", "leave out the images"),
    helmOption(),
    ...chartPolicyOptions(),
  ];
}

/** Who must have signed every chart; nobody is asked where none of these is given. */
export function chartPolicyOptions(): readonly Option[] {
  return [
    new Option("--key <key>", "hold every chart to this public key: a file, or env://NAME"),
    new Option("--policy <file>", "hold every chart to this policy, as bp verify does"),
    ...identityOptions(),
  ];
}

/** As networkOptions; http is said of each end by itself. */
export function twoEnds(): readonly Option[] {
  return [
    new Option("--from-plain-http", "http to read from (loopback implies it)"),
    new Option("--to-plain-http", "http to write to (loopback implies it)"),
    ...networkOptions().filter(({ long }) => long !== "--plain-http"),
  ];
}
