import { cp, mkdir, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** What a runner needs of the project, the built program with all its libraries among it: nothing is installed there. */
const parts = ["action.yml", "bin", "dist", "schemas", "package.json", "README.md", "LICENSE"];

const root = fileURLToPath(new URL("..", import.meta.url));
const [given] = process.argv.slice(2);
if (given === undefined) throw new Error("name the folder: npm run action -- FOLDER");
const folder = resolve(given);
await mkdir(folder, { recursive: true });
const strays = (await readdir(folder)).filter((name) => name !== ".git");
if (strays.length > 0) throw new Error(`${folder} is not empty`);
const types = join(root, "dist/types");
for (const part of parts)
  await cp(join(root, part), join(folder, part), {
    recursive: true,
    filter: (source) => source !== types,
  });
