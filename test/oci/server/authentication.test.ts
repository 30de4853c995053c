import { afterEach, expect, test } from "vitest";

import { singleUser } from "../../../src/oci/index.ts";
import type { AccessRecord, Users } from "../../../src/oci/index.ts";
import { blob } from "../artifact.ts";
import type { Setting } from "./setting.ts";
import { startSetting } from "./setting.ts";

let setting: Setting;

afterEach(async () => {
  await setting.stop();
  expect(setting.faults).toEqual([]);
});

function basic(name: string, password: string): Readonly<Record<string, string>> {
  return { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}` };
}

test("who is not known is asked to log in, and nothing is done or told", async () => {
  setting = await startSetting({ users: singleUser("ci", "secret") });
  const { digest } = blob("x").descriptor;
  const push = `/v2/a/blobs/uploads/?digest=${digest}`;
  for (const headers of [
    {},
    basic("ci", "wrong"),
    basic("other", "secret"),
    { authorization: "Bearer secret" },
    { authorization: "Basic !!!" },
    { authorization: "Basic " },
  ]) {
    const reply = await setting.ask("POST", push, "x", headers);
    expect([reply.status, reply.code]).toEqual([401, "UNAUTHORIZED"]);
    expect(reply.headers["www-authenticate"]).toMatch(/^Basic realm="/u);
    expect((await setting.ask("GET", "/v2/", "", headers)).status).toBe(401);
  }
  expect((await setting.ask("POST", push, "x", basic("ci", "secret"))).status).toBe(201);
  expect((await setting.ask("GET", `/v2/a/blobs/${digest}`, "", basic("ci", "secret"))).text).toBe(
    "x",
  );
});

test("a registry with users is reached by any name; pages in a browser still cannot write", async () => {
  setting = await startSetting({ users: singleUser("ci", "secret") });
  const login = basic("ci", "secret");
  const named = await setting.ask("GET", "/v2/", "", { ...login, host: "registry.example.com" });
  expect(named.status).toBe(200);
  const page = { ...login, origin: "https://evil.example.com" };
  expect((await setting.ask("POST", "/v2/a/blobs/uploads/", "", page)).status).toBe(403);
});

test("a password is looked at once, however many requests bring it; a wrong one each time", async () => {
  let looks = 0;
  const users: Users = {
    check: async (_, password) => {
      looks += 1;
      return password === "secret";
    },
  };
  setting = await startSetting({ users });
  const ask = (password: string): Promise<unknown> =>
    setting.ask("GET", "/v2/", "", basic("ci", password));
  await Promise.all([ask("secret"), ask("secret"), ask("secret")]);
  await ask("secret");
  expect(looks).toBe(1);
  await ask("wrong");
  await ask("wrong");
  expect(looks).toBe(3);
});

test("each answer is told with who asked", async () => {
  const records: AccessRecord[] = [];
  setting = await startSetting({
    users: singleUser("ci", "secret"),
    onAnswer: (record) => records.push(record),
  });
  const agent = { "user-agent": "oras/1.3" };
  await setting.ask("GET", "/v2/_catalog?n=5", "", { ...basic("ci", "secret"), ...agent });
  await setting.ask("GET", "/v2/");
  expect(records).toMatchObject([
    { user: "ci", method: "GET", target: "/v2/_catalog?n=5", status: 200, userAgent: "oras/1.3" },
    { user: undefined, status: 401, target: "/v2/" },
  ]);
  expect(records[0]).toMatchObject({ remote: "127.0.0.1", size: '{"repositories":[]}'.length });
});
