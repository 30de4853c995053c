export interface PemBlock {
  /** As `PUBLIC KEY`. */
  readonly label: string;
  readonly bytes: Uint8Array;
}

const shape = /-----BEGIN ([A-Z0-9 ]{1,64})-----([A-Za-z0-9+/=\s]*)-----END \1-----/u;

/** The first block of a PEM text (RFC 7468), or undefined where there is none. Texts over 64 KiB hold no key. */
export function readPem(text: string): PemBlock | undefined {
  if (text.length > 65_536) return undefined;
  const [, label, body] = shape.exec(text) ?? [];
  if (label === undefined || body === undefined) return undefined;
  return { label, bytes: Buffer.from(body, "base64") };
}

/** The block as text: base64 in lines of 64, ended by a line break. */
export function writePem({ label, bytes }: PemBlock): string {
  const lines =
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,64}/gu) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
