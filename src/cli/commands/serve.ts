import { resolve } from "node:path";

import type { Login, Serving } from "../../app/serve.ts";
import { serve } from "../../app/serve.ts";
import { BpError } from "../../model/error.ts";
import { appender } from "../appender.ts";
import type { Context } from "../context.ts";
import type { CommandOptions, Run } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { portNumber } from "../number.ts";
import { askSecret } from "../password.ts";
import { givenText } from "../read-text.ts";

const limit = 1024 * 1024;

export const run: Run = async (args, options, context) => {
  const [folder] = args;
  const root = folder === undefined ? context.embedded : resolve(context.cwd, folder);
  const log = await logOf(options, context);
  const serving = await serve(
    {
      folder: root,
      address: textOption(options, "address") ?? "127.0.0.1",
      port: portNumber(textOption(options, "port") ?? "", "--port"),
      readOnly: flag(options, "readOnly"),
      login: await loginOf(options, context),
      tls: await tlsOf(options, context),
      plainHttp: flag(options, "plainHttp"),
    },
    { ...context.ports, log: log === undefined ? undefined : (line) => log.write(line) },
  );
  process.stderr.write(greeting(serving, root, options));
  await stopped(context.interrupted);
  const report = await serving.stop();
  await log?.close();
  return { report, blocks: [] };
};

function greeting({ url, host }: Serving, root: string, options: CommandOptions): string {
  const plain = url.startsWith("https:") ? "" : " --plain-http";
  const asks = textOption(options, "user") ?? textOption(options, "htpasswd");
  const login = asks === undefined ? "" : `  helm registry login ${host}${plain}\n`;
  return (
    `serving ${root} on ${url}; stop it with Ctrl-C\n` +
    `${login}  helm pull oci://${host}/NAME --version VERSION${plain}\n`
  );
}

/** @throws BpError USAGE, BAD_PASSWORD */
async function loginOf(options: CommandOptions, context: Context): Promise<Login | undefined> {
  const [name, file] = [textOption(options, "user"), textOption(options, "htpasswd")];
  if (name !== undefined && file !== undefined)
    throw new BpError("USAGE", "--user and --htpasswd exclude each other", {
      hint: "the file holds all users: leave --user out",
    });
  if (name !== undefined)
    return { kind: "user", name, password: await passwordFor(name, context.environment) };
  if (file === undefined) return undefined;
  const text = await givenText(resolve(context.cwd, file), { option: "--htpasswd", limit });
  return { kind: "htpasswd", file, text };
}

async function passwordFor(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const given = environment["BP_SERVE_PASSWORD"];
  if (given !== undefined && given !== "") return given;
  if (process.stdin.isTTY) return askSecret(`Password for ${name}: `);
  throw new BpError("BAD_PASSWORD", `no password is given for ${name}`, {
    hint: "set BP_SERVE_PASSWORD, or run this at a terminal",
  });
}

/** @throws BpError USAGE where one of the two is given alone */
async function tlsOf(
  options: CommandOptions,
  context: Context,
): Promise<{ readonly certificate: string; readonly key: string } | undefined> {
  const [cert, key] = [textOption(options, "tlsCert"), textOption(options, "tlsKey")];
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined)
    throw new BpError("USAGE", "--tls-cert and --tls-key go together", {
      hint: "give the certificate and the key that it was made for, both as PEM",
    });
  return {
    certificate: await givenText(resolve(context.cwd, cert), { option: "--tls-cert", limit }),
    key: await givenText(resolve(context.cwd, key), { option: "--tls-key", limit }),
  };
}

async function logOf(
  options: CommandOptions,
  context: Context,
): Promise<Awaited<ReturnType<typeof appender>> | undefined> {
  const file = textOption(options, "accessLog");
  return file === undefined
    ? undefined
    : appender(file === "-" ? file : resolve(context.cwd, file));
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
