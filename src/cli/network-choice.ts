import { resolve } from "node:path";

import { BpError } from "../model/error.ts";
import type { CommandOptions } from "./declaration.ts";
import { flag, textOption } from "./declaration.ts";
import { duration } from "./duration.ts";
import { givenText } from "./read-text.ts";

const fileLimit = 1024 * 1024;

/** In PEM: authorities that are trusted beside the usual ones, and what registries are shown. */
export interface Certificates {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** What the options of a command say about the network. */
export interface NetworkChoice {
  readonly plainHttp: boolean;
  /** Milliseconds; five minutes where it is left out. */
  readonly budgetMs?: number;
  readonly tls?: Certificates;
}

/** Reads `networkOptions()`. @throws BpError USAGE, for a file too that cannot be read or holds no PEM */
export async function networkChoice(options: CommandOptions, cwd: string): Promise<NetworkChoice> {
  const budget = textOption(options, "networkBudget");
  const tls = await certificatesOf(options, cwd);
  return {
    plainHttp: flag(options, "plainHttp"),
    ...(budget === undefined ? {} : { budgetMs: duration(budget, "--network-budget") }),
    ...(tls === undefined ? {} : { tls }),
  };
}

async function certificatesOf(
  options: CommandOptions,
  cwd: string,
): Promise<Certificates | undefined> {
  const read = (name: string, option: string): Promise<string | undefined> =>
    pem(textOption(options, name), option, cwd);
  const [ca, cert, key] = await Promise.all([
    read("caFile", "--ca-file"),
    read("certFile", "--cert-file"),
    read("keyFile", "--key-file"),
  ]);
  if ((cert === undefined) !== (key === undefined)) {
    throw new BpError("USAGE", "a client certificate needs its key, and a key its certificate", {
      hint: "give both --cert-file and --key-file",
    });
  }
  if (ca === undefined && cert === undefined) return undefined;
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined || key === undefined ? {} : { cert, key }),
  };
}

async function pem(
  file: string | undefined,
  option: string,
  cwd: string,
): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const text = await givenText(resolve(cwd, file), { option, limit: fileLimit });
  if (/^-----BEGIN [A-Z0-9 ]+-----$/mu.test(text)) return text;
  throw new BpError("USAGE", `${file} is not in PEM`, {
    hint: `${option} takes what begins with -----BEGIN: openssl converts it`,
  });
}
