import { setTimeout as pause } from "node:timers/promises";

import { inCi } from "../../app/affected/ci-event.ts";
import type { DevicePrompt, IdToken, OidcProvider, SigningServices } from "../../app/keyless.ts";
import { BpError } from "../../model/error.ts";
import { openInBrowser } from "../browser.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import type { Network } from "../network.ts";

/**
 * Asks the person at the terminal who they are: in their browser, or where there is none, or it is asked for, by another
 * device. Undefined where nobody is there to be asked: in CI, and where no terminal is.
 */
export async function personAt(
  services: SigningServices,
  options: CommandOptions,
  context: Context,
  network: Network,
): Promise<(() => Promise<IdToken>) | undefined> {
  const { environment } = context;
  if (inCi(environment) || !process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const { signing } = await context.config();
  const client = {
    issuer: textOption(options, "oidcIssuer") ?? services.oidc ?? signing.oidcIssuer,
    clientId: textOption(options, "oidcClientId") ?? signing.oidcClientId,
  };
  return async () => {
    const { discover } = await import("../../app/keyless.ts");
    const provider = await discover(client, network.ask);
    tell(`signing keyless: ${provider.issuer} asks who you are, and ${services.fulcio} is told`);
    return flag(options, "oidcDeviceFlow")
      ? byDevice(provider, context, network)
      : byBrowser(provider, context, network);
  };
}

async function byBrowser(
  provider: OidcProvider,
  context: Context,
  network: Network,
): Promise<IdToken> {
  const { browserToken } = await import("../../app/keyless.ts");
  const { ports, interrupted, environment } = context;
  return browserToken(provider, {
    ask: network.ask,
    randomBytes: ports.randomBytes,
    listen: (state) => network.redirect(state, interrupted),
    open: async (url) => {
      if (await openInBrowser(url, environment)) return tell(`your browser is open at\n  ${url}`);
      tell(`open this in a browser of this machine (on another: --oidc-device-flow)\n  ${url}`);
    },
  });
}

async function byDevice(
  provider: OidcProvider,
  context: Context,
  network: Network,
): Promise<IdToken> {
  const { deviceToken } = await import("../../app/keyless.ts");
  const { ports, interrupted } = context;
  return deviceToken(provider, {
    ask: network.ask,
    randomBytes: ports.randomBytes,
    now: ports.now,
    show: showPrompt,
    sleep: (ms) =>
      pause(ms, undefined, { signal: interrupted }).catch(() => {
        throw new BpError("INTERRUPTED", "nobody has signed in: the run was interrupted");
      }),
  });
}

function showPrompt({ url, code, complete }: DevicePrompt): void {
  const straight = complete === undefined ? "" : `, or open\n  ${complete}`;
  tell(`on any device open\n  ${url}\nand enter the code ${code}${straight}`);
}

/** Of a person's own doing: it is said however quiet the run is. */
function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
