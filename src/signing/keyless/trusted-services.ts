import { TrustedRoot } from "@sigstore/protobuf-specs";
import type {
  CertificateAuthority as CertificateAuthorityJson,
  TransparencyLogInstance,
} from "@sigstore/protobuf-specs";

import { writePem } from "../pem.ts";
import { trustMaterial } from "./trusted-root.ts";

/** Who gives certificates or timestamps. */
export interface TrustedAuthority {
  readonly organization: string;
  readonly commonName: string;
  readonly url: string;
  /** PEM, the root last. */
  readonly chain: string;
}

/** A transparency log, or one of certificates. */
export interface TrustedLog {
  readonly url: string;
  /** PKIX PEM. */
  readonly publicKey: string;
}

/** What a trusted root knows, as those want it who read no trusted root. */
export interface TrustedServices {
  readonly authorities: readonly TrustedAuthority[];
  readonly timestampAuthorities: readonly TrustedAuthority[];
  readonly logs: readonly TrustedLog[];
  readonly certificateLogs: readonly TrustedLog[];
}

/** @throws BpError USAGE for a trusted root that cannot be read */
export function trustedServices(trustedRoot: unknown): TrustedServices {
  trustMaterial(trustedRoot);
  const root = TrustedRoot.fromJSON(trustedRoot);
  return {
    authorities: root.certificateAuthorities.map(authorityOf),
    timestampAuthorities: root.timestampAuthorities.map(authorityOf),
    logs: root.tlogs.flatMap(logOf),
    certificateLogs: root.ctlogs.flatMap(logOf),
  };
}

function authorityOf({ subject, uri, certChain }: CertificateAuthorityJson): TrustedAuthority {
  const certificates = certChain?.certificates ?? [];
  return {
    organization: subject?.organization ?? "",
    commonName: subject?.commonName ?? "",
    url: uri,
    chain: certificates
      .map(({ rawBytes }) => writePem({ label: "CERTIFICATE", bytes: rawBytes }))
      .join(""),
  };
}

function logOf({ baseUrl, publicKey }: TransparencyLogInstance): readonly TrustedLog[] {
  const bytes = publicKey?.rawBytes;
  return bytes === undefined
    ? []
    : [{ url: baseUrl, publicKey: writePem({ label: "PUBLIC KEY", bytes }) }];
}
