import { EvaluationFault } from "../fault.ts";
import type { CallCost, Declared, Library } from "../overload.ts";
import { method, plain } from "../overload.ts";
import { traversal } from "../size.ts";
import type { Opaque } from "../value.ts";
import type { Address } from "./address.ts";
import { addressText, parseAddress } from "./address.ts";

/** A value of the type net.IP. */
export interface Ip extends Opaque {
  readonly address: Address;
}

export function ipOf(address: Address): Ip {
  const text = addressText(address);
  return {
    kind: "opaque",
    type: "net.IP",
    address,
    text,
    size: address.bits / 8,
    equals: (other) => other.text === text,
  };
}

/** @throws EvaluationFault where the text is no address */
export function parseIp(text: string): Ip {
  const address = parseAddress(text);
  if (address === undefined)
    throw new EvaluationFault(`${JSON.stringify(text)} is not an IP address`);
  return ipOf(address);
}

/** The first bits of an address. */
function first({ bits, value }: Address, count: number): bigint {
  return value >> BigInt(bits - count);
}

const isLoopback = (one: Address): boolean =>
  one.bits === 32 ? first(one, 8) === 127n : one.value === 1n;
const isLinkLocalUnicast = (one: Address): boolean =>
  one.bits === 32 ? first(one, 16) === 0xa9fen : first(one, 10) === 0x3fan;
const isLinkLocalMulticast = (one: Address): boolean =>
  one.bits === 32 ? first(one, 24) === 0xe00000n : (first(one, 16) & 0xff0fn) === 0xff02n;
const isMulticast = (one: Address): boolean =>
  one.bits === 32 ? first(one, 4) === 0xen : first(one, 8) === 0xffn;

function isGlobalUnicast(one: Address): boolean {
  const isBroadcast = one.bits === 32 && one.value === 0xffffffffn;
  return (
    one.value !== 0n &&
    !isBroadcast &&
    !isLoopback(one) &&
    !isMulticast(one) &&
    !isLinkLocalUnicast(one)
  );
}

function asks(name: string, holds: (address: Address) => boolean): Declared {
  return method(`net.IP.${name}(): bool`, ({ address }: Ip) => holds(address));
}

const once: CallCost = ([text = null]) => traversal(text);

/** Kubernetes' IP address library. */
export const ip: Library = {
  since: 30,
  functions: [
    plain("ip(string): net.IP", parseIp, once),
    plain("isIP(string): bool", (text: string) => parseAddress(text) !== undefined, once),
    plain(
      "ip.isCanonical(string): bool",
      (text: string) => parseIp(text).text === text,
      ([text = null]) => traversal(text, 2),
    ),
    method("net.IP.family(): int", ({ address }: Ip) => (address.bits === 32 ? 4n : 6n)),
    asks("isUnspecified", ({ value }) => value === 0n),
    asks("isLoopback", isLoopback),
    asks("isLinkLocalMulticast", isLinkLocalMulticast),
    asks("isLinkLocalUnicast", isLinkLocalUnicast),
    asks("isGlobalUnicast", isGlobalUnicast),
  ],
};
