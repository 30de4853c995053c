/** One request as it was answered. */
export interface AccessRecord {
  /** The address that it came from. */
  readonly remote: string;
  /** Who logged in; undefined for nobody. */
  readonly user: string | undefined;
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly status: number;
  /** Bytes of the body; undefined where it was not sent to its end. */
  readonly size: number | undefined;
  readonly userAgent: string | undefined;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A line of the Combined Log Format (Apache HTTP Server, "Log Files"), in UTC. */
export function accessLine(record: AccessRecord, at: Date): string {
  const { remote, user, method, target, status, size, userAgent } = record;
  const request = quoted(`${method} ${target} HTTP/1.1`);
  const name = user === undefined ? "-" : quoted(user).slice(1, -1).replaceAll(" ", "\\x20");
  return `${remote} - ${name} [${timeOf(at)}] ${request} ${status} ${size ?? "-"} "-" ${quoted(userAgent ?? "-")}`;
}

function timeOf(at: Date): string {
  const [date = "", time = ""] = at.toISOString().split("T");
  const [year, month, day] = date.split("-");
  return `${day}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}

/** What a client sends cannot end the line, nor the quotes. */
function quoted(text: string): string {
  const escaped = text
    .slice(0, 2_000)
    .replace(/["\\]/gu, "\\$&")
    .replace(/[^\x20-\x7e]/gu, (sign) =>
      [...Buffer.from(sign)].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join(""),
    );
  return `"${escaped}"`;
}
