import { randomBytes } from "node:crypto";

import { describe, expect, onTestFinished, test } from "vitest";

import type { DevicePrompt, IdToken } from "../../src/app/keyless.ts";
import { browserToken, deviceToken, discover } from "../../src/app/keyless.ts";
import { createNetwork } from "../../src/cli/network.ts";
import type { Network } from "../../src/cli/network.ts";
import { spool } from "../../src/cli/spool.ts";
import { loopbackRedirect } from "../../src/oci/index.ts";
import type { OidcProvider } from "../support/oidc-provider.ts";
import { startOidcProvider } from "../support/oidc-provider.ts";

interface Scene {
  readonly issuer: OidcProvider;
  readonly ask: Network["ask"];
}

async function scene(): Promise<Scene> {
  const issuer = await startOidcProvider();
  onTestFinished(issuer.close);
  const ports = {
    now: () => new Date(),
    randomBytes: (length: number) => randomBytes(length),
    environment: {},
    spool,
    emit: () => undefined,
  };
  const network = createNetwork({
    ports,
    plainHttp: false,
    offline: false,
    version: "0",
    cwd: ".",
  });
  onTestFinished(() => network.close());
  return { issuer, ask: network.ask };
}

const never = new AbortController().signal;

/** Signs in as a person would, whose browser follows where it is sent. */
async function byBrowser(
  { issuer, ask }: Scene,
  browser: (url: string) => Promise<unknown> = (url) => fetch(url),
): Promise<IdToken> {
  return browserToken(await discover({ issuer: issuer.url, clientId: "sigstore" }, ask), {
    ask,
    randomBytes: (length) => randomBytes(length),
    listen: (state) => loopbackRedirect(state, never),
    open: async (url) => void (await browser(url)),
  });
}

describe("signed in by the browser", () => {
  test("the token is the person's, and the browser is told that it is over", async () => {
    const here = await scene();
    let page = "";
    const token = await byBrowser(here, async (url) => {
      page = await (await fetch(url)).text();
    });
    expect(token.claims).toMatchObject({
      iss: here.issuer.url,
      aud: "sigstore",
      email: "ann@acme.test",
      nonce: expect.stringMatching(/^[\w-]{43}$/u),
    });
    expect(page).toContain("this window can be closed");
    expect(here.issuer.requests).toEqual([
      "GET /.well-known/openid-configuration",
      "GET /authorize",
      "POST /token",
    ]);
  });

  test("what comes with another state is turned away, and the wait goes on", async () => {
    const here = await scene();
    const statuses: number[] = [];
    const token = await byBrowser(here, async (url) => {
      const back = new URL(new URL(url).searchParams.get("redirect_uri") ?? "");
      for (const query of ["?state=other&code=stolen", "", "?code=stolen"])
        statuses.push((await fetch(`${back.href}${query}`)).status);
      const state = new URL(url).searchParams.get("state");
      statuses.push((await fetch(`${back.origin}/?state=${state}&code=x`)).status);
      await fetch(url);
    });
    expect(statuses).toEqual([400, 400, 400, 400]);
    expect(token.claims["email"]).toBe("ann@acme.test");
  });

  test("a person who says no", async () => {
    const here = await scene();
    here.issuer.denial = "access_denied";
    await expect(byBrowser(here)).rejects.toMatchObject({
      code: "UNAUTHORIZED",
      message: expect.stringContaining("says no: access_denied") as unknown,
    });
  });

  test("a code that somebody else's request was given is worth nothing", async () => {
    const here = await scene();
    const stolen = byBrowser(here, async (url) => {
      const asked = new URL(url);
      asked.searchParams.set("code_challenge", "x".repeat(43));
      await fetch(asked.href);
    });
    await expect(stolen).rejects.toMatchObject({
      code: "UNAUTHORIZED",
      message: expect.stringContaining("invalid_grant") as unknown,
    });
  });

  test.each<[string, (issuer: OidcProvider) => object, RegExp]>([
    ["no identity token", () => ({ id_token: undefined }), /no identity token/u],
    [
      "of another request",
      (issuer) => ({ id_token: issuer.token({ nonce: "x" }) }),
      /another request/u,
    ],
    [
      "for another program",
      (issuer) => ({ id_token: issuer.token({ aud: ["x"] }) }),
      /a token for x/u,
    ],
    [
      "of another issuer",
      (issuer) => ({ id_token: issuer.token({ iss: "https://eve.test" }) }),
      /a token of https:\/\/eve\.test/u,
    ],
  ])("a token that is %s is refused", async (_, change, message) => {
    const here = await scene();
    here.issuer.change = (answer) => ({ ...answer, ...change(here.issuer) });
    await expect(byBrowser(here)).rejects.toMatchObject({
      code: "SIGSTORE",
      message: expect.stringMatching(message) as unknown,
    });
  });

  test("a run that is interrupted waits for nobody", async () => {
    const stop = new AbortController();
    const redirect = await loopbackRedirect("state", stop.signal);
    onTestFinished(() => redirect.close());
    stop.abort();
    await expect(redirect.returned).rejects.toMatchObject({ code: "INTERRUPTED" });
  });
});

async function byDevice(
  { issuer, ask }: Scene,
  prompts: DevicePrompt[] = [],
  slept: number[] = [],
): Promise<IdToken> {
  return deviceToken(await discover({ issuer: issuer.url, clientId: "sigstore" }, ask), {
    ask,
    randomBytes: (length) => randomBytes(length),
    show: (prompt) => prompts.push(prompt),
    sleep: async (ms) => void slept.push(ms),
    now: () => new Date(slept.reduce((total, ms) => total + ms, 0)),
  });
}

describe("signed in by another device", () => {
  test("the person is shown a code, and the issuer is asked at its own pace", async () => {
    const here = await scene();
    here.issuer.pending.push("authorization_pending", "slow_down", "authorization_pending");
    const [prompts, slept]: [DevicePrompt[], number[]] = [[], []];
    const token = await byDevice(here, prompts, slept);
    expect(token.claims["email"]).toBe("ann@acme.test");
    const url = `${here.issuer.url}/activate`;
    expect(prompts).toEqual([{ url, code: "ABCD-EFGH", complete: `${url}?user_code=ABCD-EFGH` }]);
    expect(slept).toEqual([1000, 1000, 6000, 6000]);
  });

  test.each(["access_denied", "expired_token"])("%s ends it", async (error) => {
    const here = await scene();
    here.issuer.pending.push("authorization_pending", error);
    await expect(byDevice(here)).rejects.toMatchObject({
      code: "UNAUTHORIZED",
      message: expect.stringContaining(error) as unknown,
    });
  });

  test("a code that nobody enters expires", async () => {
    const here = await scene();
    here.issuer.pending.push(...Array.from({ length: 400 }, () => "authorization_pending"));
    const slept: number[] = [];
    await expect(byDevice(here, [], slept)).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    expect(slept).toHaveLength(300);
  });
});

function asked(issuer: string, { ask }: Scene): Promise<unknown> {
  return discover({ issuer, clientId: "sigstore" }, ask);
}

describe("an issuer that is none", () => {
  test("says another name, is not there, or is asked without https", async () => {
    const here = await scene();
    const { url } = here.issuer;
    await expect(asked(`${url}/other`, here)).rejects.toMatchObject({ code: "SIGSTORE" });
    const local = url.replace("127.0.0.1", "localhost");
    await expect(asked(local, here)).rejects.toMatchObject({
      message: expect.stringContaining(`says that it is ${url}`) as unknown,
    });
    await expect(asked("http://issuer.test", here)).rejects.toMatchObject({
      code: "USAGE",
      message: expect.stringContaining("is not an https address") as unknown,
    });
  });
});
