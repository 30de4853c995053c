import { setTimeout as pause } from "node:timers/promises";

import type { Descriptor } from "../../../src/model/descriptor.ts";
import { createClient, registryStore } from "../../../src/oci/index.ts";
import { pushMade, referrerOf } from "../artifact.ts";

/**
 * One of several writers: pushes referrers of an artifact and links each by itself, then settles. Arguments: host,
 * path, the artifact's tag, its own name, how many.
 */
const [host = "", path = "", tag = "", name = "", count = "1"] = process.argv.slice(2);
const client = createClient({
  random: Math.random,
  now: () => performance.now(),
  sleep: (ms, signal) => pause(ms, undefined, { signal }),
});
const store = registryStore({ client, host, path });
const subject: Descriptor = await store.resolve(tag);
for (let index = 0; index < Number(count); index += 1) {
  const one = await pushMade(store, referrerOf(subject, `${name} ${index}`, "x/one"));
  await store.linkReferrers(subject, [one]);
  process.stdout.write(`${one.digest}\n`);
}
await store.settle?.();
client.close();
