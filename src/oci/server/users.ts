import { createHash, timingSafeEqual } from "node:crypto";

import { BpError } from "../../model/error.ts";

/** Who may use a registry, by name and password (RFC 7617). */
export interface Users {
  check(name: string, password: string): Promise<boolean>;
}

/** One user whose password is at hand. */
export function singleUser(name: string, password: string): Users {
  checkName(name);
  const expected = hashOf(`${name}\0${password}`);
  return {
    check: async (given, secret) => timingSafeEqual(hashOf(`${given}\0${secret}`), expected),
  };
}

/** The hash of no password, of the usual cost: an unknown name takes as long as a wrong password. */
const nobody = "$2b$10$abcdefghijklmnopqrstuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu";
const bcryptShape = /^\$2[aby]\$\d{2}\$[./A-Za-z0-9]{53}$/u;

/**
 * The users of a file as `htpasswd -B` writes it: a line each, `name:hash`, with bcrypt, the one of its hashes that holds.
 * @throws BpError CONFIG naming file and line
 */
export function htpasswdUsers(text: string, file: string): Users {
  const hashes = new Map<string, string>();
  for (const [index, line] of text.split(/\r?\n/u).entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const colon = line.indexOf(":");
    const hash = line.slice(colon + 1).trim();
    if (colon < 1 || !bcryptShape.test(hash)) throw unusable(`${file}:${index + 1}`);
    hashes.set(line.slice(0, colon), hash.replace("$2y$", "$2b$"));
  }
  if (hashes.size === 0) throw new BpError("CONFIG", `${file} names no user`, { hint: remedy });
  return {
    async check(name, password) {
      const { compare } = await import("bcryptjs");
      const hash = hashes.get(name);
      return (await compare(password, hash ?? nobody)) && hash !== undefined;
    },
  };
}

const remedy = "write it with `htpasswd -B`: a line NAME:HASH for each user";

function unusable(place: string): BpError {
  return new BpError("CONFIG", `${place} is no user with a bcrypt hash`, { hint: remedy });
}

function checkName(name: string): void {
  if (name !== "" && !/[:\p{C}]/u.test(name)) return;
  throw new BpError("USAGE", `${JSON.stringify(name.slice(0, 80))} cannot be the name of a user`, {
    hint: "a name is not empty, and has neither a colon nor a control character in it",
  });
}

function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
