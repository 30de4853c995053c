import { EvaluationFault } from "../fault.ts";
import type { CallCost, Library } from "../overload.ts";
import { method, plain } from "../overload.ts";
import { traversal } from "../size.ts";
import type { Opaque } from "../value.ts";
import type { Address } from "./address.ts";
import { addressText, masked, parseAddress } from "./address.ts";
import type { Ip } from "./ip.ts";
import { ipOf, parseIp } from "./ip.ts";

/** A value of the type net.CIDR: an address, perhaps with bits after the prefix. */
interface Cidr extends Opaque {
  readonly address: Address;
  readonly prefix: number;
}

function cidrOf(address: Address, prefix: number): Cidr {
  const text = `${addressText(address)}/${prefix}`;
  const size = Math.ceil(prefix / 8);
  const equals = (other: Opaque): boolean => other.text === text;
  return { kind: "opaque", type: "net.CIDR", address, prefix, text, size, equals };
}

/** Go's netip.ParsePrefix, of an address that Kubernetes takes. */
function parse(text: string): Cidr | undefined {
  const [, host = "", bits = ""] = /^(.*)\/(0|[1-9]\d{0,2})$/su.exec(text) ?? [];
  const address = parseAddress(host);
  if (address === undefined || Number(bits) > address.bits) return undefined;
  return cidrOf(address, Number(bits));
}

/** @throws EvaluationFault where the text is no network */
function parseCidr(text: string): Cidr {
  const cidr = parse(text);
  if (cidr === undefined) throw new EvaluationFault(`${JSON.stringify(text)} is not a CIDR`);
  return cidr;
}

function holds({ address, prefix }: Cidr, other: Address): boolean {
  if (address.bits !== other.bits) return false;
  return masked(address, prefix).value === masked(other, prefix).value;
}

function holdsCidr(outer: Cidr, inner: Cidr): boolean {
  return outer.prefix <= inner.prefix && holds(outer, inner.address);
}

const once: CallCost = ([text = null]) => traversal(text);
const twice: CallCost = ([network = null]) => traversal(network, 2);
const withText: CallCost = ([network = null, text = null]) =>
  traversal(network, 2) + traversal(text);
const nested: CallCost = ([network = null]) => traversal(network, 2) + traversal(network) + 1;
const nestedText: CallCost = (values) => nested(values) + traversal(values[1] ?? null);

/** Kubernetes' CIDR library. */
export const cidr: Library = {
  since: 30,
  functions: [
    plain("cidr(string): net.CIDR", parseCidr, once),
    plain("isCIDR(string): bool", (text: string) => parse(text) !== undefined, once),
    method(
      "net.CIDR.containsIP(net.IP): bool",
      (net: Cidr, ip: Ip) => holds(net, ip.address),
      twice,
    ),
    method(
      "net.CIDR.containsIP(string): bool",
      (net: Cidr, ip: string) => holds(net, parseIp(ip).address),
      withText,
    ),
    method("net.CIDR.containsCIDR(net.CIDR): bool", holdsCidr, nested),
    method(
      "net.CIDR.containsCIDR(string): bool",
      (net: Cidr, other: string) => holdsCidr(net, parseCidr(other)),
      nestedText,
    ),
    method("net.CIDR.ip(): net.IP", ({ address }: Cidr) => ipOf(address)),
    method("net.CIDR.prefixLength(): int", ({ prefix }: Cidr) => BigInt(prefix)),
    method("net.CIDR.masked(): net.CIDR", ({ address, prefix }: Cidr) =>
      cidrOf(masked(address, prefix), prefix),
    ),
  ],
};
