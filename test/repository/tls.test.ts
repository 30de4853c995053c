import { describe, expect, test } from "vitest";

import { makeCertificate, whyNoCertificate } from "../support/certificate.ts";
import { upstream } from "../support/upstream.ts";
import { run, served } from "./support.ts";

const nats = await upstream({ name: "nats", version: "1.2.6" });

describe.skipIf(whyNoCertificate !== undefined)(`https (${whyNoCertificate ?? "openssl"})`, () => {
  test("is trusted by the authority that Helm's list names, or not at all", async () => {
    const tls = makeCertificate();
    const { url } = await served([nats], { tls });
    await expect(run().index(url)).rejects.toMatchObject({ code: "NETWORK" });
    const stranger = makeCertificate().certificateFile;
    await expect(run({ known: [{ url, caFile: stranger }] }).index(url)).rejects.toMatchObject({
      code: "NETWORK",
    });
    const known = [{ url, caFile: tls.certificateFile }];
    expect((await run({ known }).index(url)).versions("nats")).toHaveLength(1);
  });

  test("is taken unseen where the list says so, for the repository's own host alone", async () => {
    const tls = makeCertificate();
    const other = await served([nats], { tls });
    const { url } = await served([nats], { tls });
    const repositories = run({ known: [{ url, insecureSkipTlsVerify: true }] });
    expect((await repositories.index(url)).versions("nats")).toHaveLength(1);
    const archive = repositories.archive({
      repository: url,
      url: `${other.url}/nats-1.2.6.tgz`,
      limit: 100_000,
      check: async () => undefined,
    });
    await expect(archive).rejects.toMatchObject({ code: "NETWORK" });
    expect(other.asked).toEqual([]);
  });

  test("gets the client certificate that the list names", async () => {
    const [tls, client] = [makeCertificate(), makeCertificate()];
    const { url } = await served([nats], { tls: { ...tls, clients: client.certificate } });
    const known = { url, caFile: tls.certificateFile };
    await expect(run({ known: [known] }).index(url)).rejects.toMatchObject({ code: "NETWORK" });
    const shown = { ...known, certFile: client.certificateFile, keyFile: client.keyFile };
    expect((await run({ known: [shown] }).index(url)).versions("nats")).toHaveLength(1);
  });
});
