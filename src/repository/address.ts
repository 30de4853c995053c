import { BpError } from "../model/error.ts";
import { redact } from "../model/redact.ts";

/** A repository's address, with what its user info says taken out of it. */
export interface Address {
  /** Without user info and fragment. */
  readonly url: URL;
  readonly username: string;
  readonly password: string;
}

/** @throws BpError BAD_REFERENCE where the text is no http address */
export function parseAddress(text: string): Address {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/u.test(url.protocol) || url.hostname === "") {
    throw new BpError("BAD_REFERENCE", `${redact(text.slice(0, 300))} is no http address`, {
      hint: "a chart repository is https://…, oci://…, file://… or the name of one, as @name",
    });
  }
  const [username, password] = [decoded(url.username), decoded(url.password)];
  Object.assign(url, { username: "", password: "", hash: "" });
  return { url, username, password };
}

/** An address below the repository's: a relative one is resolved against it as a folder, its query kept (helm ResolveReferenceURL). */
export function below(repository: URL, reference: string): URL | undefined {
  const base = new URL(repository);
  base.search = "";
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  const url = URL.parse(reference, base.href);
  if (url === null) return undefined;
  if (URL.canParse(reference)) return url;
  url.search = repository.search;
  return url;
}

/** Whether two texts name one repository (helm urlutil.Equal): a slash at the end makes no difference. */
export function sameRepository(a: string, b: string): boolean {
  return normal(a) === normal(b);
}

/** Whether what is meant for the one may be sent to the other: scheme, host and port agree. */
export function sameOrigin(a: URL, b: URL): boolean {
  return a.origin === b.origin;
}

function normal(text: string): string {
  const url = URL.parse(text);
  if (url === null) return text.replace(/\/+$/u, "");
  url.pathname = url.pathname.replace(/\/{2,}/gu, "/").replace(/(?<=.)\/$/u, "");
  return url.href;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
