import { X509Certificate } from "@sigstore/core";

/**
 * A certificate that remembers what follows from bytes alone: whether another one signed it, and whether another one is the
 * same. When it is valid, and for what, is asked anew each time.
 */
export class RememberedCertificate extends X509Certificate {
  readonly #signedBy = new WeakMap<X509Certificate, boolean>();
  readonly #der: Buffer;

  constructor({ root }: X509Certificate) {
    super(root);
    this.#der = root.toDER();
  }

  /** @param issuer itself by default */
  override verify(issuer: X509Certificate = this): boolean {
    const isSigned = this.#signedBy.get(issuer) ?? super.verify(issuer);
    this.#signedBy.set(issuer, isSigned);
    return isSigned;
  }

  override equals(other: X509Certificate): boolean {
    const der = other instanceof RememberedCertificate ? other.#der : other.root.toDER();
    return this.#der.equals(der);
  }
}

/** Those that signed lately, under the authorities of one trusted root. */
const keptCertificates = 64;

/** Gives the same certificate for the same bytes. */
export class RememberedCertificates {
  readonly #known = new Map<string, RememberedCertificate>();

  of(certificate: X509Certificate): RememberedCertificate {
    const name = certificate.root.toDER().toString("latin1");
    const known = this.#known.get(name) ?? new RememberedCertificate(certificate);
    this.#known.set(name, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > keptCertificates && oldest !== undefined) this.#known.delete(oldest);
    return known;
  }
}
