import { once } from "node:events";
import { rm } from "node:fs/promises";
import { request } from "node:http";

import { expect, test } from "vitest";

import type { Users } from "../../../src/oci/index.ts";
import { blob } from "../artifact.ts";
import { startSetting } from "./setting.ts";

test("the server ends once what is under way has ended, though its connection is cut before", async () => {
  const begun = Promise.withResolvers<void>();
  const known = Promise.withResolvers<boolean>();
  const users: Users = {
    check: () => {
      begun.resolve();
      return known.promise;
    },
  };
  const { server, root } = await startSetting({ users });
  const { digest } = blob("x").descriptor;
  const asked = request({
    host: "127.0.0.1",
    port: server.port,
    method: "POST",
    path: `/v2/a/blobs/uploads/?digest=${digest}`,
    auth: "ci:secret",
  });
  const cut = once(asked, "error");
  asked.end("x");
  await begun.promise;
  let ended = false;
  const end = server.close().then(() => (ended = true));
  await cut;
  for (let turn = 0; turn < 20; turn += 1)
    await new Promise<void>((resolve) => setImmediate(resolve));
  expect(ended).toBe(false);
  known.resolve(true);
  await end;
  await rm(root, { recursive: true });
});
