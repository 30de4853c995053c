import type { Reference } from "../../model/reference.ts";
import { parseReference, wantedIn } from "../../model/reference.ts";

const registryName = /^(?:localhost|[^/\s]*[.:][^/\s]*)\/[^\s]*(?:[:@][^/\s]+)$/u;

/** What a command line names: artifacts by their references, and selectors of the workspace. */
export interface Named {
  readonly references: readonly Reference[];
  readonly selectors: readonly string[];
}

/**
 * Tells references (`ghcr.io/acme/bp-x:1.0.0`, `oci://…`, `oci-layout:…`) from selectors.
 * @throws BpError BAD_REFERENCE; USAGE for one that names a repository alone
 */
export function named(args: readonly string[]): Named {
  const references = args.filter((arg) => isReference(arg)).map((arg) => whole(arg));
  return { references, selectors: args.filter((arg) => !isReference(arg)) };
}

function isReference(arg: string): boolean {
  return /^oci(?:-layout:|:\/\/)/u.test(arg) || registryName.test(arg);
}

function whole(text: string): Reference {
  const reference = parseReference(text);
  wantedIn(reference, text);
  return reference;
}
