import type { Examination } from "./diagnosis.ts";
import { certificates, ci, proxy, space } from "./machine.ts";
import type { Patient } from "./patient.ts";
import { answers, clock, destination, login, push, referrers } from "./registry.ts";
import { signer, source } from "./signer.ts";

/** What a publish needs. */
export const publish: readonly Examination<Patient>[] = [
  destination,
  answers,
  login,
  push,
  referrers,
  clock,
  signer,
  source,
  space,
  proxy,
  certificates,
  ci,
];
