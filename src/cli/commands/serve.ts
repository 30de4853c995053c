import { resolve } from "node:path";

import { serve } from "../../app/serve.ts";
import type { Run } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { portNumber } from "../number.ts";

export const run: Run = async (args, options, context) => {
  const [folder] = args;
  const port = portNumber(textOption(options, "port") ?? "", "--port");
  const root = folder === undefined ? context.embedded : resolve(context.cwd, folder);
  const registry = await serve({ folder: root, port, readOnly: flag(options, "readOnly") });
  process.stderr.write(
    `serving ${root} on http://${registry.host}; stop it with Ctrl-C\n` +
      `  helm pull oci://${registry.host}/NAME --version VERSION --plain-http\n`,
  );
  await stopped(context.interrupted);
  await registry.close();
  const report = {
    schemaVersion: 1,
    command: "serve",
    ok: true,
    exitCode: 0,
    findings: [],
    host: registry.host,
  } as const;
  return { report, blocks: [] };
};

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
