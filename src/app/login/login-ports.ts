import type { Login, LoginPlace } from "../../oci/index.ts";

/** A name and a password, or what stands for one. */
export interface NameAndPassword {
  readonly username: string;
  readonly password: string;
}

/** Where logins are kept, and the registries that they are for. */
export interface LoginPorts {
  /**
   * Whether the registry takes the login given, else the one that is kept. "unasked": it answers everybody.
   * @throws BpError UNAUTHORIZED where it refuses, NETWORK, …
   */
  check(host: string, login?: NameAndPassword): Promise<"accepted" | "unasked">;
  /** @throws BpError CONFIG, UNAUTHORIZED where a program that keeps credentials fails */
  store(host: string, login: NameAndPassword): Promise<LoginPlace>;
  /** Gives where it was. @throws BpError likewise */
  erase(host: string): Promise<readonly LoginPlace[]>;
  /** In the order in which they are looked at. @throws BpError likewise */
  list(): Promise<readonly Login[]>;
}
