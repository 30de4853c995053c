import { BlockList, isIP } from "node:net";

/** Where the Distribution API of a registry is: `https://host/`, for Docker Hub under the name that answers. */
export function originOf(host: string, plainHttp: boolean | undefined): URL {
  const name = host === "docker.io" || host === "index.docker.io" ? "registry-1.docker.io" : host;
  const bare = new URL(`https://${name}/`);
  const plain = plainHttp ?? isLoopback(bare.hostname);
  return plain ? new URL(`http://${name}/`) : bare;
}

/** True for localhost, 127.0.0.0/8 and ::1, as the host name of a URL has them. */
export function isLoopback(hostname: string): boolean {
  const address = bareAddress(hostname);
  if (address === "localhost" || address.endsWith(".localhost")) return true;
  return isIP(address) === 4 ? address.startsWith("127.") : address === "::1";
}

/** RFC 1918, 3927, 4193, 4291 and 6598, and the addresses that mean "this host". */
const own = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const)
  own.addSubnet(network, bits, "ipv4");
own.addSubnet("::", 127, "ipv6");
own.addSubnet("fc00::", 7, "ipv6");
own.addSubnet("fe80::", 10, "ipv6");

/** True for an address, not a name, that only the own machine or network reaches. */
export function isPrivateAddress(hostname: string): boolean {
  const address = bareAddress(hostname);
  const family = isIP(address);
  return family !== 0 && own.check(address, family === 4 ? "ipv4" : "ipv6");
}

function bareAddress(hostname: string): string {
  return hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
}
