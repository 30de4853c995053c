import { BpError } from "../../model/error.ts";
import { isLoopback, isPrivateAddress } from "./endpoint.ts";
import type { Scope } from "./scope.ts";

/**
 * The URL where tokens are bought, which the registry chooses, if it is safe to send a credential there: not over http
 * where the registry is reached by https, and not to an address of the own network that is not the registry's
 * (interop §4.1.3).
 * @throws BpError REGISTRY
 */
export function checkRealm(text: string, scope: Scope): URL {
  const realm = URL.parse(text);
  if (realm === null || !/^https?:$/u.test(realm.protocol))
    throw unsafe(scope, text, "is not an http address");
  if (`${realm.username}${realm.password}` !== "")
    throw unsafe(scope, realm.origin, "names a user");
  const same = realm.hostname === scope.origin.hostname;
  const local = isLoopback(scope.origin.hostname) && isLoopback(realm.hostname);
  if (realm.protocol === "http:" && !plainAllowed(scope, same || local))
    throw unsafe(scope, realm.origin, "is not reached by https");
  if (!same && !local && (isPrivateAddress(realm.hostname) || isLoopback(realm.hostname)))
    throw unsafe(scope, realm.origin, "is in your own network");
  return realm;
}

/** A registry on loopback is plain by itself; that says nothing about hosts elsewhere. */
function plainAllowed(scope: Scope, near: boolean): boolean {
  if (scope.origin.protocol === "https:") return false;
  return near || !isLoopback(scope.origin.hostname);
}

function unsafe(scope: Scope, realm: string, why: string): BpError {
  const place = realm.slice(0, 200);
  return new BpError(
    "REGISTRY",
    `${scope.host} wants the login sent to ${JSON.stringify(place)}, which ${why}: refused`,
    {
      hint: "the registry's token service is set up wrongly, or something stands between you and it",
      details: { host: scope.host, realm: place },
    },
  );
}
