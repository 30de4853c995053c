import { createServer } from "node:https";
import type { AddressInfo } from "node:net";

import { beforeEach, describe, expect, onTestFinished, test } from "vitest";

import type { ClientOptions, Store, TlsOptions } from "../../../src/oci/index.ts";
import { registryStore, serveRegistry } from "../../../src/oci/index.ts";
import type { TestCertificate } from "../../support/certificate.ts";
import { makeCertificate, whyNoCertificate } from "../../support/certificate.ts";
import { temporary } from "../../support/workspace.ts";
import { blob, testClient } from "../artifact.ts";

let server: TestCertificate;
let client: TestCertificate;

beforeEach(() => {
  if (whyNoCertificate !== undefined) return;
  server ??= makeCertificate();
  client ??= makeCertificate();
});

function storeOf(host: string, options: Partial<ClientOptions>): Store {
  const made = testClient(options);
  onTestFinished(() => made.close());
  return registryStore({ client: made, host, path: "repo", plainHttp: false });
}

async function registry(): Promise<string> {
  const running = await serveRegistry({ root: temporary(), tls: server });
  onTestFinished(() => running.close());
  return running.host;
}

/** What one holds https to with a certificate of one's own. */
function own(): TlsOptions {
  return { ca: server.certificate, cert: client.certificate, key: client.key };
}

interface Asking {
  readonly host: string;
  /** Whether each request came with a client certificate. */
  readonly shown: readonly boolean[];
}

/** A server that asks for a client certificate, takes any, and redirects blobs where it is told. */
async function asking(location?: string): Promise<Asking> {
  const shown: boolean[] = [];
  const running = createServer(
    { key: server.key, cert: server.certificate, requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      const socket = request.socket as unknown as { getPeerCertificate(): { subject?: object } };
      shown.push(socket.getPeerCertificate().subject !== undefined);
      if (location === undefined) response.writeHead(404).end();
      else response.writeHead(307, { location }).end();
    },
  );
  await new Promise<void>((resolve) => {
    running.listen(0, "127.0.0.1", () => resolve());
  });
  onTestFinished(() => {
    running.closeAllConnections();
    running.close();
  });
  return { host: `127.0.0.1:${(running.address() as AddressInfo).port}`, shown };
}

describe.skipIf(whyNoCertificate !== undefined)(`https (${whyNoCertificate ?? "openssl"})`, () => {
  test("an authority of one's own is trusted beside the usual ones", async () => {
    const store = storeOf(await registry(), { tls: { ca: server.certificate } });
    expect(await store.tags()).toEqual([]);
  });

  test("without it the certificate is refused at once, and the error says what to do", async () => {
    const waits: number[] = [];
    const store = storeOf(await registry(), { onWait: ({ ms }) => waits.push(ms) });
    await expect(store.tags()).rejects.toMatchObject({
      code: "NETWORK",
      message: expect.stringContaining("its certificate is not trusted"),
      hint: expect.stringContaining("--ca-file"),
    });
    expect(waits).toEqual([]);
  });

  test("what is known for one host is taken for it", async () => {
    const host = await registry();
    const asked: string[] = [];
    const store = storeOf(host, {
      tlsFor: async (name) => {
        asked.push(name);
        return { ca: server.certificate };
      },
    });
    expect(await store.tags()).toEqual([]);
    expect(new Set(asked)).toEqual(new Set([host]));
  });

  test("a client certificate is shown to the registry", async () => {
    const { host, shown } = await asking();
    expect(await storeOf(host, { tls: own() }).exists(blob("x").descriptor)).toBe(false);
    expect(
      await storeOf(host, { tls: { ca: server.certificate } }).exists(blob("x").descriptor),
    ).toBe(false);
    expect(shown).toEqual([true, false]);
  });

  test("and to no host that it redirects to", async () => {
    const elsewhere = await asking();
    const { host, shown } = await asking(`https://${elsewhere.host}/data`);
    expect(await storeOf(host, { tls: own() }).exists(blob("x").descriptor)).toBe(false);
    expect([shown, elsewhere.shown]).toEqual([[true], [false]]);
  });

  test("trust in any certificate ends at the server that it is for", async () => {
    const elsewhere = await asking();
    const { host, shown } = await asking(`https://${elsewhere.host}/data`);
    const store = storeOf(host, { tls: { insecure: true } });
    await expect(store.exists(blob("x").descriptor)).rejects.toMatchObject({ code: "NETWORK" });
    expect([shown, elsewhere.shown]).toEqual([[false], []]);
  });

  test("a redirect from https to http is refused", async () => {
    const { host } = await asking("http://127.0.0.1:1/data");
    const store = storeOf(host, { tls: { ca: server.certificate } });
    await expect(store.exists(blob("x").descriptor)).rejects.toMatchObject({
      code: "REGISTRY",
      message: expect.stringContaining("leaves https"),
    });
  });

  test("a key that is not the certificate's is a fault of the configuration", async () => {
    const tls = { cert: client.certificate, key: server.key };
    await expect(storeOf(await registry(), { tls }).tags()).rejects.toMatchObject({
      code: "CONFIG",
    });
  });
});
