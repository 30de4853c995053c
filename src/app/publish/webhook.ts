import { createHmac } from "node:crypto";

import { BpError, isBpError } from "../../model/error.ts";
import type { Ask, ServiceAnswer, ServiceRequest } from "../../signing/index.ts";
import type { ReleaseRecord } from "./release-record.ts";
import { recordText } from "./release-record.ts";

export interface Webhook {
  readonly url: string;
  /** Signs the body; undefined: it goes unsigned. */
  readonly secret: string | undefined;
}

/**
 * Posts a release record. With a secret `x-bp-signature-256` is `sha256=` and the HMAC of the body in hexadecimal digits.
 * @throws BpError USAGE for no address of HTTP, NETWORK where it is not taken
 */
export async function callWebhook(
  { url, secret }: Webhook,
  record: ReleaseRecord,
  ask: Ask,
): Promise<void> {
  const address = webhookAddress(url);
  const body = new TextEncoder().encode(recordText(record));
  const mac =
    secret === undefined ? undefined : createHmac("sha256", secret).update(body).digest("hex");
  const { status } = await unnamed(address, ask, {
    method: "POST",
    url: address.href,
    headers: {
      "content-type": "application/json",
      "x-bp-event": "release",
      ...(mac === undefined ? {} : { "x-bp-signature-256": `sha256=${mac}` }),
    },
    body,
  });
  if (status < 200 || status > 299)
    throw new BpError("NETWORK", `the webhook at ${address.host} answers ${status}`);
}

/** Asks, and tells of a fault without the address. */
async function unnamed(address: URL, ask: Ask, request: ServiceRequest): Promise<ServiceAnswer> {
  try {
    return await ask(request);
  } catch (error) {
    if (!isBpError(error)) throw error;
    throw new BpError(error.code, error.message.replaceAll(address.href, address.host));
  }
}

/** The address itself may be a secret: only its host is ever told. @throws BpError USAGE */
export function webhookAddress(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address !== undefined && /^https?:$/u.test(address.protocol)) return address;
  throw new BpError("USAGE", "--webhook takes an address of http or https");
}
