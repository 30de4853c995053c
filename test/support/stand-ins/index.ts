import { cilium, externalDns, powerdns } from "./network.ts";
import { cloudnativePg, crossplane, flux2, gitea, harbor, nats, valkey } from "./platform.ts";
import {
  certManager,
  externalSecrets,
  keycloak,
  openbao,
  sealedSecrets,
  spire,
  spireCrds,
} from "./security.ts";
import type { StandIn } from "./stand-in.ts";

/** One for each chart of others that our platform/ declares. */
export const standIns: readonly StandIn[] = [
  certManager,
  cilium,
  cloudnativePg,
  crossplane,
  externalDns,
  externalSecrets,
  flux2,
  gitea,
  harbor,
  keycloak,
  nats,
  openbao,
  powerdns,
  sealedSecrets,
  spire,
  spireCrds,
  valkey,
];
