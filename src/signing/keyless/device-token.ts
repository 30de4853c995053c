import { BpError } from "../../model/error.ts";
import type { Ask } from "./ask.ts";
import { objectIn, refusal } from "./ask.ts";
import { givenToken } from "./given-token.ts";
import type { IdToken } from "./id-token.ts";
import type { OidcProvider } from "./oidc-provider.ts";
import { postForm, scope } from "./oidc-provider.ts";
import type { RandomBytes } from "./pkce.ts";
import { proofKey } from "./pkce.ts";

/** What a person is to do on whatever device has a browser. */
export interface DevicePrompt {
  /** Where to go. */
  readonly url: string;
  /** What to type there. */
  readonly code: string;
  /** Where it need not be typed; undefined where the issuer knows no such address. */
  readonly complete: string | undefined;
}

export interface DevicePorts {
  readonly ask: Ask;
  readonly randomBytes: RandomBytes;
  readonly show: (prompt: DevicePrompt) => void;
  /** In milliseconds. @throws BpError INTERRUPTED */
  readonly sleep: (ms: number) => Promise<void>;
  readonly now: () => Date;
}

interface Pending {
  readonly deviceCode: string;
  readonly prompt: DevicePrompt;
  /** Between two questions, in seconds. */
  readonly interval: number;
  /** In seconds. */
  readonly expiresIn: number;
}

const grant = "urn:ietf:params:oauth:grant-type:device_code";
/** In seconds (RFC 8628, sections 3.2 and 3.5). */
const [usualInterval, slower, usualLife] = [5, 5, 300];

/**
 * A person's identity token, by another device (RFC 8628): they are shown an address and a code, and the issuer is asked
 * until they have said yes.
 * @throws BpError USAGE where the issuer does not do this, UNAUTHORIZED where the person says no or nothing, SIGSTORE,
 *   NETWORK
 */
export async function deviceToken(provider: OidcProvider, ports: DevicePorts): Promise<IdToken> {
  const { ask, randomBytes, show, sleep, now } = ports;
  const { verifier, challenge } = proofKey(randomBytes);
  const pending = await begin(provider, challenge, ask);
  show(pending.prompt);
  const end = now().getTime() + pending.expiresIn * 1000;
  let { interval } = pending;
  while (now().getTime() < end) {
    await sleep(interval * 1000);
    const answer = await postForm(ask, provider.token, {
      grant_type: grant,
      device_code: pending.deviceCode,
      client_id: provider.clientId,
      code_verifier: verifier,
    });
    if (answer.status === 200) return givenToken(answer, provider);
    const { error } = objectIn(`the issuer ${provider.issuer}`, answer);
    if (error === "slow_down") interval += slower;
    else if (error !== "authorization_pending") return givenToken(answer, provider);
  }
  throw new BpError("UNAUTHORIZED", "nobody said who signs before the code expired", {
    hint: "run the command again",
  });
}

async function begin(provider: OidcProvider, challenge: string, ask: Ask): Promise<Pending> {
  const { issuer, device, clientId } = provider;
  if (device === undefined)
    throw new BpError("USAGE", `the issuer ${issuer} signs nobody in by another device`, {
      hint: "leave --oidc-device-flow out: the browser of this machine asks then",
    });
  const answer = await postForm(ask, device, {
    client_id: clientId,
    scope,
    code_challenge: challenge,
    code_challenge_method: "S256",
  });
  if (answer.status !== 200) throw refusal(`the issuer ${issuer}`, answer);
  const found = objectIn(`the issuer ${issuer}`, answer);
  const text = (name: string): string | undefined => {
    const value = found[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const [deviceCode, code] = [text("device_code"), text("user_code")];
  const url = text("verification_uri") ?? text("verification_url");
  if (deviceCode === undefined || code === undefined || url === undefined)
    throw new BpError("SIGSTORE", `the issuer ${issuer} names no code and no address`);
  return {
    deviceCode,
    prompt: { url, code, complete: text("verification_uri_complete") },
    interval: seconds(found["interval"], usualInterval),
    expiresIn: seconds(found["expires_in"], usualLife),
  };
}

function seconds(value: unknown, usual: number): number {
  return typeof value === "number" && value > 0 && value <= 3600 ? value : usual;
}
