import { Option } from "commander";

import type { Purpose } from "../../app/doctor/diagnosis.ts";
import { purposes } from "../../app/doctor/diagnosis.ts";
import { BpError } from "../../model/error.ts";
import { nearest } from "../../model/nearest.ts";
import { networkOptions } from "./network-options.ts";

export function doctorOptions(): readonly Option[] {
  return [
    new Option(
      "--to <target>",
      "the registry in question, HOST/PATH (default: `registry` in bp.config.yaml); tries to write there",
    ),
    new Option("--key <file>", "the key in question (default: `signing.key` in bp.config.yaml)"),
    ...networkOptions("10s"),
  ];
}

/** @throws BpError USAGE for a word that is no purpose */
export function purposesOf(args: readonly string[]): readonly Purpose[] {
  return args.map((given) => {
    const purpose = purposes.find((one) => one === given);
    if (purpose !== undefined) return purpose;
    const near = nearest(given, purposes);
    throw new BpError("USAGE", `${JSON.stringify(given)} is no purpose`, {
      hint: near === undefined ? `say ${purposes.join(", ")}` : `did you mean ${near}?`,
    });
  });
}
