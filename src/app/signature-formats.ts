import { BpError } from "../model/error.ts";
import { compareVersions } from "../model/version.ts";
import type { Formats, Signer } from "../signing/index.ts";

/** `signing.formats`: `targets` follows who is declared to read the signatures. */
export type SignatureFormats = Formats | "targets";

export const signatureFormats: readonly SignatureFormats[] = ["both", "bundle", "targets"];

/** Who is to read the signatures, each by its version. */
export interface Readers {
  readonly flux: string | undefined;
  readonly cosign: string | undefined;
}

/** A reader that is declared. */
export interface Reader {
  readonly name: string;
  readonly version: string;
  /** It reads bundles where there are any; else `.sig` alone. */
  readonly readsBundles: boolean;
}

/** The first versions that read bundles (interop §2.1): Flux's source-controller 1.8 came with Flux 2.8. */
const bundlesFrom = { Flux: "2.8.0", cosign: "2.6.3" } as const;

export function declaredReaders({ flux, cosign }: Readers): readonly Reader[] {
  const declared = [
    ["Flux", flux],
    ["cosign", cosign],
  ] as const;
  return declared.flatMap(([name, version]) =>
    version === undefined
      ? []
      : [{ name, version, readsBundles: compareVersions(version, bundlesFrom[name]) >= 0 }],
  );
}

/** Bundles alone where every declared reader reads them; whoever reads `.sig` does not mind bundles beside it. */
export function formatsFor(wanted: SignatureFormats, readers: Readers): Formats {
  if (wanted !== "targets") return wanted;
  const declared = declaredReaders(readers);
  return declared.length > 0 && declared.every((one) => one.readsBundles) ? "bundle" : "both";
}

/** What an artifact of this workspace must have; undefined where nothing was configured: as it is logged. */
export function configuredFormats(wanted: SignatureFormats, readers: Readers): Formats | undefined {
  return wanted === "both" ? undefined : formatsFor(wanted, readers);
}

/**
 * A signer that writes what is wanted, as far as its logs allow.
 * @throws BpError USAGE where a declared reader could read nothing of it
 */
export function writing(signer: Signer, wanted: SignatureFormats, readers: Readers): Signer {
  const formats = signer.formats === "bundle" ? "bundle" : formatsFor(wanted, readers);
  const blind = declaredReaders(readers).find((one) => !one.readsBundles);
  if (formats === "both" || blind === undefined) return { ...signer, formats };
  const why =
    signer.formats === "bundle"
      ? "Rekor's second API has no place in it"
      : "signing.formats leaves it out";
  throw new BpError(
    "USAGE",
    `${blind.name} ${blind.version} (targets.${blind.name.toLowerCase()}) reads .sig alone, and ${why}`,
    {
      hint: "declare later readers in targets, or sign so that .sig can be written: signing.formats: both, with Rekor's first API",
    },
  );
}
