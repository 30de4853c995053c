import { join } from "node:path";

import { main } from "../../../src/cli/main.ts";

process.exitCode = await main(process.argv.slice(2), join(import.meta.dirname, "../../.."));
