import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { checkLogin } from "../../../src/oci/index.ts";
import type { Fault, FaultPlan } from "../../support/registry.ts";
import type { Served } from "../served.ts";
import { startServed } from "../served.ts";

let served: Served;

beforeEach(async () => {
  served = await startServed();
});

afterEach(() => served.close());

const right = { username: "mona", password: "right" };
const wrong = { username: "mona", password: "wrong" };

function header({ username, password }: typeof right): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

function check(offer: typeof right): Promise<"accepted" | "unasked"> {
  const client = served.client({ credentials: async () => ({ kind: "basic", ...offer }) });
  return checkLogin({ client, host: served.proxy.host, offer });
}

const asksBasic: FaultPlan = (request) =>
  request.authorization === header(right)
    ? undefined
    : { status: 401, headers: { "www-authenticate": 'Basic realm="r"' } };

/** As Docker Hub: a token service that takes names and passwords, and a registry that takes its tokens. */
const asksBearer: FaultPlan = (request): Fault | undefined => {
  if (request.path.startsWith("/token"))
    return request.authorization === header(right)
      ? { status: 200, body: '{"token":"t0ken"}' }
      : { status: 401, body: '{"details":"incorrect username or password"}' };
  if (request.authorization === "Bearer t0ken") return undefined;
  const realm = `Bearer realm="http://${served.proxy.host}/token",service="s"`;
  return { status: 401, headers: { "www-authenticate": realm } };
};

describe.each([
  ["Basic", asksBasic],
  ["Bearer", asksBearer],
])("%s", (_, plan) => {
  test("the right login is accepted", async () => {
    served.proxy.plan(plan);
    expect(await check(right)).toBe("accepted");
  });

  test("a wrong one is refused", async () => {
    served.proxy.plan(plan);
    await expect(check(wrong)).rejects.toMatchObject({
      code: "UNAUTHORIZED",
      message: `${served.proxy.host} does not take this login`,
    });
  });
});

test("a registry that answers everybody is shown the login", async () => {
  expect(await check(right)).toBe("unasked");
  expect(served.proxy.requests.map(({ authorization }) => authorization)).toEqual([
    undefined,
    header(right),
  ]);
  served.proxy.plan(({ authorization }) =>
    authorization === header(wrong) ? { status: 401 } : undefined,
  );
  await expect(check(wrong)).rejects.toMatchObject({ code: "UNAUTHORIZED" });
});

test("what is no registry is said to be none", async () => {
  served.proxy.plan(() => ({ status: 404, body: "<html>" }));
  await expect(check(right)).rejects.toMatchObject({
    code: "REGISTRY",
    message: `${served.proxy.host} does not answer as a registry: there is no /v2/`,
  });
});

test("the login goes to no host that the registry redirects to", async () => {
  const elsewhere = await startServed();
  served.proxy.plan(() => ({
    status: 307,
    headers: { location: `http://${elsewhere.proxy.host}/v2/` },
  }));
  await expect(check(right)).rejects.toMatchObject({ details: { status: 307 } });
  expect(elsewhere.proxy.requests).toEqual([]);
  await elsewhere.close();
});

test("faults that pass are waited for", async () => {
  served.proxy.plan((request, count) => (count <= 2 ? { status: 503 } : asksBasic(request, count)));
  expect(await check(right)).toBe("accepted");
});
