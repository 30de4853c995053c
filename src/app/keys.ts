import { BpError } from "../model/error.ts";
import {
  generateKey,
  keySigner,
  programPublicKey,
  programSigner,
  shownMatch,
} from "../signing/index.ts";
import type { AskProgram, IdentityPolicy, KeyPolicy, Policy, Signer } from "../signing/index.ts";

export type { AskProgram, IdentityPolicy, KeyPolicy, Policy, Signer };
export { shownMatch };

/** The files and variables that hold keys. */
export interface KeyStore {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly randomBytes: (length: number) => Uint8Array;
  /** The text of a file, undefined where it is not there. @throws BpError UNREADABLE */
  read(path: string): Promise<string | undefined>;
  /**
   * Asks a signer program; undefined where none may be run: a program is named by the command line alone, never by a file
   * of the workspace, which a pull request may have written.
   */
  readonly program?: ((program: string) => AskProgram) | undefined;
  /** The permission bits of a file; undefined where it is not there, or where files have none. */
  mode(path: string): Promise<number | undefined>;
  /** Writes a new file whole; false where the file is there already, which is left as it is. */
  create(path: string, text: string, mode: number): Promise<boolean>;
}

export const developmentKey = {
  privatePath: ".bp/keys/dev.key",
  publicPath: ".bp/keys/dev.pub",
} as const;

/**
 * The text of a key given as a file or as `env://NAME`.
 * @throws BpError BAD_KEY where it is not there
 */
export async function readKey(location: string, keys: KeyStore): Promise<string> {
  const name = /^env:\/\/(.+)$/u.exec(location)?.[1];
  const text = name === undefined ? await keys.read(location) : keys.environment[name];
  if (text !== undefined && text.trim() !== "") return text;
  throw new BpError(
    "BAD_KEY",
    name === undefined ? `there is no key file ${location}` : `the variable ${name} holds no key`,
    {
      hint: "`bp keygen` makes a key; give its file, or env://NAME for a variable that holds it",
    },
  );
}

/**
 * A signer of the key at a location, which COSIGN_PASSWORD opens; or of the program that `exec:PROGRAM` names.
 * @throws BpError BAD_KEY, BAD_PASSWORD, USAGE for a program where none may be run
 */
export async function signerAt(location: string, keys: KeyStore): Promise<Signer> {
  const program = programAt(location, keys);
  if (program !== undefined) return programSigner(program);
  return keySigner(await readKey(location, keys), keys.environment["COSIGN_PASSWORD"]);
}

/** The sentence for a private key that others than its owner can read; undefined for one that is kept well. */
export async function exposure(location: string, keys: KeyStore): Promise<string | undefined> {
  if (/^(?:env:\/\/|exec:)/u.test(location)) return undefined;
  const mode = await keys.mode(location);
  if (mode === undefined || (mode & 0o077) === 0) return undefined;
  const shown = mode.toString(8).padStart(4, "0");
  return `the private key ${location} is not its owner's alone (mode ${shown}): chmod 600 ${location}`;
}

function programAt(location: string, { program }: KeyStore): AskProgram | undefined {
  const name = /^exec:(.*)$/su.exec(location)?.[1];
  if (name === undefined) return undefined;
  if (name === "") throw new BpError("USAGE", "exec: names no program", { hint: execHint });
  if (program !== undefined) return program(name);
  throw new BpError(
    "USAGE",
    `${location} is a program, and a file of the workspace may not name one that bp runs`,
    {
      hint: "name it where you call bp, with --key: whoever may change the file could run anything",
    },
  );
}

const execHint = "write --key exec:./sign, or exec:sign for a program on the PATH";

/** The policy of the public key at a location. @throws BpError BAD_KEY, USAGE as signerAt */
export async function policyAt(location: string, keys: KeyStore): Promise<KeyPolicy> {
  const program = programAt(location, keys);
  if (program !== undefined)
    return { $case: "publicKey", publicKey: await programPublicKey(program) };
  return { $case: "publicKey", publicKey: await readKey(location, keys) };
}

export interface DevelopmentSigner {
  readonly signer: Signer;
  /** It was made just now. */
  readonly created: boolean;
}

/**
 * The workspace's own key, made on first use. It signs the embedded layout alone and has an empty password: who can
 * read the workspace can sign as its developer, and nobody else trusts it.
 */
export async function developmentSigner(keys: KeyStore): Promise<DevelopmentSigner> {
  const { privatePath, publicPath } = developmentKey;
  const existing = await keys.read(privatePath);
  if (existing !== undefined) return { signer: await keySigner(existing, ""), created: false };
  await keys.create(".bp/.gitignore", "*\n", 0o644);
  const made = await generateKey({ password: "", randomBytes: keys.randomBytes });
  const created = await keys.create(privatePath, made.privatePem, 0o600);
  // Two first runs at once: the one whose file came to stand decides, and both use it.
  const text = created ? made.privatePem : await readKey(privatePath, keys);
  const signer = await keySigner(text, "");
  if (signer.policy.$case === "publicKey")
    await keys.create(publicPath, signer.policy.publicKey, 0o644);
  return { signer, created };
}
