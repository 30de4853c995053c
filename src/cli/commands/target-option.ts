import { Option } from "commander";

/** Where artifacts are, or go. */
export function targetOption(): Option {
  return new Option(
    "--to <target>",
    "HOST/PATH or oci-layout:DIR (default: the embedded layout .bp/registry)",
  );
}
