import { login } from "../../app/login/login.ts";
import type { LoginReport } from "../../app/login/login.ts";
import { registryHost } from "../../app/login/registry-host.ts";
import { BpError } from "../../model/error.ts";
import type { Block } from "../../report/index.ts";
import type { CommandOptions, Run } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { askLine, askSecret } from "../password.ts";
import { standardInput } from "../standard-input.ts";

/** In bytes. */
const limit = 64 * 1024;

export const run: Run = async ([text = ""], options, context) => {
  const registry = registryHost(text);
  const username = textOption(options, "username") ?? (await askedName(registry));
  const password = await passwordOf(username, registry, options);
  const { logins } = await context.network(options);
  const report = await login(registry, { username, password }, logins);
  return { report, blocks: blocks(report) };
};

/** @throws BpError USAGE where nobody can be asked */
async function askedName(registry: string): Promise<string> {
  if (process.stdin.isTTY) return (await askLine(`User name for ${registry}: `)).trim();
  throw new BpError("USAGE", "no user name is given", { hint: "give --username NAME" });
}

/** @throws BpError USAGE where nobody can be asked */
async function passwordOf(
  username: string,
  registry: string,
  options: CommandOptions,
): Promise<string> {
  if (flag(options, "passwordStdin")) return (await standardInput(limit)).replace(/\r?\n$/u, "");
  if (process.stdin.isTTY) return askSecret(`Password or token of ${username} at ${registry}: `);
  throw new BpError("USAGE", "no password is given", {
    hint: "give it on standard input, with --password-stdin: on a command line others can read it",
  });
}

function blocks({ registry, username, verified, keptIn }: LoginReport): readonly Block[] {
  const lines: Block[] = [
    {
      kind: "line",
      text: `logged in to ${registry} as ${username}; kept ${keptIn.kind === "helper" ? "by" : "in"} ${keptIn.place}`,
      tone: "good",
    },
  ];
  if (keptIn.kind === "file")
    lines.push({
      kind: "line",
      text: "The password stands there in the clear, for your eyes alone: a program that credsStore names would keep it better.",
      tone: "plain",
    });
  if (!verified)
    lines.push({
      kind: "line",
      text: `${registry} answers everybody: whether the login is right shows when something is written.`,
      tone: "warn",
    });
  return lines;
}
