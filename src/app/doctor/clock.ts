import type { Told } from "./diagnosis.ts";
import { fine, skipped, warning, wrong } from "./diagnosis.ts";

/** In seconds: what a short-lived token, or a certificate of ten minutes, may still bear. */
const [noticed, borne] = [60, 240];

/** How far the clock here is from that of a server. */
export function clockTold(date: string | undefined, now: Date, server: string): Told {
  const there = Date.parse(date ?? "");
  if (Number.isNaN(there)) return skipped(`${server} does not say what time it is`);
  const seconds = Math.round((now.getTime() - there) / 1000);
  const off = Math.abs(seconds);
  if (off < noticed) return fine(`it agrees with ${server}'s`);
  const what = `the clock here is ${off} seconds ${seconds > 0 ? "ahead of" : "behind"} ${server}'s`;
  const remedy =
    "set the clock (chronyd, systemd-timesyncd): tokens and certificates hold for minutes";
  return off > borne ? wrong(what, remedy) : warning(what, remedy);
}
