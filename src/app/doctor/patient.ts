import type { Helm } from "../../model/helm.ts";
import type { RegistryTarget, Target } from "../../model/reference.ts";
import type { Workspace } from "../../model/workspace.ts";
import type { RegistryProbe, Source } from "../../oci/index.ts";
import type { GitFacts } from "../../workspace/index.ts";
import type { Config } from "../config.ts";
import type { Ask, SigningServices } from "../keyless.ts";
import type { KeyStore } from "../keys.ts";
import type { LoginPorts } from "../login/login-ports.ts";

/** Facts about files, which nothing is written to. */
export interface FileFacts {
  /** Why a file, or a folder, cannot be written; of what is not there yet, the nearest folder above decides. */
  whyNotWritable(path: string): Promise<string | undefined>;
  /** Bytes that are free where the path is, or will be. */
  free(path: string): Promise<number | undefined>;
  /** Undefined where it is not there. @throws BpError UNREADABLE */
  text(path: string): Promise<string | undefined>;
}

/** The environment that is looked at, and the ways to look. */
export interface Patient {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  readonly node: {
    readonly version: string;
    readonly program: string;
    /** bp brought it, since the one that was called is too old. */
    readonly own: boolean;
  };
  readonly files: FileFacts;
  /** Folders: undefined where no cache is kept. */
  readonly folders: { readonly cache: string | undefined; readonly temporary: string };
  /** The configuration, the default one where it cannot be used. */
  readonly config: Config;
  /** How it is with the file. @throws BpError CONFIG */
  readonly configFile: () => Promise<string | undefined>;
  readonly workspace: () => Promise<Workspace>;
  readonly helms: () => Promise<readonly Helm[]>;
  /** @throws BpError UNREADABLE where there is no git */
  readonly git: () => Promise<GitFacts>;
  /** The commit that changes are compared with. @throws BpError USAGE */
  readonly base: () => Promise<string>;
  /** Where a publish goes. */
  readonly target: Target;
  /** It was named for this run, so that one may try to write there. */
  readonly mayProbe: boolean;
  readonly logins: LoginPorts;
  readonly probe: (target: RegistryTarget) => RegistryProbe;
  readonly open: (target: Target) => Source;
  readonly anonymous: (target: Target) => Source | undefined;
  /** The key as it is given, else configured. */
  readonly key: string | undefined;
  readonly keys: KeyStore;
  readonly ask: Ask;
  /** Who certifies, logs and stamps. @throws BpError USAGE */
  readonly services: () => Promise<SigningServices>;
  /** @throws BpError NETWORK, USAGE */
  readonly trustedRoot: () => Promise<unknown>;
}
