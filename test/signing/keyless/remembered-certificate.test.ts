import { X509Certificate } from "@sigstore/core";
import { describe, expect, test } from "vitest";

import { RememberedCertificates } from "../../../src/signing/keyless/remembered-certificate.ts";
import { makeCertificate, whyNoCertificate } from "../../support/certificate.ts";

/** Of a certificate in PEM, with its last byte, which is one of the signature, changed or not. */
function parsed(pem: string, change = 0): X509Certificate {
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/gu, ""), "base64");
  der.writeUInt8(der.readUInt8(der.length - 1) ^ change, der.length - 1);
  return X509Certificate.parse(der);
}

describe.skipIf(whyNoCertificate !== undefined)("a remembered certificate", () => {
  test("is one for the same bytes, and another for others", () => {
    const certificates = new RememberedCertificates();
    const { certificate } = makeCertificate();
    const first = certificates.of(parsed(certificate));
    expect(certificates.of(parsed(certificate))).toBe(first);
    const other = certificates.of(parsed(certificate, 1));
    expect(other).not.toBe(first);
    expect([first.equals(parsed(certificate)), first.equals(other), other.equals(first)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test("is signed by whom it is signed by, however often and in which order that is asked", () => {
    const certificates = new RememberedCertificates();
    const [one, two] = [makeCertificate(), makeCertificate()];
    const [own, stranger] = [one, two].map(({ certificate }) => parsed(certificate));
    for (let round = 0; round < 2; round += 1) {
      const held = certificates.of(parsed(one.certificate));
      expect([held.verify(), held.verify(own), held.verify(stranger)]).toEqual([true, true, false]);
      expect(certificates.of(parsed(one.certificate, 1)).verify(own)).toBe(false);
    }
  });

  test("of many only the last are kept", () => {
    const certificates = new RememberedCertificates();
    const { certificate } = makeCertificate();
    const first = certificates.of(parsed(certificate));
    for (let change = 1; change <= 64; change += 1) certificates.of(parsed(certificate, change));
    expect(certificates.of(parsed(certificate))).not.toBe(first);
  });
});
