import { request } from "node:https";

import { afterEach, describe, expect, test } from "vitest";

import { serveRegistry } from "../../../src/oci/index.ts";
import type { RunningRegistry } from "../../../src/oci/index.ts";
import { makeCertificate, whyNoCertificate } from "../../support/certificate.ts";
import { temporary } from "../../support/workspace.ts";

let server: RunningRegistry | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

function ask(port: number, ca: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ host: "localhost", port, path: "/v2/", ca }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });
}

describe.skipIf(whyNoCertificate !== undefined)(`https (${whyNoCertificate ?? "openssl"})`, () => {
  test("with the certificate given", async () => {
    const tls = makeCertificate();
    server = await serveRegistry({ root: temporary(), tls });
    expect(await ask(server.port, tls.certificate)).toBe(200);
    await expect(ask(server.port, makeCertificate().certificate)).rejects.toThrow();
  });

  test("not with a certificate and another's key", async () => {
    const tls = { ...makeCertificate(), key: makeCertificate().key };
    await expect(serveRegistry({ root: temporary(), tls })).rejects.toMatchObject({
      code: "CONFIG",
    });
  });
});

test("not with files that are none", async () => {
  const tls = { certificate: "x", key: "y" };
  await expect(serveRegistry({ root: temporary(), tls })).rejects.toMatchObject({ code: "CONFIG" });
});
