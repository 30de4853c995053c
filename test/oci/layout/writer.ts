import { layoutStore } from "../../../src/oci/index.ts";
import { made, pushMade, referrerOf } from "../artifact.ts";

/** Writes artifacts into a layout until it is killed; says on standard output when each is done. */
const [folder = "", name = ""] = process.argv.slice(2);
const store = layoutStore(folder);
for (let count = 0; ; count += 1) {
  const padding = "x".repeat(200_000);
  const chart = await pushMade(store, made(`${name} ${count} ${padding}`));
  await pushMade(store, referrerOf(chart, `signature ${name} ${count}`, "x/bundle"));
  await store.tag(chart, `${name}-${count}`);
  process.stdout.write(`${count}\n`);
}
