import { BpError, isBpError } from "../../model/error.ts";

interface Place {
  readonly method: string;
  readonly url: URL;
}

const certificateFaults: readonly string[] = [
  "SELF_SIGNED_CERT_IN_CHAIN",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_GET_ISSUER_CERT",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "ERR_TLS_CERT_ALTNAME_INVALID",
];

const meanings: Readonly<Record<string, readonly [string, string]>> = {
  ECONNREFUSED: [
    "nothing listens there",
    "check the host and the port, and that the registry runs",
  ],
  ENOTFOUND: ["there is no such host", "check the name of the registry"],
  EAI_AGAIN: ["the name cannot be resolved now", "check the network and try again"],
  ECONNRESET: ["the connection was cut", "try again; nothing half-written is visible"],
  EPIPE: ["the connection was cut", "try again; nothing half-written is visible"],
  ETIMEDOUT: ["no answer came in time", "check the network and try again"],
  EPROTO: ["it does not speak TLS", "if the registry speaks plain http, say --plain-http"],
};

/** Errors that stay the same however often one tries. */
const lasting = new Set([...certificateFaults, "ENOTFOUND", "EPROTO", "ERR_INVALID_URL"]);

/** The error of a connection that failed. Only the code of the cause is kept: a message may hold header values. */
export function networkFault(place: Place, error: unknown): BpError {
  const code = codeOf(error);
  const [why, hint] = certificateFaults.includes(code)
    ? ["its certificate is not trusted", "give the authority's certificate with --ca-file"]
    : (meanings[code] ?? ["the connection failed", "check the network and try again"]);
  const url = publicUrl(place.url);
  return new BpError("NETWORK", `${place.method} ${url}: ${why} (${code})`, {
    hint,
    details: { method: place.method, url, code },
  });
}

export function interrupted(place: Place): BpError {
  return new BpError("INTERRUPTED", `${place.method} ${publicUrl(place.url)} was interrupted`, {
    hint: "run the command again: it goes on where it stopped",
  });
}

/** The error of a body that failed while it was read; what is our own stays. */
export function bodyFault(place: Place, error: unknown): BpError {
  if (error instanceof BpError) return error;
  const aborted = error instanceof Error && error.name === "AbortError";
  return aborted ? interrupted(place) : networkFault(place, error);
}

/** The error of a body that ended before its end. */
export function cutOff(place: Place): BpError {
  return networkFault(place, Object.assign(new Error("cut off"), { code: "ECONNRESET" }));
}

/** True where another try may succeed. */
export function isTransient(error: unknown): error is BpError {
  return isBpError(error, "NETWORK") && !lasting.has(String(error.details["code"]));
}

/** A URL as it may be shown: upload sessions and signed redirects carry secrets in the query. */
export function publicUrl(url: URL): string {
  return `${url.origin}${url.pathname}${url.search === "" ? "" : "?…"}`;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.message === "aborted") return "ECONNRESET";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
